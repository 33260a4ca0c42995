"""What the area needs of a market: one port that every adapter implements, and its errors.

An adapter tells what the market shows, parsed tolerantly: a row that cannot be understood, or
whose price makes no sense, is left out and counted, never guessed at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from domain.gifts.models import CollectionKey, EventKind, GiftKey, Lot, Market, SourceState
from domain.shared.ids import Instant
from domain.shared.money import Money
from domain.shared.refusals import GatewayError


class Blocked(GatewayError):
    """A firewall stands before the market (403 or 503 with a page instead of an answer)."""


class AuthExpired(GatewayError):
    """Our key or token is no longer taken, and logging in again did not help."""


class Unreadable(GatewayError):
    """The answer is none: cut JSON, a page, another shape, or one page again and again."""


class SwitchedOff(GatewayError):
    """No key, token or address is set for this market: it is not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A collection on a market. `ref` is what the market calls it (an address, a UUID, a name)."""

    collection: CollectionKey
    title: str
    ref: str
    supply: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LotPage:
    """`next` is where the walk goes on, None at its end. `odd` counts rows left out, by why."""

    lots: tuple[Lot, ...]
    next: str | None
    odd: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketEvent:
    """One row of a market's feed. `ref` is the market's own identity of it, else made of all that
    it says. `lot` where the row shows the whole lot. The price is in the market's own terms; None
    where none is told, or none that can be real.
    """

    ref: str
    kind: EventKind
    at: Instant
    own_id: str
    gift: GiftKey
    price: Money | None = None
    giver: str | None = None
    taker: str | None = None
    lot: Lot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Events after a mark, oldest first. `whole` is False when the feed did not reach back to the
    mark, so that something in between may be missing. `pages`: it took so many to reach it. `odd`
    counts rows that another read may show, by why.
    """

    events: tuple[MarketEvent, ...]
    mark: str
    whole: bool
    pages: int = 1
    odd: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the market can be read now, since when, and what was left out so far, by why."""

    state: SourceState
    since: Instant
    odd: Mapping[str, int] = field(default_factory=dict)
    calls: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeesRead:
    """What a market itself says of its fees, in basis points; see `costs.Fees`."""

    on_top_bps: int
    inside_bps: int
    seller_bps: int


@runtime_checkable
class EndsReader(Protocol):
    """What a market may know beside its feed, such as one whose sales are on the chain."""

    async def ends(self, lots: Sequence[Lot]) -> Mapping[str, MarketEvent]:
        """Why lots that are no longer for sale are not, by own id: sold, delisted or moved, told
        by the chain itself. One of which it cannot be said is absent. Raises as MarketReader.
        """
        ...


class MarketReader(Protocol):
    """Every method may raise Throttled, Blocked, AuthExpired, Unreadable, SwitchedOff or another
    GatewayError (temporary). Each keeps the market's limits by itself: it waits for its turn.
    """

    @property
    def market(self) -> Market: ...

    @property
    def told(self) -> frozenset[EventKind]:
        """The kinds of which `news` leaves none out; empty where the market has no feed."""
        ...

    def health(self) -> Health: ...

    async def shelves(self) -> tuple[Shelf, ...]:
        """The collections that are sold there."""
        ...

    async def page(self, shelf: Shelf, place: str | None) -> LotPage:
        """A page of all its lots, of whatever sale kind; None begins. The adapter sees to it that
        a walk ends: a page that repeats is Unreadable.
        """
        ...

    async def news(self, mark: str | None) -> News:
        """What happened since the mark; with None nothing but the mark of now."""
        ...

    async def look(self, lots: Sequence[Lot]) -> Mapping[str, Lot | None]:
        """Those lots as they are now, by own id: asked just before something rests on them. None:
        no longer for sale, or at no price that can be real.
        """
        ...

    @property
    def look_most(self) -> int:
        """So many lots are looked at in a few calls; with more, others would wait for long."""
        ...

    async def fees(self) -> FeesRead | None:
        """None where the market does not say."""
        ...
