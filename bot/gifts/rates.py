"""The worker that keeps the rates fresh: at the start, then once a minute of real time over the
pace, though not too often, and at once when the world has new ones.
"""

import asyncio
import logging
from typing import Final

from bot.runtime.supervisor import Pulse
from domain.gifts.rates import Rates
from domain.shared.refusals import GatewayError, TooManyRequests

logger = logging.getLogger(__name__)

EVERY_S: Final = 60.0
EVERY_S_LEAST: Final = 10.0
PAUSE_S: Final = 0.1
"""Between two reads, however often somebody wakes it."""


class RatesWorker:
    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._pace = 1.0
        self._heard = 0
        self._read_to = -1
        self._wake = asyncio.Event()

    def set_pace(self, pace: float) -> None:
        self._pace = pace

    def expect(self, change: int) -> None:
        """The world's rates have a change of this number."""
        if change > self._heard:
            self._heard = change
            self._wake.set()

    async def open(self) -> int:
        """1 until they were asked for since the last change. A source that fails is not waited
        for: what it said last stays, with its age.
        """
        return int(self._read_to < self._heard)

    async def run(self, pulse: Pulse) -> None:
        while not pulse.stopping.is_set():
            heard = self._heard
            await pulse.unless_stopping(self._read())
            self._read_to = heard
            await pulse.rest(PAUSE_S)
            await pulse.rest(max(EVERY_S / self._pace, EVERY_S_LEAST), self._wake)

    async def _read(self) -> None:
        try:
            await self._rates.refresh()
        except (GatewayError, TooManyRequests) as error:
            logger.warning("rates: none was read: %s", error)
