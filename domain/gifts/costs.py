"""What a listed price means: the buyer's total and the seller's net on each market.

Measured conventions, see `FEES`. All sums are integers in the asset's smallest unit:
`buyer_total` = price * (1 + on top), rounded up; `seller_net` = price / (1 + inside) *
(1 - seller), rounded down once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.gifts.models import Market
from domain.shared.ids import Instant
from domain.shared.money import Money

_ONE: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """Basis points (1000 are 10 %): `on_top` is paid beside the price, `inside` is part of it,
    `seller` is taken from what the seller gets.
    """

    on_top_bps: int = 0
    inside_bps: int = 0
    seller_bps: int = 0

    def buyer_total(self, price: Money) -> Money:
        return Money(-(-price.units * (_ONE + self.on_top_bps) // _ONE), price.asset)

    def seller_net(self, price: Money) -> Money:
        return Money(
            price.units * (_ONE - self.seller_bps) // (_ONE + self.inside_bps), price.asset
        )


FEES: Final[Mapping[Market, Fees]] = {
    Market.GETGEMS: Fees(seller_bps=200),
    Market.FRAGMENT: Fees(seller_bps=500),
    Market.MRKT: Fees(inside_bps=200),
    Market.TONNEL: Fees(on_top_bps=1000),
    Market.PORTALS: Fees(seller_bps=200),
    Market.TONAPI: Fees(),
}
"""As measured by clients of the markets in 2026; Fragment's is an assumption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeesFrom:
    """Fees that hold from a day on."""

    since: Instant
    fees: Fees


class FeeTable:
    """The fees of each market over time; what a market says of itself goes before the table."""

    def __init__(self, dated: Mapping[Market, Sequence[FeesFrom]] | None = None) -> None:
        self._dated = {
            market: sorted(entries, key=lambda entry: entry.since)
            for market, entries in (dated or {}).items()
        }
        self._said: dict[Market, Fees] = {}

    def at(self, market: Market, at: Instant) -> Fees:
        said = self._said.get(market)
        if said is not None:
            return said
        known = [one.fees for one in self._dated.get(market, ()) if one.since <= at]
        return known[-1] if known else FEES[market]

    def say(self, market: Market, fees: Fees) -> None:
        """The market itself told its fees."""
        self._said[market] = fees
