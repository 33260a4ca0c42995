"""What every adapter is given, and the one that stands in for a market that is switched off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.gateways.markets.breaker import Breaker
from bot.gateways.markets.health import HealthBook
from bot.gateways.markets.rates import Buckets, Rate
from bot.gateways.markets.session import Line
from bot.gateways.markets.transport import HttpTransport, Transport
from domain.gifts.market_ports import (
    FeesRead,
    Health,
    LotPage,
    News,
    Shelf,
    SwitchedOff,
)
from domain.gifts.models import EventKind, Lot, Market
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


class OffReader:
    """Implements MarketReader for a market without key, token or address."""

    def __init__(self, market: Market, clock: Clock) -> None:
        self._market = market
        self._health = HealthBook(clock, off=True)

    @property
    def market(self) -> Market:
        return self._market

    @property
    def told(self) -> frozenset[EventKind]:
        return frozenset()

    def health(self) -> Health:
        return self._health.read()

    async def shelves(self) -> tuple[Shelf, ...]:
        raise self._off()

    async def page(self, shelf: Shelf, place: str | None) -> LotPage:
        del shelf, place
        raise self._off()

    async def news(self, mark: str | None) -> News:
        del mark
        raise self._off()

    async def look(self, lots: Sequence[Lot]) -> Mapping[str, Lot | None]:
        del lots
        raise self._off()

    async def fees(self) -> FeesRead | None:
        raise self._off()

    def set_pace(self, pace: float) -> None:
        del pace

    async def close(self) -> None:
        """Nothing is open."""

    def _off(self) -> SwitchedOff:
        return SwitchedOff(f"{self._market}: no key, token or address is set")
