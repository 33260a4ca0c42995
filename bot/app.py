"""The life of the program: stages started in order, stopped in reverse, each with a deadline.

It knows no area: the wiring hands it the stages. `run` keeps the program alive until a signal
comes; a stage may ask for a restart in place (the sandbox's reset), which builds a new App in the
same process.
"""

import asyncio
import logging
import os
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.runtime.supervisor import Supervisor

logger = logging.getLogger(__name__)

STOP_S_MAX: Final = 9.0
"""The whole stop; the stages share it, so that the process is gone within 10 s."""
FORCED_EXIT: Final = 130
ECHO_S: Final = 0.5
"""One wish to stop may arrive twice at once: `timeout` and make signal the group besides."""


class Ending(Enum):
    """Why the program ended."""

    STOPPED = "stopped"
    RESTART = "restart"


async def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the start. `stop` undoes it, and is cancelled after `stop_s_max`. The start of one
    that `waits` for somebody outside is broken off when the end is asked for, and stopped like one
    that came up.
    """

    name: str
    start: Callable[[], Awaitable[None]] = _nothing
    stop: Callable[[], Awaitable[None]] = _nothing
    stop_s_max: float = 2.0
    waits: bool = False


class App:
    """One run of the program, from the first stage to the last."""

    def __init__(self, stages: Sequence[Stage], supervisor: Supervisor) -> None:
        self.supervisor = supervisor
        self._stages = tuple(stages)
        self._started: list[Stage] = []
        self._ending: Ending | None = None
        self._ended = asyncio.Event()
        self._on_ready: list[Callable[[], None]] = []
        self._on_stopping: list[Callable[[], None]] = []
        self._waiting: asyncio.Task[object] | None = None
        self.stage = ""

    @property
    def ready(self) -> bool:
        """Every stage is up, no end is near and every critical worker runs: /readyz is 200."""
        return not self.unready

    @property
    def unready(self) -> str:
        """Why not: `stopping`, the stage that starts, or `workers`; empty when ready."""
        if self._ending is not None:
            return "stopping"
        if len(self._started) < len(self._stages):
            return self.stage or "starting"
        return "" if self.supervisor.healthy else "workers"

    def on_ready(self, tell: Callable[[], None]) -> None:
        self._on_ready.append(tell)

    def on_stopping(self, tell: Callable[[], None]) -> None:
        self._on_stopping.append(tell)

    def end(self, ending: Ending) -> None:
        """Ask for the end. The first reason counts."""
        if self._ending is None:
            self._ending = ending
        self._ended.set()
        if self._waiting is not None:
            self._waiting.cancel()

    async def start(self) -> None:
        """Start the stages in order. When one fails, those before it are stopped again."""
        for stage in self._stages:
            self.stage = stage.name
            began_s = time.monotonic()
            try:
                await (self._patient(stage) if stage.waits else stage.start())
            except BaseException:
                logger.critical("stage %s did not start", stage.name)
                await self.stop()
                raise
            self._started.append(stage)
            logger.info("stage %s up in %.0f ms", stage.name, (time.monotonic() - began_s) * 1000)
            if self._ending is not None:
                return
        self.stage = ""
        for tell in self._on_ready:
            tell()

    async def _patient(self, stage: Stage) -> None:
        """Until the stage is up, or the end is asked for."""
        self._waiting = asyncio.current_task()
        assert self._waiting is not None, "a coroutine runs in a task"
        try:
            await stage.start()
        except asyncio.CancelledError:
            if self._ending is None:
                raise
            self._waiting.uncancel()
        finally:
            self._waiting = None

    async def wait(self) -> Ending:
        """Until somebody asks for the end."""
        await self._ended.wait()
        assert self._ending is not None, "an end without a reason"
        return self._ending

    async def stop(self) -> None:
        """Stop what was started, last first. A stage that fails or is late keeps no other."""
        for tell in self._on_stopping:
            tell()
        until_s = time.monotonic() + STOP_S_MAX
        while self._started:
            stage = self._started.pop()
            left_s = max(0.1, until_s - time.monotonic())
            await self._stop_one(stage, min(stage.stop_s_max, left_s))
        await self.supervisor.stop_workers(deadline_s=0.5)
        await self.supervisor.stop_tasks(deadline_s=0.2)

    async def _stop_one(self, stage: Stage, deadline_s: float) -> None:
        async def stop() -> None:
            try:
                # Not wait_for: it would put the stop into a task of its own, and a stage that
                # waits for all tasks leaves out only the one it runs in.
                async with asyncio.timeout(deadline_s):
                    await stage.stop()
            except TimeoutError:
                logger.warning("stage %s was not down within %.1f s", stage.name, deadline_s)

        # Waited for, not awaited: should somebody cancel it, the other stages still stop.
        await asyncio.wait({self.supervisor.spawn(f"stop:{stage.name}", stop())})
        logger.info("stage %s down", stage.name)


async def run(build: Callable[[], Awaitable[App]]) -> None:
    """Run until SIGTERM or Ctrl-C. On a restart build again: in the sandbox's reset the builder
    finds another world and begins with an empty store.
    """
    signals = _Signals()
    signals.listen()
    try:
        while await _run_once(build, signals) is Ending.RESTART:
            logger.info("starting over")
    finally:
        signals.release()


async def _run_once(build: Callable[[], Awaitable[App]], signals: "_Signals") -> Ending:
    try:
        app = await signals.ends(build())
    except asyncio.CancelledError:
        if signals.stopping:
            return Ending.STOPPED
        raise
    await app.start()
    try:
        return await app.wait()
    finally:
        await app.stop()


class _Signals:
    """The first SIGTERM or SIGINT asks for the end, the second forces it."""

    def __init__(self) -> None:
        self.stopping = False
        self._first_s = 0.0
        self._app: App | None = None
        self._building: asyncio.Task[object] | None = None

    async def ends(self, building: Awaitable[App]) -> App:
        """Build a program that signals end. One that comes meanwhile cancels the building."""
        self._app, self._building = None, asyncio.current_task()
        try:
            self._app = await building
        finally:
            self._building = None
        return self._app

    def listen(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._came, number)

    def release(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    def _came(self, number: signal.Signals) -> None:
        if self.stopping:
            if time.monotonic() - self._first_s < ECHO_S:
                return
            logger.critical("second signal: gone at once")
            os._exit(FORCED_EXIT)
        logger.info("%s: stopping", number.name)
        self.stopping, self._first_s = True, time.monotonic()
        if self._app is not None:
            self._app.end(Ending.STOPPED)
        elif self._building is not None:
            self._building.cancel()
