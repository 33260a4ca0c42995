"""Polling a real sandbox: nothing is acknowledged that is not stored."""

import asyncio
from collections.abc import AsyncIterator

import pytest

import bot.polling
from bot.gateways.telegram.calls import TelegramCalls
from bot.gateways.telegram.limits import Limits
from bot.gateways.telegram.session import TelegramSession
from bot.intake import Intake
from bot.polling import Polling
from bot.ports import RawUpdate
from bot.rows import SeenUpdates
from bot.runtime.supervisor import Pulse, Supervisor, Worker
from domain.shared.refusals import GatewayError
from scripts.sandbox.world import World
from storage.core.updates import SeenUpdates as StoredUpdates
from storage.engine import Database
from storage.writer import Writer
from tests.bot.conftest import until
from tests.fakes.clock import FakeClock
from tests.sandbox.caller import Caller


class Reader:
    """One run of the program, as far as it reads updates."""

    def __init__(self, calls: TelegramCalls, seen: SeenUpdates, clock: FakeClock) -> None:
        self.supervisor = Supervisor(restart_pause_s=0.01)
        self.texts: list[object] = []
        self.counted: list[str] = []
        self.intake = Intake(seen, self._handle, self.supervisor, clock, count=self.counted.append)
        self.polling = Polling(calls, self.intake, poll_s=5)

    def start(self) -> None:
        self.supervisor.start(Worker(name="polling", run=self.polling.run))

    async def stop(self) -> None:
        await self.supervisor.stop_workers(deadline_s=1)
        await self.supervisor.stop_tasks(deadline_s=1)

    async def _handle(self, update: RawUpdate) -> None:
        message = update.body["message"]
        assert isinstance(message, dict)
        self.texts.append(message["text"])


@pytest.fixture
async def session(world: World) -> AsyncIterator[TelegramSession]:
    made = TelegramSession(world.core.url)
    yield made
    await made.close()


@pytest.fixture
def calls(session: TelegramSession, world: World) -> TelegramCalls:
    return TelegramCalls(session, world.token, Limits(), kinds=["message"])


@pytest.fixture
def seen(store: tuple[Writer, Database], clock: FakeClock) -> SeenUpdates:
    return SeenUpdates(StoredUpdates(*store), clock)


@pytest.fixture
async def reader(
    calls: TelegramCalls, seen: SeenUpdates, clock: FakeClock, caller: Caller
) -> AsyncIterator[Reader]:
    await caller.person("alice")
    made = Reader(calls, seen, clock)
    yield made
    await made.stop()


async def say(caller: Caller, *texts: str) -> None:
    for text in texts:
        await caller.make("/chats/alice/messages", {"text": text})


async def acknowledged(caller: Caller) -> list[bool]:
    return [one["acknowledged"] for one in (await caller.get("/updates"))["items"]]


async def test_what_people_say_is_read_in_order_and_acknowledged(
    reader: Reader, caller: Caller
) -> None:
    await say(caller, "one", "two")
    reader.start()
    await say(caller, "three")
    await until(lambda: reader.texts == ["one", "two", "three"])
    assert reader.counted == ["message"] * 3
    await until(lambda: reader.intake.open == 0)
    async with asyncio.timeout(5):
        while True:
            if await acknowledged(caller) == [True] * 3:
                return
            await asyncio.sleep(0.01)


async def test_the_stop_does_not_wait_for_the_long_poll(reader: Reader) -> None:
    reader.start()
    await asyncio.sleep(0.1)
    async with asyncio.timeout(2):
        await reader.stop()


async def test_an_update_that_came_again_is_not_handled_again(
    reader: Reader, caller: Caller, calls: TelegramCalls, seen: SeenUpdates, clock: FakeClock
) -> None:
    await say(caller, "one")
    reader.start()
    await until(lambda: reader.texts == ["one"])
    number = (await caller.get("/updates"))["items"][0]["update"]["update_id"]
    await caller.post(f"/updates/{number}/redeliver")
    await say(caller, "two")
    await until(lambda: reader.texts == ["one", "two"])
    await reader.stop()
    again = Reader(calls, seen, clock)
    again.start()
    await caller.post(f"/updates/{number}/redeliver")
    await say(caller, "three")
    await until(lambda: again.texts == ["three"])
    await again.stop()


@pytest.mark.parametrize("kind", ["duplicate", "reorder"])
async def test_doubled_and_swapped_updates_are_handled_once_each(
    reader: Reader, caller: Caller, kind: str
) -> None:
    await caller.make("/faults", {"face": "updates", "kind": kind, "times": 3})
    await say(caller, "one", "two", "three", "four")
    reader.start()
    await until(lambda: len(reader.texts) == 4)
    await asyncio.sleep(0.1)
    assert sorted(map(str, reader.texts)) == ["four", "one", "three", "two"]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "error", "status": 500},
        {"kind": "error", "status": 502},
        {"kind": "error", "status": 429, "retry_after_s": 1},
        {"kind": "lose_answer"},
    ],
)
async def test_a_failing_telegram_is_asked_again(
    reader: Reader, caller: Caller, fault: dict[str, object]
) -> None:
    await caller.make("/faults", {"face": "bot_api", "match": "getUpdates", "times": 2, **fault})
    await say(caller, "one")
    reader.start()
    await until(lambda: reader.texts == ["one"])
    assert reader.supervisor.states()[0].restarts == 0


async def test_somebody_elses_webhook_is_waited_for(
    reader: Reader, calls: TelegramCalls, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.polling, "CONFLICT_PAUSE_S", 0.05)
    await calls.set_webhook("http://127.0.0.1:9/bot/webhook", "s3cret")
    reader.start()
    await asyncio.sleep(0.2)
    await calls.delete_webhook()
    await say(caller, "one")
    await until(lambda: reader.texts == ["one"])
    assert reader.supervisor.states()[0].restarts == 0


async def test_a_full_house_fetches_nothing_more(reader: Reader, caller: Caller) -> None:
    reader.intake.open = bot.intake.OPEN_MAX
    await say(caller, "one")
    reader.start()
    await asyncio.sleep(0.2)
    assert reader.texts == []
    reader.intake.open = 0
    await until(lambda: reader.texts == ["one"])


async def test_the_pause_after_a_failure_doubles_and_begins_anew(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away:
        """A Telegram that does not answer."""

        def __init__(self) -> None:
            self.back = False

        async def fetch(self, offset: int | None, *, wait_s: int) -> list[RawUpdate]:
            assert (offset, wait_s) == (None, 25)
            if not self.back:
                raise GatewayError("away")
            return []

        async def set_webhook(self, url: str, secret: str) -> None:
            raise NotImplementedError(url, secret)

        async def delete_webhook(self) -> None:
            raise NotImplementedError

    away = Away()
    polling = Polling(away, reader.intake)
    pulse = Pulse()
    pauses = [await polling._round(pulse) for _ in range(8)]
    assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30]
    away.back = True
    assert await polling._round(pulse) == 0
    away.back = False
    assert await polling._round(pulse) == 0.5
