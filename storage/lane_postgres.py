"""The writer's side of Postgres: a whole batch is one statement, one round trip and one commit.

The statement undoes itself when a guard fails; then the batch is halved until the units that
failed are found, and those run alone, Change by Change, to learn which refusal it is. One session
does all writing and holds an advisory lock, so a new session that has the lock knows that the old
one is gone, and that what it does not find in the chain was never committed.
"""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import Final

import asyncpg

from domain.shared.change import Change
from domain.shared.clock import Clock
from storage.account_numbers_postgres import PostgresNumbers
from storage.batch import Fit, Part, Texts, arguments, fit, gather
from storage.chain import HEAD, Chain, covered_by
from storage.engine import PostgresDatabase, numbered
from storage.migrations.upgrade import upgrade
from storage.sessions import Connection, connect
from storage.statement import GUARD, statement_named
from storage.unit import AnotherWriter, StoreUnavailable, Unit

logger = logging.getLogger(__name__)

_LOCK: Final = 0x534F554B
_LOCK_TRIES: Final = 100
_LOCK_PAUSE_S: Final = 0.1
_PAUSE_S_MAX: Final = 3.0
_UNABLE: Final = (
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.PostgresSystemError,
)
_UNDONE: Final = (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError, TypeError)


class PostgresLane:
    """One session, which holds the writer lock of its database."""

    least = 32
    most = 512

    def __init__(self, database: PostgresDatabase, clock: Clock, name: str) -> None:
        self._database = database
        self._clock = clock
        self._chain = Chain(name)
        self._texts = Texts()
        self._numbers = PostgresNumbers()
        self._connection: Connection | None = None

    async def open(self) -> None:
        """Raises AnotherWriter when the lock stays taken for 10 s."""
        await self._connect()
        await upgrade(self._database, await self._revision())
        self._chain = await self._head()

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    async def commit(self, units: Sequence[Unit]) -> None:
        """Carry the units out in batches that meet at no row, each unit all or nothing."""
        batch: list[Unit] = []
        written: set[str] = set()
        for unit in units:
            fits = fit(unit.changes, written)
            if fits is Fit.JOINS:
                batch.append(unit)
                continue
            await self._together(batch)
            batch, written = [], set()
            if fits is Fit.ALONE:
                await self._one_by_one(unit)
            else:
                batch.append(unit)
                fit(unit.changes, written)
        await self._together(batch)

    async def _together(self, units: Sequence[Unit]) -> None:
        """One statement for all; halved when it fails."""
        if not units:
            return
        parts: dict[str, Part] = {}
        try:
            changes = [change for unit in units for change in unit.changes]
            made = await self._learned(changes)
            covered = gather((*made, *changes), self._chain.stamp, self._numbers, parts)
            row, following = self._chain.link(covered, self._clock.now())
            gather((row,), self._chain.stamp, self._numbers, parts)
            await self._settled(following, self._send(parts))
            self._numbers.kept(made)
        except StoreUnavailable as error:
            _fail(units, error)
        except _UNDONE as error:
            logger.debug("batch of %d units undone: %s", len(units), error)
            await self._halved(units)

    async def _halved(self, units: Sequence[Unit]) -> None:
        if len(units) == 1:
            await self._one_by_one(units[0])
            return
        middle = len(units) // 2
        await self._together(units[:middle])
        await self._together(units[middle:])

    async def _one_by_one(self, unit: Unit) -> None:
        """One unit, Change by Change: so that it may meet itself, and to learn why it fails."""
        try:
            made = await self._learned(unit.changes)
            changes = (*made, *unit.changes)
            covered = covered_by(changes, self._numbers)
            row, following = self._chain.link(covered, self._clock.now())
            await self._settled(following, self._send_each((*changes, row)))
            self._numbers.kept(changes)
        except StoreUnavailable as error:
            unit.error = error
        except Exception as error:
            unit.error = error

    async def _settled(self, following: Chain, sending: Coroutine[None, None, None]) -> None:
        """Send, and find out from the chain what became of it when no answer comes.

        Raises what Postgres says of the Changes, or StoreUnavailable; in both cases it is undone.
        """
        try:
            await sending
        except Exception as error:
            await self._connected_again(error)
            if await self._head() != following:
                raise StoreUnavailable(str(error)) from error
        self._chain = following

    async def _learned(self, changes: Sequence[Change]) -> list[Change]:
        """The Changes that give new accounts their numbers; StoreUnavailable as `_settled`."""
        try:
            return await self._numbers.learn(self._open_connection(), changes)
        except Exception as error:
            await self._connected_again(error)
            raise StoreUnavailable(str(error)) from error

    async def _connected_again(self, error: Exception) -> None:
        """Raises what is not a lost connection: it is undone."""
        if isinstance(error, _UNABLE):
            raise StoreUnavailable(str(error)) from error
        if self._connection is not None and not self._connection.is_closed():
            raise error
        logger.warning("the writer lost its connection: %s", error)
        await self._reconnect()

    async def _send(self, parts: dict[str, Part]) -> None:
        text = self._texts.find(parts)
        await self._open_connection().fetchval(text.sql, *arguments(text, parts))

    async def _send_each(self, changes: Sequence[Change]) -> None:
        connection = self._open_connection()
        async with connection.transaction():
            for change in changes:
                parts: dict[str, Part] = {}
                gather((change,), self._chain.stamp, self._numbers, parts)
                try:
                    await self._send(parts)
                except (
                    asyncpg.DivisionByZeroError,
                    asyncpg.IntegrityConstraintViolationError,
                    asyncpg.NumericValueOutOfRangeError,
                ) as error:
                    raise _refused(change, error) from error

    def _open_connection(self) -> Connection:
        if self._connection is None or self._connection.is_closed():
            raise ConnectionResetError("the writer's connection is closed")
        return self._connection

    async def _reconnect(self) -> None:
        """Until it succeeds: before that nobody can be told what became of the batch."""
        pause_s = 0.05
        while True:
            try:
                await self._connect()
            except (
                OSError,
                asyncpg.PostgresError,
                asyncpg.InterfaceError,
                AnotherWriter,
            ) as error:
                logger.warning("the store can't be reached: %s", error)
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, _PAUSE_S_MAX)
            else:
                return

    async def _connect(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
        self._connection = await connect(self._database, "writer")
        for _ in range(_LOCK_TRIES):
            if await self._connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK):
                self._numbers.clear()
                return
            await asyncio.sleep(_LOCK_PAUSE_S)
        await self._connection.close()
        raise AnotherWriter(self._database.address.rpartition("/")[2])

    async def _head(self) -> Chain:
        row = await self._open_connection().fetchrow(numbered(HEAD), self._chain.writer)
        fresh = Chain(self._chain.writer)
        return fresh if row is None else replace(fresh, sequence=row[0], hash=row[1])

    async def _revision(self) -> str | None:
        connection = self._open_connection()
        if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
            return None
        found = await connection.fetchval("SELECT version_num FROM alembic_version")
        return None if found is None else str(found)


def _fail(units: Sequence[Unit], error: Exception) -> None:
    for unit in units:
        unit.error = error


def _refused(change: Change, error: asyncpg.PostgresError) -> Exception:
    guard_failed = isinstance(error, asyncpg.DivisionByZeroError | asyncpg.UniqueViolationError)
    statement = statement_named(change.statement)
    refusal = statement.broken(GUARD if guard_failed else str(error), change)
    return refusal or (change.failed() if guard_failed else error)
