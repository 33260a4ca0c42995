"""Saved searches: a search with a name, and whether its person hears of what comes into it."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.gifts.search import Query
from domain.shared.change import Event
from domain.shared.ids import Instant, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    id: str
    person: UserId
    name: str
    query: Query
    notify: bool
    created_at: Instant
    changed_at: Instant
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveSearch:
    """The order of one; `query` as search parameters, see `saved_query`."""

    name: str
    query: Mapping[str, tuple[str, ...]]
    notify: bool = False


@dataclass(frozen=True, slots=True)
class SearchChanged(Event):
    """None when it is gone."""

    id: str
    search: SavedSearch | None
