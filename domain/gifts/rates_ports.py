"""What the area needs to say prices in other money: sources of rates, and a place to keep them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NewType, Protocol

from domain.shared.change import Change
from domain.shared.ids import Instant

Currency = NewType("Currency", str)
"""Three capital letters, as people choose it in their profile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One whole `asset` (its code) costs `price` of the currency. `source` is who said so."""

    asset: str
    currency: Currency
    price: Decimal
    source: str
    read_at: Instant


Prices = Mapping[tuple[str, Currency], Decimal]
"""Of one whole unit, by the asset's code and the currency; always above zero."""


class RateSource(Protocol):
    @property
    def name(self) -> str: ...

    async def read(self, currencies: Collection[Currency]) -> Prices:
        """What it knows of them, now. Raises GatewayError."""
        ...


class RateStore(Protocol):
    """The last rate of each pair, so that a start without a source still knows its age."""

    def put(self, rate: Rate) -> Change: ...

    async def last(self) -> tuple[Rate, ...]: ...
