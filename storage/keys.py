"""Idempotency keys: which acts have been done, looked up before any rule."""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import asyncpg

from domain.shared.change import Change
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.sessions import Connection, connect
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
_MANY: Final = """SELECT k.actor, k.kind, k.key, k.request_hash, k.made
FROM unnest($1::text[], $2::text[], $3::text[]) AS g(actor, kind, key)
JOIN core_keys AS k ON k.actor = g.actor AND k.kind = g.kind AND k.key = g.key"""
_TAKEN: Final = KeyTaken()


@dataclass(frozen=True, slots=True)
class Done:
    """An act that has been done."""

    request_hash: str
    made: str


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


class PostgresKeys:
    """Look-ups that come while one is on its way share the next round trip, on a connection of
    their own.
    """

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database
        self._connection: Connection | None = None
        self._waiting: dict[Ident, asyncio.Future[Done | None]] = {}
        self._wake = asyncio.Event()

    async def find(self, ident: Ident) -> Done | None:
        found = self._waiting.get(ident)
        if found is None:
            found = self._waiting[ident] = asyncio.get_running_loop().create_future()
            self._wake.set()
        return await asyncio.shield(found)

    async def run(self) -> None:
        """Serve the look-ups, for ever."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            asked, self._waiting = self._waiting, {}
            try:
                rows = await self._read(list(zip(*asked, strict=True)))
            except Exception as error:
                for future in asked.values():
                    future.set_exception(error)
                continue
            done = {(row[0], row[1], row[2]): Done(row[3], row[4]) for row in rows}
            for ident, future in asked.items():
                future.set_result(done.get(ident))

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    async def _read(self, columns: Sequence[Sequence[str]]) -> list[asyncpg.Record]:
        if self._connection is None or self._connection.is_closed():
            self._connection = await connect(self._database, "keys")
        found: list[asyncpg.Record] = await self._connection.fetch(_MANY, *columns)
        return found


def keep(ident: Ident, request_hash: str, made: str, at: int) -> Change:
    """The key's row, first Change of its unit: fails when the act has been done meanwhile."""
    row = f"core_keys:{ident[0]}:{ident[1]}:{ident[2]}"
    return Change(KEEP.name, (*ident, request_hash, made, at), (row,), _TAKEN)
