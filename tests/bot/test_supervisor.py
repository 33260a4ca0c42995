"""Workers are restarted, watched and ended; one-off tasks are never lost."""

import asyncio
import itertools
import logging

import pytest

from bot.runtime.supervisor import Pulse, Supervisor, Worker
from tests.bot.conftest import until


class Failing:
    """Fails so many times, then runs until it is told to stop."""

    def __init__(self, failures: int, error: type[Exception] = ValueError) -> None:
        self.left = failures
        self.error = error
        self.runs = 0

    async def run(self, pulse: Pulse) -> None:
        self.runs += 1
        if self.left > 0:
            self.left -= 1
            raise self.error("as told")
        await pulse.stopping.wait()


async def test_a_worker_that_fails_is_started_again(supervisor: Supervisor) -> None:
    worker = Failing(3)
    supervisor.start(Worker(name="w", run=worker.run))
    await until(lambda: worker.runs == 4)
    state = supervisor.states()[0]
    assert (state.state, state.restarts) == ("running", 3)
    assert state.error == "ValueError: as told"


async def test_the_restart_pause_doubles() -> None:
    supervisor = Supervisor(restart_pause_s=0.05)
    loop = asyncio.get_running_loop()
    times: list[float] = []

    async def run(pulse: Pulse) -> None:
        times.append(loop.time())
        raise ValueError

    supervisor.start(Worker(name="w", run=run))
    await until(lambda: len(times) == 4)
    await supervisor.stop_workers(deadline_s=1)
    pauses = [after - before for before, after in itertools.pairwise(times)]
    assert pauses[0] >= 0.05
    assert pauses[1] >= 0.1
    assert pauses[2] >= 0.2


async def test_only_a_critical_worker_makes_the_program_ill(supervisor: Supervisor) -> None:
    slow = Supervisor(restart_pause_s=30)
    slow.start(Worker(name="cosy", run=Failing(9).run))
    await until(lambda: slow.states()[0].state == "paused")
    assert slow.healthy
    slow.start(Worker(name="vital", run=Failing(9).run, critical=True))
    await until(lambda: slow.states()[1].state == "paused")
    assert not slow.healthy
    await slow.stop_workers(deadline_s=1)


async def test_a_silent_worker_shows_as_stuck(supervisor: Supervisor) -> None:
    async def run(pulse: Pulse) -> None:
        await pulse.stopping.wait()

    supervisor.start(Worker(name="w", run=run, critical=True, beat_s_max=0.02))
    await until(lambda: supervisor.states()[0].state == "stuck")
    assert not supervisor.healthy


async def test_an_assertion_is_logged_as_critical(
    supervisor: Supervisor, caplog: pytest.LogCaptureFixture
) -> None:
    supervisor.start(Worker(name="w", run=Failing(1, AssertionError).run))
    await until(lambda: supervisor.states()[0].restarts == 1)
    assert [record.levelno for record in caplog.records] == [logging.CRITICAL]


async def test_a_worker_that_does_not_end_is_cancelled_at_the_deadline() -> None:
    supervisor = Supervisor()
    cancelled = asyncio.Event()

    async def deaf(pulse: Pulse) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    supervisor.start(Worker(name="deaf", run=deaf))
    await asyncio.sleep(0)
    async with asyncio.timeout(1):
        await supervisor.stop_workers(deadline_s=0.05)
    assert cancelled.is_set()
    assert supervisor.states() == ()


async def test_named_workers_stop_and_the_others_go_on(supervisor: Supervisor) -> None:
    for name in ("first", "second"):
        supervisor.start(Worker(name=name, run=Failing(0).run))
    await supervisor.stop_workers(["first"], deadline_s=1)
    assert [state.name for state in supervisor.states()] == ["second"]


async def test_the_error_of_a_one_off_task_is_logged_and_harms_nobody(
    supervisor: Supervisor, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise ValueError("once")

    await supervisor.spawn("once", fail())
    assert "task once failed" in caplog.text
    assert supervisor.tasks_open == 0


async def test_a_rest_ends_by_its_wake_up_and_remembers_an_early_one() -> None:
    pulse, wake = Pulse(), asyncio.Event()
    wake.set()
    async with asyncio.timeout(1):
        await pulse.rest(None, wake)
    assert not wake.is_set()
    asyncio.get_running_loop().call_later(0.01, wake.set)
    async with asyncio.timeout(1):
        await pulse.rest(None, wake)


async def test_a_long_wait_is_cut_short_by_the_stop() -> None:
    pulse = Pulse()
    asyncio.get_running_loop().call_later(0.01, pulse.stopping.set)
    async with asyncio.timeout(1):
        assert await pulse.unless_stopping(asyncio.sleep(60, "late")) is None
    assert await Pulse().unless_stopping(asyncio.sleep(0, "soon")) == "soon"
