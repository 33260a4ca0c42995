"""Updates enter: stored once, handled in order per person, never lost, given up in the end."""

import asyncio

import pytest

import bot.intake
from bot.intake import ATTEMPTS_MAX, Intake, Unreadable
from bot.ports import RawUpdate, raw_update
from bot.rows import SeenUpdates
from bot.runtime.supervisor import Supervisor
from domain.shared.trace import current_trace
from storage.core.updates import SeenUpdates as StoredUpdates
from storage.engine import Database
from storage.writer import Writer
from tests.bot.conftest import until
from tests.fakes.clock import FakeClock

ALICE, BOB = 1001, 1002


def update(number: int, person: int = ALICE, text: str = "hi") -> RawUpdate:
    message = {"message_id": number, "from": {"id": person}, "chat": {"id": person}, "text": text}
    made = raw_update({"update_id": number, "message": message})
    assert made is not None
    return made


class Handling:
    """What the dispatcher would do: remembers, waits, fails as told."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.done: list[int] = []
        self.traces: list[str] = []
        self.fail: dict[int, list[Exception]] = {}
        self.gates: dict[int, asyncio.Event] = {}

    async def __call__(self, given: RawUpdate) -> None:
        self.begun.append(given.id)
        self.traces.append(current_trace())
        if given.id in self.gates:
            await self.gates[given.id].wait()
        if self.fail.get(given.id):
            raise self.fail[given.id].pop(0)
        self.done.append(given.id)


@pytest.fixture
def handling() -> Handling:
    return Handling()


@pytest.fixture
def seen(writer: Writer, database: Database, clock: FakeClock) -> SeenUpdates:
    return SeenUpdates(StoredUpdates(writer, database), clock)


def intake_of(
    seen: SeenUpdates, handling: Handling, supervisor: Supervisor, clock: FakeClock
) -> Intake:
    return Intake(seen, handling, supervisor, clock, count=lambda _kind: None)


@pytest.fixture
def intake(
    seen: SeenUpdates, handling: Handling, supervisor: Supervisor, clock: FakeClock
) -> Intake:
    return intake_of(seen, handling, supervisor, clock)


async def unhandled(seen: SeenUpdates) -> list[int]:
    return [kept.update.id for kept in await seen.unhandled(100)]


async def test_an_update_is_handled_once_however_often_it_comes(
    intake: Intake, handling: Handling, seen: SeenUpdates
) -> None:
    await intake.take([update(1), update(2), update(1)])
    await intake.take([update(2), update(1), update(3), update(3)])
    await until(lambda: intake.open == 0)
    assert handling.done == [1, 2, 3]
    assert await unhandled(seen) == []


async def test_one_persons_updates_wait_for_each_other_and_nobody_elses(
    intake: Intake, handling: Handling
) -> None:
    gate = handling.gates[1] = asyncio.Event()
    await intake.take([update(1), update(2), update(3, BOB)])
    await until(lambda: intake.open == 2)
    assert handling.done == [3]
    assert handling.begun == [1, 3]
    gate.set()
    await until(lambda: handling.done == [3, 1, 2])


async def test_the_id_of_the_update_is_known_while_it_is_handled(
    intake: Intake, handling: Handling
) -> None:
    await intake.take([update(7), update(8, BOB)])
    await until(lambda: intake.open == 0)
    assert sorted(handling.traces) == ["u7", "u8"]
    assert current_trace() == ""


async def test_a_failed_update_is_tried_again_behind_what_came_meanwhile(
    intake: Intake, handling: Handling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.intake, "RETRY_PAUSE_S", 0.01)
    handling.fail[1] = [ValueError("once"), ValueError("twice")]
    await intake.take([update(1), update(2)])
    await until(lambda: intake.open == 0)
    assert handling.done == [2, 1]
    assert handling.begun.count(1) == 3


async def test_an_update_is_given_up_after_so_many_attempts(
    intake: Intake,
    handling: Handling,
    seen: SeenUpdates,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(bot.intake, "RETRY_PAUSE_S", 0.001)
    handling.fail[1] = [ValueError("always")] * 100
    await intake.take([update(1)])
    await until(lambda: intake.open == 0)
    assert handling.begun == [1] * ATTEMPTS_MAX
    assert await unhandled(seen) == []
    assert "update 1 given up" in caplog.text


async def test_what_cannot_be_read_is_not_tried_again(
    intake: Intake, handling: Handling, seen: SeenUpdates
) -> None:
    handling.fail[1] = [Unreadable("unknown kind")]
    await intake.take([update(1)])
    await until(lambda: intake.open == 0)
    assert handling.begun == [1]
    assert await unhandled(seen) == []


async def test_a_crash_leaves_updates_for_the_next_run(
    seen: SeenUpdates, handling: Handling, supervisor: Supervisor, clock: FakeClock
) -> None:
    crashed = Supervisor()
    first = intake_of(seen, handling, crashed, clock)
    handling.gates[1] = asyncio.Event()
    await first.take([update(1), update(2), update(3, BOB)])
    await until(lambda: first.open == 2)
    assert handling.done == [3]
    await crashed.stop_tasks(deadline_s=0)
    assert await unhandled(seen) == [1, 2]
    handling.gates.clear()
    second = intake_of(seen, handling, supervisor, clock)
    assert await second.recover() == 2
    await until(lambda: second.open == 0)
    assert handling.done == [3, 1, 2]
    assert await unhandled(seen) == []


async def test_an_update_that_ends_every_run_is_given_up_at_last(
    seen: SeenUpdates, handling: Handling, supervisor: Supervisor, clock: FakeClock
) -> None:
    handling.gates[1] = asyncio.Event()
    await seen.store([update(1)], clock.now())
    for _ in range(10):
        crashing = Supervisor()
        await intake_of(seen, handling, crashing, clock).recover()
        await asyncio.sleep(0.02)
        await crashing.stop_tasks(deadline_s=0)
    assert len(handling.begun) == ATTEMPTS_MAX - 1
    assert await unhandled(seen) == []


async def test_a_closed_intake_begins_nothing_more(
    intake: Intake, handling: Handling, seen: SeenUpdates
) -> None:
    gate = handling.gates[1] = asyncio.Event()
    await intake.take([update(1), update(2)])
    await until(lambda: handling.begun == [1])
    intake.close()
    gate.set()
    await until(lambda: intake.open == 0)
    assert handling.done == [1]
    assert await unhandled(seen) == [2]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"update_id": "1", "message": {}},
        {"update_id": True, "message": {}},
        {"update_id": 1},
        {"update_id": 1, "message": {}, "poll": {}},
        {"update_id": 1, "message": "text"},
    ],
)
def test_what_is_no_update_is_not_taken_for_one(body: dict[str, object]) -> None:
    assert raw_update(body) is None


@pytest.mark.parametrize(
    ("kind", "inner", "lane"),
    [
        ("message", {"from": {"id": 5}, "chat": {"id": -7}}, 5),
        ("poll_answer", {"user": {"id": 6}}, 6),
        ("channel_post", {"chat": {"id": -7}}, -7),
        ("poll", {"id": "p"}, "u9"),
    ],
)
def test_updates_queue_by_person_else_by_chat(kind: str, inner: object, lane: object) -> None:
    made = raw_update({"update_id": 9, kind: inner})
    assert made is not None
    assert bot.intake.lane_of(made) == lane
