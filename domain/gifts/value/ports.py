"""What estimates need of the storage."""

from typing import Protocol

from domain.gifts.models import CollectionKey
from domain.gifts.value.comparables import Price
from domain.shared.ids import Instant


class PoolStore(Protocol):
    """Of one collection and model."""

    async def lots(self, collection: CollectionKey, model: str) -> tuple[Price, ...]:
        """At a fixed price in TON, the locked ones too."""
        ...

    async def sales(
        self, collection: CollectionKey, model: str, since: Instant
    ) -> tuple[Price, ...]:
        """Those for TON that are no wash trade, newest first, at most 300."""
        ...
