"""Feature 6, the journal: signals are decided later, and the lines add up to the nano."""

from dataclasses import dataclass, field, replace
from random import Random

import pytest

from domain.gifts.alerts.market import MarketLooks
from domain.gifts.arbitrage.frame import PaperFrame
from domain.gifts.arbitrage.models import Signal, SignalState
from domain.gifts.arbitrage.rules import PaperSettings
from domain.gifts.arbitrage.service import Arbitrage, PaperWatch, balance
from domain.gifts.costs import FeeTable
from domain.gifts.events import HistoryGrew, ListingsChanged, SourceChanged
from domain.gifts.models import EventKind, Listing, Market, SourceState
from domain.gifts.shown.models import Source
from domain.gifts.value.pools import PoolBook
from domain.shared.change import Store
from domain.shared.ids import HOUR, MINUTE, Instant
from domain.shared.money import TON, Money
from storage.gifts.alerts.papers import PaperRows
from storage.gifts.pools import PoolRows
from tests.fakes.clock import FakeClock
from tests.fakes.stars import Died
from tests.gifts.alerts.house import ONE_ENGINE, AlertHouse
from tests.gifts.alerts.lots import lot
from tests.gifts.alerts.markets import AlertWorld, readers_of
from tests.payments.dying import DyingStore

DAY_HOURS = 24


@dataclass
class Read:
    """Markets that were read just now, unless a test says otherwise."""

    clock: FakeClock
    known: dict[Market, Source] = field(default_factory=dict)

    def of(self, market: Market) -> Source:
        now = self.clock.now()
        fees = FeeTable().at(market, now)
        fresh = Source(market=market, state=SourceState.OK, since=now, read_at=now, fees=fees)
        return self.known.get(market, fresh)

    def all(self) -> tuple[Source, ...]:
        return tuple(map(self.of, Market))


class Desk(AlertHouse):
    """A run of the app that trades on paper."""

    def __init__(
        self, world: AlertWorld, *, store: Store | None = None, read: Read | None = None
    ) -> None:
        super().__init__(world, store=store)
        self.read = read or Read(world.clock)
        self.papers = PaperRows(world.database)
        self.pools = PoolBook(PoolRows(world.database), world.clock)
        frame = PaperFrame(
            store=self.store,
            papers=self.papers,
            pools=self.pools,
            lots=self.listings,
            history=self.past,
            looks=MarketLooks(readers_of(world), FeeTable(), world.clock),
            sources=self.read,
            fees=FeeTable(),
            clock=world.clock,
            ids=world.ids,
            settings=PaperSettings(),
        )
        self.paper_watch = PaperWatch(frame)
        self.arbitrage = Arbitrage(frame)
        self._told = len(world.published)

    async def trade(self) -> int:
        for event in self.world.published[self._told :]:
            if isinstance(event, ListingsChanged):
                self.pools.listings_changed(event)
                self.paper_watch.on_listings(event)
            elif isinstance(event, HistoryGrew):
                self.paper_watch.on_history(event)
        self._told = len(self.world.published)
        return await self.paper_watch.run()

    async def signals(self) -> list[Signal]:
        return list((await self.arbitrage.journal(limit=100)).items)

    async def stock(self, *tons: float, market: Market = Market.PORTALS) -> list[Listing]:
        now = self.world.clock.now()
        return [
            await self.put(lot(100 + number, ton, now, market=market))
            for number, ton in enumerate(tons)
        ]

    async def reconciles(self) -> None:
        """Lines, signals and score card say the same, to the nano."""
        signals = await self.signals()
        lines = [entry for one in signals for entry in await self.papers.entries(one.id)]
        sums = balance(lines)
        for one in signals:
            spent = one.sums.cost + one.sums.beside
            if one.state is SignalState.OPEN:
                assert sums[one.id] == -spent.units
            elif one.gain is not None and one.proceeds is not None:
                assert one.gain == one.proceeds - spent
                assert sums[one.id] == one.gain.units
                assert (one.gain.units > 0) == (one.state is SignalState.WON)
            else:
                assert one.state is SignalState.EXPIRED
                assert sums[one.id] == 0
        score = await self.arbitrage.score()
        assert score.reconciled
        gains = [one.gain.units for one in signals if one.gain is not None]
        assert score.gain == Money(sum(gains), TON)
        assert score.tied.units == -sum(sums[s.id] for s in signals if s.state is SignalState.OPEN)


