"""Arbitrage on paper: signals, and a journal that later says how each would have ended.

A signal stands in the journal before its outcome is known, with every figure that it rests on. It
is decided by the first sale of an equal thing on the other market, once the lot could be there:
sold at what was asked, or at what that buyer paid if it was less.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from domain.gifts.alerts.ports import Looks
from domain.gifts.arbitrage.models import (
    Compared,
    Entry,
    EntryKind,
    ScoreCard,
    Signal,
    SignalOpened,
    SignalState,
)
from domain.gifts.arbitrage.ports import Bids, PaperStore, Pools
from domain.gifts.arbitrage.rules import Offer, PaperSettings, decides, net_of, offers
from domain.gifts.costs import FeeTable
from domain.gifts.events import HistoryGrew, ListingsChanged
from domain.gifts.models import (
    CollectionKey,
    EventKind,
    GiftEvent,
    Listing,
    Market,
    SourceState,
)
from domain.gifts.ports import HistoryStore
from domain.gifts.shown.ports import Sources
from domain.shared.change import Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import HOUR, MINUTE, Ids, Instant
from domain.shared.money import TON, Money
from domain.shared.page import Page
from domain.shared.refusals import GatewayError

logger = logging.getLogger(__name__)

POOLS_AT_ONCE: Final = 50
BUYS_AT_ONCE: Final = 3
"""Of one pool: the cheapest."""
USED_FOR: Final = 30 * MINUTE
"""How old a market's prices may be (measured: an older floor misleads)."""
COMPARED_KEPT: Final = 10
_READ: Final = frozenset({SourceState.OK, SourceState.DEGRADED})
_Pool = tuple[CollectionKey, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFrame:
    """`bids` know who would buy at once."""

    store: Store
    papers: PaperStore
    pools: Pools
    history: HistoryStore
    looks: Looks
    sources: Sources
    fees: FeeTable
    clock: Clock
    ids: Ids
    bids: Sequence[Bids] = ()
    settings: PaperSettings = field(default_factory=PaperSettings)


class Arbitrage:
    """What people read. Everybody may."""

    def __init__(self, frame: PaperFrame) -> None:
        self._frame = frame
        self.settings = frame.settings

    async def open_signals(self, *, cursor: str | None = None, limit: int) -> Page[Signal]:
        """Those that could still be bought, the best first. Refusal: Invalid (the cursor)."""
        return await self._frame.papers.standing(cursor=cursor, limit=limit)

    async def journal(self, *, cursor: str | None = None, limit: int) -> Page[Signal]:
        """All signals, newest first. Refusal: Invalid (the cursor)."""
        return await self._frame.papers.journal(cursor=cursor, limit=limit)

    async def score(self) -> ScoreCard:
        return await self._frame.papers.score()


class PaperWatch:
    """Looks for signals where something changed, and decides those that are open."""

    def __init__(self, frame: PaperFrame) -> None:
        self._frame = frame
        self._pools: dict[_Pool, None] = {}
        self._sold = True

    # Subscribed to the bus: plain functions.

    def on_listings(self, event: ListingsChanged) -> None:
        """What is gone opens nothing; what came may be cheap, or make others so."""
        for one in event.put:
            if one.lot.model is not None:
                self._pools[one.lot.collection, one.lot.model.name] = None

    def on_history(self, event: HistoryGrew) -> None:
        self._sold = self._sold or any(one.kind is EventKind.SOLD for one in event.events)

    def on_jump(self) -> None:
        """Time went on at once: some may have expired."""
        self._sold = True

    @property
    def waiting(self) -> int:
        return len(self._pools) + int(self._sold)

    async def run(self) -> int:
        """A part of what waits, so that nothing else has to; answers how many signals opened or
        closed.
        """
        done = 0
        for pool in list(self._pools)[:POOLS_AT_ONCE]:
            del self._pools[pool]
            done += await self._look(pool)
            # Reads end at once: others take their turn between them.
            await asyncio.sleep(0)
        self._sold = False
        return done + await self.settle()

    async def settle(self) -> int:
        """Decide what can be decided; answers how many were."""
        closed = 0
        now = self._frame.clock.now()
        sales: dict[CollectionKey, tuple[GiftEvent, ...]] = {}
        signals = await self._frame.papers.open()
        for signal in signals:
            if signal.sell_from > now:
                continue
            if signal.collection not in sales:
                since = min(s.sell_from for s in signals if s.collection == signal.collection)
                sales[signal.collection] = await self._frame.history.of_collection(
                    signal.collection,
                    kinds=frozenset({EventKind.SOLD}),
                    since=since,
                    until=now,
                )
            closed += await self._settle(signal, sales[signal.collection], now)
        return closed

    async def _settle(self, signal: Signal, sales: Iterable[GiftEvent], now: Instant) -> int:
        sale = next((one for one in sales if _ends(signal, one)), None)
        if sale is None and now < signal.ends_at:
            return 0
        closed = self._closed(signal, sale, now)
        entry = _last_entry(closed, now)

        async def decide() -> Decision[int]:
            known = {one.id for one in await self._frame.papers.open()}
            if signal.id not in known:
                return Decision(0)
            return Decision(1, self._frame.papers.close(closed), self._frame.papers.enter(entry))

        return await self._frame.store.commit(decide)

    def _closed(self, signal: Signal, sale: GiftEvent | None, now: Instant) -> Signal:
        if sale is None or sale.buyer_total is None:
            return replace(signal, state=SignalState.EXPIRED, closed_at=now)
        fees = self._frame.fees.at(signal.sell_market, sale.at)
        total = min(signal.sums.ask, sale.buyer_total)
        proceeds = net_of(total, fees)
        gain = proceeds - signal.sums.cost - signal.sums.beside
        return replace(
            signal,
            state=SignalState.WON if gain.units > 0 else SignalState.LOST,
            sale=sale.id,
            proceeds=proceeds,
            gain=gain,
            closed_at=now,
        )

    async def _look(self, pool: _Pool) -> int:
        collection, model = pool
        listings = await self._frame.pools.with_models(collection, [model])
        now = self._frame.clock.now()
        fresh = [one for one in listings if self._is_fresh(one.lot.market, now)]
        if len({one.lot.market for one in fresh}) <= 1:
            return 0
        opened = 0
        for lot in sorted(fresh, key=lambda one: one.buyer_total.units)[:BUYS_AT_ONCE]:
            best = await self._best(lot, fresh, now)
            if best is not None:
                opened += await self._open(best)
        return opened

    def _is_fresh(self, market: Market, now: Instant) -> bool:
        source = self._frame.sources.of(market)
        return (
            source.state in _READ
            and source.read_at is not None
            and now - source.read_at <= USED_FOR
        )

    async def _best(self, lot: Listing, pool: Sequence[Listing], now: Instant) -> Offer | None:
        found = []
        for market in sorted({one.lot.market for one in pool} - {lot.lot.market}):
            fees = self._frame.fees.at(market, now)
            one = offers(lot, pool, market, fees, self._frame.settings, now)
            if one is not None:
                found.append(await self._with_bid(one))
        return max(found, key=lambda one: one.sums.profit.units, default=None)

    async def _with_bid(self, offer: Offer) -> Offer:
        """Somebody who buys at once for more than sales bring is the better end."""
        known = [await bids.best(offer.market, offer.lot) for bids in self._frame.bids]
        best = max((one.units for one in known if one is not None), default=0)
        if best <= offer.sums.net.units:
            return offer
        return replace(offer, sums=replace(offer.sums, net=Money(best, TON)))

    async def _open(self, offer: Offer) -> int:
        """Once its market has shown the lot at that price just now."""
        lot = offer.lot
        if await self._frame.papers.known(lot.id, lot.buyer_total):
            return 0
        try:
            shown = (await self._frame.looks.look([lot])).get(lot.id)
        except GatewayError as error:
            logger.info("a signal on %s passes: %s", lot.id, error)
            return 0
        if shown is None or shown.buyer_total != lot.buyer_total:
            return 0
        signal = self._signal(offer)

        async def decide() -> Decision[int]:
            if await self._frame.papers.known(lot.id, lot.buyer_total):
                return Decision(0)
            papers, sums, at = self._frame.papers, signal.sums, signal.opened_at
            buy, beside = -sums.cost.units, -sums.beside.units
            return Decision(
                1,
                papers.add(signal),
                papers.enter(Entry(signal=signal.id, kind=EntryKind.BUY, units=buy, at=at)),
                papers.enter(Entry(signal=signal.id, kind=EntryKind.BESIDE, units=beside, at=at)),
                events=(SignalOpened(signal),),
            )

        return await self._frame.store.commit(decide)

    def _signal(self, offer: Offer) -> Signal:
        now = self._frame.clock.now()
        lot = offer.lot.lot
        sell_from = Instant(now + offer.hours * HOUR)
        return Signal(
            id=self._frame.ids.new(),
            listing=offer.lot.id,
            gift=lot.gift,
            title=lot.title,
            collection=lot.collection,
            model=lot.model.name if lot.model is not None else "",
            backdrop=lot.backdrop.name if lot.backdrop is not None else None,
            buy_market=lot.market,
            sell_market=offer.market,
            level=offer.level,
            sums=offer.sums,
            compared=tuple(
                Compared(listing=one.id, buyer_total=one.buyer_total)
                for one in offer.compared[:COMPARED_KEPT]
            ),
            opened_at=now,
            sell_from=sell_from,
            ends_at=Instant(sell_from + self._frame.settings.waits),
        )


def _ends(signal: Signal, sale: GiftEvent) -> bool:
    return (
        signal.sell_from <= sale.at <= signal.ends_at
        and sale.market is signal.sell_market
        and sale.model == signal.model
        and sale.gift != signal.gift
        and decides(sale, signal.level, signal.backdrop)
    )


def _last_entry(signal: Signal, at: Instant) -> Entry:
    if signal.proceeds is not None:
        return Entry(signal=signal.id, kind=EntryKind.SELL, units=signal.proceeds.units, at=at)
    spent = signal.sums.cost + signal.sums.beside
    return Entry(signal=signal.id, kind=EntryKind.UNDO, units=spent.units, at=at)


def balance(entries: Iterable[Entry]) -> Mapping[str, int]:
    """What each signal's lines come to."""
    sums: dict[str, int] = {}
    for entry in entries:
        sums[entry.signal] = sums.get(entry.signal, 0) + entry.units
    return sums
