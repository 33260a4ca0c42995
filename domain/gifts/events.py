"""What the area tells the rest of the process after a commit."""

from dataclasses import dataclass

from domain.gifts.models import GiftEvent, Listing, Market
from domain.gifts.sync.models import Collection
from domain.shared.change import Event


@dataclass(frozen=True, slots=True)
class ListingsChanged(Event):
    """`put` stand so from now on (new or changed), `gone` are no longer for sale."""

    put: tuple[Listing, ...]
    gone: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryGrew(Event):
    """Of the last commit, oldest first."""

    events: tuple[GiftEvent, ...]


@dataclass(frozen=True, slots=True)
class SourceChanged(Event):
    """A market's state changed, or it was read completely once more."""

    market: Market


@dataclass(frozen=True, slots=True)
class CollectionChanged(Event):
    """A collection was met, renamed, hidden or shown."""

    collection: Collection
