"""Prices in the four forms that markets have, read to the last unit or not at all."""

from decimal import Decimal
from typing import Final

from bot.gateways.markets.exact import DECIMAL, WHOLE, OddRow
from bot.gateways.markets.health import Odd
from domain.shared.money import Asset, Money

UNITS_BELOW: Final = 2**53
"""Over nine million TON, and where readers of JSON begin to lose digits."""
_NOISE: Final = Decimal("0.01")
"""Of the smallest unit: what a float of the market's own sum leaves behind."""


def units_of_number(value: object, asset: Asset) -> Money:
    """A price in the smallest unit as a JSON number. Raises OddRow."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise OddRow(Odd.PRICE_FORM)
    if isinstance(value, Decimal) and value != value.to_integral_value():
        raise OddRow(Odd.PRICE_FORM)
    return _sound(value, asset)


def units_of_text(value: object, asset: Asset) -> Money:
    """A price in the smallest unit as text. A number where text is due may be in other units by
    now, so that it is odd. Raises OddRow.
    """
    if isinstance(value, str) and WHOLE.fullmatch(value):
        return _sound(int(value), asset)
    raise OddRow(_oddity(value))


def whole_of_number(value: object, asset: Asset) -> Money:
    """A price in whole units as a JSON number, exact but for the noise of the market's own floats.
    Raises OddRow.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise OddRow(Odd.PRICE_FORM)
    return _sound_whole(Decimal(value), asset)


def whole_of_text(value: object, asset: Asset) -> Money:
    """A price in whole units as decimal text. Raises OddRow."""
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        return _sound_whole(Decimal(value), asset)
    raise OddRow(_oddity(value))


def _oddity(value: object) -> Odd:
    """Why this is no price where text is due."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        if value == 0:
            return Odd.PRICE_ZERO
        if value < 0:
            return Odd.PRICE_NEGATIVE
    return Odd.PRICE_FORM


def _sound_whole(value: Decimal, asset: Asset) -> Money:
    # Before any arithmetic: an exponent may be as large as it likes.
    if value.adjusted() > len(str(UNITS_BELOW)):
        raise OddRow(Odd.PRICE_NEGATIVE if value < 0 else Odd.PRICE_ABSURD)
    units = value.scaleb(asset.scale)
    nearest = units.to_integral_value()
    if abs(units - nearest) >= _NOISE:
        raise OddRow(Odd.PRICE_FORM)
    return _sound(nearest, asset)


def _sound(units: int | Decimal, asset: Asset) -> Money:
    if units == 0:
        raise OddRow(Odd.PRICE_ZERO)
    if units < 0:
        raise OddRow(Odd.PRICE_NEGATIVE)
    if units >= UNITS_BELOW:
        raise OddRow(Odd.PRICE_ABSURD)
    return Money(int(units), asset)
