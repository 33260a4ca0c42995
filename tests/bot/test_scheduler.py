"""Duties are done when their time comes, whatever brings it, and never lost."""

import asyncio
from collections.abc import Callable

import pytest

import bot.runtime.scheduler
from bot.rows import JobRows
from bot.runtime.clock import RealClock, WorldClock
from bot.runtime.scheduler import RETRIES_MAX, Job, JobState, Scheduler
from bot.runtime.supervisor import Supervisor, Worker
from domain.shared.ids import HOUR, SECOND, Instant
from domain.shared.refusals import NotFound
from domain.shared.trace import current_trace
from storage.core.jobs import JobRows as StoredJobs
from storage.engine import Database
from storage.writer import Writer
from tests.bot.conftest import until
from tests.fakes.clock import MORNING


class Duty:
    def __init__(self) -> None:
        self.runs = 0
        self.fail = 0
        self.traces: list[str] = []
        self.gate: asyncio.Event | None = None

    async def __call__(self) -> None:
        self.runs += 1
        self.traces.append(current_trace())
        if self.gate is not None:
            await self.gate.wait()
        if self.fail:
            self.fail -= 1
            raise ValueError("as told")


@pytest.fixture
def duty() -> Duty:
    return Duty()


@pytest.fixture
def rows(writer: Writer, database: Database) -> JobRows:
    return JobRows(StoredJobs(writer, database))


@pytest.fixture
def world_clock() -> WorldClock:
    return WorldClock(MORNING, 0)


@pytest.fixture
async def scheduler(
    duty: Duty, rows: JobRows, world_clock: WorldClock, supervisor: Supervisor
) -> Scheduler:
    return await started(duty, rows, world_clock, supervisor)


async def started(
    duty: Duty, rows: JobRows, clock: WorldClock | RealClock, supervisor: Supervisor
) -> Scheduler:
    job = Job(id="sweep", every_s=3600, run=duty)
    made = Scheduler((job,), rows, clock=clock, supervisor=supervisor)
    await made.load()
    supervisor.start(Worker(name=f"jobs{id(made)}", run=made.run))
    return made


def rested(scheduler: Scheduler) -> Callable[[], bool]:
    return lambda: scheduler.open() == 0


async def test_a_job_without_a_row_runs_at_once_and_then_by_its_period(
    scheduler: Scheduler, duty: Duty, world_clock: WorldClock
) -> None:
    await until(rested(scheduler))
    assert duty.runs == 1
    state = scheduler.states()[0]
    assert state.due_at == MORNING + HOUR
    assert state.last_ok == MORNING


async def test_a_jump_of_the_world_wakes_at_once_and_a_long_one_runs_once(
    scheduler: Scheduler, duty: Duty, world_clock: WorldClock
) -> None:
    await until(rested(scheduler))
    world_clock.set(Instant(MORNING + HOUR - 1), 0)
    await asyncio.sleep(0.05)
    assert duty.runs == 1
    world_clock.set(Instant(MORNING + 10 * HOUR), 0)
    assert scheduler.open() == 1
    await until(rested(scheduler), wait_s=2)
    assert duty.runs == 2
    state = scheduler.states()[0]
    assert state.lag_s == pytest.approx(9 * 3600)
    assert state.due_at == MORNING + 11 * HOUR


async def test_time_that_runs_brings_the_job_by_itself(
    scheduler: Scheduler, duty: Duty, world_clock: WorldClock
) -> None:
    await until(rested(scheduler))
    world_clock.set(Instant(MORNING + HOUR - SECOND), 10)
    await until(lambda: duty.runs == 2, wait_s=3)


async def test_run_now_runs_now(scheduler: Scheduler, duty: Duty) -> None:
    await until(rested(scheduler))
    scheduler.run_now("sweep")
    assert scheduler.open() == 1
    await until(lambda: duty.runs == 2)
    with pytest.raises(NotFound):
        scheduler.run_now("no-such-job")


async def test_a_job_never_runs_beside_itself(
    scheduler: Scheduler, duty: Duty, world_clock: WorldClock
) -> None:
    await until(rested(scheduler))
    duty.gate = asyncio.Event()
    scheduler.run_now("sweep")
    await until(lambda: duty.runs == 2)
    world_clock.set(Instant(MORNING + 5 * HOUR), 0)
    await asyncio.sleep(0.05)
    assert duty.runs == 2
    assert scheduler.open() == 1
    duty.gate.set()
    await until(rested(scheduler))
    assert duty.runs == 3


async def test_a_failed_job_stays_due_and_is_tried_again(
    scheduler: Scheduler, duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.runtime.scheduler, "RETRY_PAUSE_S", 0.02)
    await until(rested(scheduler))
    duty.fail = 2
    scheduler.run_now("sweep")
    await until(lambda: duty.runs == 2)
    assert scheduler.open() == 1
    await until(rested(scheduler))
    assert duty.runs == 4
    assert scheduler.states()[0].error == ""


async def test_a_job_that_always_fails_waits_for_its_next_time(
    scheduler: Scheduler, duty: Duty, rows: JobRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.runtime.scheduler, "RETRY_PAUSE_S", 0.001)
    await until(rested(scheduler))
    duty.fail = 100
    scheduler.run_now("sweep")
    await until(rested(scheduler))
    assert duty.runs == 1 + RETRIES_MAX + 1
    state = scheduler.states()[0]
    assert (state.error, state.last_ok) == ("ValueError: as told", MORNING)
    assert state.due_at == MORNING + HOUR
    async with asyncio.timeout(2):
        while True:
            kept = await rows.load()
            if kept["sweep"].error:
                break
            await asyncio.sleep(0.01)
    assert kept["sweep"].error == "ValueError: as told"


async def test_a_restart_keeps_what_is_due_when(
    duty: Duty, rows: JobRows, world_clock: WorldClock, supervisor: Supervisor
) -> None:
    due = Instant(MORNING + HOUR)
    await rows.save(JobState(id="sweep", due_at=due, last_run=MORNING, last_ok=MORNING))
    scheduler = await started(duty, rows, world_clock, supervisor)
    await asyncio.sleep(0.05)
    assert duty.runs == 0
    assert scheduler.states()[0].last_run == MORNING
    world_clock.set(due, 0)
    await until(lambda: duty.runs == 1)


async def test_a_job_has_a_trace_of_its_own(scheduler: Scheduler, duty: Duty) -> None:
    await until(rested(scheduler))
    assert duty.traces == [f"jsweep-{MORNING}"]


async def test_the_real_clock_brings_jobs_too(
    duty: Duty, rows: JobRows, supervisor: Supervisor
) -> None:
    clock = RealClock()
    await rows.save(JobState(id="sweep", due_at=Instant(clock.now() + SECOND // 5)))
    await started(duty, rows, clock, supervisor)
    await until(lambda: duty.runs == 1, wait_s=3)
