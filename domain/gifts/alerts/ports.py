"""What alerts need of the storage, of the search index and of the markets."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from domain.gifts.alerts.models import Firing, FiringState, PricePoint, Rule, Told
from domain.gifts.models import CollectionKey, GiftEvent, Listing, ListingId, Market
from domain.gifts.search import Query
from domain.gifts.value.floors import Floor
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.page import Page
from domain.users.models import NoticeSettings


class RuleStore(Protocol):
    def add(self, rule: Rule, *, most: int) -> Changes:
        """Refusal TooManyAlerts when the person has `most` already."""
        ...

    def put(self, was: Rule, now: Rule) -> Change:
        """Stale unless it still is as it was."""
        ...

    def remove(self, rule: Rule) -> Change:
        """Refusal NotFound."""
        ...

    async def get(self, rule: str) -> Rule | None: ...

    async def of(self, person: UserId) -> tuple[Rule, ...]:
        """Newest first."""
        ...

    async def of_search(self, search: str) -> Rule | None: ...

    async def all(self) -> tuple[Rule, ...]: ...


class FiringStore(Protocol):
    def add(self, firing: Firing) -> Change:
        """Nothing when it is there."""
        ...

    def end(self, firing: Firing, state: FiringState, at: Instant) -> Change:
        """Stale unless it still is `found`."""
        ...

    def postpone(self, firing: Firing, due_at: Instant) -> Change:
        """Stale unless it still is `found`."""
        ...

    def tell(self, was: Told | None, now: Told) -> Change:
        """Stale when something else was told meanwhile."""
        ...

    async def get(self, firing: str) -> Firing | None: ...

    async def told(self, person: UserId, subject: str) -> Told | None: ...

    async def told_since(self, person: UserId, at: Instant) -> int:
        """How many messages they were sent after that."""
        ...

    async def due(
        self, now: Instant, limit: int, *, besides: frozenset[Market]
    ) -> tuple[Firing, ...]:
        """The longest due first; none of these markets."""
        ...

    async def next_due(self, *, besides: frozenset[Market]) -> Instant | None: ...

    async def count_due(self, now: Instant, *, besides: frozenset[Market]) -> int: ...

    async def of(self, person: UserId, *, cursor: str | None, limit: int) -> Page[Firing]:
        """Newest first."""
        ...


class Trails(Protocol):
    """What happened to prices, and what happened since we last looked."""

    async def of(self, listing: Listing, limit: int) -> tuple[PricePoint, ...]:
        """What the gift cost on this market since it was sold last, newest first."""
        ...

    async def mark(self) -> Instant | None:
        """Up to when everything had been looked at."""
        ...

    def set_mark(self, at: Instant) -> Change: ...

    async def listings_since(self, at: Instant) -> tuple[ListingId, ...]:
        """Those for sale that changed since, or whose lock ends after that."""
        ...

    async def events_since(self, at: Instant, wallets: Sequence[str]) -> tuple[GiftEvent, ...]:
        """Oldest first: what these accounts did."""
        ...


class Words(Protocol):
    """What typed words mean to the search index."""

    def fits(self, q: str, listing: Listing) -> bool: ...


class Floors(Protocol):
    async def of(self, query: Query) -> Floor:
        """Of what the query finds, now."""
        ...


class Stock(Protocol):
    async def cheapest(self, query: Query, limit: int) -> tuple[Listing, ...]: ...

    def count(self, query: Query) -> int: ...


class Looks(Protocol):
    """Lots as their market shows them at this moment."""

    async def look(self, listings: Sequence[Listing]) -> Mapping[ListingId, Listing | None]:
        """All of one market. None: no longer for sale; one that could not be read is left out.
        Raises GatewayError.
        """
        ...


class Wishes(Protocol):
    def of(self, person: UserId) -> tuple[NoticeSettings, str]:
        """Notice settings and time zone."""
        ...


Titles = Callable[[CollectionKey], str]
