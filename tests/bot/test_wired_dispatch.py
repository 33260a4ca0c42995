"""The program as it is wired: its real handlers, its real middlewares, a sandbox beside it."""

import inspect
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import settings, wiring
from bot.app import App
from bot.run import in_world
from bot.wiring.chat import routes
from bot.wiring.world import follow_world
from tests.sandbox.caller import Caller, calling, sandbox_process

COMMIT = "COMMIT"


@dataclass(frozen=True, slots=True)
class World:
    url: str
    token: str
    launch_key: str


@pytest.fixture
async def caller(tmp_path: Path) -> AsyncIterator[Caller]:
    """A sandbox in a process of its own: its threads are not ours."""
    async with sandbox_process(tmp_path / "world") as process, calling(process.url) as there:
        yield there


@pytest.fixture
async def app(caller: Caller, tmp_path: Path) -> AsyncIterator[App]:
    told = await caller.get()
    world = World(caller.url, told["bot"]["token"], told["launch_key"])
    given = settings.read({"SOUK_DATA": str(tmp_path / "data"), "SOUK_HTTP_PORT": "0"})
    joined = in_world(given, world)
    await follow_world(joined)
    made = await wiring.build(joined)
    await made.start()
    yield made
    await made.stop()


class Hops:
    """Work handed to threads, COMMIT apart."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        submit = ThreadPoolExecutor.submit

        def counted(
            executor: ThreadPoolExecutor, call: Callable[..., object], /, *given: object
        ) -> "Future[object]":
            if COMMIT not in given:
                self.found.append(f"{call} {given}")
            return submit(executor, call, *given)

        monkeypatch.setattr(ThreadPoolExecutor, "submit", counted)


async def day(caller: Caller, person: str) -> None:
    """Commands, deep links, presses, dialogue, payment, throws and nonsense of one person."""
    await caller.person(person, stars="1000")
    await say(caller, person, {"start": "ref_nobody"})
    await press(caller, person, "terms:accept")
    for text in (
        "/help",
        "/wallet",
        "/statement",
        "/profile",
        "/terms",
        "/topup",
        "12x",
        "/cancel",
    ):
        await say(caller, person, {"text": text})
    await say(caller, person, {"text": "/topup 50"})
    messages = await caller.get(f"/chats/{person}/messages?wait_s=20")
    found = [one["world"]["invoice"] for one in messages["items"] if one["world"]["invoice"]]
    paid = await caller.post(f"/invoices/{found[-1]['slug']}/pay?as={person}")
    assert paid["status"] == "paid"
    await say(caller, person, {"dice": "🎲"})
    await say(caller, person, {"text": "what is this?"})
    await press(caller, person, "lang:ru", forged=True)
    await press(caller, person, "no:such:thing", forged=True)


async def say(caller: Caller, person: str, message: dict[str, object]) -> None:
    await caller.make(f"/chats/{person}/messages?as={person}", message)
    await caller.get("/idle?wait_s=20")


async def press(caller: Caller, person: str, data: str, **more: object) -> None:
    await caller.post(f"/chats/{person}/press?as={person}", {"data": data, **more})
    await caller.get("/idle?wait_s=20")


async def test_no_update_of_a_whole_day_makes_a_thread_hop(
    app: App, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    await caller.patch("", {"pace": 50})
    await day(caller, "alice")
    hops = Hops()
    hops.watch(monkeypatch)
    await day(caller, "bob")
    assert hops.found == []
    assert app.ready


async def test_every_worker_lives_after_a_day(app: App, caller: Caller) -> None:
    await caller.patch("", {"pace": 50})
    await day(caller, "alice")
    states = app.supervisor.states()
    assert {"writer", "outbox", "polling", "jobs", "sandbox"} <= {one.name for one in states}
    assert [one for one in states if one.restarts or one.state != "running"] == []


def test_every_handler_is_a_coroutine_function() -> None:
    """Anything else would be called in a thread, or not at all."""
    found = routes().handlers()
    assert len(found) > 30
    for handler in found:
        assert inspect.iscoroutinefunction(handler), handler
