"""The writer's look-ups of account numbers: Changes name accounts by their paths, rows and the
hash chain by numbers.

A path gets its number in the transaction that first moves its money, so a number is never seen
without the row that says whose it is. What is remembered here is only to save look-ups: it is
bounded, and dropped whenever it might not be what the store says.
"""

import sqlite3
from typing import Final

from domain.shared.change import Change
from storage.account_paths import FIND, LAST, new_path
from storage.statement import Params, Statement

_KNOWN_MOST: Final = 100_000
_SALT: Final = "SELECT lower(hex(randomblob(16)))"


class Numbers:
    """What both lanes remember."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._last = 0

    def of(self, statement: Statement, params: Params) -> Params:
        """The parameters with numbers in place of paths. Raises KeyError for one not known."""
        known, numbered = self._known, list(params)
        for place in statement.accounts:
            numbered[place] = known[params[place]]  # type: ignore[index]  # these are texts
        return tuple(numbered)

    def forget(self, path: object) -> None:
        """The path has no number any more."""
        self._known.pop(str(path), None)

    def bound(self) -> None:
        """Remember no more than so many. Not between `of` and what makes it known."""
        if len(self._known) > _KNOWN_MOST:
            self._known.clear()


class SqliteNumbers(Numbers):
    """Each look-up is a read of some microseconds within the open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection
        self._last = connection.execute(LAST).fetchone()[0]
        self._fresh: list[str] = []

    def missing(self, statement: Statement, params: Params) -> list[Change]:
        """Learn the numbers of a Change's paths; answers the Changes that make new ones."""
        made: list[Change] = []
        for place in statement.accounts:
            path = str(params[place])
            if path not in self._known:
                made += self._learned(path)
        return made

    def mark(self) -> int:
        """For `undo`: what was made up to here."""
        return len(self._fresh)

    def undo(self, mark: int = 0) -> None:
        """What was made since then is not in the store."""
        for path in self._fresh[mark:]:
            self.forget(path)
        del self._fresh[mark:]

    def kept(self) -> None:
        """The transaction is committed."""
        self._fresh.clear()
        self.bound()

    def _learned(self, path: str) -> tuple[Change, ...]:
        row = self._connection.execute(FIND, (path,)).fetchone()
        if row is not None:
            self._known[path] = row[0]
            return ()
        self._last += 1
        self._known[path] = self._last
        self._fresh.append(path)
        return (new_path(self._last, path, self._connection.execute(_SALT).fetchone()[0]),)
