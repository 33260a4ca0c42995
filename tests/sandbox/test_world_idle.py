"""When the world is idle, and who waits for it."""

import asyncio
import time

import pytest

from scripts.sandbox.forms import Json
from scripts.sandbox.world import World
from tests.fakes.app_link import FakeApp
from tests.sandbox.caller import Caller, until


def acknowledge_all(world: World) -> None:
    """What the app's next getUpdates does."""
    world.telegram.updates.acknowledge_before(world.bot.id, 10**12)


async def test_a_world_with_nothing_under_way_is_idle(caller: Caller, app: FakeApp) -> None:
    told = await caller.get("/idle?wait_s=5")
    assert told["idle"] is True
    assert isinstance(told["waited_ms"], int)
    assert (await caller.get("/idle"))["idle"] is True


async def test_a_stopped_or_starting_app_counts_as_busy(world: World, caller: Caller) -> None:
    told = await caller.refused("GET", "/idle?wait_s=0.05")
    assert told == (504, "still-busy", {"busy": {"app": 1}})
    async with FakeApp(world.core.url) as app:
        assert (await caller.get("/idle?wait_s=2"))["idle"] is True
        await app.send({"state": "starting"})
        await until(caller, "starting")
        assert (await caller.refused("GET", "/idle"))[2] == {"busy": {"app": 1}}


async def test_what_the_app_still_does_counts(caller: Caller, app: FakeApp) -> None:
    app.busy = {"handlers": 1, "outbox": 2, "jobs": 0}
    began = time.monotonic()
    status, code, fields = await caller.refused("GET", "/idle?wait_s=0.1")
    assert (status, code) == (504, "still-busy")
    assert fields == {"busy": {"handlers": 1, "outbox": 2}}
    assert 0.1 <= time.monotonic() - began < 1
    waiting = asyncio.create_task(caller.get("/idle?wait_s=5"))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    app.busy = {}
    told = await asyncio.wait_for(waiting, 1)
    assert told["waited_ms"] >= 50


async def test_an_update_that_was_not_fetched_counts(
    world: World, caller: Caller, app: FakeApp
) -> None:
    await caller.person("alice")
    await caller.make("/chats/alice/messages", {"start": ""})
    assert (await caller.refused("GET", "/idle"))[2] == {"busy": {"updates": 1}}
    waiting = asyncio.create_task(caller.get("/idle?wait_s=5"))
    await asyncio.sleep(0.05)
    acknowledge_all(world)
    assert (await asyncio.wait_for(waiting, 1))["idle"] is True


async def test_an_update_that_comes_while_the_app_is_asked_counts(
    world: World, caller: Caller, app: FakeApp
) -> None:
    """The app says that it is idle, but has a message to read by then."""
    await caller.person("alice")
    given: list[object] = []
    asked = world.link.ask

    async def and_then(do: str, more: Json | None = None, *, timeout_s: float = 1) -> object:
        answer = await asked(do, more, timeout_s=timeout_s)
        if do == "busy" and not given:
            given.append(world.telegram.updates.give(world.bot, "message", {}, order=1))
        return answer

    world.link.ask = and_then  # type: ignore[method-assign, assignment]
    assert (await caller.refused("GET", "/idle"))[2] == {"busy": {"updates": 1}}


async def test_updates_of_other_bots_do_not_count(caller: Caller, app: FakeApp) -> None:
    await caller.person("alice")
    await caller.make("/bots", {"username": "other_bot"})
    await caller.make("/chats/alice:other_bot/messages", {"text": "hi"})
    assert (await caller.get("/idle"))["idle"] is True


async def test_a_face_under_a_fault_without_end_does_not_count(
    caller: Caller, app: FakeApp
) -> None:
    app.busy = {"outbox": 1}
    await caller.person("alice")
    await caller.make("/chats/alice/messages", {"start": ""})
    endless = {"kind": "error", "status": 500, "times": None}
    bounded = {"kind": "error", "status": 500, "times": 3}
    late = {"kind": "delay", "delay_ms": 5, "times": None}
    for face in ("updates", "bot_api"):
        await caller.make("/faults", {"face": face, **bounded})
        await caller.make("/faults", {"face": face, **late})
    assert (await caller.refused("GET", "/idle"))[1] == "still-busy"
    for face in ("updates", "bot_api"):
        await caller.make("/faults", {"face": face, **endless})
    assert (await caller.get("/idle?wait_s=2"))["idle"] is True
    app.busy = {"outbox": 1, "handlers": 1}
    assert (await caller.refused("GET", "/idle"))[2] == {"busy": {"handlers": 1}}


async def test_every_get_waits_when_it_is_asked_to(
    world: World, caller: Caller, app: FakeApp
) -> None:
    await caller.person("alice")
    paths = (
        *("", "/idle", "/clock", "/chance", "/faults", "/calls", "/updates", "/people"),
        *("/people/alice", "/chats", "/chats/alice", "/chats/alice/messages", "/charges"),
        *("/dice", "/openapi.json", "/docs", "/live"),
    )
    app.busy = {"jobs": 1}
    for path in paths:
        refused = await caller.refused("GET", f"{path}?wait_s=0.01")
        assert refused[:2] == (504, "still-busy"), path
    app.busy = {}
    for path in paths:
        if path not in ("/docs", "/live"):
            await caller.get(f"{path}?wait_s=5")


@pytest.mark.parametrize("wait", ["-1", "121", "x", "", "nan", "inf"])
async def test_a_wait_that_does_not_fit_is_refused(caller: Caller, wait: str) -> None:
    assert (await caller.refused("GET", f"/people?wait_s={wait}"))[:2] == (400, "invalid")


async def test_only_a_get_waits(caller: Caller) -> None:
    refused = await caller.refused("POST", "/people?wait_s=1", {"username": "alice"})
    assert refused == (400, "invalid", {"wait_s": "only a GET waits"})


async def test_many_wait_at_once_with_one_question_at_a_time(caller: Caller, app: FakeApp) -> None:
    app.busy = {"handlers": 1}
    waiting = [asyncio.create_task(caller.get("/idle?wait_s=10")) for _ in range(50)]
    await asyncio.sleep(0.3)
    assert len(app.all("busy")) < 60
    app.busy = {}
    assert all(told["idle"] for told in await asyncio.gather(*waiting))


async def test_a_caller_who_goes_away_is_not_waited_for(caller: Caller, app: FakeApp) -> None:
    app.busy = {"handlers": 1}
    waiting = asyncio.create_task(caller.get("/idle?wait_s=60"))
    await asyncio.sleep(0.05)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    app.busy = {}
    assert (await caller.get("/idle?wait_s=5"))["idle"] is True
