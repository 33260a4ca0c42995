"""Everything that runs beside a request is started here, watched here and stopped here.

The only `create_task` of the program. A worker is a coroutine that is meant to run for ever: when
it ends by an error it is started again after a pause that doubles; an assertion is logged as
critical. A one-off task runs once; its error is logged and never lost.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from bot.runtime.clock import RealClock
from domain.shared.ids import Instant
from domain.shared.refusals import GatewayError

logger = logging.getLogger(__name__)

T = TypeVar("T")
RESTART_PAUSE_S: Final = 0.5
RESTART_PAUSE_S_MAX: Final = 60.0
CALM_S: Final = 60.0
"""A worker that ran this long before it failed begins again with the shortest pause."""


class Phase(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    STOPPED = "stopped"


class Pulse:
    """What a worker is given: it says that it lives, and learns when it should end.

    A worker that returns soon after `stopping` is set ends cleanly; one that does not is
    cancelled at the deadline of its stage.
    """

    def __init__(self) -> None:
        self.stopping = asyncio.Event()
        self.beat_at: Instant = RealClock().now()
        self.beaten_s = time.monotonic()

    def beat(self) -> None:
        self.beat_at = RealClock().now()
        self.beaten_s = time.monotonic()

    async def unless_stopping(self, work: Coroutine[object, object, T]) -> T | None:
        """The result of a long wait, or None when the stop came first: the wait is cancelled."""
        waiting = asyncio.get_running_loop().create_task(work)
        stop = _spawn_wait(self.stopping)
        try:
            await asyncio.wait((waiting, stop), return_when=asyncio.FIRST_COMPLETED)
            if not waiting.done():
                return None
            return waiting.result()
        finally:
            stop.cancel()
            waiting.cancel()

    async def rest(self, pause_s: float | None, wake: asyncio.Event | None = None) -> None:
        """Wait for the pause (None: without end), for `wake`, or for the stop; then beat.

        `wake` is cleared, so a signal given while the worker was busy is not lost.
        """
        waits = [_spawn_wait(self.stopping)]
        if wake is not None:
            waits.append(_spawn_wait(wake))
        try:
            await asyncio.wait(waits, timeout=pause_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if wake is not None:
            wake.clear()
        self.beat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """`critical`: without it the program is not healthy. `beat_s_max`: silence longer than this
    counts as stuck; None for workers that may rightly be silent.
    """

    name: str
    run: Callable[[Pulse], Awaitable[None]]
    critical: bool = False
    beat_s_max: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerState:
    name: str
    state: str
    beat_at: Instant
    restarts: int
    error: str
    critical: bool

    @property
    def healthy(self) -> bool:
        return not self.critical or self.state == Phase.RUNNING


@dataclass(slots=True)
class _Running:
    worker: Worker
    pulse: Pulse
    task: "asyncio.Task[None] | None" = None
    phase: Phase = Phase.RUNNING
    restarts: int = 0
    error: str = ""
    wake: asyncio.Event = field(default_factory=asyncio.Event)


class Supervisor:
    """Owns every task. `stop_workers` and `stop_tasks` leave none behind."""

    def __init__(self, *, restart_pause_s: float = RESTART_PAUSE_S) -> None:
        self._restart_pause_s = restart_pause_s
        self._workers: dict[str, _Running] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, worker: Worker) -> None:
        """Start a worker. Its name must be free."""
        assert worker.name not in self._workers, f"worker {worker.name} runs already"
        running = _Running(worker, Pulse())
        self._workers[worker.name] = running
        running.task = self._task(self._keep(running), f"worker:{worker.name}")

    def spawn(self, name: str, work: Coroutine[object, object, None]) -> "asyncio.Task[None]":
        """Run something once. The task never fails: an error is logged under the name."""
        task = self._task(self._once(name, work), name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def attempt(self, name: str, act: Callable[[], object]) -> None:
        """Call something that must not harm its caller: an error is logged under the name."""
        try:
            act()
        except Exception:
            logger.exception("%s failed", name)

    async def answer(self, name: str, asked: Awaitable[T], otherwise: T) -> T:
        """The answer, or `otherwise` when asking fails: for reports that must not fail whole."""
        try:
            return await asked
        except Exception:
            logger.exception("%s gave no answer", name)
            return otherwise

    async def outcome(self, name: str, work: Awaitable[object]) -> Exception | None:
        """Wait for something that may fail; answers with what it failed, None when it did not."""
        try:
            await work
        except Exception as error:
            _tell(name, error)
            return error
        return None

    @property
    def tasks_open(self) -> int:
        return len(self._tasks)

    def states(self) -> tuple[WorkerState, ...]:
        return tuple(_state(running) for running in self._workers.values())

    @property
    def healthy(self) -> bool:
        return all(state.healthy for state in self.states())

    async def stop_workers(self, names: Iterable[str] | None = None, *, deadline_s: float) -> None:
        """Ask the named workers (all without names) to end, cancel those that have not by then."""
        chosen = set(self._workers if names is None else names)
        parting = [self._workers.pop(name) for name in chosen if name in self._workers]
        for running in parting:
            running.pulse.stopping.set()
        await _end([running.task for running in parting if running.task], deadline_s)
        for running in parting:
            running.phase = Phase.STOPPED

    async def stop_tasks(self, *, deadline_s: float) -> None:
        """Let one-off tasks finish, cancel those that have not by then. The caller may be one."""
        caller = asyncio.current_task()
        await _end([task for task in self._tasks if task is not caller], deadline_s)

    def _task(self, work: Coroutine[object, object, None], name: str) -> "asyncio.Task[None]":
        return asyncio.get_running_loop().create_task(work, name=name)

    async def _once(self, name: str, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except Exception as error:
            _tell(f"task {name}", error)

    async def _keep(self, running: _Running) -> None:
        worker, pulse = running.worker, running.pulse
        pause_s = self._restart_pause_s
        while not pulse.stopping.is_set():
            began_s = time.monotonic()
            running.phase = Phase.RUNNING
            pulse.beat()
            try:
                await worker.run(pulse)
            except Exception as error:
                level = _level(worker, error)
                logger.log(level, "worker %s failed", worker.name, exc_info=True)
                running.error = f"{type(error).__name__}: {error}"
            else:
                running.phase = Phase.ENDED
                return
            if time.monotonic() - began_s >= CALM_S:
                pause_s = self._restart_pause_s
            running.phase = Phase.PAUSED
            running.restarts += 1
            await pulse.rest(pause_s)
            pause_s = min(pause_s * 2, RESTART_PAUSE_S_MAX)


def _spawn_wait(event: asyncio.Event) -> "asyncio.Task[bool]":
    return asyncio.get_running_loop().create_task(event.wait())


def _tell(name: str, error: Exception) -> None:
    """An outside that is away is no bug of ours."""
    if isinstance(error, GatewayError):
        logger.warning("%s failed: %s: %s", name, type(error).__name__, error)
    else:
        logger.error("%s failed", name, exc_info=error)


def _level(worker: Worker, error: Exception) -> int:
    alarming = worker.critical or isinstance(error, AssertionError)
    return logging.CRITICAL if alarming else logging.ERROR


def _state(running: _Running) -> WorkerState:
    worker, pulse = running.worker, running.pulse
    silent_s = time.monotonic() - pulse.beaten_s
    stuck = worker.beat_s_max is not None and silent_s > worker.beat_s_max
    state = "stuck" if stuck and running.phase is Phase.RUNNING else running.phase.value
    return WorkerState(
        name=worker.name,
        state=state,
        beat_at=pulse.beat_at,
        restarts=running.restarts,
        error=running.error,
        critical=worker.critical,
    )


async def _end(tasks: "list[asyncio.Task[None]]", deadline_s: float) -> None:
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=deadline_s)
    for task in late:
        logger.warning("%s did not end within %.1f s: cancelled", task.get_name(), deadline_s)
        task.cancel()
    if late:
        await asyncio.wait(late, timeout=1.0)
