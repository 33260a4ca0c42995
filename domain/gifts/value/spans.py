"""Floors over time, from what each lot cost when.

A lot stands at one price from an instant until another; what was for sale at any instant is
therefore known exactly, whatever the order in which it was heard. A market counts at an instant
when one of its complete reads is at most half an hour old then: older prices are not used, and
where no market counts nothing is known, which is a gap and not an empty shelf.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

from domain.gifts.models import CollectionKey, Market
from domain.gifts.value.floors import CHEAPEST, Floor, floor_of_cheapest
from domain.shared.ids import MINUTE, Instant

USED_FOR: Final = 30 * MINUTE
"""How old a read may be (measured on the real markets: an older floor misleads)."""
EVER: Final = Instant(2**62)


@dataclass(frozen=True, slots=True)
class Span:
    """A lot of the default search at one buyer's total (nano), from `since` until just before
    `until`; EVER while it stands. Time under a lock is left out.
    """

    market: Market
    units: int
    since: Instant
    until: Instant = EVER
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A market was read again and again, from `since` to `until`, without a break that matters."""

    market: Market
    since: Instant
    until: Instant

    def covers(self, at: Instant) -> bool:
        return self.since <= at <= self.until + USED_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorPoint:
    """The floor as it was at an instant; None where nothing was known."""

    at: Instant
    floor: Floor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFloor:
    """In force from the full hour `at` on. `model` None: of all lots of the collection."""

    collection: CollectionKey
    model: str | None
    at: Instant
    floor: Floor | None


def series(
    spans: Iterable[Span], reads: Sequence[Read], instants: Iterable[Instant]
) -> tuple[FloorPoint, ...]:
    """The floor at each instant; instants go up."""
    return Sweep(spans, reads).at(instants)


class Sweep:
    """Goes once through time: what is asked later lies later."""

    def __init__(self, spans: Iterable[Span], reads: Sequence[Read]) -> None:
        self._shelves = {market: _Shelf(group) for market, group in _grouped(spans)}
        self._reads = reads

    def at(self, instants: Iterable[Instant]) -> tuple[FloorPoint, ...]:
        return tuple(FloorPoint(at=at, floor=self._floor(at)) for at in instants)

    def _floor(self, at: Instant) -> Floor | None:
        known = known_markets(self._reads, at)
        if not known:
            return None
        cheapest: list[int] = []
        depth = 0
        for market in known & self._shelves.keys():
            shelf = self._shelves[market]
            cheapest += shelf.cheapest(at)
            depth += shelf.depth(at)
        return floor_of_cheapest(sorted(cheapest)[:CHEAPEST], depth)


def known_markets(reads: Iterable[Read], at: Instant) -> frozenset[Market]:
    return frozenset(read.market for read in reads if read.covers(at))


def standing(spans: Iterable[Span], reads: Iterable[Read], at: Instant) -> tuple[Span, ...]:
    """Those that are known to stand at an instant."""
    known = known_markets(reads, at)
    return tuple(one for one in spans if one.market in known and one.since <= at < one.until)


class _Shelf:
    """A market's lots, asked at instants that only go up: each lot enters and leaves once."""

    def __init__(self, spans: list[Span]) -> None:
        self._coming = sorted(spans, key=lambda span: span.since, reverse=True)
        self._begins = sorted(span.since for span in spans)
        self._ends = sorted(span.until for span in spans)
        self._heap: list[tuple[int, Instant]] = []

    def cheapest(self, at: Instant) -> list[int]:
        while self._coming and self._coming[-1].since <= at:
            span = self._coming.pop()
            if span.until > at:
                heappush(self._heap, (span.units, span.until))
        found: list[tuple[int, Instant]] = []
        while self._heap and len(found) < CHEAPEST:
            lot = heappop(self._heap)
            if lot[1] > at:
                found.append(lot)
        for lot in found:
            heappush(self._heap, lot)
        return [units for units, _ in found]

    def depth(self, at: Instant) -> int:
        return bisect_right(self._begins, at) - bisect_right(self._ends, at)


def _grouped(spans: Iterable[Span]) -> Iterable[tuple[Market, list[Span]]]:
    groups: dict[Market, list[Span]] = {}
    for span in spans:
        groups.setdefault(span.market, []).append(span)
    return groups.items()
