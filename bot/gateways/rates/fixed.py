"""A rate that the settings name: what Telegram gives for a Star, which no service tells."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from domain.gifts.rates_ports import Currency, Prices


class FixedRates:
    """Implements domain.gifts.rates_ports.RateSource."""

    def __init__(self, prices: Mapping[tuple[str, Currency], Decimal]) -> None:
        self._prices = dict(prices)

    @property
    def name(self) -> str:
        return "settings"

    async def read(self, currencies: Collection[Currency]) -> Prices:
        del currencies
        return self._prices
