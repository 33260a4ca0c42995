"""Floors over time, for charts: exact for the last week, by full hours before it.

What stands in the store is exact (see `spans`). A job writes the floor of each full hour down, of
the whole collection and of each model, wherever it differs from the hour before, and lets go of
what is older than a week. A chart's instant is answered by those points where it is a full hour
that they reach, or older than a week (then by the hour before it), and from the lots themselves
otherwise.
"""

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from domain.gifts.models import CollectionKey
from domain.gifts.value.coverage import Coverage
from domain.gifts.value.floor_ports import PointStore, SpanStore
from domain.gifts.value.spans import FloorPoint, PastFloor, series
from domain.shared.clock import Clock
from domain.shared.ids import DAY, HOUR, MINUTE, Instant
from domain.shared.refusals import Invalid

EXACT_FOR: Final = 7 * DAY
STEP_LEAST: Final = MINUTE
POINTS_MOST: Final = 2_000
_POINTS_WHERE_UNSAID: Final = 100


class FloorHistory:
    def __init__(
        self, spans: SpanStore, points: PointStore, coverage: Coverage, clock: Clock
    ) -> None:
        self._spans = spans
        self._points = points
        self._coverage = coverage
        self._clock = clock

    async def series(
        self,
        collection: CollectionKey,
        *,
        model: str | None = None,
        since: Instant | None = None,
        until: Instant | None = None,
        step: int = HOUR,
    ) -> tuple[FloorPoint, ...]:
        """The floor at the end of each step of so many microseconds after `since`, the last one
        cut short by `until`. Without `until` up to now, without `since` a hundred full steps.
        What is not yet is not known. Refusal: Invalid (field from, to or step).
        """
        ends = instants(since, until, step, now=self._clock.now())
        return await self.at(collection, ends, model=model)

    async def at(
        self, collection: CollectionKey, ends: Sequence[Instant], *, model: str | None = None
    ) -> tuple[FloorPoint, ...]:
        """At each of these instants, which go up."""
        rolled = await self._points.rolled(collection)
        kept = [at for at in ends if self._kept(at, rolled)]
        known = {point.at: point for point in await self._by_points(collection, model, kept)}
        exact = [at for at in ends if at not in known]
        known |= {point.at: point for point in await self._by_spans(collection, model, exact)}
        return tuple(known[at] for at in ends)

    def _kept(self, at: Instant, rolled: Instant | None) -> bool:
        if rolled is None or at > rolled:
            return False
        return at % HOUR == 0 or at < self._clock.now() - EXACT_FOR

    async def _by_points(
        self, collection: CollectionKey, model: str | None, ends: Sequence[Instant]
    ) -> tuple[FloorPoint, ...]:
        if not ends:
            return ()
        points = await self._points.of(collection, model=model, since=ends[0], until=ends[-1])
        return tuple(in_force(points, at) for at in ends)

    async def _by_spans(
        self, collection: CollectionKey, model: str | None, ends: Sequence[Instant]
    ) -> tuple[FloorPoint, ...]:
        now = self._clock.now()
        past = [at for at in ends if at <= now]
        found: tuple[FloorPoint, ...] = ()
        if past:
            spans = await self._spans.of_collection(
                collection, model=model, since=past[0], until=past[-1]
            )
            reads = await self._coverage.between(past[0], past[-1])
            found = await asyncio.to_thread(series, spans, reads, past)
        return (*found, *(FloorPoint(at=at, floor=None) for at in ends if at > now))


def instants(
    since: Instant | None, until: Instant | None, step: int, *, now: Instant
) -> tuple[Instant, ...]:
    """The ends of the steps. Refusal: Invalid."""
    if step < STEP_LEAST:
        raise Invalid(field="step")
    end = now if until is None else until
    begin = _full(end, step) - _POINTS_WHERE_UNSAID * step if since is None else since
    if begin > end:
        raise Invalid(field="from")
    if (end - begin) // step > POINTS_MOST:
        raise Invalid(field="step")
    ends = [Instant(at) for at in range(begin + step, end + 1, step)]
    if begin < end and (not ends or ends[-1] < end):
        ends.append(end)
    return tuple(ends)


def in_force(points: Sequence[PastFloor], at: Instant) -> FloorPoint:
    """By the newest point at or before it; nothing was known before the first one."""
    place = bisect_right([point.at for point in points], at)
    return FloorPoint(at=at, floor=points[place - 1].floor if place else None)


def _full(at: Instant, step: int) -> int:
    return at - at % step
