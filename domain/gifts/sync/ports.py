"""What keeping up with the markets needs of the storage beside listings and history."""

from collections.abc import Container, Mapping, Sequence
from typing import Protocol

from domain.gifts.models import Collection, CollectionKey, GiftEvent, GiftKey, Listing, Market
from domain.gifts.sync.models import Item, JobProgress, KeptShelf, KeptSource, Rarity
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant


class ItemStore(Protocol):
    """All gifts that we have met."""

    def put(self, item: Item) -> Change:
        """Made, or changed: what is None leaves what is known."""
        ...

    async def get(self, gifts: Sequence[GiftKey]) -> Mapping[GiftKey, Item]:
        """Those that are there."""
        ...

    async def at(self, addresses: Sequence[str]) -> Mapping[str, Item]:
        """By raw address, those that are there."""
        ...

    async def tiers(self) -> Mapping[GiftKey, str]:
        """Of all crafted ones."""
        ...

    async def unread(self, now: Instant, *, limit: int) -> tuple[Item, ...]:
        """Those whose metadata are to be read by now, longest due first."""
        ...

    async def count_unread(self) -> int: ...


class RarityStore(Protocol):
    def put(self, rarity: Rarity) -> Change:
        """What was told first stays."""
        ...

    async def all(self) -> tuple[Rarity, ...]: ...


class CollectionStore(Protocol):
    def put(self, collection: Collection) -> Change: ...

    async def get(self, key: CollectionKey) -> Collection | None: ...

    async def all(self) -> tuple[Collection, ...]: ...


class ShelfStore(Protocol):
    def put(self, shelf: KeptShelf) -> Change: ...

    async def of(self, market: Market) -> tuple[KeptShelf, ...]: ...


class SourceStore(Protocol):
    def put(self, source: KeptSource) -> Change: ...

    async def all(self) -> Mapping[Market, KeptSource]: ...


class JobStore(Protocol):
    def put(self, progress: JobProgress) -> Change: ...

    async def get(self, job: str, market: str = "", subject: str = "") -> JobProgress | None: ...

    async def all(self) -> tuple[JobProgress, ...]: ...


class Spans(Protocol):
    """Keeps what stood at which price from when to when, for floors over time."""

    def close(self, listing: Listing, until: Instant) -> Changes:
        """It stood so from its `changed_at` until then."""
        ...


class Wash(Protocol):
    def __call__(self, sales: Sequence[GiftEvent], /) -> Container[str]:
        """Of all sales of one gift the ids of those that look like trading with oneself."""
        ...
