"""What a market shows and tells becomes listings and history, each happening once."""

import asyncio

import pytest

from domain.gifts.market_ports import Shelf
from domain.gifts.models import (
    EventKind,
    ListingId,
    Market,
    SourceState,
    Told,
)
from domain.gifts.sync.models import Progress
from domain.shared.change import Event
from domain.shared.ids import SECOND
from domain.shared.refusals import GatewayError
from tests.fakes.clock import FakeClock
from tests.fakes.markets import ALL_KINDS, FakeMarket, lot, ton
from tests.gifts.conftest import Build
from tests.gifts.market_house import told_of

PEPE = ListingId("portals:plushpepe-1")


@pytest.fixture
def market(clock: FakeClock) -> FakeMarket:
    return FakeMarket(clock=clock)


async def test_the_first_read_finds_everything_and_nothing_happened(
    build_house: Build, market: FakeMarket, published: list[Event]
) -> None:
    for number in range(1, 8):
        market.offer(lot(number=number, price=ton(number)))
    market.offer(lot("Toy Bear", 5))
    house = await build_house(market)
    await house.read()
    assert await house.prices() == house.truth()
    assert await house.history() == []
    told, _ = told_of(published)
    assert {key: one.lot.price.units for key, one in told.items()} == house.truth()
    source = house.sources.of(Market.PORTALS)
    assert (source.state, source.read_at) == (SourceState.OK, house.clock.now())


async def test_a_feed_becomes_history_and_what_is_for_sale(
    build_house: Build, market: FakeMarket, clock: FakeClock
) -> None:
    house = await build_house(market)
    await house.read()
    market.offer(lot(price=ton(10)))
    clock.advance(SECOND)
    market.reprice("plushpepe-1", ton(8))
    clock.advance(SECOND)
    market.offer(lot(number=2, price=ton(20)))
    await house.syncs[Market.PORTALS].listen()
    assert await house.prices() == house.truth()
    clock.advance(SECOND)
    market.sell("plushpepe-1")
    market.delist("plushpepe-2")
    await house.syncs[Market.PORTALS].listen()
    assert await house.prices() == {}
    events = await house.history()
    assert [event.kind.value for event in events] == [
        "listed",
        "repriced",
        "listed",
        "delisted",
        "sold",
    ]
    assert {event.told for event in events} == {Told.FEED}
    sale = events[-1]
    assert (sale.price, sale.giver, sale.taker) == (ton(8), "alice", "bob")
    assert (sale.model, sale.backdrop) == ("Zebra", "Black")


async def test_what_a_feed_tells_is_not_told_again_by_a_walk(
    build_house: Build, market: FakeMarket
) -> None:
    house = await build_house(market)
    await house.read()
    market.offer(lot())
    market.reprice("plushpepe-1", ton(8))
    await house.read()
    await house.read()
    assert await house.kinds() == ["listed", "repriced"]


async def test_a_walk_tells_what_no_feed_does(
    build_house: Build, clock: FakeClock, market: FakeMarket
) -> None:
    market.told = frozenset({EventKind.SOLD})
    house = await build_house(market)
    await house.read()
    market.offer(lot(price=ton(10)))
    await house.read()
    clock.advance(SECOND)
    market.reprice("plushpepe-1", ton(8))
    await house.read()
    events = await house.history()
    assert [(event.kind, event.told, event.price) for event in events] == [
        (EventKind.LISTED, Told.SEEN, ton(10)),
        (EventKind.REPRICED, Told.SEEN, ton(8)),
    ]
    assert all(event.confidence_permille < 1000 for event in events)


