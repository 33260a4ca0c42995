"""What the area tells the rest of the process after a commit."""

from dataclasses import dataclass

from domain.gifts.models import Collection, GiftEvent, Listing, Market
from domain.shared.change import Event


@dataclass(frozen=True, slots=True)
class ListingsChanged(Event):
    """`put` stand so from now on (new or changed), `gone` are no longer for sale. `first`: by a
    market's very first reading, so they may have stood there for long.
    """

    put: tuple[Listing, ...]
    gone: tuple[Listing, ...] = ()
    first: bool = False


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
