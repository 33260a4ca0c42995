"""Arbitrage on paper: signals, and a journal that later says how each would have ended.

A signal stands in the journal before its outcome is known, with every figure that it rests on. It
is decided by the first sale of an equal thing on the other market, once the lot could be there:
sold at what was asked, or at what that buyer paid if it was less.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from domain.gifts.arbitrage.frame import PaperFrame
from domain.gifts.arbitrage.models import (
    Compared,
    Entry,
    EntryKind,
    ScoreCard,
    Signal,
    SignalOpened,
)
from domain.gifts.arbitrage.rules import COMPARED_KEPT, Offer, may_pay, offers
from domain.gifts.arbitrage.settling import Settling
from domain.gifts.events import HistoryGrew, ListingsChanged, SourceChanged
from domain.gifts.models import CollectionKey, EventKind, Listing, ListingId, Market, SourceState
from domain.gifts.value.comparables import LotShelf, Price, View
from domain.gifts.value.pools import PoolKey
from domain.shared.change import Decision
from domain.shared.ids import HOUR, MINUTE, Instant
from domain.shared.money import TON, Money
from domain.shared.page import Page
from domain.shared.refusals import GatewayError

logger = logging.getLogger(__name__)

POOLS_AT_ONCE: Final = 50
BUYS_AT_ONCE: Final = 3
"""Of one pool: the cheapest."""
PASSED_KEPT: Final = 10_000
MISSED_KEPT: Final = 50_000
USED_FOR: Final = 30 * MINUTE
"""How old a market's prices may be (measured: an older floor misleads)."""
_READ: Final = frozenset({SourceState.OK, SourceState.DEGRADED})


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
        self._settling = Settling(frame)
        self._pools: dict[PoolKey, None] = {}
        self._sold: set[CollectionKey] = set()
        self._any_sold = True
        self._passed: dict[ListingId, Instant] = {}
        self._fresh: frozenset[Market] = frozenset()
        self._missed: dict[PoolKey, None] = {}
        """Looked at while a market could not be used: once more when one can be again."""

    # Subscribed to the bus: plain functions.

    def on_listings(self, event: ListingsChanged) -> None:
        """What is gone opens nothing; what came may be cheap, or make others so."""
        for one in event.put:
            if one.lot.model is not None:
                self._pools[one.lot.collection, one.lot.model.name] = None

    def on_history(self, event: HistoryGrew) -> None:
        self._sold.update(one.collection for one in event.events if one.kind is EventKind.SOLD)

    def on_source(self, _event: SourceChanged) -> None:
        """A market that is read again brings its lots into what was looked at without it."""
        before, self._fresh = self._fresh, self._fresh_now()
        if self._fresh - before:
            self._pools.update(self._missed)
            self._missed.clear()

    def on_jump(self) -> None:
        """Time went on at once: some may have expired."""
        self._any_sold = True

    @property
    def waiting(self) -> int:
        return len(self._pools) + len(self._sold) + int(self._any_sold)

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
        return done + await self._settle()

    async def _settle(self) -> int:
        sold, self._sold = self._sold, set()
        any_sold, self._any_sold = self._any_sold, False
        try:
            return await self._settling.settle(None if any_sold else sold)
        except GatewayError:
            self._sold |= sold
            self._any_sold |= any_sold
            raise

    async def _look(self, pool: PoolKey) -> int:
        now = self._frame.clock.now()
        fresh = self._fresh_now()
        # What is fresh once more is for `on_source` to notice.
        self._fresh &= fresh
        if len(fresh) < len(Market) and len(self._missed) < MISSED_KEPT:
            self._missed[pool] = None
        if len(fresh) <= 1:
            return 0
        shelf = await self._frame.pools.lots(pool)
        cheapest = shelf.cheapest(View(now=now, fresh=fresh), BUYS_AT_ONCE)
        ids = [
            one.listing
            for one in cheapest
            if one.listing is not None and self._may_pay(one, shelf, fresh, now)
        ]
        opened = 0
        for lot in (await self._frame.lots.get(ids)).values():
            best = await self._best(lot, shelf, fresh - {lot.lot.market}, now)
            if best is not None:
                opened += await self._open(best)
        return opened

    def _may_pay(
        self, lot: Price, shelf: LotShelf, markets: frozenset[Market], now: Instant
    ) -> bool:
        settings = self._frame.settings
        others = markets - {lot.market}
        return any(may_pay(lot, shelf, market, settings, now) for market in others)

    def _fresh_now(self) -> frozenset[Market]:
        now = self._frame.clock.now()
        return frozenset(market for market in Market if self._is_fresh(market, now))

    def _is_fresh(self, market: Market, now: Instant) -> bool:
        source = self._frame.sources.of(market)
        return (
            source.state in _READ
            and source.read_at is not None
            and now - source.read_at <= USED_FOR
        )

    async def _best(
        self, lot: Listing, shelf: LotShelf, markets: Iterable[Market], now: Instant
    ) -> Offer | None:
        found = []
        for market in sorted(markets):
            fees = self._frame.fees.at(market, now)
            one = offers(lot, shelf, market, fees, self._frame.settings, now)
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
        if self._passed.get(lot.id) == lot.changed_at:
            return 0
        try:
            shown = (await self._frame.looks.look([lot])).get(lot.id)
        except GatewayError as error:
            logger.info("a signal on %s passes: %s", lot.id, error)
            return 0
        if shown is None or shown.buyer_total != lot.buyer_total:
            # Its market need not be asked again until that is known to everybody.
            self._passed[lot.id] = lot.changed_at
            while len(self._passed) > PASSED_KEPT:
                del self._passed[next(iter(self._passed))]
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
                Compared(listing=one.listing, buyer_total=Money(one.units, TON))
                for one in offer.compared[:COMPARED_KEPT]
                if one.listing is not None
            ),
            opened_at=now,
            sell_from=sell_from,
            ends_at=Instant(sell_from + self._frame.settings.waits),
        )


def balance(entries: Iterable[Entry]) -> Mapping[str, int]:
    """What each signal's lines come to."""
    sums: dict[str, int] = {}
    for entry in entries:
        sums[entry.signal] = sums.get(entry.signal, 0) + entry.units
    return sums
