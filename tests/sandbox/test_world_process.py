"""The sandbox as a process: it keeps its world, ends cleanly, and is joined or started."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.sandbox import launch
from scripts.sandbox.guard import BesideRealToken
from tests.sandbox.caller import Answer, Caller, calling, sandbox_process

CLOCK = {"now": "2100-01-01T00:00:00.000Z", "rate": 0}
# Longer than the pause between two flushes of the store.
WRITTEN_S = 0.5


async def live_a_little(caller: Caller) -> None:
    await caller.post("/reset", {"seed": 7, "pace": 5, "clock": CLOCK})
    await caller.person("alice", role="admin", stars="5")
    await caller.person("bob")
    await caller.make("/bots", {"username": "other_bot"})
    await caller.make("/chats/alice/messages", {"text": "one"})
    await caller.make("/chats/alice/messages", {"text": "two"})
    await caller.make(
        "/chats", {"type": "supergroup", "title": "Club", "username": "club", "owner": "alice"}
    )
    await caller.make("/faults", {"face": "bot_api", "kind": "error", "status": 500, "times": 4})
    await caller.put("/dice", {"alice": [6, 1]})


async def everything(caller: Caller) -> dict[str, Answer]:
    paths = (
        *("", "/clock", "/chance", "/faults", "/calls", "/updates", "/people", "/chats"),
        *("/chats/alice/messages", "/chats/club/messages?as=alice", "/dice", "/charges"),
    )
    return {path: await caller.get(path) for path in paths}


async def test_a_world_survives_a_kill(tmp_path: Path) -> None:
    async with sandbox_process(tmp_path) as first, calling(first.url) as caller:
        await live_a_little(caller)
        before = await everything(caller)
        await asyncio.sleep(WRITTEN_S)
        await first.kill()
    async with sandbox_process(tmp_path, "--demo") as second, calling(second.url) as caller:
        assert await everything(caller) == before
        assert (await caller.person("carol"))["id"] == 1003
        told = await caller.make("/chats/alice/messages", {"dice": "🎲"})
        assert told["dice"]["value"] == 6
        assert told["message_id"] == 3


async def test_a_clean_stop_writes_what_was_said_last(tmp_path: Path) -> None:
    async with sandbox_process(tmp_path) as first, calling(first.url) as caller:
        await live_a_little(caller)
        before = await everything(caller)
        assert await first.stop() == 0
    async with sandbox_process(tmp_path) as second, calling(second.url) as caller:
        assert await everything(caller) == before


async def test_chance_goes_on_after_a_restart(tmp_path: Path) -> None:
    thrown: list[int] = []

    async def throw(caller: Caller, times: int) -> None:
        for _ in range(times):
            told = await caller.make("/chats/alice/messages", {"dice": "🎰"})
            thrown.append(told["dice"]["value"])

    for folder, cut in ((tmp_path / "a", 5), (tmp_path / "b", 10)):
        async with sandbox_process(folder) as first, calling(first.url) as caller:
            await caller.post("/reset", {"seed": 7})
            await caller.person("alice")
            await throw(caller, cut)
            await first.stop()
        async with sandbox_process(folder) as second, calling(second.url) as caller:
            await throw(caller, 10 - cut)
    assert thrown[:10] == thrown[10:]


async def test_a_world_in_real_time_stays_in_it(tmp_path: Path) -> None:
    async with sandbox_process(tmp_path) as first, calling(first.url) as caller:
        await caller.put("/clock", {"now": CLOCK["now"], "rate": 1})
        await first.stop()
    await asyncio.sleep(0.3)
    async with sandbox_process(tmp_path) as second, calling(second.url) as caller:
        now = (await caller.get("/clock"))["now"]
        assert "2100-01-01T00:00:00.3" < now < "2100-01-01T00:01"


async def test_a_first_start_may_have_people_and_a_later_one_keeps_them(tmp_path: Path) -> None:
    async with sandbox_process(tmp_path, "--demo") as first, calling(first.url) as caller:
        assert (await caller.get())["counts"] == {"people": 2, "chats": 1, "listings": 2000}
        token = (await caller.get())["bot"]["token"]
        await first.stop()
    async with sandbox_process(tmp_path, "--demo") as second, calling(second.url) as caller:
        told = await caller.get()
        assert told["counts"]["people"] == 2
        assert told["bot"]["token"] == token
        await second.stop()
    async with sandbox_process(tmp_path, "--fresh") as third, calling(third.url) as caller:
        told = await caller.get()
        assert told["counts"]["people"] == 0
        assert told["bot"]["token"] != token


async def test_two_sandboxes_never_share_a_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with sandbox_process(tmp_path) as first, calling(first.url) as caller:
        await caller.person("alice")
        with pytest.raises(IndexError):
            async with sandbox_process(tmp_path, "--fresh"):
                pass
        said = capfd.readouterr().err
        assert f"another sandbox keeps its world in {tmp_path}" in said
        assert "Traceback" not in said
        assert (await caller.get("/people/alice"))["id"] == 1001
        await asyncio.sleep(WRITTEN_S)
        await first.kill()
    async with sandbox_process(tmp_path) as second, calling(second.url) as caller:
        assert (await caller.get("/people/alice"))["id"] == 1001


async def test_a_stop_ends_open_links_at_once(tmp_path: Path) -> None:
    async with sandbox_process(tmp_path) as process, calling(process.url) as caller:
        feed = await caller.session.ws_connect(f"{process.url}/world/live")
        waiting = asyncio.create_task(caller.call("GET", "/idle?wait_s=60"))
        await asyncio.sleep(0.1)
        assert await asyncio.wait_for(process.stop(), 4) == 0
        await feed.close()
        await asyncio.gather(waiting, return_exceptions=True)


def test_the_sandbox_loads_nothing_of_the_app() -> None:
    program = (
        "import sys, scripts.sandbox.server; "
        "print([m for m in sys.modules if m.split('.')[0] in "
        "('aiogram','bot','handlers','webapp','storage','locales','domain','sqlalchemy')])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number: int = taken.getsockname()[1]
        return number


@pytest.fixture(autouse=True)
def no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in ("BOT_TOKEN", "TELEGRAM_BOT_TOKEN", "TOKEN"):
        monkeypatch.delenv(setting, raising=False)


async def test_a_world_is_started_joined_and_ended(tmp_path: Path, port: int) -> None:
    started = await asyncio.to_thread(launch.join_or_start, port, tmp_path)
    try:
        assert started.started_by_us
        assert started.url == f"http://127.0.0.1:{port}"
        async with calling(started.url) as caller:
            told = await caller.get()
            assert told["bot"]["token"] == started.token
            assert told["launch_key"] == started.launch_key
            assert told["counts"]["people"] == 2
            joined = await asyncio.to_thread(launch.join_or_start, port, tmp_path / "other")
            assert not joined.started_by_us
            assert joined.token == started.token
            await asyncio.to_thread(joined.end)
            await caller.person("carol")
            fresh = await asyncio.to_thread(launch.join_or_start, port, tmp_path, fresh=True)
            assert not fresh.started_by_us
            assert (await caller.get())["counts"]["people"] == 2
    finally:
        await asyncio.to_thread(started.end)
    assert started.process is not None
    assert started.process.returncode == 0
    assert "ready" in (tmp_path / launch.LOG_NAME).read_text()
    await asyncio.to_thread(started.end)


def test_a_port_that_something_else_holds_is_told(tmp_path: Path) -> None:
    program = (
        "import http.server; s=http.server.HTTPServer(('127.0.0.1',0),"
        "http.server.SimpleHTTPRequestHandler); print(s.server_port,flush=True); s.serve_forever()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    try:
        assert other.stdout is not None
        taken = int(other.stdout.readline())
        with pytest.raises(launch.NoWorld, match="no world"):
            launch.join_or_start(taken, tmp_path)
    finally:
        other.kill()
        other.communicate()


def test_a_sandbox_that_cannot_start_is_told(tmp_path: Path, port: int) -> None:
    (tmp_path / "world.db").write_text("this is no database, and it is long enough to be read")
    with pytest.raises(launch.NoWorld, match="database"):
        launch.join_or_start(port, tmp_path)


def test_nothing_is_joined_beside_a_real_token(
    tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456789:AAF-not-a-token-of-anybody-0000000000")
    with pytest.raises(BesideRealToken):
        launch.join_or_start(port, tmp_path)
    assert list(tmp_path.iterdir()) == []
