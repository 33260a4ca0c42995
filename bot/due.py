"""A worker for things whose rows say when time changes them next: matches, rounds, deals.

The rows are the truth about time; this only wakes. It sleeps until the next of them is due on the
Clock, and looks again when time jumps, when something earlier comes up, and now and then.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from bot.runtime.clock import WakingClock
from bot.runtime.supervisor import Pulse
from domain.shared.ids import Instant
from domain.shared.refusals import GatewayError

logger = logging.getLogger(__name__)

LOOK_AGAIN_S: Final = 5.0
"""Longest sleep, in case nobody said that something earlier came up."""
SHORTEST_S: Final = 0.001
STORE_PAUSE_S: Final = 1.0

RunDue = Callable[[], Awaitable[int]]
NextDue = Callable[[], Awaitable[Instant | None]]


class DueWorker:
    """`run_due` lets time do what is due and answers how much that was; `next_due` tells when
    there will be more.
    """

    def __init__(self, run_due: RunDue, next_due: NextDue, *, clock: WakingClock) -> None:
        self._run_due = run_due
        self._next_due = next_due
        self._clock = clock
        self._wake = asyncio.Event()
        self._planned: Instant | None = None
        clock.on_jump(self._wake.set)

    def expect(self, at: Instant | None) -> None:
        """Something is due then: wake when that is before what we sleep for."""
        if at is not None and (self._planned is None or at < self._planned):
            self._wake.set()

    async def run(self, pulse: Pulse) -> None:
        while not pulse.stopping.is_set():
            pulse.beat()
            try:
                pause_s = await self._round()
            except GatewayError as error:
                logger.warning("what is due waits for the store: %s", error)
                pause_s = STORE_PAUSE_S
            await pulse.rest(pause_s, self._wake)

    async def _round(self) -> float:
        """Do what is due; answers for how long nothing more is."""
        self._planned = self._clock.now()
        await self._run_due()
        self._planned = await self._next_due()
        if self._planned is None:
            return LOOK_AGAIN_S
        pause_s = self._clock.real_seconds_until(self._planned)
        return LOOK_AGAIN_S if pause_s is None else min(max(pause_s, SHORTEST_S), LOOK_AGAIN_S)
