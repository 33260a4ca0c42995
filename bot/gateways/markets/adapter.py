"""What every adapter is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.gateways.markets.breaker import Breaker
from bot.gateways.markets.health import HealthBook
from bot.gateways.markets.rates import Buckets, Rate
from bot.gateways.markets.session import Line
from bot.gateways.markets.transport import HttpTransport, Transport
from domain.shared.clock import Clock
from domain.shared.money import TON, Asset

NATIVE: Final = ("TON", "GRAM", "TONCOIN")
"""What the native coin is called; it was renamed in 2026 and both names are met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """`usdt` is None where no such jetton is known: lots in it are then left out."""

    clock: Clock
    usdt: Asset | None = None
    transport: Transport | None = None

    def line(self, rates: Mapping[str, Rate]) -> Line:
        return Line(
            transport=self.transport or HttpTransport(),
            buckets=Buckets(rates),
            breaker=Breaker(),
            health=HealthBook(self.clock),
        )

    def asset(self, currency: object) -> Asset | None:
        """By the name that a market gives it; None for what is not taken."""
        named = currency.strip().upper() if isinstance(currency, str) else ""
        if named in NATIVE:
            return TON
        return self.usdt if named in {"USDT", "USD\u20ae"} else None
