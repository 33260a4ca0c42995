"""The job that writes floors of full hours down, and lets go of what they are made of.

It stays an hour behind: a market that was away for a while tells late what happened meanwhile. It
goes day by day and remembers how far it came, so that a stop costs nothing.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from domain.gifts.models import CollectionKey
from domain.gifts.value.coverage import Coverage
from domain.gifts.value.floor_history import EXACT_FOR
from domain.gifts.value.floor_ports import PointStore, SpanStore
from domain.gifts.value.spans import EVER, USED_FOR, FloorPoint, PastFloor, Read, Span, series
from domain.shared.change import Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import DAY, HOUR, Instant

BEHIND: Final = HOUR
KEPT_FOR: Final = EXACT_FOR + DAY
BACK_MOST: Final = 31 * DAY
_AT_ONCE: Final = DAY


class FloorRolling:
    def __init__(
        self,
        store: Store,
        spans: SpanStore,
        points: PointStore,
        coverage: Coverage,
        clock: Clock,
    ) -> None:
        self._store = store
        self._spans = spans
        self._points = points
        self._coverage = coverage
        self._clock = clock

    async def roll_up(self) -> None:
        until = _full_hour(Instant(self._clock.now() - BEHIND))
        for collection in await self._spans.collections():
            await self._roll(collection, until)

    async def _roll(self, collection: CollectionKey, until: Instant) -> None:
        since = await self._begin(collection, until)
        while since < until:
            to = Instant(min(since + _AT_ONCE, until))
            await self._write(collection, since, to)
            since = to
            await asyncio.sleep(0)

    async def _begin(self, collection: CollectionKey, until: Instant) -> Instant:
        """Where it goes on; the first time with the first read of any market."""
        longest = Instant(until - BACK_MOST)
        rolled = await self._points.rolled(collection)
        if rolled is not None:
            return max(rolled, longest)
        reads = await self._coverage.between(longest, until)
        return max(_full_hour(min((read.since for read in reads), default=until)), longest)

    async def _write(self, collection: CollectionKey, since: Instant, until: Instant) -> None:
        spans = await self._spans.of_collection(collection, model=None, since=since, until=until)
        reads = await self._coverage.between(since, until)
        last = {point.model: point for point in await self._points.last(collection)}
        points = await asyncio.to_thread(
            hourly, collection, spans, reads, since=since, until=until, last=last
        )

        async def decide() -> Decision[None]:
            return Decision(
                None,
                [self._points.add(point) for point in points],
                self._points.reached(collection, until),
                self._spans.forget(collection, Instant(until - KEPT_FOR)),
            )

        await self._store.commit(decide)


def hourly(
    collection: CollectionKey,
    spans: Sequence[Span],
    reads: Sequence[Read],
    *,
    since: Instant,
    until: Instant,
    last: Mapping[str | None, PastFloor],
) -> list[PastFloor]:
    """The floors at full hours after `since` up to `until`, of all and of each model, where they
    differ from the one before. `last` are the newest ones until `since`.
    """
    groups: dict[str | None, list[Span]] = {model: [] for model in last}
    groups[None] = list(spans)
    for span in spans:
        if span.model:
            groups.setdefault(span.model, []).append(span)
    found: list[PastFloor] = []
    for model, group in groups.items():
        hours = _hours_of_change(group, reads, since, until)
        before = last.get(model)
        found += _changed(collection, model, before, series(group, reads, hours))
    return found


def _changed(
    collection: CollectionKey,
    model: str | None,
    before: PastFloor | None,
    points: Iterable[FloorPoint],
) -> Iterable[PastFloor]:
    floor = before.floor if before is not None else None
    for point in points:
        if point.floor != floor:
            floor = point.floor
            yield PastFloor(collection=collection, model=model, at=point.at, floor=floor)


def _hours_of_change(
    spans: Iterable[Span], reads: Iterable[Read], since: Instant, until: Instant
) -> list[Instant]:
    """The first full hour after everything that may have changed a floor."""
    moments = {Instant(since + HOUR)}
    for span in spans:
        moments |= {span.since, span.until} - {EVER}
    for read in reads:
        moments |= {read.since, Instant(read.until + USED_FOR + 1)}
    hours = {Instant(-(-moment // HOUR) * HOUR) for moment in moments}
    return sorted(hour for hour in hours if since < hour <= until)


def _full_hour(at: Instant) -> Instant:
    return Instant(at - at % HOUR)
