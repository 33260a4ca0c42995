"""A collection in a few figures: floor, depth, volume without wash trades, last sales, movers."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from domain.gifts.models import CollectionKey, EventKind, GiftEvent
from domain.gifts.ports import EVENTS_MOST, HistoryStore
from domain.gifts.value.coverage import Coverage
from domain.gifts.value.depth import Rung, rungs
from domain.gifts.value.floor_ports import SpanStore
from domain.gifts.value.floors import Floor
from domain.gifts.value.spans import Read, Span, series, standing
from domain.gifts.value.wash import wash_sales
from domain.shared.clock import Clock
from domain.shared.ids import DAY, Instant
from domain.shared.money import TON, Money

WEEK: Final = 7 * DAY
LAST_SALES: Final = 10
MOVERS_MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """What sales for TON brought, as buyers' totals. `wash` of the sales look like trade with
    oneself and are counted in neither figure.
    """

    total: Money
    sales: int
    wash: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """A model whose robust floor has moved within a day."""

    model: str
    before: Money
    now: Money

    @property
    def permille(self) -> int:
        return (self.now.units - self.before.units) * 1000 // self.before.units


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """`floor` is None where nothing is known now. `last_sales` newest first, wash trades left
    out; `movers` by how far they moved.
    """

    floor: Floor | None
    rungs: tuple[Rung, ...]
    day: Volume
    week: Volume
    last_sales: tuple[GiftEvent, ...]
    movers: tuple[Mover, ...]


class Summaries:
    def __init__(
        self, spans: SpanStore, history: HistoryStore, coverage: Coverage, clock: Clock
    ) -> None:
        self._spans = spans
        self._history = history
        self._coverage = coverage
        self._clock = clock

    async def of(self, collection: CollectionKey) -> Summary:
        now = self._clock.now()
        yesterday = Instant(now - DAY)
        sales = await self._sales(collection, Instant(now - WEEK), Instant(now + 1))
        spans = await self._spans.of_collection(collection, model=None, since=yesterday, until=now)
        reads = await self._coverage.between(yesterday, now)
        return await asyncio.to_thread(summed, sales, spans, reads, now)

    async def _sales(
        self, collection: CollectionKey, since: Instant, until: Instant
    ) -> Sequence[GiftEvent]:
        """All of them, oldest first, however many reads that takes."""
        found: dict[str, GiftEvent] = {}
        while True:
            read = await self._history.of_collection(
                collection, kinds=frozenset({EventKind.SOLD}), since=since, until=until
            )
            known = len(found)
            found.update((sale.id, sale) for sale in read)
            if len(read) < EVENTS_MOST or len(found) == known:
                return tuple(found.values())
            since = read[-1].at


def summed(
    sales: Sequence[GiftEvent], spans: Sequence[Span], reads: Sequence[Read], now: Instant
) -> Summary:
    """From the sales of the last week, and what lots cost in the last day."""
    yesterday = Instant(now - DAY)
    wash = wash_sales(sales)
    clean = [sale for sale in reversed(sales) if sale.id not in wash]
    return Summary(
        floor=series(spans, reads, (now,))[0].floor,
        rungs=rungs([span.units for span in standing(spans, reads, now)]),
        day=volume([sale for sale in sales if sale.at > yesterday], wash),
        week=volume(sales, wash),
        last_sales=tuple(clean[:LAST_SALES]),
        movers=movers(spans, reads, before=yesterday, now=now),
    )


def volume(sales: Iterable[GiftEvent], wash: frozenset[str]) -> Volume:
    """Of sales for TON; those of which nobody told the price count as sales."""
    total = count = left_out = 0
    for sale in sales:
        if sale.id in wash:
            left_out += 1
            continue
        price = sale.buyer_total if sale.buyer_total is not None else sale.price
        if price is None or price.asset == TON:
            count += 1
            total += price.units if price is not None else 0
    return Volume(total=Money(total, TON), sales=count, wash=left_out)


def movers(
    spans: Sequence[Span], reads: Sequence[Read], *, before: Instant, now: Instant
) -> tuple[Mover, ...]:
    """The models whose robust floor moved most, up or down."""
    groups: dict[str, list[Span]] = {}
    for span in spans:
        if span.model:
            groups.setdefault(span.model, []).append(span)
    found = []
    for model, group in groups.items():
        was, is_now = (point.floor for point in series(group, reads, (before, now)))
        if was is None or is_now is None or was.robust is None or is_now.robust is None:
            continue
        if was.robust != is_now.robust and was.robust.units:
            found.append(Mover(model=model, before=was.robust, now=is_now.robust))
    found.sort(key=lambda mover: (-abs(mover.permille), mover.model))
    return tuple(found[:MOVERS_MOST])
