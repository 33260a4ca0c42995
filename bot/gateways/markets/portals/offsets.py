"""Walking by offsets over lists that change meanwhile: pages overlap by a few rows, so that
nothing can slip through between them.
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
    """In a list out of which rows are taken. `tail` are the last ids of the page before; one of
    them must come once more.
    """

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """In a list to whose front rows are added all the time. The page before ended with the row
    `tail` at `end`; we begin a little before that, or further on by what is likely to have come
    in since.
    """

    start: int = 0
    end: int = 0
    tail: str = ""

    @classmethod
    def of(cls, text: str | None) -> Self:
        """Of what `text` gave; None begins. Raises Unreadable."""
        if text is None:
            return cls()
        start, _, rest = text.partition(" ")
        end, _, tail = rest.partition(" ")
        if not (start + end).isascii() or not start.isdigit() or not end.isdigit():
            raise Unreadable("a place that no walk gave")
        return cls(start=int(start), end=int(end), tail=tail)

    @property
    def text(self) -> str:
        return f"{self.start} {self.end} {self.tail}"

    @property
    def nearest(self) -> "Behind":
        """Where nothing is passed over, whatever has come in."""
        return Behind(start=max(0, self.end - OVERLAP), end=self.end, tail=self.tail)

    def came_in(self, ids: Sequence[str]) -> int | None:
        """So many rows since the page before; None when its last row is not on this one."""
        if not self.tail:
            return 0
        return self.start + ids.index(self.tail) - self.end + 1 if self.tail in ids else None

    def onward(self, ids: Sequence[str]) -> "Behind":
        came, end = self.came_in(ids), self.start + len(ids)
        if came is None:
            return Behind(start=end, end=self.end, tail=self.tail)
        ahead = max(0, came * 3 // 4)
        return Behind(start=max(0, end - OVERLAP) + ahead, end=end, tail=ids[-1])