async def test_a_disappearance_is_never_called_a_sale(
    build_house: Build, clock: FakeClock, market: FakeMarket
) -> None:
    market.told = frozenset({EventKind.SOLD})
    market.offer(lot(number=1))
    market.offer(lot(number=2))
    house = await build_house(market)
    await house.read()
    clock.advance(SECOND)
    market.delist("plushpepe-1")
    market.sell("plushpepe-2")
    await house.read()
    assert await house.prices() == {}
    first, second = sorted(await house.history(), key=lambda event: event.gift)
    assert first.kind is EventKind.GONE
    assert first.confidence_permille <= 500
    assert second.kind is EventKind.SOLD


async def test_a_sale_during_the_walk_is_told_as_a_sale(
    build_house: Build, market: FakeMarket
) -> None:
    """The feed had been read when it happened: it is asked once more before a lot is gone."""
    market.told = frozenset({EventKind.SOLD})
    market.offer(lot())
    house = await build_house(market)
    await house.read()

    def sell(shelf: Shelf, place: str | None) -> None:
        if "plushpepe-1" in market.lots:
            market.sell("plushpepe-1")

    market.before_page = sell
    await house.read()
    assert await house.kinds() == ["sold"]
    assert await house.prices() == {}


async def test_what_the_walk_missed_is_asked_for_before_it_counts_as_gone(
    build_house: Build, market: FakeMarket
) -> None:
    market.told = frozenset()
    for number in range(1, 6):
        market.offer(lot(number=number))
    house = await build_house(market)
    await house.read()
    market.spoil("page", "odd", times=6)
    await house.read()
    assert await house.prices() == house.truth()
    assert await house.history() == []


async def test_a_round_that_was_stopped_goes_on_with_the_next_shelf(
    build_house: Build, market: FakeMarket
) -> None:
    titles = ["Ape", "Bear", "Cat", "Dog"]
    for title in titles:
        market.offer(lot(title, 1))
    house = await build_house(market)
    sync = house.syncs[Market.PORTALS]
    await sync.begin(afresh=True)
    await sync.step()
    await sync.step()
    market.calls.clear()
    after = await build_house(market)
    await after.read(afresh=False)
    assert market.calls["page"] == 2
    assert await after.prices() == after.truth()
    progress = await after.rows.jobs.get("sync_listings", "portals")
    assert progress is not None
    assert (progress.done, progress.total, progress.state) == (4, 4, Progress.DONE)


async def test_ten_readers_at_once_write_everything_once(
    build_house: Build, market: FakeMarket, clock: FakeClock
) -> None:
    market.told = frozenset({EventKind.SOLD})
    market.page_size = 20
    house = await build_house(market)
    await house.read()
    for number in range(1, 13):
        market.offer(lot(number=number))
    clock.advance(SECOND)
    walks = [house.syncs[Market.PORTALS].walk("plushpepe") for _ in range(10)]
    await asyncio.gather(*walks)
    assert await house.kinds() == ["listed"] * 12
    for number in range(1, 7):
        market.sell(f"plushpepe-{number}")
    hears = [house.syncs[Market.PORTALS].listen() for _ in range(10)]
    await asyncio.gather(*hears)
    assert (await house.kinds()).count("sold") == 6
    assert await house.prices() == house.truth()


async def test_a_lot_sold_and_offered_again_is_followed(
    build_house: Build, market: FakeMarket
) -> None:
    market.offer(lot(price=ton(10)))
    house = await build_house(market)
    await house.read()
    market.sell("plushpepe-1")
    market.offer(lot(price=ton(30), seller="bob"))
    await house.syncs[Market.PORTALS].listen()
    assert await house.prices() == house.truth()
    assert sorted(await house.kinds()) == ["listed", "sold"]


async def test_a_market_that_fails_keeps_what_was_read(
    build_house: Build, market: FakeMarket
) -> None:
    for number in range(1, 8):
        market.offer(lot(number=number))
    house = await build_house(market)
    market.fail("page", GatewayError("away"), times=2)
    for _ in range(2):
        with pytest.raises(GatewayError):
            await house.read()
    await house.read(afresh=False)
    assert await house.prices() == house.truth()
    assert await house.history() == []
    assert market.told == ALL_KINDS
