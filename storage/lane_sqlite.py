"""The writer's side of SQLite: statements in the event loop, only COMMIT on a thread.

At most 64 units make a batch, so the loop is held for about 3 ms. `synchronous=FULL` with a
write-ahead log: what is committed survives a power cut. Nothing ever waits for a lock in the loop:
`busy_timeout` is 0, and whoever finds the file locked sleeps and tries again.
"""

import asyncio
import fcntl
import logging
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from domain.shared.change import Change
from domain.shared.clock import Clock
from storage.account_numbers import SqliteNumbers
from storage.chain import HEAD, Chain
from storage.engine import SqliteDatabase
from storage.migrations.upgrade import upgrade
from storage.statement import Entries, Entry, Params, Statement, statement_named
from storage.unit import AnotherWriter, StoreUnavailable, Unit

logger = logging.getLogger(__name__)

_BUSY_PAUSE_S: Final = 0.005
_CAREFUL_BATCHES: Final = 16
"""How many batches after a failed unit get a savepoint around each unit from the start."""
_LOCK_TRIES: Final = 100
_LOCK_PAUSE_S: Final = 0.1
PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 0",
    "PRAGMA foreign_keys = 1",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -65536",
    # 32 MB of log before its pages go into the file: many are overwritten before that.
    "PRAGMA wal_autocheckpoint = 8000",
)


