"""The world's memory on disk: entities are marked when they change and written behind.

What is marked is written in one transaction before a script or a bot gets its answer, a few times
a second besides, and on stop: a `kill -9` takes nothing back that somebody was told, and leaves
one consistent world, never half of an entity. Write-ahead logging without a sync at each commit is
enough for that: the file outlives the process.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson

from scripts.sandbox.forms import Json

logger = logging.getLogger(__name__)

Dump = Callable[[], Json]
FLUSH_PAUSE_S = 0.2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entities (
    kind TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS calls (
    seq INTEGER PRIMARY KEY, face TEXT NOT NULL, method TEXT NOT NULL, chat INTEGER,
    body BLOB NOT NULL
);
"""


class Store:
    """One SQLite file with one row per entity, and the log of calls."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._dirty: dict[tuple[str, str], Dump | None] = {}
        self._calls: list[tuple[int, str, str, int | None, bytes]] = []
        self._on_flush: list[Callable[[], None]] = []
        # No waiting for a lock: nobody else has the file, and the loop must not stand still.
        self._connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(_SCHEMA)

    def mark(self, kind: str, key: str, dump: Dump) -> None:
        """Write that entity at the next flush; `dump` is called then, not now."""
        self._dirty[kind, key] = dump

    def drop(self, kind: str, key: str) -> None:
        """Remove that entity at the next flush."""
        self._dirty[kind, key] = None

    def before_flush(self, remind: Callable[[], None]) -> None:
        """Call this before each flush: for what changes too often to be marked each time."""
        self._on_flush.append(remind)

    def rows(self, kind: str) -> Iterator[tuple[str, Json]]:
        """All entities of a kind, in the order of their keys; what is marked is written first."""
        self.flush()
        for key, body in self._connection.execute(
            "SELECT key, body FROM entities WHERE kind = ? ORDER BY key", (kind,)
        ):
            yield key, orjson.loads(body)

    def one(self, kind: str, key: str) -> Json | None:
        """One entity, as it was written last."""
        row = self._connection.execute(
            "SELECT body FROM entities WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        return None if row is None else dict(orjson.loads(row[0]))

    def append_call(self, row: tuple[int, str, str, int | None, bytes]) -> None:
        """Add (seq, face, method, chat, body) to the log of calls."""
        self._calls.append(row)

    def select_calls(self, sql: str, parameters: tuple[object, ...]) -> list[tuple[int, bytes]]:
        """Read the log of calls, with what has just been appended."""
        self.flush()
        return self._connection.execute(sql, parameters).fetchall()

    def trim_calls(self, keep: int) -> None:
        """Forget all but the last calls."""
        self._connection.execute(
            "DELETE FROM calls WHERE seq <= "
            "(SELECT seq FROM calls ORDER BY seq DESC LIMIT 1 OFFSET ?)",
            (keep,),
        )

    def clear(self) -> None:
        """Forget the world."""
        self._dirty.clear()
        self._calls.clear()
        self._connection.execute("DELETE FROM entities")
        self._connection.execute("DELETE FROM calls")

    def flush(self) -> None:
        """Write all that is marked, in one transaction.

        Raises sqlite3.OperationalError when the file cannot be written now; all stays marked.
        """
        for remind in self._on_flush:
            remind()
        if not self._dirty and not self._calls:
            return
        kept = [(*at, body) for at, body in self._encoded()]
        gone = [at for at, dump in self._dirty.items() if dump is None]
        run = self._connection
        run.execute("BEGIN IMMEDIATE")
        try:
            run.executemany("INSERT OR REPLACE INTO entities VALUES (?, ?, ?)", kept)
            run.executemany("DELETE FROM entities WHERE kind = ? AND key = ?", gone)
            run.executemany("INSERT OR REPLACE INTO calls VALUES (?, ?, ?, ?, ?)", self._calls)
            run.execute("COMMIT")
        except sqlite3.OperationalError:
            if run.in_transaction:
                run.execute("ROLLBACK")
            raise
        self._dirty.clear()
        self._calls.clear()

    async def keep_flushing(self) -> None:
        """Write behind, for ever; what cannot be written now is tried again."""
        while True:
            await asyncio.sleep(FLUSH_PAUSE_S)
            self.save()

    def save(self) -> None:
        """Write now if the file can be written, else with the next flush."""
        try:
            self.flush()
        except sqlite3.OperationalError as error:
            logger.warning("the world is not written: %s", error)

    def _encoded(self) -> Iterator[tuple[tuple[str, str], bytes]]:
        """Each marked entity as bytes; one that is no JSON is a defect of its own only."""
        for at, dump in self._dirty.items():
            if dump is None:
                continue
            try:
                yield at, orjson.dumps(dump())
            except TypeError:
                logger.exception("%s %s cannot be written", *at)

    def close(self) -> None:
        """Write what is left and let go of the file."""
        self.flush()
        self._connection.close()
