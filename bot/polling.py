"""Long polling of our own: an offset moves only past updates whose rows are committed."""

import logging
from typing import Final

from bot.intake import Intake
from bot.ports import PollingConflict, UpdateSource
from bot.runtime.supervisor import Pulse
from domain.shared.refusals import GatewayError, GatewayRejected, Throttled

logger = logging.getLogger(__name__)

POLL_S: Final = 25
PAUSE_S: Final = 0.5
PAUSE_S_MAX: Final = 30.0
CONFLICT_PAUSE_S: Final = 5.0
FULL_PAUSE_S: Final = 0.05
BEAT_S_MAX: Final = POLL_S + PAUSE_S_MAX + 15.0


class Polling:
    """The worker. Safe to kill anywhere: what was not acknowledged comes again and is known."""

    def __init__(self, source: UpdateSource, intake: Intake, *, poll_s: int = POLL_S) -> None:
        self._source = source
        self._intake = intake
        self._poll_s = poll_s
        self._offset: int | None = None
        self._pause_s = PAUSE_S

    async def run(self, pulse: Pulse) -> None:
        while not pulse.stopping.is_set():
            pulse.beat()
            if self._intake.full:
                await pulse.rest(FULL_PAUSE_S)
                continue
            pause_s = await self._round(pulse)
            if pause_s:
                await pulse.rest(pause_s)

    async def _round(self, pulse: Pulse) -> float:
        """One getUpdates; answers how long to pause before the next."""
        try:
            fetch = self._source.fetch(self._offset, wait_s=self._poll_s)
            updates = await pulse.unless_stopping(fetch)
        except Throttled as error:
            return error.retry_after_s
        except PollingConflict as error:
            logger.warning("somebody else takes our updates: %s", error)
            return CONFLICT_PAUSE_S
        except GatewayRejected:
            raise
        except GatewayError as error:
            logger.warning("no updates: %s", error)
            pause_s, self._pause_s = self._pause_s, min(self._pause_s * 2, PAUSE_S_MAX)
            return pause_s
        self._pause_s = PAUSE_S
        if updates:
            await self._intake.take(updates)
            self._offset = max(update.id for update in updates) + 1
        return 0.0
