"""The Postgres writer's look-ups of account numbers."""

from collections.abc import Iterable
from typing import Final

from domain.shared.change import Change
from storage.account_numbers import Numbers
from storage.account_paths import NEW_PATH, new_path
from storage.sessions import Connection
from storage.statement import statement_named

_MANY: Final = """SELECT a.path, n.account,
CASE WHEN n.account IS NULL THEN gen_random_uuid()::text END,
(SELECT coalesce(max(account), 0) FROM ledger_paths)
FROM unnest($1::text[]) AS a(path) LEFT JOIN ledger_paths AS n ON n.path = a.path"""


class PostgresNumbers(Numbers):
    """Paths that are not known are asked for before their batch, in one round trip. Numbers for
    new ones are planned, and known once the batch that makes them is committed.
    """

    def __init__(self) -> None:
        super().__init__()
        self._planned: dict[str, Change] = {}

    def clear(self) -> None:
        """A session that has just got the writer's lock: nothing is known."""
        self._known.clear()
        self._planned.clear()

    async def learn(self, connection: Connection, changes: Iterable[Change]) -> list[Change]:
        """Learn the numbers of these Changes' paths; answers the Changes that make new ones."""
        self.bound()
        known, planned = self._known, self._planned
        wanted = {
            str(path)
            for change in changes
            for place in statement_named(change.statement).accounts
            if (path := change.params[place]) not in known or path in planned
        }
        unknown = [path for path in wanted if path not in known]
        if unknown:
            for path, number, salt, last in await connection.fetch(_MANY, unknown):
                self._last = max(self._last, last)
                self._meet(path, number, salt)
        return [planned[path] for path in wanted if path in planned]

    def kept(self, changes: Iterable[Change]) -> None:
        """These are in the store."""
        for change in changes:
            if change.statement == NEW_PATH.name:
                self._planned.pop(str(change.params[1]), None)
            elif statement_named(change.statement).forgets:
                self.forget(change.params[0])

    def _meet(self, path: str, number: int | None, salt: str) -> None:
        if number is None:
            self._last += 1
            self._planned[path] = new_path(self._last, path, salt)
            number = self._last
        self._known[path] = number
