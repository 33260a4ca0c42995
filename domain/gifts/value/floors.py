"""What the cheapest lots say: the floor, a floor that one odd lot does not carry away, the depth.

All of it over the default search: unlocked lots at a fixed price in TON, by the buyer's total.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from domain.gifts.models import Listing
from domain.gifts.search import SaleKind
from domain.shared.ids import Instant
from domain.shared.money import TON, Money

CHEAPEST: Final = 5
LEAST_FOR_ROBUST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """`floor`: the least buyer's total. `robust`: the median of the cheapest five, None under
    three lots. `depth`: how many lots there are.
    """

    floor: Money | None
    robust: Money | None
    depth: int


def floor_of(totals: Sequence[int]) -> Floor:
    """Of buyer's totals in nano, in any order."""
    return floor_of_cheapest(nsmallest(CHEAPEST, totals), len(totals))


def floor_of_cheapest(cheapest: Sequence[int], depth: int) -> Floor:
    """`cheapest`: the least five in nano, going up, or all where there are fewer."""
    return Floor(
        floor=Money(cheapest[0], TON) if cheapest else None,
        robust=Money(median(cheapest), TON) if len(cheapest) >= LEAST_FOR_ROBUST else None,
        depth=depth,
    )


def median(ordered: Sequence[int]) -> int:
    """Of whole units going up; between two of them the middle, rounded down."""
    assert ordered, "nothing has no median"
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) // 2


def counts(listing: Listing, now: Instant) -> bool:
    """Whether the default search shows it."""
    lot = listing.lot
    return countable(listing) and (lot.locked_until is None or lot.locked_until <= now)


def countable(listing: Listing) -> bool:
    """Whether the default search shows it once it is unlocked."""
    return listing.lot.sale_kind is SaleKind.FIX and listing.buyer_total.asset == TON
