"""What saved searches need of the storage."""

from typing import Protocol

from domain.gifts.saved.models import SavedSearch
from domain.shared.change import Change, Changes
from domain.shared.ids import UserId


class SearchStore(Protocol):
    def add(self, search: SavedSearch, *, most: int) -> Changes:
        """Refusal TooManySearches when the person has `most` already."""
        ...

    def put(self, was: SavedSearch, now: SavedSearch) -> Change:
        """Stale unless it still is as it was."""
        ...

    def remove(self, search: SavedSearch) -> Change:
        """Refusal NotFound."""
        ...

    async def get(self, search: str) -> SavedSearch | None: ...

    async def of(self, person: UserId) -> tuple[SavedSearch, ...]:
        """By name."""
        ...
