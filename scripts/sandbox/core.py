"""What all parts of the world share: clock, chance, numbers, faults, logs, memory, tasks."""

import asyncio
import logging
import time
from collections.abc import Coroutine
from pathlib import Path

from scripts.sandbox.calls import CallLog, CallRow
from scripts.sandbox.chance import Chance
from scripts.sandbox.clock import Clock
from scripts.sandbox.faults import Fault, Faults
from scripts.sandbox.live import Live
from scripts.sandbox.store import Store

logger = logging.getLogger(__name__)


class Sequence:
    """The one counter of the world: every entry of every log takes its number here."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        """The next number, from 1."""
        self.last += 1
        return self.last


class Signal:
    """Wakes all who wait for a change of any kind."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def fire(self) -> None:
        """Wake everybody."""
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, timeout_s: float) -> bool:
        """Wait for the next `fire`; False when none came in that many real seconds."""
        try:
            await asyncio.wait_for(self._event.wait(), timeout_s)
        except TimeoutError:
            return False
        return True


class Calls(CallLog):
    """The log of calls, numbered and timed by the world and shown in the live feed."""

    def __init__(self, core: "Core") -> None:
        super().__init__(core.store)
        self._core = core

    def record(self, row: CallRow) -> int:
        """Write one call; its number."""
        seq = self._core.sequence.next()
        self.add(row, seq=seq, at=self._core.clock.now())
        self._core.live.tell("call", chat=row.chat)
        return seq


class Core:
    """One per process. A reset changes what is in it, never the object."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.pace = 1.0
        self.app_url: str | None = None
        self.clock = Clock()
        self.chance = Chance()
        self.sequence = Sequence()
        self.signal = Signal()
        self.store = Store(folder / "world.db")
        self.live = Live(lambda: self.sequence.last)
        self.faults = Faults(self._keep_fault, self._forget_fault)
        self.calls = Calls(self)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """Where this sandbox answers."""
        return f"http://127.0.0.1:{self.port}"

    def run(self, work: Coroutine[object, object, None], name: str) -> asyncio.Task[None]:
        """Run something in the background until it ends or the process stops."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def stop(self) -> None:
        """End what runs in the background, then write the world and let go of its file."""
        self.live.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.store.close()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("task %s failed", task.get_name(), exc_info=error)

    def _keep_fault(self, fault: Fault) -> None:
        self.store.mark("faults", fault.id, fault.view)
        self._fault_changed()

    def _forget_fault(self, fault: Fault) -> None:
        self.store.drop("faults", fault.id)
        self._fault_changed()

    def _fault_changed(self) -> None:
        self.live.tell("faults")
        self.signal.fire()


def monotonic_ms() -> float:
    """Real milliseconds, for `took_ms`."""
    return time.monotonic() * 1000
