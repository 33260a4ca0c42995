"""What the area needs of the storage, by noun. More nouns have files of their own."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final, Protocol

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

EVENTS_MOST: Final = 10_000
"""So many of a collection are read at once."""


class ListingStore(Protocol):
    """The active listings: what stands here is for sale as far as we know. Those that are read
    carry the collection's title and all rarities that anybody told, see `knowledge`.
    """

    def put(self, listing: Listing) -> Change:
        """Whatever stands there."""
        ...

    def add(self, listing: Listing) -> Change:
        """Stale when it is there."""
        ...

    def change(self, was: Listing, now: Listing) -> Change:
        """Stale when it does not stand as it `was` read."""
        ...

    def drop(self, listing: Listing) -> Change:
        """Stale when it does not stand as it was read."""
        ...

    def stands(self, listing: Listing) -> Change:
        """Guard: it stands as it was read. Stale otherwise."""
        ...

    async def get(self, ids: Sequence[ListingId]) -> Mapping[ListingId, Listing]:
        """Those that are there."""
        ...

    async def of_gift(self, gift: GiftKey) -> tuple[Listing, ...]: ...

    async def of_shelf(self, market: Market, collection: CollectionKey) -> tuple[Listing, ...]: ...

    async def of_collection(self, collection: CollectionKey) -> tuple[Listing, ...]:
        """On all markets."""
        ...

    async def with_models(
        self, collection: CollectionKey, models: Sequence[str]
    ) -> tuple[Listing, ...]: ...

    async def ids_of(self, market: Market, collection: CollectionKey) -> frozenset[ListingId]:
        """Of a shelf."""
        ...

    async def shelves(self, market: Market) -> tuple[CollectionKey, ...]:
        """Of which something is for sale there."""
        ...

    async def counts(self) -> Mapping[Market, int]: ...

    def all(self) -> AsyncIterator[Sequence[Listing]]:
        """In slices, for the search index."""
        ...


class HistoryStore(Protocol):
    """Append-only; an event's id follows from its kind and ref (see `history.event_id`). Where a
    row told no model or backdrop, reading fills in what is known of the gift by now.
    """

    def add(self, event: GiftEvent) -> Change:
        """Stale when it is there: look for what is `known` first."""
        ...

    def judge(self, event: GiftEvent) -> Change:
        """Set `wash`, the only thing about an event that later knowledge changes."""
        ...

    async def known(self, ids: Sequence[str]) -> frozenset[str]:
        """Those that are there."""
        ...

    async def sales_of(self, gifts: Sequence[GiftKey]) -> Mapping[GiftKey, tuple[GiftEvent, ...]]:
        """All sales of each, oldest first."""
        ...

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
        """Oldest first, at most EVENTS_MOST."""
        ...
