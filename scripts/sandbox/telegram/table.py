"""Rows in memory, numbered by the world and handed to its store; logs in order of last change."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Generic, TypeVar

from scripts.sandbox.telegram.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.sandbox.core import Core

R = TypeVar("R", bound=Row)
K = TypeVar("K")


class Table(Generic[R]):
    """All rows of one kind by key. `save` is the only way in which a row gets its number."""

    def __init__(self, core: Core, name: str, kind: type[R]) -> None:
        self.rows: dict[str, R] = {}
        self._core = core
        self._name = f"tg_{name}"
        self._kind = kind

    def get(self, key: str) -> R | None:
        return self.rows.get(key)

    def save(self, row: R) -> None:
        """A change that people or scripts can see: it takes the next number of the world."""
        row.seq = self._core.sequence.next()
        self.keep(row)

    def keep(self, row: R) -> None:
        """An inner change (a counter): stored, not numbered."""
        key = row.key
        self.rows[key] = row
        self._core.store.mark(self._name, key, row.dump)

    def drop(self, row: R) -> None:
        self.rows.pop(row.key, None)
        self._core.store.drop(self._name, row.key)

    def load(self) -> list[R]:
        for key, stored in self._core.store.rows(self._name):
            self.rows[key] = self._kind.restored(stored)
        return sorted(self.rows.values(), key=lambda row: row.seq)


class ChangeLog(Generic[K]):
    """Keys in the order of their last change, each to be met once.

    An entry that was overtaken by a newer one of the same key stays until more than half are such;
    readers skip it, so noting is O(1) and reading a page O(log n + page).
    """

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._keys: list[K] = []
        self._latest: dict[K, int] = {}

    def note(self, key: K, number: int) -> None:
        self._latest[key] = number
        self._numbers.append(number)
        self._keys.append(key)
        if len(self._numbers) > 64 and len(self._numbers) > 2 * len(self._latest):
            self._compact()

    def since(self, number: int, limit: int, wanted: Callable[[K], bool]) -> tuple[list[K], int]:
        """Up to `limit` keys changed after `number`, and the number to go on with."""
        found: list[K] = []
        last = number
        for at in range(bisect_right(self._numbers, number), len(self._numbers)):
            key = self._keys[at]
            if self._latest[key] != self._numbers[at]:
                continue
            if wanted(key):
                if len(found) == limit:
                    break
                found.append(key)
            last = self._numbers[at]
        return found, last

    def _compact(self) -> None:
        live = sorted(
            (number, key_at)
            for key_at, number in enumerate(self._numbers)
            if self._latest[self._keys[key_at]] == number
        )
        self._keys = [self._keys[key_at] for _, key_at in live]
        self._numbers = [number for number, _ in live]
