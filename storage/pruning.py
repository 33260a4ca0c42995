"""Forgetting rows that are too old to be asked for.

They are found by a read of the whole table, which happens on a thread, and go some at a time, by
their keys: the writer is never held up.
"""

from typing import Final

from domain.shared.ids import Instant
from storage.engine import Database
from storage.statement import Columns
from storage.statements import delete
from storage.writer import Writer

FOUND_MOST: Final = 10_000
_AT_ONCE: Final = 100


class OldRows:
    """Rows of one table for which `where` holds, in which `?` is a time."""

    def __init__(
        self, writer: Writer, database: Database, *, table: str, key: Columns, where: str
    ) -> None:
        self._writer = writer
        self._database = database
        self._names = tuple(key)
        self._find = f"SELECT {', '.join(key)} FROM {table} WHERE {where} LIMIT {FOUND_MOST}"
        self._drop = delete(table, key=key, any_number=True)

    async def prune(self, before: Instant) -> int:
        """How many went, at most 10,000 a time."""
        rows = await self._database.scan(self._find, before)
        changes = [self._drop(**dict(zip(self._names, row, strict=True))) for row in rows]
        for start in range(0, len(changes), _AT_ONCE):
            await self._writer.put(changes[start : start + _AT_ONCE])
        return len(rows)


def old_keys(writer: Writer, database: Database) -> OldRows:
    """Keys of acts of people: nobody repeats an act of long ago. The house's own keys are names of
    rows, and stay.
    """
    return OldRows(
        writer,
        database,
        table="core_keys",
        key={"key": "text", "actor": "text", "kind": "text"},
        where="at < ? AND actor <> '0'",
    )


def old_letters(writer: Writer, database: Database) -> OldRows:
    """The inbox, read or not."""
    return OldRows(writer, database, table="users_inbox", key={"id": "text"}, where="at < ?")
