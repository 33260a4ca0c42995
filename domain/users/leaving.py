"""What is left of somebody who deleted their account, cleared away.

The deletion itself reaches every row that is kept under the person's id. Texts that name them
(updates of Telegram as they came, kept answers, sent messages, letters and audit rows of others)
are found by reading whole tables, so this is done right afterwards by a job: until it has been,
one row says whom to look for.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from domain.shared.change import Change, Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import DAY, MINUTE, Instant, UserId

logger = logging.getLogger(__name__)

LAST_ROWS: Final = MINUTE
"""How long after the deletion its own rows (the update, the key, the answer) may still come."""
LOOKED_FOR: Final = 7 * DAY
"""Nothing that is under way takes longer."""
AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """Somebody who deleted their account at that time, and the id that stands in their place."""

    person: UserId
    alias: UserId
    username: str | None
    name: str
    at: Instant


class LeaverStore(Protocol):
    def add(self, leaver: Leaver) -> Change: ...

    def done(self, leaver: Leaver) -> Change: ...

    async def waiting(self, limit: int) -> tuple[Leaver, ...]:
        """The longest gone first."""
        ...


class Remains(Protocol):
    """A table whose texts may name people."""

    async def clear(self, leaver: Leaver, until: Instant) -> bool:
        """Take the person out of rows made up to `until`; False while some are still under way
        and have to be looked at again.
        """
        ...


class Leaving:
    def __init__(
        self, store: Store, leavers: LeaverStore, remains: Iterable[Remains], *, clock: Clock
    ) -> None:
        self._store = store
        self._leavers = leavers
        self._remains = tuple(remains)
        self._clock = clock

    async def run(self) -> int:
        """A job: clear what is left of those who went; answers how many are gone for good."""
        gone = 0
        for leaver in await self._leavers.waiting(AT_ONCE):
            gone += await self._clear(leaver)
        return gone

    async def _clear(self, leaver: Leaver) -> bool:
        """Rows of a minute after the deletion are still cleared, later ones are of somebody who
        came back.
        """
        until = Instant(leaver.at + LAST_ROWS)
        cleared = [await remains.clear(leaver, until) for remains in self._remains]
        now = self._clock.now()
        if now < until or not (all(cleared) or now > leaver.at + LOOKED_FOR):
            return False

        async def decide() -> Decision[None]:
            return Decision(None, self._leavers.done(leaver))

        await self._store.commit(decide)
        logger.info("cleared what was left of %d", leaver.alias)
        return True
