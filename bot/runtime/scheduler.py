"""Scheduled duties: a row's `due_at` is the truth about time, APScheduler only wakes.

Each job has a row with the instant at which it is due next on the Clock. A late start, a jump of
the world's clock or a lost wake-up therefore never loses a run: whoever wakes looks at the rows.
A job that was due several times meanwhile runs once.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from bot.runtime.clock import WakingClock
from bot.runtime.supervisor import Pulse, Supervisor
from domain.shared.ids import SECOND, Instant
from domain.shared.refusals import NotFound
from domain.shared.trace import traced

logger = logging.getLogger(__name__)

WAKE_ID: Final = "wake"
LOOK_AGAIN_S: Final = 30.0
RETRY_PAUSE_S: Final = 0.5
RETRIES_MAX: Final = 5
"""A failed run stays due and is tried again after real pauses that double, this often; then its
next regular time comes.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`every_s` seconds of the Clock between the beginning of one run and the next."""

    id: str
    every_s: int
    run: Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """As /admin shows it. `lag_s` is how late the last run began."""

    id: str
    due_at: Instant
    last_run: Instant | None = None
    last_ok: Instant | None = None
    lag_s: float = 0.0
    error: str = ""
    running: bool = False
    failures: int = 0


class JobRows(Protocol):
    async def load(self) -> Mapping[str, JobState]: ...

    async def save(self, state: JobState) -> None:
        """Commit the row, made when it is not there."""
        ...


class Scheduler:
    """The worker and what /admin asks of it."""

    def __init__(
        self,
        jobs: Sequence[Job],
        rows: JobRows,
        *,
        clock: WakingClock,
        supervisor: Supervisor,
    ) -> None:
        self._jobs = {job.id: job for job in jobs}
        assert len(self._jobs) == len(jobs), "two jobs of one name"
        self._rows = rows
        self._clock = clock
        self._supervisor = supervisor
        self._states: dict[str, JobState] = {}
        self._resting: set[str] = set()
        self._wake = asyncio.Event()
        clock.on_jump(self._wake.set)

    async def load(self) -> None:
        """Read the rows; a job without one is due at once."""
        kept = await self._rows.load()
        now = self._clock.now()
        self._states = {name: kept.get(name, JobState(id=name, due_at=now)) for name in self._jobs}

    def states(self) -> tuple[JobState, ...]:
        return tuple(self._states.values())

    def open(self) -> int:
        """Jobs that are due or running."""
        now = self._clock.now()
        return sum(state.running or state.due_at <= now for state in self._states.values())

    def run_now(self, name: str) -> None:
        """Make it due. Refusal NotFound for a name that is no job."""
        state = self._states.get(name)
        if state is None:
            raise NotFound(job=name)
        self._states[name] = replace(state, due_at=min(state.due_at, self._clock.now()))
        self._wake.set()

    async def run(self, pulse: Pulse) -> None:
        waking = AsyncIOScheduler(timezone=UTC)
        waking.start()
        try:
            while not pulse.stopping.is_set():
                pulse.beat()
                self._begin_due()
                self._plan_wake(waking)
                await pulse.rest(LOOK_AGAIN_S, self._wake)
        finally:
            waking.shutdown(wait=False)

    def _begin_due(self) -> None:
        now = self._clock.now()
        for name, state in self._states.items():
            if state.due_at <= now and not state.running and name not in self._resting:
                lag_s = (now - state.due_at) / SECOND
                self._states[name] = replace(state, running=True, lag_s=lag_s)
                self._supervisor.spawn(f"job:{name}", self._one_run(self._jobs[name], now))

    async def _one_run(self, job: Job, began: Instant) -> None:
        began_s = time.monotonic()
        with traced(f"j{job.id}-{began}"):
            failed = await self._supervisor.outcome(f"job {job.id}", job.run())
            state = self._ended(job, began, failed)
            logger.debug("job %s took %.0f ms", job.id, (time.monotonic() - began_s) * 1000)
            await self._rows.save(state)

    async def _rest(self, name: str, pause_s: float) -> None:
        await asyncio.sleep(pause_s)
        self._resting.discard(name)
        self._wake.set()

    def _ended(self, job: Job, began: Instant, failed: Exception | None) -> JobState:
        """The next run is due one period after this one began; past ones are not made up."""
        state = self._states[job.id]
        failures = state.failures + 1 if failed and state.failures < RETRIES_MAX else 0
        after = replace(
            state,
            due_at=state.due_at if failures else Instant(began + job.every_s * SECOND),
            last_run=began,
            last_ok=state.last_ok if failed else began,
            error=f"{type(failed).__name__}: {failed}" if failed else "",
            running=False,
            failures=failures,
        )
        self._states[job.id] = after
        if failures:
            self._resting.add(job.id)
            pause_s = RETRY_PAUSE_S * 2 ** (failures - 1)
            self._supervisor.spawn(f"rest:{job.id}", self._rest(job.id, pause_s))
        self._wake.set()
        return after

    def _plan_wake(self, waking: AsyncIOScheduler) -> None:
        """Let APScheduler wake us when the next job is due at the clock's present rate."""
        planned = (s for s in self._states.values() if not s.running and not s.failures)
        idle = [state.due_at for state in planned]
        left_s = self._clock.real_seconds_until(min(idle)) if idle else None
        if left_s is None:
            return
        at = datetime.now(UTC) + timedelta(seconds=left_s)
        waking.add_job(
            self._woken,
            DateTrigger(at),
            id=WAKE_ID,
            replace_existing=True,
            misfire_grace_time=None,
        )

    async def _woken(self) -> None:
        self._wake.set()
