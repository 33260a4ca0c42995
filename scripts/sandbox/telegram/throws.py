"""Dice: what an emoji can show, and the values that scripts have laid out for the next throws."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scripts.sandbox.forms import Refusal
from scripts.sandbox.telegram.rows import Row
from scripts.sandbox.telegram.table import Table

if TYPE_CHECKING:
    from scripts.sandbox.core import Core

# Highest value by emoji (the lowest is 1).
HIGHEST = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


@dataclass(slots=True, kw_only=True)
class Laid(Row):
    """Values laid out for one thrower, the next one first."""

    who: int
    values: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.who)


class Throws:
    def __init__(self, core: Core) -> None:
        self.table = Table(core, "throws", Laid)
        self._core = core

    def load(self) -> None:
        self.table.load()

    def lay(self, who: int, values: list[int]) -> None:
        """The thrower's next values; an empty list gives chance back its turn."""
        self.table.save(Laid(who=who, values=list(values)))

    def laid(self) -> dict[int, list[int]]:
        return {row.who: list(row.values) for row in self.table.rows.values() if row.values}

    def throw(self, who: int, emoji: str) -> int:
        """The value thrown. Refuses `dice-value`, leaving the laid value where it is."""
        highest = HIGHEST[emoji]
        row = self.table.get(str(who))
        if row is None or not row.values:
            return self._core.chance.below(highest, "dice") + 1
        value = row.values[0]
        if not 1 <= value <= highest:
            raise Refusal("dice-value", value=value, emoji=emoji, most=highest)
        row.values = row.values[1:]
        self.table.save(row)
        return value
