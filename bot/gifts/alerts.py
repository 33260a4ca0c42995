"""The workers of alerts and of arbitrage: they look at what was committed, as soon as it was.

What changed is noted by plain subscribers of the bus, in the order of the commits; the workers
only wake and work it off.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from bot.runtime.supervisor import Pulse
from domain.shared.refusals import GatewayError

logger = logging.getLogger(__name__)

LOOK_AGAIN_S: Final = 5.0
NEXT_PART_S: Final = 0.1
"""A watch may do a part of what waits, and leaves the loop to others in between."""
STORE_PAUSE_S: Final = 1.0
CALM_S_MAX: Final = 1.0


class Watch(Protocol):
    @property
    def waiting(self) -> int:
        """What has changed and was not looked at."""
        ...

    async def run(self) -> int: ...


class WatchWorker:
    """Runs a watch whenever something waits, and now and then."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._wake = asyncio.Event()
        self._running = False

    def wake(self) -> None:
        self._wake.set()

    async def open(self) -> int:
        return self._watch.waiting + int(self._running)

    async def run(self, pulse: Pulse) -> None:
        while not pulse.stopping.is_set():
            pulse.beat()
            began_s = time.monotonic()
            pause_s = await self._round(self._watch.run)
            # However much comes, at least half of the time belongs to others.
            await pulse.rest(min(time.monotonic() - began_s, CALM_S_MAX))
            await pulse.rest(pause_s, self._wake)

    async def _round(self, work: Callable[[], Awaitable[object]]) -> float:
        """Answers for how long to rest."""
        self._running = True
        try:
            await work()
        except GatewayError as error:
            logger.warning("what changed waits for the store: %s", error)
            return STORE_PAUSE_S
        finally:
            self._running = False
        return NEXT_PART_S if self._watch.waiting else LOOK_AGAIN_S
