"""Each market is read by a worker of its own: at once when asked, and none waits for another."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest

from bot import markets
from bot.markets import Cadence, MarketWorker
from bot.runtime.supervisor import Supervisor, Worker
from domain.gifts.events import SourceChanged
from domain.gifts.market_ports import Blocked, FeesRead, Shelf, SwitchedOff
from domain.gifts.models import CollectionKey, CollectionState, Market, SourceState
from domain.shared.change import Event
from tests.fakes.clock import FakeClock
from tests.fakes.markets import FakeMarket, lot, ton
from tests.gifts.conftest import Build
from tests.gifts.market_house import MarketHouse
from tests.ton.house import ONE_ENGINE

pytestmark = ONE_ENGINE
NEVER = Cadence(feed_s=3600.0, shelf_s=3600.0)
LONG_S = 20.0


@pytest.fixture
async def supervisor() -> AsyncIterator[Supervisor]:
    made = Supervisor(restart_pause_s=0.01)
    yield made
    await made.stop_workers(deadline_s=2.0)


@pytest.fixture
def market(clock: FakeClock) -> FakeMarket:
    made = FakeMarket(clock=clock)
    made.offer(lot(number=1))
    made.offer(lot("Toy Bear", 2))
    return made


def worker_of(house: MarketHouse, market: Market = Market.PORTALS) -> MarketWorker:
    """One that reads only when it is asked to."""
    return MarketWorker(house.syncs[market], NEVER)


def begin(supervisor: Supervisor, worker: MarketWorker) -> None:
    worker.set_pace(50)
    supervisor.start(Worker(name=worker.market.value, run=worker.run))


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONG_S):
        while True:
            if holds():
                return
            await asyncio.sleep(0.005)


async def test_what_the_world_says_has_changed_is_read_at_once(
    build_house: Build, market: FakeMarket, supervisor: Supervisor
) -> None:
    house = await build_house(market)
    worker = worker_of(house)
    begin(supervisor, worker)
    worker.expect(4)
    await until(lambda: worker.read_to == 4)
    assert await house.prices() == house.truth()
    market.reprice("plushpepe-1", ton(3))
    worker.expect(5)
    await until(lambda: worker.read_to == 5)
    assert await house.prices() == house.truth()
    assert worker.read_to == 5


async def test_a_change_during_a_read_does_not_count_as_read(
    build_house: Build, market: FakeMarket, supervisor: Supervisor
) -> None:
    house = await build_house(market)
    worker = worker_of(house)
    seen: list[int] = []

    def meanwhile(shelf: Shelf, place: str | None) -> None:
        seen.append(worker.read_to)
        if len(seen) == 2:
            market.offer(lot("Ape", 3))
            worker.expect(2)

    market.before_page = meanwhile
    begin(supervisor, worker)
    worker.expect(1)
    await until(lambda: worker.read_to == 2)
    assert max(seen) < 2
    assert await house.prices() == house.truth()


async def test_a_blocked_market_slows_nobody(
    build_house: Build, market: FakeMarket, clock: FakeClock, supervisor: Supervisor
) -> None:
    hung = FakeMarket(clock=clock, market=Market.MRKT)
    blocked = FakeMarket(clock=clock, market=Market.TONNEL, state=SourceState.BLOCKED)
    hung.offer(lot(number=5))
    hung.hold()
    blocked.fail("*", Blocked("a page"), times=10**9)
    house = await build_house(market, hung, blocked)
    workers = {one: worker_of(house, one) for one in house.syncs}
    for worker in workers.values():
        begin(supervisor, worker)
        worker.expect(1)
    await until(lambda: workers[Market.PORTALS].read_to == 1)
    for change in range(2, 6):
        workers[Market.PORTALS].expect(change)
        await until(partial(_read_to, workers[Market.PORTALS], change))
    await until(lambda: house.sources.of(Market.TONNEL).state is SourceState.BLOCKED)
    assert workers[Market.MRKT].read_to == workers[Market.TONNEL].read_to == 0
    hung.release()
    await until(lambda: workers[Market.MRKT].read_to == 1)
    blocked.clear()
    blocked.state = SourceState.OK
    await until(lambda: workers[Market.TONNEL].read_to == 1)
    assert house.sources.of(Market.TONNEL).state is SourceState.OK


async def test_its_state_is_told_kept_and_dated(
    build_house: Build,
    market: FakeMarket,
    clock: FakeClock,
    supervisor: Supervisor,
    published: list[Event],
) -> None:
    house = await build_house(market)
    assert house.sources.of(Market.PORTALS).state is SourceState.OFF
    worker = worker_of(house)
    begin(supervisor, worker)
    worker.expect(1)
    await until(lambda: house.sources.of(Market.PORTALS).state is SourceState.OK)
    since = house.sources.of(Market.PORTALS).since
    clock.advance(10**6)
    worker.expect(2)
    await until(lambda: worker.read_to == 2)
    source = house.sources.of(Market.PORTALS)
    assert (source.since, source.read_at) == (since, clock.now())
    assert SourceChanged(Market.PORTALS) in published
    again = await build_house(market)
    assert again.sources.of(Market.PORTALS) == source
    without = await build_house()
    assert without.sources.of(Market.PORTALS).state is SourceState.OFF
    assert [one.market for one in without.sources.all()] == list(Market)


async def test_a_market_that_is_off_has_nothing_to_be_read(
    build_house: Build, market: FakeMarket, supervisor: Supervisor
) -> None:
    market.state = SourceState.OFF
    market.fail("*", SwitchedOff("no key"), times=10**9)
    house = await build_house(market)
    worker = worker_of(house)
    begin(supervisor, worker)
    worker.expect(7)
    await until(lambda: worker.read_to == 7)
    assert await house.prices() == {}


async def test_staff_have_one_collection_read_or_fees_asked(
    build_house: Build, market: FakeMarket, supervisor: Supervisor
) -> None:
    house = await build_house(market)
    worker = worker_of(house)
    begin(supervisor, worker)
    worker.expect(1)
    await until(lambda: worker.read_to == 1)
    market.calls.clear()
    market.offer(lot(number=9))
    worker.ask_shelf("plushpepe")
    await until(lambda: market.calls["page"] == 1)
    market.fees_read = FeesRead(on_top_bps=100, inside_bps=0, seller_bps=0)
    worker.ask_prices()
    await until(lambda: house.sources.of(Market.PORTALS).fees.on_top_bps == 100)
    market.open("Cat")
    worker.ask_shelves()
    await until(lambda: house.knowledge.collection(CollectionKey("cat")) is not None)
    assert market.calls["page"] == 1


async def test_a_long_walk_does_not_keep_the_feed_waiting(
    build_house: Build, market: FakeMarket, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markets, "INTERVAL_S_LEAST", 0.0)
    house = await build_house(market)
    for number in range(10, 40):
        market.offer(lot(number=number))
    worker = MarketWorker(house.syncs[Market.PORTALS], Cadence(feed_s=0.0, shelf_s=3600.0))
    heard: list[int] = []

    def note(shelf: Shelf, place: str | None) -> None:
        heard.append(market.calls["news"])

    market.before_page = note
    begin(supervisor, worker)
    worker.expect(1)
    await until(lambda: worker.read_to == 1)
    assert len(heard) > 8
    assert all(later > earlier for earlier, later in pairwise(heard))


async def test_a_feed_that_tells_more_than_a_page_is_read_sooner_until_it_does_not(
    build_house: Build, market: FakeMarket, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markets, "INTERVAL_S_LEAST", 0.0)
    house = await build_house(market)
    worker = MarketWorker(house.syncs[Market.PORTALS], Cadence(feed_s=20.0, shelf_s=10**6))
    begin(supervisor, worker)
    worker.expect(1)
    await until(lambda: worker.read_to == 1)
    assert worker.feed_every_s == 0.4
    market.pages_told = 8
    await until(lambda: worker.feed_every_s < 0.15)
    market.pages_told = 1
    calls = market.calls["news"]
    await until(lambda: market.calls["news"] >= calls + 3)
    assert worker.feed_every_s > 0.1


async def test_a_paused_collection_is_not_walked(
    build_house: Build, market: FakeMarket, supervisor: Supervisor
) -> None:
    house = await build_house(market)
    await house.read()
    kept = house.knowledge.collection(CollectionKey("toybear"))
    assert kept is not None
    house.knowledge.meet(replace(kept, state=CollectionState.PAUSED))
    walked: list[str] = []

    def note(shelf: Shelf, place: str | None) -> None:
        walked.append(shelf.collection)

    market.before_page = note
    worker = worker_of(house)
    begin(supervisor, worker)
    worker.ask_all()
    await until(lambda: bool(walked))
    worker.expect(1)
    await until(lambda: worker.read_to == 1)
    assert set(walked) == {"plushpepe"}


def _read_to(worker: MarketWorker, change: int) -> bool:
    return worker.read_to == change


async def test_a_market_whose_reading_breaks_is_not_shown_as_sound(
    build_house: Build, market: FakeMarket, supervisor: Supervisor
) -> None:
    """A bug of ours, not a failure of the market: the worker dies and is begun again."""
    house = await build_house(market)
    worker = worker_of(house)
    begin(supervisor, worker)
    worker.expect(1)
    await until(lambda: worker.read_to == 1)
    assert house.sources.of(Market.PORTALS).state is SourceState.OK

    def broken(_shelf: Shelf, _place: str | None) -> None:
        raise UnicodeError("half a sign")

    market.before_page = broken
    worker.expect(2)
    await until(lambda: house.sources.of(Market.PORTALS).state is SourceState.DEGRADED)
    assert worker.read_to == 1
    market.before_page = None
    await until(lambda: worker.read_to == 2)
    await until(lambda: house.sources.of(Market.PORTALS).state is SourceState.OK)
