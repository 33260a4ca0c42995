"""What the HTTP side is given of gifts; each part of the area adds its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.gifts.content_ports import PictureReader
from domain.gifts.models import CollectionKey
from domain.gifts.rates import Worth
from domain.gifts.rates_ports import Currency, Rate
from domain.gifts.shown.showcase import Showcase
from domain.gifts.value.spans import FloorPoint
from domain.gifts.value.summaries import Summary
from domain.shared.ids import Instant
from domain.shared.money import Money
from webapp.gifts.alerting import Alerting
from webapp.gifts.owning import Owning


class FloorSeries(Protocol):
    async def series(
        self,
        collection: CollectionKey,
        *,
        model: str | None,
        since: Instant | None,
        until: Instant | None,
        step: int,
    ) -> Sequence[FloorPoint]:
        """At the end of each step of so many microseconds, oldest first. Refusal: Invalid (field
        from, to or step).
        """
        ...


class CollectionSummaries(Protocol):
    async def of(self, collection: CollectionKey) -> Summary: ...


class RateTable(Protocol):
    def rate(self, asset: str, currency: Currency) -> Rate | None:
        """Of one whole unit; None when nobody knows."""
        ...

    def worth(self, money: Money, currency: Currency) -> Worth | None:
        """In that currency, else in dollars, else None."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftServices:
    """Without `pictures` all are drawn here; without `rates` prices stay in their assets. `owning`
    is what people own, and baskets.
    """

    showcase: Showcase
    floors: FloorSeries
    summaries: CollectionSummaries
    rates: RateTable | None = None
    pictures: PictureReader | None = None
    owning: Owning | None = None
    alerting: Alerting | None = None
