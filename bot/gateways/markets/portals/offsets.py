"""Walking by offsets over a list that changes meanwhile: pages overlap by a few rows, so that what
was taken out before them cannot hide what slipped to the front.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from bot.gateways.markets.portals.limits import PAGE_ROWS
from domain.gifts.market_ports import Unreadable

OVERLAP: Final = 3
_PARTS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """`tail` are the last ids of the page before; one of them must come once more."""

    start: int = 0
    tail: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Self:
        """Of what `text` gave; empty begins. Raises Unreadable."""
        if not text:
            return cls()
        start, *tail = text.split(" ")
        if not start.isascii() or not start.isdigit():
            raise Unreadable("a place that no walk gave")
        return cls(start=int(start), tail=tuple(tail))

    @property
    def text(self) -> str:
        return " ".join((str(self.start), *self.tail))

    def follows(self, ids: Sequence[str]) -> bool:
        """Whether nothing can lie between the page before and this one."""
        return not self.tail or self.start == 0 or any(one in ids for one in self.tail)

    def further_back(self) -> "Offset":
        """A page earlier; from the start nothing can be missed."""
        return Offset(start=max(0, self.start - PAGE_ROWS), tail=self.tail)

    def onward(self, ids: Sequence[str], total: int) -> "Offset | None":
        """None at the end."""
        end = self.start + len(ids)
        if not ids or end >= total:
            return None
        overlap = min(OVERLAP, len(ids) - 1)
        return Offset(start=end - overlap, tail=tuple(ids[-OVERLAP:]))
