"""Bounds and spans of money on TON, from the settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.shared.ids import DAY, HOUR
from domain.shared.money import TON, Asset, Money
from domain.ton.address import TEST_NET
from domain.ton.models import Jetton

_TON_NANO: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetLimits:
    """Per asset, in smallest units. `fee` is kept per withdrawal; `second_person_over` asks a
    second person, `quarantine_over` makes a new address wait, a deposit of `second_reader_over`
    and more waits for the second reader when there is one. Under `dust` a payment that nobody
    claims is not worth an operator's while.
    """

    fee: int
    least: int
    most: int
    person_day: int
    house_day: int
    second_person_over: int
    quarantine_over: int
    second_reader_over: int
    dust: int


TON_LIMITS: Final = AssetLimits(
    fee=_TON_NANO // 100,
    least=_TON_NANO // 10,
    most=10_000 * _TON_NANO,
    person_day=20_000 * _TON_NANO,
    house_day=200_000 * _TON_NANO,
    second_person_over=1_000 * _TON_NANO,
    quarantine_over=100 * _TON_NANO,
    second_reader_over=1_000 * _TON_NANO,
    dust=_TON_NANO // 100,
)


def jetton_limits(jetton: Jetton) -> AssetLimits:
    """For a jetton worth about a dollar; others are for the settings to say."""
    one = 10**jetton.decimals
    return AssetLimits(
        fee=max(one // 10, 1),
        least=one,
        most=50_000 * one,
        person_day=100_000 * one,
        house_day=1_000_000 * one,
        second_person_over=5_000 * one,
        quarantine_over=500 * one,
        second_reader_over=5_000 * one,
        dust=max(one // 100, 1),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TonSettings:
    """`own` are further addresses of the house to which nobody withdraws (masters, the escrow
    controller). A message counts as dead `dead_margin_s` after its end, in chain time. Coins over
    `sweep_over` nano are brought together from wallets of orders and former ones; an address of
    an order is watched for `order_grace` after the order's end.
    """

    network: str = TEST_NET
    jettons: tuple[Jetton, ...] = ()
    limits: Mapping[str, AssetLimits] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    quarantine: int = DAY
    confirm_within: int = HOUR
    attempts_most: int = 3
    dead_margin_s: int = 120
    backdate_s: int = 30
    keep_coins: int = _TON_NANO // 2
    refill: bool = True
    sweep_over: int = _TON_NANO // 10
    order_grace: int = 7 * DAY
    page: int = 64

    @property
    def assets(self) -> Mapping[str, Asset]:
        """What can come and go over the chain, by code."""
        return {TON.code: TON, **{jetton.asset.code: jetton.asset for jetton in self.jettons}}

    def of(self, asset: Asset) -> AssetLimits:
        found = self.limits.get(asset.code)
        if found is not None:
            return found
        if asset == TON:
            return TON_LIMITS
        return jetton_limits(next(j for j in self.jettons if j.asset == asset))

    def fee(self, asset: Asset) -> Money:
        return Money(self.of(asset).fee, asset)

    def jetton(self, asset: Asset) -> Jetton | None:
        """None for coins."""
        return next((jetton for jetton in self.jettons if jetton.asset == asset), None)
