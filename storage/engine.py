"""Reads. One small interface over SQLite and Postgres; the same SQL text, with `?`, for both.

On SQLite a read runs at once in the event loop: an indexed read of 20 rows takes about 50 us there
and twice that through a thread. A read that has not ended after 2 ms is broken off and done again
on a thread (aiosqlite), so that nothing holds the loop. Known heavy reads say `scan` and go to the
thread at once. On Postgres all of them use a pool without the round trip that
resets a session.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias

import aiosqlite

if TYPE_CHECKING:
    import asyncpg

Row: TypeAlias = tuple[Any, ...]
Engine: TypeAlias = Literal["sqlite", "postgres"]

_LOOP_BUDGET_S: Final = 0.002
_STEPS_BETWEEN_LOOKS: Final = 2_000
_POOL_SIZE: Final = 8
_READ_PRAGMAS: Final = ("PRAGMA query_only = 1",)


class Database(Protocol):
    """Reads of what is committed. `?` are parameters on both engines; texts hold no other `?`.

    Postgres wants a type where it cannot tell: `CAST(? AS BIGINT) IS NULL`.
    """

    @property
    def engine(self) -> Engine: ...

    @property
    def address(self) -> str:
        """The URL under which this store was opened."""
        ...

    async def open(self) -> None:
        """Open the reads; nothing happens when they are open."""
        ...

    async def close(self) -> None: ...

    async def rows(self, sql: str, *params: object) -> list[Row]:
        """All rows of a bounded, indexed read."""
        ...

    async def row(self, sql: str, *params: object) -> Row | None:
        """The first row."""
        ...

    async def scan(self, sql: str, *params: object) -> list[Row]:
        """All rows of a read that may take long."""
        ...


class SqliteDatabase:
    """`address` is `sqlite:///relative.db` or `sqlite:////absolute.db`."""

    engine: Final[Engine] = "sqlite"

    def __init__(self, address: str) -> None:
        self.address = address
        self.path = Path(address.removeprefix("sqlite:///"))
        self._hot: sqlite3.Connection | None = None
        self._cold: aiosqlite.Connection | None = None
        self._opening = asyncio.Lock()
        self._until_s = 0.0

    async def open(self) -> None:
        """Open the read connections. The file is there already: the writer made it."""
        if self._hot is not None:
            return
        self._hot = sqlite3.connect(self.path, isolation_level=None, cached_statements=256)
        for pragma in (*_READ_PRAGMAS, "PRAGMA busy_timeout = 0"):
            self._hot.execute(pragma)
        self._hot.set_progress_handler(self._overdue, _STEPS_BETWEEN_LOOKS)

    async def close(self) -> None:
        if self._hot is not None:
            self._hot.close()
            self._hot = None
        if self._cold is not None:
            await self._cold.close()
            self._cold = None

    async def rows(self, sql: str, *params: object) -> list[Row]:
        with suppress(sqlite3.OperationalError):
            return self.rows_now(sql, params)
        return await self.scan(sql, *params)

    async def row(self, sql: str, *params: object) -> Row | None:
        found = await self.rows(sql, *params)
        return found[0] if found else None

    async def scan(self, sql: str, *params: object) -> list[Row]:
        cold = await self._thread_of_its_own()
        async with cold.execute(sql, params) as cursor:
            return [tuple(row) for row in await cursor.fetchall()]

    def rows_now(self, sql: str, params: Sequence[object]) -> list[Row]:
        """Read in the event loop, within its budget. Raises sqlite3.OperationalError beyond it."""
        assert self._hot is not None, "the database is open"
        self._until_s = perf_counter() + _LOOP_BUDGET_S
        return self._hot.execute(sql, params).fetchall()

    async def _thread_of_its_own(self) -> aiosqlite.Connection:
        """The connection for long reads, opened when the first one comes."""
        assert self._hot is not None, "the database is open"
        async with self._opening:
            if self._cold is None:
                cold = await aiosqlite.connect(self.path, isolation_level=None)
                for pragma in (*_READ_PRAGMAS, "PRAGMA busy_timeout = 2000"):
                    await cold.execute(pragma)
                self._cold = cold
            return self._cold

    def _overdue(self) -> int:
        return perf_counter() > self._until_s


class PostgresDatabase:
    """`address` is a `postgresql://` URL as asyncpg reads it."""

    engine: Final[Engine] = "postgres"

    def __init__(self, address: str) -> None:
        self.address = address
        self._pool: asyncpg.Pool[asyncpg.Record] | None = None
        self._texts: dict[str, str] = {}

    async def open(self) -> None:
        if self._pool is not None:
            return
        # Imported here: a store on SQLite starts without the Postgres driver.
        import asyncpg

        self._pool = await asyncpg.create_pool(
            self.address,
            min_size=1,
            max_size=_POOL_SIZE,
            command_timeout=10,
            reset=_keep,
            server_settings={"default_transaction_read_only": "on", "jit": "off"},
        )

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def rows(self, sql: str, *params: object) -> list[Row]:
        assert self._pool is not None, "the database is open"
        async with self._pool.acquire() as connection:
            found = await connection.fetch(self._text(sql), *params)
        return [tuple(record) for record in found]

    async def row(self, sql: str, *params: object) -> Row | None:
        assert self._pool is not None, "the database is open"
        async with self._pool.acquire() as connection:
            found = await connection.fetchrow(self._text(sql), *params)
        return None if found is None else tuple(found)

    async def scan(self, sql: str, *params: object) -> list[Row]:
        return await self.rows(sql, *params)

    def _text(self, sql: str) -> str:
        text = self._texts.get(sql)
        if text is None:
            text = self._texts[sql] = numbered(sql)
        return text


def open_database(address: str) -> SqliteDatabase | PostgresDatabase:
    """The store that an address names; nothing is opened yet."""
    if address.startswith("sqlite:///"):
        return SqliteDatabase(address)
    if address.startswith(("postgresql://", "postgres://")):
        return PostgresDatabase(address)
    raise ValueError("a store's address begins with sqlite:/// or postgresql://")


def numbered(sql: str) -> str:
    """`?` as Postgres' `$1`, `$2` ..."""
    first, *rest = sql.split("?")
    return first + "".join(f"${number}{part}" for number, part in enumerate(rest, 1))


async def _keep(_connection: object) -> None:
    """The sessions of the pool hold no state, so there is nothing to reset."""
