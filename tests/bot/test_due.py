"""The worker that wakes when a row is due, however time gets there."""

from collections.abc import AsyncIterator

import pytest

from bot.due import DueWorker
from bot.runtime.clock import WorldClock
from bot.runtime.supervisor import Supervisor, Worker
from domain.shared.ids import HOUR, SECOND, Instant
from domain.shared.refusals import GatewayError
from tests.bot.conftest import until
from tests.fakes.clock import MORNING


class Rows:
    """Times at which something is due, on a clock that a test moves."""

    def __init__(self, rate: float = 0) -> None:
        self.clock = WorldClock(MORNING, rate)
        self.due: list[Instant] = []
        self.done: list[Instant] = []
        self.looks = 0
        self.fail: list[Exception] = []
        self.worker = DueWorker(self.run_due, self.next_due, clock=self.clock)

    async def run_due(self) -> int:
        self.looks += 1
        if self.fail:
            raise self.fail.pop(0)
        now = self.clock.now()
        found = [at for at in self.due if at <= now]
        self.due = [at for at in self.due if at > now]
        self.done += found
        return len(found)

    async def next_due(self) -> Instant | None:
        return min(self.due, default=None)

    def put(self, at: Instant) -> None:
        self.due.append(at)
        self.worker.expect(at)


@pytest.fixture
async def rows(supervisor: Supervisor) -> AsyncIterator[Rows]:
    made = Rows()
    supervisor.start(Worker(name="due", run=made.worker.run))
    await until(lambda: made.looks)
    yield made
    await supervisor.stop_workers(deadline_s=1)


async def test_a_jump_of_time_wakes_it(rows: Rows) -> None:
    rows.put(Instant(MORNING + HOUR))
    rows.put(Instant(MORNING + 2 * HOUR))
    rows.clock.set(Instant(MORNING + HOUR), 0)
    await until(lambda: rows.done == [MORNING + HOUR], wait_s=1)
    rows.clock.set(Instant(MORNING + 2 * HOUR), 0)
    await until(lambda: len(rows.done) == 2, wait_s=1)


async def test_time_that_runs_reaches_it(rows: Rows) -> None:
    rows.clock.set(MORNING, 1000)
    rows.put(Instant(rows.clock.now() + 100 * SECOND))
    await until(lambda: rows.done, wait_s=2)
    assert rows.clock.now() >= rows.done[0]


async def test_only_what_is_earlier_than_expected_wakes_it(rows: Rows) -> None:
    rows.put(Instant(MORNING + HOUR))
    await until(lambda: rows.looks >= 2)
    looks = rows.looks
    for n in range(1, 50):
        rows.put(Instant(MORNING + HOUR + n))
    rows.worker.expect(None)
    rows.put(MORNING)
    await until(lambda: rows.done == [MORNING], wait_s=1)
    assert rows.looks == looks + 1


async def test_it_outlives_a_store_that_is_away(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.due.STORE_PAUSE_S", 0.01)
    rows.fail = [GatewayError("away")] * 3
    rows.put(MORNING)
    await until(lambda: rows.done == [MORNING], wait_s=1)
