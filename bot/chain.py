"""The worker of the chain: reads what is new, then pays what is due, again and again.

It looks every few seconds, at once when something was queued, and at once when the world says that
it is behind. While the chain can't be read it waits longer each time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from bot.runtime.supervisor import Pulse
from domain.shared.refusals import GatewayError

logger = logging.getLogger(__name__)

LOOK_AGAIN_S: Final = 3.0
PAUSE_S_MAX: Final = 4.0
AWAY_AFTER: Final = 2

Pass = Callable[[], Awaitable[object]]
ReadTo = Callable[[], int]


class ChainWorker:
    """`passes` are carried out in their order; `read_to` is the last block (masterchain seqno) of
    which everything is booked.
    """

    def __init__(self, passes: Sequence[Pass], read_to: ReadTo) -> None:
        self._passes = passes
        self._read_to = read_to
        self._wake = asyncio.Event()
        self._running = False
        self._failed = 0
        self._head = 0

    @property
    def away(self) -> bool:
        """Whether the chain has not answered for a while; one failure alone says nothing."""
        return self._failed >= AWAY_AFTER

    def wake(self) -> None:
        """Something is to be done now."""
        self._wake.set()

    def expect(self, head: int) -> None:
        """The chain has a block of this number: nothing rests until it has been read."""
        self._head = max(self._head, head)
        if self._read_to() < self._head:
            self._wake.set()

    async def open(self) -> int:
        """1 while something is under way or a block is known that has not been read."""
        behind = self._read_to() < self._head
        return int(behind or self._running or self._wake.is_set())

    async def run(self, pulse: Pulse) -> None:
        while not pulse.stopping.is_set():
            pulse.beat()
            self._running = True
            try:
                await self._all(pulse)
                self._failed = 0
            except GatewayError as error:
                self._failed += 1
                logger.warning("the chain does not answer: %s", error)
            self._running = False
            await self._rest(pulse)

    async def _all(self, pulse: Pulse) -> None:
        for one in self._passes:
            if pulse.stopping.is_set():
                return
            await one()
            pulse.beat()

    async def _rest(self, pulse: Pulse) -> None:
        """Nothing wakes it early while the chain is away: that would only add calls."""
        if self._failed:
            await pulse.rest(min(2.0**self._failed / 4, PAUSE_S_MAX))
        else:
            await pulse.rest(LOOK_AGAIN_S, self._wake)
