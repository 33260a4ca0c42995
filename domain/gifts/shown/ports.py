"""What reading gifts needs of the area's other parts: see `showcase`."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from domain.gifts.models import (
    CollectionKey,
    GiftEvent,
    GiftKey,
    Listing,
    ListingId,
    Market,
    TraitValue,
)
from domain.gifts.search import Trait
from domain.gifts.shown.models import Collection, FairValue, Gift, Source, TraitStock
from domain.shared.ids import Instant
from domain.shared.page import Page


class Listings(Protocol):
    """What of the ListingStore is read here."""

    async def get(self, ids: Sequence[ListingId]) -> Mapping[ListingId, Listing]:
        """Those that are there."""
        ...

    async def of_gift(self, gift: GiftKey) -> Sequence[Listing]: ...

    async def traits(self, collection: CollectionKey, now: Instant) -> Sequence[TraitStock]:
        """Of all lots of the collection, whatever is asked for them and how."""
        ...


class Histories(Protocol):
    """What of the HistoryStore is read here."""

    async def of_gift(self, gift: GiftKey, *, cursor: str | None, limit: int) -> Page[GiftEvent]:
        """Newest first. Refusal: Invalid (the cursor)."""
        ...


class Sources(Protocol):
    def all(self) -> Sequence[Source]:
        """Every market that we know, `off` ones included, in one order for ever."""
        ...

    def of(self, market: Market) -> Source: ...


class Items(Protocol):
    async def get(self, gift: GiftKey) -> Gift:
        """Refusal: NotFound for a gift that we never met."""
        ...


class Collections(Protocol):
    """Those that are shown."""

    async def all(self) -> Sequence[Collection]:
        """By title."""
        ...

    async def get(self, key: CollectionKey) -> Collection:
        """Refusal: NotFound."""
        ...

    async def traits(self, key: CollectionKey) -> Mapping[Trait, Sequence[TraitValue]]:
        """Models, backdrops and symbols of the collection as far as anybody told."""
        ...


class Values(Protocol):
    """Estimates; nothing where there is too little to say so."""

    async def of(self, listings: Sequence[Listing]) -> Mapping[ListingId, FairValue]:
        """Of each as if it were not for sale itself; comparables may be left out."""
        ...

    async def of_gift(self, gift: Gift) -> FairValue | None:
        """With its comparables."""
        ...