@pytest.fixture
def desk(world: AlertWorld) -> Desk:
    return Desk(world)


async def test_what_came_while_a_market_was_not_read_is_looked_at_when_it_is(
    world: AlertWorld, desk: Desk
) -> None:
    clock = world.clock
    blocked = replace(desk.read.of(Market.TONNEL), state=SourceState.BLOCKED)
    desk.read.known[Market.TONNEL] = blocked
    desk.paper_watch.on_source(SourceChanged(Market.TONNEL))
    await desk.stock(20, 21, 22, 23)
    await desk.put(lot(1, 10, clock.now(), market=Market.TONNEL))
    assert await desk.trade() == 0
    del desk.read.known[Market.TONNEL]
    assert await desk.trade() == 0
    desk.paper_watch.on_source(SourceChanged(Market.TONNEL))
    assert await desk.trade() == 1
    desk.paper_watch.on_source(SourceChanged(Market.TONNEL))
    assert desk.paper_watch.waiting == 0


async def test_won_lost_and_expired(world: AlertWorld, desk: Desk) -> None:
    clock = world.clock
    shelf = await desk.stock(20, 21, 22, 23)
    cheap = [
        await desk.put(lot(number, 10, clock.now(), market=Market.TONNEL)) for number in (1, 2)
    ]
    assert await desk.trade() == 2
    assert await desk.trade() == 0
    first = (await desk.signals())[0]
    assert first.sums.profit >= PaperSettings().profit_least
    standing = await desk.arbitrage.open_signals(limit=10)
    assert {one.listing for one in standing.items} == {one.id for one in cheap}
    # Sold at once: the paper lot could not be there yet.
    await desk.take_away(shelf[3])
    await desk.trade()
    assert all(one.state is SignalState.OPEN for one in await desk.signals())
    await desk.reconciles()
    # An equal thing is sold a day later for more than we asked: sold at what we asked.
    clock.advance((DAY_HOURS + 1) * HOUR)
    await desk.take_away(shelf[2])
    assert await desk.trade() == 2
    assert {one.state for one in await desk.signals()} == {SignalState.WON}
    assert all(one.proceeds == one.sums.net for one in await desk.signals())
    await desk.reconciles()
    # Again, and the next sale is a poor one.
    again = await desk.put(lot(3, 9, clock.now(), market=Market.TONNEL))
    await desk.put(lot(300, 22, clock.now()))
    assert await desk.trade() >= 1
    poor = await desk.put(lot(301, 5, clock.now()))
    clock.advance((DAY_HOURS + 1) * HOUR)
    await desk.take_away(poor)
    await desk.trade()
    lost = next(one for one in await desk.signals() if one.listing == again.id)
    assert lost.state is SignalState.LOST
    await desk.reconciles()
    # And one that nobody decides.
    late = await desk.put(lot(4, 8, clock.now(), market=Market.TONNEL))
    await desk.trade()
    clock.advance((DAY_HOURS + 73) * HOUR)
    desk.paper_watch.on_jump()
    await desk.trade()
    expired = next(one for one in await desk.signals() if one.listing == late.id)
    assert expired.state is SignalState.EXPIRED
    await desk.reconciles()


@ONE_ENGINE
async def test_a_spread_that_costs_eat_gives_no_signal(world: AlertWorld, desk: Desk) -> None:
    await desk.stock(12, 12, 12)
    await desk.put(lot(1, 10, world.clock.now(), market=Market.TONNEL))
    assert await desk.trade() == 0
    assert await desk.signals() == []


