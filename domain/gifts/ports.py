"""What the area needs of the storage, by noun. More nouns have files of their own."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Protocol

from domain.gifts.models import (
    CollectionKey,
    EventKind,
    GiftEvent,
    GiftKey,
    Listing,
    ListingId,
    Market,
)
from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.page import Page


class ListingStore(Protocol):
    """The active listings: what stands here is for sale as far as we know."""

    def put(self, listing: Listing) -> Change: ...

    def drop(self, listing: Listing) -> Change: ...

    async def get(self, ids: Sequence[ListingId]) -> Mapping[ListingId, Listing]:
        """Those that are there."""
        ...

    async def of_gift(self, gift: GiftKey) -> tuple[Listing, ...]: ...

    async def of_shelf(self, market: Market, collection: CollectionKey) -> tuple[Listing, ...]: ...

    async def of_collection(self, collection: CollectionKey) -> tuple[Listing, ...]:
        """On all markets."""
        ...

    def all(self) -> AsyncIterator[Sequence[Listing]]:
        """In slices, for the search index."""
        ...


class HistoryStore(Protocol):
    """Append-only."""

    def add(self, event: GiftEvent) -> Change:
        """Again changes nothing."""
        ...

    async def known(self, refs: Sequence[str]) -> frozenset[str]: ...

    async def of_gift(self, gift: GiftKey, *, cursor: str | None, limit: int) -> Page[GiftEvent]:
        """Newest first."""
        ...

    async def of_collection(
        self,
        collection: CollectionKey,
        *,
        kinds: frozenset[EventKind],
        since: Instant,
        until: Instant,
    ) -> tuple[GiftEvent, ...]:
        """Oldest first, at most 10,000."""
        ...