class SqliteLane:
    """One connection, one file lock beside the store."""

    least = 32
    most = 64

    def __init__(self, database: SqliteDatabase, clock: Clock, name: str) -> None:
        self._database = database
        self._clock = clock
        self._chain = Chain(name)
        self._lock: IO[str] | None = None
        self._connection: sqlite3.Connection | None = None
        self._cursor: sqlite3.Cursor | None = None
        self._numbers: SqliteNumbers | None = None
        self._careful = 0
        self._commits: ThreadPoolExecutor | None = None

    async def open(self) -> None:
        """Raises AnotherWriter when the lock stays taken for 10 s."""
        path = self._database.path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = await _locked(path.with_name(f"{path.name}.lock"))
        self._connection = sqlite3.connect(
            path, isolation_level=None, cached_statements=512, check_same_thread=False
        )
        self._cursor = self._connection.cursor()
        for pragma in PRAGMAS:
            self._connection.execute(pragma)
        await upgrade(self._database, self._revision())
        self._commits = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._numbers = SqliteNumbers(self._connection)
        self._chain = self._head()

    async def close(self) -> None:
        if self._commits is not None:
            self._commits.shutdown()
            self._commits = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    async def commit(self, units: Sequence[Unit]) -> None:
        """Carry the units out, each all or nothing by itself, and commit those that held."""
        await self._begin()
        try:
            covered = self._all_carried_out(units)
            if covered is None:
                covered = self._each_carried_out(units)
            row, following = self._chain.link(covered, self._clock.now())
            self._run(row)
        except sqlite3.Error as error:
            self._lost(units, error)
            return
        try:
            await self._end()
        except sqlite3.Error as error:
            if self._settled(following):
                logger.warning("commit failed but is in the store: %s", error)
            else:
                self._lost(units, error)
                return
        self._chain = following
        self._open_numbers().kept()

    async def _begin(self) -> None:
        while True:
            try:
                self._execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                await asyncio.sleep(_BUSY_PAUSE_S)
            else:
                return

    async def _end(self) -> None:
        assert self._connection is not None, "the lane is open"
        loop = asyncio.get_running_loop()
        while True:
            try:
                await loop.run_in_executor(self._commits, self._connection.execute, "COMMIT")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                await asyncio.sleep(_BUSY_PAUSE_S)
            else:
                return

    def _all_carried_out(self, units: Sequence[Unit]) -> list[Entry] | None:
        """Run all units without a savepoint around each: they cost as much as a statement. None,
        and nothing done, when a unit fails.
        """
        if self._careful > 0:
            self._careful -= 1
            return None
        self._execute("SAVEPOINT batch")
        covered: list[Entry] = []
        try:
            for unit in units:
                for change in unit.changes:
                    covered += self._run(change)
        except Exception:
            self._undo("batch", 0)
            self._careful = _CAREFUL_BATCHES
            return None
        return covered

    def _each_carried_out(self, units: Sequence[Unit]) -> list[Entry]:
        """Run each unit under its own savepoint: one that fails is undone, the batch is kept."""
        covered: list[Entry] = []
        for unit in units:
            self._execute("SAVEPOINT unit")
            mark = self._open_numbers().mark()
            entries: list[Entry] = []
            try:
                for change in unit.changes:
                    entries += self._run(change)
            except Exception as error:
                self._undo("unit", mark)
                unit.error = error
            else:
                self._execute("RELEASE unit")
                covered += entries
        return covered

    def _undo(self, savepoint: str, numbers: int) -> None:
        """`numbers` is the mark of the account numbers up to there.

        Raises sqlite3.OperationalError when SQLite itself has undone the whole transaction, as it
        does when the disk is full or fails.
        """
        self._open_numbers().undo(numbers)
        self._execute(f"ROLLBACK TO {savepoint}")
        self._execute(f"RELEASE {savepoint}")

    def _run(self, change: Change) -> Entries:
        """Carry a Change out; answers what the chain holds of it.

        Raises the Change's refusal when its guard fails.
        """
        statement = statement_named(change.statement)
        params = change.params
        made: Entries = ()
        if statement.accounts:
            params, made = self._numbered(statement, params)
        covers = statement.covers
        if covers is not None:
            params += self._chain.stamp
        assert self._cursor is not None, "the lane is open"
        cursor = self._cursor
        execute = cursor.execute
        try:
            for step in statement.steps:
                pick = step.pick
                execute(step.sql, params if pick is None else pick(params))
                held = cursor.fetchone() is not None if step.reads else cursor.rowcount > 0
                if not held and step.counts:
                    raise change.failed() if step.refusal is None else step.refusal()
        except sqlite3.IntegrityError as error:
            raise statement.broken(str(error), change) or error from error
        if statement.forgets:
            self._open_numbers().forget(change.params[0])
        if covers is None:
            return made
        return (*made, *covers(params)) if made else covers(params)

    def _numbered(self, statement: Statement, params: Params) -> tuple[Params, Entries]:
        """The parameters with the numbers of their accounts, and what the chain holds of new
        numbers.
        """
        numbers = self._open_numbers()
        try:
            return numbers.of(statement, params), ()
        except KeyError:
            made = [self._run(change) for change in numbers.missing(statement, params)]
            entries = tuple(entry for of_one in made for entry in of_one)
            return numbers.of(statement, params), entries

    def _open_numbers(self) -> SqliteNumbers:
        assert self._numbers is not None, "the lane is open"
        return self._numbers

    def _execute(self, text: str) -> None:
        assert self._cursor is not None, "the lane is open"
        self._cursor.execute(text)

    def _head(self) -> Chain:
        assert self._connection is not None, "the lane is open"
        row = self._connection.execute(HEAD, (self._chain.writer,)).fetchone()
        fresh = Chain(self._chain.writer)
        return fresh if row is None else replace(fresh, sequence=row[0], hash=row[1])

    def _settled(self, following: Chain) -> bool:
        """Whether a commit that failed is in the store all the same."""
        if self._connection is not None and self._connection.in_transaction:
            self._execute("ROLLBACK")
        return self._head() == following

    def _lost(self, units: Sequence[Unit], error: sqlite3.Error) -> None:
        logger.error("batch of %d units lost: %s", len(units), error)
        self._open_numbers().undo()
        if self._connection is not None and self._connection.in_transaction:
            self._execute("ROLLBACK")
        for unit in units:
            if unit.error is None:
                unit.error = StoreUnavailable(str(error))

    def _revision(self) -> str | None:
        assert self._connection is not None, "the lane is open"
        known = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        if self._connection.execute(known).fetchone() is None:
            return None
        row = self._connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else str(row[0])


async def _locked(path: Path) -> IO[str]:
    """The lock file, locked: it is free again when this process ends, however it ends."""
    file = path.open("a")
    for _ in range(_LOCK_TRIES):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            await asyncio.sleep(_LOCK_PAUSE_S)
        else:
            return file
    file.close()
    raise AnotherWriter(str(path))