@ONE_ENGINE
async def test_old_prices_and_sold_lots_give_none(world: AlertWorld, desk: Desk) -> None:
    clock = world.clock
    await desk.stock(20, 20, 20)
    stale = replace(desk.read.of(Market.PORTALS), read_at=Instant(clock.now() - 31 * MINUTE))
    desk.read.known[Market.PORTALS] = stale
    one = await desk.put(lot(1, 10, clock.now(), market=Market.TONNEL))
    assert await desk.trade() == 0
    blocked = replace(stale, read_at=clock.now(), state=SourceState.BLOCKED)
    desk.read.known[Market.PORTALS] = blocked
    await desk.reprice(one, 9.5)
    assert await desk.trade() == 0
    desk.read.known.clear()
    del world.markets[Market.TONNEL].lots[one.lot.own_id]
    await desk.reprice(one, 9)
    del world.markets[Market.TONNEL].lots[one.lot.own_id]
    assert await desk.trade() == 0
    asked = world.markets[Market.TONNEL].looks
    await desk.put(lot(2, 20, clock.now()))
    assert await desk.trade() == 0
    assert world.markets[Market.TONNEL].looks == asked, "its market has said that it is gone"
    assert await desk.signals() == []


@ONE_ENGINE
async def test_a_lot_that_is_gone_is_shown_no_more(world: AlertWorld, desk: Desk) -> None:
    await desk.stock(20, 20, 20)
    one = await desk.put(lot(1, 10, world.clock.now(), market=Market.TONNEL))
    await desk.trade()
    await desk.take_away(one)
    await desk.trade()
    assert (await desk.arbitrage.open_signals(limit=10)).items == ()
    assert len(await desk.signals()) == 1


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_kill_keeps_the_journal_whole(world: AlertWorld, desk: Desk, when: str) -> None:
    shelf = await desk.stock(20, 20, 20)
    one = await desk.put(lot(1, 10, world.clock.now(), market=Market.TONNEL))
    for step in ("open", "close"):
        dying = Desk(world, store=DyingStore(world.writer, 1, when))  # type: ignore[arg-type]  # one of two
        dying.paper_watch.on_listings(ListingsChanged(put=(one,)))
        with pytest.raises(Died):
            await dying.trade()
        again = Desk(world)
        again.paper_watch.on_listings(ListingsChanged(put=(one,)))
        await again.trade()
        await again.reconciles()
        assert len(await again.signals()) == 1
        if step == "open":
            world.clock.advance((DAY_HOURS + 1) * HOUR)
            await desk.take_away(shelf[0])
    assert (await again.signals())[0].state is SignalState.WON


@pytest.mark.parametrize("seed", range(2))
async def test_any_day_on_the_markets_reconciles(world: AlertWorld, desk: Desk, seed: int) -> None:
    chance = Random(seed)
    lots: list[Listing] = []
    for number in range(40):
        world.clock.advance(chance.randrange(1, 20 * 60) * MINUTE)
        act = chance.randrange(4)
        if lots and act == 0:
            sold = lots.pop(chance.randrange(len(lots)))
            kind = chance.choice([EventKind.SOLD, EventKind.SOLD, EventKind.DELISTED])
            await desk.take_away(sold, kind)
        else:
            market = chance.choice([Market.TONNEL, Market.PORTALS, Market.GETGEMS])
            ton = chance.choice([3.3, 7.77, 10, 19.999999999, 21, 23.456789012])
            lots.append(await desk.put(lot(number, ton, world.clock.now(), market=market)))
        if chance.randrange(2):
            await desk.trade()
    world.clock.advance(10 * DAY_HOURS * HOUR)
    desk.paper_watch.on_jump()
    await desk.trade()
    await desk.reconciles()
    assert (await desk.signals()) != []
