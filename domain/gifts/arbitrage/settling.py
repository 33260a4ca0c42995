"""How signals end: by the first sale that decides one, or because none comes."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from domain.gifts.arbitrage.frame import PaperFrame
from domain.gifts.arbitrage.models import Entry, EntryKind, Signal, SignalState
from domain.gifts.arbitrage.rules import decides, net_of
from domain.gifts.models import CollectionKey, EventKind, GiftEvent
from domain.shared.change import Decision
from domain.shared.ids import Instant


class Settling:
    def __init__(self, frame: PaperFrame) -> None:
        self._frame = frame

    async def settle(self, sold: Collection[CollectionKey] | None) -> int:
        """Decide what can be decided after something was sold in these collections (None: perhaps
        in any), and what nobody decided in time; answers how many were.
        """
        closed = 0
        now = self._frame.clock.now()
        sales: dict[CollectionKey, tuple[GiftEvent, ...]] = {}
        signals = [
            one
            for one in await self._frame.papers.open(now)
            if sold is None or one.collection in sold or one.ends_at <= now
        ]
        for signal in signals:
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
            if not await self._frame.papers.is_open(signal.id):
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
