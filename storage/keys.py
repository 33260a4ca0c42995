"""Idempotency keys: which acts have been done, looked up before any rule."""

import sqlite3
from dataclasses import dataclass
from typing import Final, Protocol

from domain.shared.change import Change
from storage.engine import SqliteDatabase
from storage.statements import insert
from storage.unit import KeyTaken

Ident = tuple[str, str, str]
"""Actor, kind of order, key."""

KEEP: Final = insert(
    "core_keys",
    key=("actor", "kind", "key"),
    columns={
        "actor": "text",
        "kind": "text",
        "key": "text",
        "request_hash": "text",
        "made": "text",
        "at": "bigint",
    },
)
_ONE: Final = "SELECT request_hash, made FROM core_keys WHERE actor = ? AND kind = ? AND key = ?"
_TAKEN: Final = KeyTaken()


@dataclass(frozen=True, slots=True)
class Done:
    """An act that has been done."""

    request_hash: str
    made: str


class Keys(Protocol):
    """Looks keys up."""

    async def find(self, ident: Ident) -> Done | None: ...

    async def run(self) -> None:
        """What goes on in the background, for ever."""
        ...

    async def close(self) -> None: ...


class SqliteKeys:
    """Each look-up is a read of 5 us in the event loop."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def find(self, ident: Ident) -> Done | None:
        try:
            rows = self._database.rows_now(_ONE, ident)
        except sqlite3.OperationalError:
            rows = await self._database.scan(_ONE, *ident)
        return Done(*rows[0]) if rows else None

    async def run(self) -> None:
        """Nothing goes on in the background."""

    async def close(self) -> None:
        """Nothing is open but the database's reads."""


def keep(ident: Ident, request_hash: str, made: str, at: int) -> Change:
    """The key's row, first Change of its unit: fails when the act has been done meanwhile."""
    row = f"core_keys:{ident[0]}:{ident[1]}:{ident[2]}"
    return Change(KEEP.name, (*ident, request_hash, made, at), (row,), _TAKEN)
