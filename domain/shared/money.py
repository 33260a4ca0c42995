"""Money: integers in an asset's smallest unit, the asset attached. No floats, no mixing.

The text forms are those of the JSON edges: exact decimal strings in whole units, shortest form.
"""

import re
from dataclasses import dataclass
from typing import Final, Self

from domain.shared.refusals import AmountNotWhole, AmountTooLarge, AmountTooSmall, Invalid

LARGEST_UNITS: Final = 2**62
_FORM: Final = re.compile(r"(0|[1-9][0-9]{0,39})(?:\.([0-9]{1,40}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asset:
    """What an amount is of. `code` is stable; names shown to people are words, never compared.

    `scale` counts the decimals kept inside, `edge_scale` those in which the asset may enter or
    leave (Stars and points keep two inside so that a multiplier pays exactly, and come and go
    whole). `tradable` says whether it may be a leg of an order book: Stars never are. `unique`
    marks a thing of which there is one (a gift, a ticket): an amount of it is 1.
    """

    code: str
    scale: int
    edge_scale: int
    tradable: bool = True
    unique: bool = False

    def __str__(self) -> str:
        return self.code


XTR: Final = Asset("XTR", scale=2, edge_scale=0, tradable=False)
POINTS: Final = Asset("POINTS", scale=2, edge_scale=0)
TON: Final = Asset("TON", scale=9, edge_scale=9)
ASSETS: Final = {asset.code: asset for asset in (XTR, TON, POINTS)}
"""All assets of this program, by code: our own, and the jettons that its settings name."""
SYMBOLS: Final[dict[str, str]] = {}
"""What jettons call themselves, by code: shown to people, never compared."""


def know(jetton: Asset, symbol: str) -> None:
    """Take in an asset that the settings name, at start and before anything is read or written."""
    assert ASSETS.setdefault(jetton.code, jetton) == jetton, "an asset has one scale for ever"
    SYMBOLS[jetton.code] = symbol


@dataclass(frozen=True, slots=True)
class Money:
    """`units` of the asset's smallest unit. Negative only as a difference (statement lines)."""

    units: int
    asset: Asset

    def __add__(self, other: Self) -> "Money":
        self._same(other)
        return Money(self.units + other.units, self.asset)

    def __sub__(self, other: Self) -> "Money":
        self._same(other)
        return Money(self.units - other.units, self.asset)

    def __neg__(self) -> "Money":
        return Money(-self.units, self.asset)

    def __lt__(self, other: Self) -> bool:
        self._same(other)
        return self.units < other.units

    def __le__(self, other: Self) -> bool:
        self._same(other)
        return self.units <= other.units

    def __gt__(self, other: Self) -> bool:
        return other < self

    def __ge__(self, other: Self) -> bool:
        return other <= self

    def __str__(self) -> str:
        return f"{self.text} {self.asset.code}"

    @property
    def text(self) -> str:
        """Exact decimal in whole units: no exponent, no plus sign, no trailing zero."""
        whole, rest = divmod(abs(self.units), 10**self.asset.scale)
        sign = "-" if self.units < 0 else ""
        if not rest:
            return f"{sign}{whole}"
        return f"{sign}{whole}.{rest:0{self.asset.scale}d}".rstrip("0")

    @property
    def whole(self) -> int:
        """Whole units, as Telegram counts Stars. Raises AmountNotWhole if there is a rest."""
        one: int = 10**self.asset.scale
        whole, rest = divmod(self.units, one)
        if rest:
            raise AmountNotWhole(amount=self)
        return whole

    def share(self, bps: int) -> "Money":
        """`bps` basis points of it, rounded down; the caller says where the rest goes."""
        return Money(self.units * bps // 10_000, self.asset)

    def _same(self, other: Self) -> None:
        if self.asset != other.asset:
            raise TypeError(f"{self.asset} and {other.asset} do not mix")


def of(asset: Asset, whole: int) -> Money:
    """`whole` whole units of the asset."""
    return Money(whole * 10**asset.scale, asset)


def stars(whole: int) -> Money:
    """Whole Stars (XTR)."""
    return of(XTR, whole)


def parse(text: str, asset: Asset) -> Money:
    """Read an amount that enters from outside: positive, exact, in the asset's edge decimals.

    Raises Invalid for anything but ASCII digits with at most one point (a sign, an exponent and
    other scripts' digits included), AmountTooSmall for zero, AmountNotWhole for more decimals
    than may enter, AmountTooLarge over 2^62 smallest units.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise Invalid(field="amount")
    whole, fraction = match.group(1), (match.group(2) or "").rstrip("0")
    if len(fraction) > asset.edge_scale:
        raise AmountNotWhole(amount=text, asset=asset.code)
    units = int(whole + fraction.ljust(asset.scale, "0"))
    if units == 0:
        raise AmountTooSmall(least=Money(10 ** (asset.scale - asset.edge_scale), asset))
    if units > LARGEST_UNITS:
        raise AmountTooLarge(most=Money(LARGEST_UNITS, asset))
    return Money(units, asset)
