"""Where a walk over pages is: what an adapter hands out as `LotPage.next` and is given back.

A market may give one page again and again, whatever place is asked for. Each place therefore
carries a print of the page before it and its own number, so that such a walk ends, without the
adapter remembering anything.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.gifts.market_ports import Unreadable

PAGES_MAX: Final = 5_000
_SEPARATOR: Final = "\n"
_PARTS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`part` is for markets that show a collection in several lists, `cursor` the market's own
    place in one, `before` the print of the page that came before in that list.
    """

    part: str = ""
    cursor: str = ""
    step: int = 0
    before: str = ""

    @property
    def text(self) -> str:
        return _SEPARATOR.join((self.part, str(self.step), self.before, self.cursor))

    def ends_before(self, following: str | None) -> bool:
        """Whether the list that this place is in has no further page."""
        return following is None or place_of(following).part != self.part

    def onward(self, cursor: str | None, own_ids: Iterable[str], what: str) -> str | None:
        """The text of the place after the page that was read here; None with no cursor. Raises
        Unreadable when that was the page before once more, and when the walk has no end.
        """
        here = print_of(own_ids)
        if here == self.before or self.step >= PAGES_MAX:
            raise Unreadable(f"{what}: the same page again and again")
        if not cursor:
            return None
        return Place(part=self.part, cursor=cursor, step=self.step + 1, before=here).text


def place_of(text: str | None, *, first: str = "") -> Place:
    """Of what `Place.text` gave; None begins in the part `first`. Raises Unreadable."""
    if text is None:
        return Place(part=first)
    parts = text.split(_SEPARATOR, _PARTS - 1)
    if len(parts) != _PARTS or not parts[1].isdigit():
        raise Unreadable("a place that no walk gave")
    return Place(part=parts[0], step=int(parts[1]), before=parts[2], cursor=parts[3])


def print_of(own_ids: Iterable[str]) -> str:
    """The same for the same rows in any order, however often each comes."""
    told = "\x00".join(sorted(set(own_ids)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
