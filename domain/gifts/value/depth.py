"""What the depth of the book says: how much of the floor sales bring, how many lots are near it.

Sold price by floor at the sale, the lot itself not counted, as a client of the markets measured it
in 2026-09 (one author, small samples; median of all 0.78, never above 1.00): one other lot 0.61
(41 sales), two or three 0.90 (14), four to nine 0.95 (6). Deeper books were not measured and take
the last figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.gifts.value.floors import CHEAPEST, median
from domain.shared.money import TON, Money

REALISED_PERMILLE: Final = ((1, 610), (2, 900), (4, 950))
"""From so many other lots on."""
REALISED_MEDIAN_PERMILLE: Final = 780
BAIT_FACTOR: Final = 4
"""A lot under a quarter of the median of the cheapest five is bait or a slip: the same client caps
floor by price at about four.
"""
RUNGS_PERCENT: Final = (5, 10, 25, 50, 100)


def realised_permille(others: int) -> int | None:
    """None with no other lot."""
    known = [rate for least, rate in REALISED_PERMILLE if others >= least]
    return known[-1] if known else None


def honest(ordered: Sequence[int]) -> Sequence[int]:
    """Prices that go up, without the bait at their beginning."""
    if not ordered:
        return ordered
    least = median(ordered[:CHEAPEST])
    return [units for units in ordered if units * BAIT_FACTOR >= least]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """So many lots cost at most `percent` more than the cheapest that is no bait; `total` is what
    all of them cost together.
    """

    percent: int
    lots: int
    total: Money


def rungs(totals: Sequence[int]) -> tuple[Rung, ...]:
    """Of buyer's totals in nano."""
    ordered = honest(sorted(totals))
    if not ordered:
        return ()
    made = []
    for percent in RUNGS_PERCENT:
        near = [units for units in ordered if units * 100 <= ordered[0] * (100 + percent)]
        made.append(Rung(percent=percent, lots=len(near), total=Money(sum(near), TON)))
    return tuple(made)
