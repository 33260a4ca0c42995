"""What the HTTP side is given of gifts; each part of the area adds its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.gifts.content_ports import PictureReader
from domain.gifts.models import CollectionKey
from domain.gifts.showcase import Showcase
from domain.gifts.spans import FloorPoint
from domain.shared.ids import Instant


class FloorSeries(Protocol):
    """Floors over time; spans are seconds."""

    async def floors(
        self,
        collection: CollectionKey,
        *,
        model: str | None,
        since: Instant,
        until: Instant,
        step_s: int,
    ) -> Sequence[FloorPoint]:
        """At the end of each step, oldest first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftServices:
    """Without `floors` nothing is known of any time; without `pictures` all are drawn here."""

    showcase: Showcase
    floors: FloorSeries | None = None
    pictures: PictureReader | None = None
