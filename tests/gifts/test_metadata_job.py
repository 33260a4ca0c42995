"""Metadata of gifts on the chain are read a few at a time, and what fails comes again later."""

from dataclasses import dataclass, field

from domain.gifts.content_ports import Attribute, ContentGone, Metadata
from domain.gifts.models import GiftKey, Market
from domain.gifts.sync.metadata import AT_ONCE, FAILURES_MOST, JOB, ResolveMetadata
from domain.gifts.sync.models import ContentState, Item, Progress
from domain.shared.ids import HOUR
from domain.shared.refusals import GatewayError
from tests.fakes.clock import FakeClock
from tests.fakes.markets import FakeMarket, lot
from tests.gifts.conftest import Build
from tests.gifts.market_house import MarketHouse
from tests.ton.house import ONE_ENGINE

pytestmark = ONE_ENGINE
GIFT = GiftKey("plushpepe-1")


@dataclass
class Content:
    """Implements the port ContentReader."""

    errors: list[Exception] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def of_item(self, address: str) -> Metadata:
        return self._answer(address)

    async def of_collection(self, address: str) -> Metadata:
        return self._answer(address)

    async def of_gift(self, gift: GiftKey) -> Metadata:
        return self._answer(gift)

    def _answer(self, what: str) -> Metadata:
        self.asked.append(what)
        if self.errors:
            raise self.errors.pop(0)
        return Metadata(
            form=None,
            uri=None,
            name="Plush Pepe #1",
            description="A pepe.",
            image=f"https://nft.fragment.com/{what}.webp",
            image_data=None,
            animation=None,
            attributes=(
                Attribute(trait="Model", value="Other"),
                Attribute(trait="Symbol", value="Gear"),
            ),
        )


async def _house(build_house: Build, clock: FakeClock, count: int = 1) -> MarketHouse:
    market = FakeMarket(clock=clock, page_size=50)
    for number in range(1, count + 1):
        market.offer(lot(number=number, address=f"0:{number}", symbol=None))
    market.offer(lot(number=900))
    house = await build_house(market)
    await house.read()
    return house


async def _item(house: MarketHouse) -> Item:
    return (await house.rows.items.get([GIFT]))[GIFT]


async def test_only_gifts_on_the_chain_are_asked_for_and_once(
    build_house: Build, clock: FakeClock
) -> None:
    house = await _house(build_house, clock)
    content = Content()
    job = ResolveMetadata(house.frame, content)
    assert await job.run() == 1
    assert await job.run() == 0
    assert content.asked == [GIFT]
    item = await _item(house)
    assert (item.content, item.about, item.symbol) == (ContentState.READ, "A pepe.", "Gear")
    assert item.model == "Zebra", "what a market told of a trait stays"
    assert item.image_url == "https://nft.fragment.com/plushpepe-1.webp"
    await house.read(Market.PORTALS)
    assert (await _item(house)).content is ContentState.READ


async def test_what_fails_is_tried_later_and_what_is_gone_never(
    build_house: Build, clock: FakeClock
) -> None:
    house = await _house(build_house, clock)
    content = Content([GatewayError("away")])
    job = ResolveMetadata(house.frame, content)
    assert await job.run() == 0
    assert await job.run() == 0
    assert len(content.asked) == 1
    clock.advance(HOUR)
    content.errors = [ContentGone("404"), ContentGone("410")]
    assert await job.run() == 0
    assert content.asked[1:] == [GIFT, "0:1"], "its own contract is asked when nobody else knows"
    clock.advance(100 * HOUR)
    assert await job.run() == 0
    assert len(content.asked) == 3
    assert (await _item(house)).content is ContentState.MISSING


async def test_it_goes_on_where_it_was_and_shows_how_far_it_is(
    build_house: Build, clock: FakeClock
) -> None:
    house = await _house(build_house, clock, count=AT_ONCE + 5)
    assert await ResolveMetadata(house.frame, Content()).run() == AT_ONCE
    progress = await house.rows.jobs.get(JOB)
    assert progress is not None
    assert (progress.done, progress.total) == (AT_ONCE, AT_ONCE + 5)
    assert progress.state is Progress.RUNNING
    again = await build_house(*house.markets.values())
    assert await ResolveMetadata(again.frame, Content()).run() == 5
    progress = await again.rows.jobs.get(JOB)
    assert progress is not None
    assert (progress.done, progress.total, progress.state) == (
        AT_ONCE + 5,
        AT_ONCE + 5,
        Progress.DONE,
    )


async def test_somebody_who_is_away_is_not_asked_for_all_of_them(
    build_house: Build, clock: FakeClock
) -> None:
    house = await _house(build_house, clock, count=10)
    content = Content([GatewayError("away") for _ in range(20)])
    assert await ResolveMetadata(house.frame, content).run() == 0
    assert len(content.asked) == FAILURES_MOST
