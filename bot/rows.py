"""The rows of the storage as the workers speak of them: stored updates, due jobs."""

from collections.abc import Mapping, Sequence

import orjson

from bot.ports import KeptUpdate, RawUpdate, raw_update
from bot.runtime.scheduler import JobState
from domain.shared.clock import Clock
from domain.shared.ids import SECOND, Instant
from storage.core.jobs import JobRow
from storage.core.jobs import JobRows as StoredJobs
from storage.core.updates import SeenUpdates as StoredUpdates


class SeenUpdates:
    """Implements bot.ports.SeenUpdates. The storage counts attempts from the second one on."""

    def __init__(self, rows: StoredUpdates, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    async def store(self, updates: Sequence[RawUpdate], now: Instant) -> frozenset[int]:
        texts = [(update.id, orjson.dumps(update.body).decode()) for update in updates]
        return await self._rows.store(texts, now)

    async def begin(self, update_id: int) -> None:
        await self._rows.begin(update_id)

    async def handled(self, update_id: int, *, error: str = "") -> None:
        await self._rows.handled(update_id, self._clock.now(), error=error)

    async def unhandled(self, limit: int) -> Sequence[KeptUpdate]:
        kept = []
        for row in await self._rows.unhandled(limit):
            update = raw_update(orjson.loads(row.raw))
            if update is not None:
                kept.append(KeptUpdate(update=update, attempts=row.attempts + 1))
        return kept


class JobRows:
    """Implements bot.runtime.scheduler.JobRows."""

    def __init__(self, rows: StoredJobs) -> None:
        self._rows = rows

    async def load(self) -> Mapping[str, JobState]:
        return {row.id: _state(row) for row in await self._rows.load()}

    async def save(self, state: JobState) -> None:
        row = JobRow(
            id=state.id,
            due_at=state.due_at,
            last_run=state.last_run,
            last_ok=state.last_ok,
            lag_us=int(state.lag_s * SECOND),
            error=state.error,
        )
        await self._rows.save(row)


def _state(row: JobRow) -> JobState:
    return JobState(
        id=row.id,
        due_at=row.due_at,
        last_run=row.last_run,
        last_ok=row.last_ok,
        lag_s=row.lag_us / SECOND,
        error=row.error,
    )
