"""Hints that a sale was trade with oneself: the gift went in a circle and came back.

Two owners who sell a gift to and fro make a circle of two. It is a hint and no proof: people do
buy back what they sold. What is marked stays in the history and is left out of volume. Owners
are compared as markets name them, so that a circle across markets is seen only where both tell
addresses.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, Protocol

from domain.gifts.models import GiftKey
from domain.shared.ids import DAY, Instant

CIRCLE_WITHIN: Final = 30 * DAY
CIRCLE_SALES_MOST: Final = 6


class Sale(Protocol):
    """An event of kind `sold`, as far as it matters here."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> Instant: ...
    @property
    def gift(self) -> GiftKey: ...
    @property
    def giver(self) -> str | None: ...
    @property
    def taker(self) -> str | None: ...
    @property
    def wash(self) -> bool:
        """Marked when it was written."""
        ...


def wash_sales(sales: Iterable[Sale]) -> frozenset[str]:
    """The ids of all sales of each circle, the first one included, in any order given."""
    ordered = sorted(sales, key=lambda sale: (sale.gift, sale.at, sale.id))
    found = {one.id for one in ordered if one.wash}
    for _, of_gift in groupby(ordered, key=lambda sale: sale.gift):
        found |= _circles(list(of_gift))
    return frozenset(found)


def _circles(sales: Sequence[Sale]) -> set[str]:
    found: set[str] = set()
    for end, sale in enumerate(sales):
        for begin in range(end, max(end - CIRCLE_SALES_MOST, -1), -1):
            if sale.at - sales[begin].at > CIRCLE_WITHIN:
                break
            if sale.taker is not None and sales[begin].giver == sale.taker:
                found |= {one.id for one in sales[begin : end + 1]}
                break
    return found
