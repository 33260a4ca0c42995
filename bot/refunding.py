"""The worker that finishes refunds left without an answer: after a crash, or when Telegram did not
answer. It waits in real time, like every retry towards the outside.
"""

from typing import Final

from bot.runtime.supervisor import Pulse
from domain.payments.refunds import Refunds

LOOK_S: Final = 2.0
PAUSE_S: Final = 0.5
PAUSE_S_MAX: Final = 60.0


class Refunding:
    def __init__(self, refunds: Refunds) -> None:
        self._refunds = refunds
        self._pause_s = PAUSE_S

    async def open(self) -> int:
        """Refunds under way."""
        return await self._refunds.waiting()

    async def run(self, pulse: Pulse) -> None:
        while not pulse.stopping.is_set():
            pulse.beat()
            await pulse.rest(await self._round())

    async def _round(self) -> float:
        """Ask again where there is something to ask; answers how long to pause."""
        if not await self._refunds.waiting():
            self._pause_s = PAUSE_S
            return LOOK_S
        if await self._refunds.sweep():
            self._pause_s = PAUSE_S
        else:
            self._pause_s = min(self._pause_s * 2, PAUSE_S_MAX)
        return self._pause_s
