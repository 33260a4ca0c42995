"""Updates of Telegram, stored before they are acknowledged, so that none is lost or done twice."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.shared.ids import Instant
from storage.engine import Database
from storage.statements import delete, insert, update
from storage.writer import Writer

_STORE: Final = insert(
    "core_updates",
    key=("update_id",),
    columns={"update_id": "bigint", "raw": "text", "stored_at": "bigint"},
    values={"attempts": "0", "error": "''"},
    conflict="ignore",
)
_BEGIN: Final = update(
    "core_updates",
    key={"update_id": "bigint"},
    set={"attempts": "t.attempts + 1"},
    any_number=True,
)
_HANDLED: Final = update(
    "core_updates",
    key={"update_id": "bigint"},
    given={"at": "bigint", "error": "text"},
    set={"handled_at": ":at", "error": ":error"},
    where="t.handled_at IS NULL",
    any_number=True,
)
_PRUNE: Final = delete(
    "core_updates",
    key={},
    given={"before": "bigint"},
    where="t.handled_at IS NOT NULL AND t.stored_at < :before",
    any_number=True,
)
_UNHANDLED: Final = """SELECT update_id, raw, attempts FROM core_updates
WHERE handled_at IS NULL ORDER BY update_id LIMIT ?"""
_ASKED_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """`raw` is the update's own JSON."""

    update_id: int
    raw: str
    attempts: int


class SeenUpdates:
    """Which updates came, kept over restarts."""

    def __init__(self, writer: Writer, database: Database) -> None:
        self._writer = writer
        self._database = database
        self._one_at_a_time = asyncio.Lock()

    async def store(self, updates: Sequence[tuple[int, str]], now: Instant) -> frozenset[int]:
        """Keep them all in one commit; answers the ids that were not there before.

        One call at a time: so of two that bring the same update only one is told that it is new.
        """
        async with self._one_at_a_time:
            known = await self._known([update_id for update_id, _ in updates])
            fresh = {update_id: raw for update_id, raw in updates if update_id not in known}
            if fresh:
                await self._writer.put(
                    _STORE(update_id=update_id, raw=raw, stored_at=now)
                    for update_id, raw in fresh.items()
                )
        return frozenset(fresh)

    async def begin(self, update_id: int) -> None:
        """Count one attempt, before handling."""
        await self._writer.put([_BEGIN(update_id=update_id)])

    async def handled(self, update_id: int, now: Instant, *, error: str = "") -> None:
        """The end of the handling: done, or given up with an error. Later ends change nothing."""
        await self._writer.put([_HANDLED(update_id=update_id, at=now, error=error)])

    async def unhandled(self, limit: int) -> tuple[StoredUpdate, ...]:
        """Those without an end, oldest first."""
        rows = await self._database.rows(_UNHANDLED, limit)
        return tuple(StoredUpdate(*row) for row in rows)

    async def prune(self, before: Instant) -> None:
        """Forget the handled ones that were stored before that time."""
        await self._writer.put([_PRUNE(before=before)])

    async def _known(self, ids: Sequence[int]) -> set[int]:
        known: set[int] = set()
        for start in range(0, len(ids), _ASKED_AT_ONCE):
            some = ids[start : start + _ASKED_AT_ONCE]
            # The last id fills up the text's places, so that there are few texts.
            padded = [*some, *[some[-1]] * (_places(len(some)) - len(some))]
            marks = ", ".join("?" * len(padded))
            sql = f"SELECT update_id FROM core_updates WHERE update_id IN ({marks})"
            known |= {row[0] for row in await self._database.rows(sql, *padded)}
        return known


def _places(count: int) -> int:
    return next(size for size in (1, 10, _ASKED_AT_ONCE) if size >= count)
