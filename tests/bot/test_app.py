"""The program starts in stages, stops in reverse, and hears signals."""

import asyncio
import signal
import sys
import time

import pytest

from bot.app import ECHO_S, App, Ending, Stage, run
from bot.runtime.supervisor import Pulse, Supervisor, Worker
from tests.bot.conftest import until


class Diary:
    """Stages that write down when they start and stop."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def stage(
        self, name: str, *, fails: bool = False, stop_s: float = 0.0, stop_s_max: float = 2.0
    ) -> Stage:
        async def start() -> None:
            self.lines.append(f"{name} up")
            if fails:
                raise ValueError(name)

        async def stop() -> None:
            await asyncio.sleep(stop_s)
            self.lines.append(f"{name} down")

        return Stage(name=name, start=start, stop=stop, stop_s_max=stop_s_max)


@pytest.fixture
def diary() -> Diary:
    return Diary()


async def test_stages_start_in_order_and_stop_in_reverse(diary: Diary) -> None:
    app = App([diary.stage("store"), diary.stage("http"), diary.stage("chat")], Supervisor())
    assert not app.ready
    await app.start()
    assert app.ready
    await app.stop()
    assert diary.lines == [
        "store up",
        "http up",
        "chat up",
        "chat down",
        "http down",
        "store down",
    ]
    assert not app.ready


async def test_what_keeps_it_from_being_ready_has_a_name(diary: Diary) -> None:
    come = asyncio.Event()

    async def start() -> None:
        await come.wait()

    supervisor = Supervisor()
    app = App([diary.stage("http"), Stage(name="chat", start=start, waits=True)], supervisor)
    assert app.unready == "starting"
    starting = supervisor.spawn("start", app.start())
    await until(lambda: app.unready == "chat")
    come.set()
    await starting
    assert app.unready == ""
    app.end(Ending.STOPPED)
    assert app.unready == "stopping"
    await app.stop()


async def test_the_end_breaks_off_a_stage_that_waits_and_stops_it_too(diary: Diary) -> None:
    async def start() -> None:
        diary.lines.append("chat waits")
        await asyncio.Event().wait()

    async def stop() -> None:
        diary.lines.append("chat down")

    waiting = Stage(name="chat", start=start, stop=stop, waits=True)
    supervisor = Supervisor()
    app = App([diary.stage("http"), waiting, diary.stage("told")], supervisor)
    starting = supervisor.spawn("start", app.start())
    await until(lambda: "chat waits" in diary.lines)
    app.end(Ending.STOPPED)
    await starting
    assert await app.wait() is Ending.STOPPED
    await app.stop()
    assert diary.lines == ["http up", "chat waits", "chat down", "http down"]


async def test_a_stage_that_fails_takes_down_those_before_it_only(diary: Diary) -> None:
    stages = [diary.stage("store"), diary.stage("http", fails=True), diary.stage("chat")]
    app = App(stages, Supervisor())
    with pytest.raises(ValueError, match="http"):
        await app.start()
    assert diary.lines == ["store up", "http up", "store down"]
    assert not app.ready


async def test_a_stage_that_will_not_stop_does_not_keep_the_rest(diary: Diary) -> None:
    stages = [diary.stage("store"), diary.stage("deaf", stop_s=60, stop_s_max=0.05)]
    app = App(stages, Supervisor())
    await app.start()
    began_s = time.monotonic()
    await app.stop()
    assert time.monotonic() - began_s < 2
    assert diary.lines[-1] == "store down"


async def test_a_stage_that_fails_to_stop_does_not_keep_the_rest(
    diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise ValueError("stuck")

    app = App([diary.stage("store"), Stage(name="bad", stop=fail)], Supervisor())
    await app.start()
    await app.stop()
    assert diary.lines == ["store up", "store down"]
    assert "stuck" in caplog.text


async def test_an_ill_critical_worker_makes_the_program_not_ready(diary: Diary) -> None:
    supervisor = Supervisor(restart_pause_s=30)
    app = App([diary.stage("store")], supervisor)

    async def fail(pulse: Pulse) -> None:
        raise ValueError

    supervisor.start(Worker(name="w", run=fail, critical=True))
    await app.start()
    await until(lambda: not app.ready)
    await app.stop()
    assert supervisor.states() == ()


async def test_the_end_is_told_before_anything_stops(diary: Diary) -> None:
    app = App([diary.stage("store")], Supervisor())
    app.on_ready(lambda: diary.lines.append("ready"))
    app.on_stopping(lambda: diary.lines.append("stopping"))
    await app.start()
    app.end(Ending.STOPPED)
    assert not app.ready
    assert await app.wait() is Ending.STOPPED
    await app.stop()
    assert diary.lines == ["store up", "ready", "stopping", "store down"]


async def test_a_restart_builds_a_new_program(diary: Diary) -> None:
    built: list[App] = []

    async def build() -> App:
        app = App([diary.stage(f"run{len(built)}")], Supervisor())
        app.on_ready(lambda: app.end(Ending.RESTART if len(built) < 3 else Ending.STOPPED))
        built.append(app)
        return app

    await run(build)
    assert diary.lines == [line for n in range(3) for line in (f"run{n} up", f"run{n} down")]


async def program(stop_s: float, first: bytes = b"up\n") -> asyncio.subprocess.Process:
    """A program in a process of its own that has said its first word."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bot.signalled", str(stop_s)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 20) == first
    return process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it_cleanly(number: signal.Signals) -> None:
    process = await program(0.0)
    process.send_signal(number)
    told, _ = await asyncio.wait_for(process.communicate(), 10)
    assert told == b"stopping\ndown\n"
    assert process.returncode == 0


async def test_a_second_signal_ends_it_at_once() -> None:
    process = await program(7.0)
    process.send_signal(signal.SIGTERM)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"stopping\n"
    await asyncio.sleep(ECHO_S)
    began_s = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), 10) == 130
    assert time.monotonic() - began_s < 3


async def test_a_signal_that_comes_twice_at_once_is_one() -> None:
    process = await program(0.2)
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    told, _ = await asyncio.wait_for(process.communicate(), 10)
    assert told == b"stopping\ndown\n"
    assert process.returncode == 0


async def test_a_signal_ends_it_even_while_it_is_being_built() -> None:
    process = await program(-1.0, first=b"building\n")
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 5) == 0
