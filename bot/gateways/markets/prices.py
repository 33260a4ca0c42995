"""Prices in the four forms that markets have, read to the last unit or not at all."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final, TypeVar

from bot.gateways.markets.exact import DECIMAL, WHOLE, OddRow
from bot.gateways.markets.health import SENSELESS, Odd
from domain.gifts.real_prices import no_price
from domain.shared.money import Asset, Money

Made = TypeVar("Made")
_DIGITS_MOST: Final = 20
_NOISE: Final = Decimal("0.01")
"""Of the smallest unit: what a float of the market's own sum leaves behind."""


def if_real(read: Callable[[], Made]) -> tuple[Made | None, Odd | None]:
    """What was read, or why its price cannot be real. Raises OddRow for what is odd otherwise."""
    try:
        return read(), None
    except OddRow as row:
        if row.odd not in SENSELESS:
            raise
        return None, row.odd


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
    _bounded(value)
    units = value.scaleb(asset.scale)
    nearest = units.to_integral_value()
    if abs(units - nearest) >= _NOISE:
        raise OddRow(Odd.PRICE_FORM)
    return _sound(nearest, asset)


def _bounded(value: Decimal) -> None:
    """Before any arithmetic: an exponent may be as large as it likes. Raises OddRow."""
    if value.adjusted() > _DIGITS_MOST:
        raise OddRow(Odd.PRICE_NEGATIVE if value < 0 else Odd.PRICE_ABSURD)


def _sound(units: int | Decimal, asset: Asset) -> Money:
    if isinstance(units, Decimal):
        _bounded(units)
    price = Money(int(units), asset)
    why = no_price(price)
    if why is not None:
        raise OddRow(Odd(f"price-{why}"))
    return price
