"""Markets and fair values as alerts meet them, and the world that outlives a run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.gifts.market_ports import Blocked, MarketReader
from domain.gifts.models import (
    Listing,
    ListingId,
    Lot,
    Market,
)
from domain.gifts.shown.models import Basis, FairValue, Gift
from domain.shared.change import Event
from domain.shared.money import TON, Money
from tests.gifts.alerts.lots import NANO
from tests.payments.house import Tools


class FakeMarket:
    """A market as `look` meets it: the lots that it really has now."""

    def __init__(self) -> None:
        self.lots: dict[str, Lot] = {}
        self.blocked = False
        self.unsaid: set[str] = set()
        self.looks = 0

    async def look(self, lots: Sequence[Lot]) -> Mapping[str, Lot | None]:
        self.looks += 1
        if self.blocked:
            raise Blocked("a page instead of an answer")
        said = [one.own_id for one in lots if one.own_id not in self.unsaid]
        return {own_id: self.lots.get(own_id) for own_id in said}


class FakeValues:
    """What gifts may fetch, as a test says."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    async def of(self, listings: Sequence[Listing]) -> Mapping[ListingId, FairValue]:
        return {
            one.id: fair_value(self.known[one.lot.gift])
            for one in listings
            if one.lot.gift in self.known
        }

    async def of_gift(self, gift: Gift) -> FairValue | None:
        return fair_value(self.known[gift.key]) if gift.key in self.known else None


def fair_value(ton: int) -> FairValue:
    value = Money(ton * NANO, TON)
    return FairValue(
        value=value,
        low=value,
        high=value,
        confidence_permille=800,
        level="pair",
        basis=Basis.ASKS,
    )


@dataclass(slots=True)
class AlertWorld(Tools):
    """What outlives a run: the store, the clock, the markets, what they are worth."""

    published: list[Event] = field(default_factory=list)
    markets: dict[Market, FakeMarket] = field(
        default_factory=lambda: {market: FakeMarket() for market in Market}
    )
    values: FakeValues = field(default_factory=FakeValues)
    events: int = 0


def readers_of(world: AlertWorld) -> dict[Market, MarketReader]:
    return dict(world.markets)  # type: ignore[arg-type]  # alerts only look
