"""Which prices can be real. What is asked for beside them is counted and shown to nobody."""

from enum import StrEnum
from typing import Final

from domain.shared.money import Money

PRICE_WHOLE_MOST: Final = 9_000_000
"""Whole units, of whatever asset: no gift was ever sold for a hundredth of it. In nano it is still
under 2^53, where readers of JSON begin to lose digits.
"""


class NoPrice(StrEnum):
    ZERO = "zero"
    NEGATIVE = "negative"
    ABSURD = "absurd"


def no_price(told: Money) -> NoPrice | None:
    """Why nobody can be asked for that; None for a price."""
    if told.units <= 0:
        return NoPrice.ZERO if told.units == 0 else NoPrice.NEGATIVE
    most: int = PRICE_WHOLE_MOST * 10**told.asset.scale
    return NoPrice.ABSURD if told.units > most else None
