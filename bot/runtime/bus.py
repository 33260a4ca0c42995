"""After-commit events to whoever wants to know. In memory: what must not be lost is a row.

The publisher is the writer: it never waits for a subscriber and never fails through one. A plain
function is called at once, in the order of the commits. A coroutine function gets a queue of its
own and one task that works it off in order; when the queue is full the event is dropped for this
subscriber and counted.
"""

import asyncio
import inspect
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final, TypeVar, cast

from bot.runtime.supervisor import Pulse, Supervisor, Worker
from domain.shared.change import Event

logger = logging.getLogger(__name__)

E = TypeVar("E", bound=Event)
QUEUE_MAX: Final = 10_000


class Bus:
    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor
        self._subscribers: dict[type[Event], list[Callable[[Event], None]]] = {}
        self._lines: list[_Line] = []

    def subscribe(self, kind: type[E], tell: Callable[[E], Awaitable[None] | None]) -> None:
        """Tell of each event of this kind or of a kind derived from it."""
        known = cast("Callable[[Event], None]", tell)
        if inspect.iscoroutinefunction(tell):
            line = _Line(cast("Callable[[Event], Awaitable[None]]", tell))
            self._lines.append(line)
            name = f"bus:{len(self._lines)}:{_name(tell)}"
            self._supervisor.start(Worker(name=name, run=line.work))
            known = line.put
        self._subscribers.setdefault(kind, []).append(known)

    def publish(self, event: Event) -> None:
        """Called by the writer after the commit. Never raises."""
        for kind in type(event).__mro__:
            for tell in self._subscribers.get(kind, ()):
                self._supervisor.attempt(_name(tell), partial(tell, event))

    @property
    def dropped(self) -> int:
        return sum(line.dropped for line in self._lines)

    @property
    def waiting(self) -> int:
        """Events that coroutine subscribers have not finished with."""
        return sum(line.open for line in self._lines)


class _Line:
    """The queue of one coroutine subscriber."""

    def __init__(self, tell: Callable[[Event], Awaitable[None]]) -> None:
        self._tell = tell
        self._queue: deque[Event] = deque()
        self._wake = asyncio.Event()
        self._telling = False
        self.dropped = 0

    @property
    def open(self) -> int:
        return len(self._queue) + self._telling

    def put(self, event: Event) -> None:
        if len(self._queue) >= QUEUE_MAX:
            self.dropped += 1
            return
        self._queue.append(event)
        self._wake.set()

    async def work(self, pulse: Pulse) -> None:
        while not pulse.stopping.is_set():
            while self._queue:
                self._telling = True
                try:
                    await self._tell(self._queue.popleft())
                finally:
                    self._telling = False
            await pulse.rest(None, self._wake)


def _name(tell: object) -> str:
    return str(getattr(tell, "__qualname__", type(tell).__name__))
