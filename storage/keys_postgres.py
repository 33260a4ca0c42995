"""Look-ups of idempotency keys on Postgres."""

import asyncio
from collections.abc import Sequence
from typing import Final

import asyncpg

from storage.engine import PostgresDatabase
from storage.keys import Done, Ident
from storage.sessions import Connection, connect

_MANY: Final = """SELECT k.actor, k.kind, k.key, k.request_hash, k.made
FROM unnest($1::text[], $2::text[], $3::text[]) AS g(actor, kind, key)
JOIN core_keys AS k ON k.actor = g.actor AND k.kind = g.kind AND k.key = g.key"""


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
