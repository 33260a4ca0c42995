"""What floors over time need of the storage."""

from collections.abc import Sequence
from typing import Protocol

from domain.gifts.models import CollectionKey, Listing, Market
from domain.gifts.value.spans import PastFloor, Read, Span
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant


class SpanStore(Protocol):
    """What lots cost when. What stands now is in the listings; what is over is kept here and
    never changed.
    """

    def close(self, listing: Listing, until: Instant) -> Changes:
        """The listing stood so from its `changed_at` until then. Goes into the unit that replaces
        or drops it. Nothing where the default search never showed it.
        """
        ...

    async def of_collection(
        self, collection: CollectionKey, *, model: str | None, since: Instant, until: Instant
    ) -> tuple[Span, ...]:
        """Those that stood at some instant of `since` to `until`, the open ones included."""
        ...

    async def collections(self) -> tuple[CollectionKey, ...]:
        """Those of which lots are or were known."""
        ...

    def forget(self, collection: CollectionKey, before: Instant) -> Change:
        """The ones that were over by then."""
        ...


class ReadStore(Protocol):
    """When which market was known: stretches of time that complete reads cover."""

    def begin(self, read: Read) -> Change: ...

    def extend(self, read: Read) -> Change:
        """To its `until`."""
        ...

    async def newest(self, market: Market) -> Read | None: ...

    async def between(self, since: Instant, until: Instant) -> tuple[Read, ...]:
        """Those that touch it, oldest first."""
        ...


class PointStore(Protocol):
    """Floors at full hours, kept where they differ from the hour before."""

    def add(self, point: PastFloor) -> Change: ...

    def reached(self, collection: CollectionKey, until: Instant) -> Change: ...

    async def rolled(self, collection: CollectionKey) -> Instant | None:
        """The last full hour of which the points are there."""
        ...

    async def of(
        self, collection: CollectionKey, *, model: str | None, since: Instant, until: Instant
    ) -> tuple[PastFloor, ...]:
        """Oldest first; the first is the one in force at `since`."""
        ...

    async def last(self, collection: CollectionKey) -> Sequence[PastFloor]:
        """The newest point of each model, and of all."""
        ...
