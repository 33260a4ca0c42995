"""What arbitrage on paper needs of the storage."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from domain.gifts.arbitrage.models import Entry, ScoreCard, Signal
from domain.gifts.models import CollectionKey, GiftEvent, Listing, ListingId, Market
from domain.gifts.value.comparables import LotShelf
from domain.gifts.value.pools import PoolKey
from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.money import Money
from domain.shared.page import Page


class PaperStore(Protocol):
    def add(self, signal: Signal) -> Change:
        """Stale when there is one of this listing at this cost."""
        ...

    def close(self, signal: Signal) -> Change:
        """Stale unless it still is open."""
        ...

    def enter(self, entry: Entry) -> Change:
        """Stale when the line is there."""
        ...

    async def known(self, listing: ListingId, cost: Money) -> bool: ...

    async def open(self, now: Instant) -> tuple[Signal, ...]:
        """Those whose lot could be sold by now."""
        ...

    async def is_open(self, signal: str) -> bool: ...

    async def standing(self, *, cursor: str | None, limit: int) -> Page[Signal]:
        """Open ones whose lot is still for sale at no more than it cost; the best first."""
        ...

    async def journal(self, *, cursor: str | None, limit: int) -> Page[Signal]:
        """All of them, newest first."""
        ...

    async def entries(self, signal: str) -> tuple[Entry, ...]: ...

    async def score(self) -> ScoreCard: ...


class Pools(Protocol):
    async def lots(self, key: PoolKey) -> LotShelf:
        """For sale now, on all markets."""
        ...


class Lots(Protocol):
    async def get(self, ids: Sequence[ListingId]) -> Mapping[ListingId, Listing]:
        """Those that are for sale."""
        ...


class Sales(Protocol):
    async def sales(
        self, collection: CollectionKey, *, since: Instant, until: Instant
    ) -> tuple[GiftEvent, ...]:
        """Oldest first."""
        ...


class Bids(Protocol):
    """Somebody who would buy at once. No market that we read tells its bids so far."""

    async def best(self, market: Market, lot: Listing) -> Money | None:
        """What the seller would get, after fees."""
        ...
