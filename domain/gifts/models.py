"""What the area speaks of: gifts, lots as markets show them, listings as we keep them, events.

A gift is one thing wherever it is sold: its key is `<collection key>-<number>`, such as
`plushpepe-1234`, where the collection's key is its short name (see `names`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from domain.gifts.search import SaleKind
from domain.shared.ids import Instant
from domain.shared.money import Money

CollectionKey = NewType("CollectionKey", str)
GiftKey = NewType("GiftKey", str)
ListingId = NewType("ListingId", str)
"""`<market>:<the market's own id as it writes it>`."""


class Market(StrEnum):
    GETGEMS = "getgems"
    FRAGMENT = "fragment"
    MRKT = "mrkt"
    TONNEL = "tonnel"
    PORTALS = "portals"
    TONAPI = "tonapi"


class SourceState(StrEnum):
    """How a market can be read. `off`: no key, token or address is set for it."""

    OK = "ok"
    DEGRADED = "degraded"
    BLOCKED = "blocked"
    AUTH_EXPIRED = "auth_expired"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitValue:
    """A model, backdrop or symbol. Rarity as far as anybody told: in figures, or as the tier that
    crafted gifts have (uncommon, rare, epic, legendary).
    """

    name: str
    rarity_permille: int | None = None
    rarity_tier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Something for sale as its market shows it. `price` is the market's own figure: what it
    means for buyer and seller is said by `costs`. `title` is the collection's name, singular, as
    far as the market tells it. Addresses are raw. `seller` is a raw address, or the market's own
    name for a person, and only ever compared.
    """

    market: Market
    own_id: str
    collection: CollectionKey
    number: int
    title: str
    model: TraitValue | None
    backdrop: TraitValue | None
    symbol: TraitValue | None
    price: Money
    sale_kind: SaleKind
    onchain: bool
    address: str | None = None
    contract: str | None = None
    seller: str | None = None
    listed_at: Instant | None = None
    locked_until: Instant | None = None
    image_url: str | None = None

    @property
    def id(self) -> ListingId:
        return ListingId(f"{self.market}:{self.own_id}")

    @property
    def gift(self) -> GiftKey:
        return GiftKey(f"{self.collection}-{self.number}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A lot with what it truly costs, as we keep it while it is for sale. `seen_at` is when we
    saw it first; how old the knowledge is that it still stands so, the market's last complete
    read says.
    """

    lot: Lot
    buyer_total: Money
    seller_net: Money
    seen_at: Instant
    changed_at: Instant

    @property
    def id(self) -> ListingId:
        return self.lot.id

    @property
    def newest_at(self) -> Instant:
        return self.lot.listed_at if self.lot.listed_at is not None else self.seen_at


class EventKind(StrEnum):
    """`gone`: no longer for sale, and nobody told why."""

    LISTED = "listed"
    REPRICED = "repriced"
    DELISTED = "delisted"
    SOLD = "sold"
    MOVED = "moved"
    GONE = "gone"


class Told(StrEnum):
    """Where the knowledge of an event comes from."""

    FEED = "feed"
    SEEN = "seen"
    CHAIN = "chain"


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftEvent:
    """Something that happened to a gift; written once, never changed.

    `ref` is one per happening, made of what the market tells of it (its event id, else listing,
    kind, time and price), so that a feed read twice or out of order gives the same history.
    `confidence_permille` is how sure its kind is. `wash` marks a sale that looks like trading
    with oneself. `price` as the market shows it; `buyer_total` as `costs` says it was then.
    """

    id: str
    ref: str
    at: Instant
    kind: EventKind
    told: Told
    confidence_permille: int
    market: Market | None
    listing: ListingId | None
    gift: GiftKey
    collection: CollectionKey
    model: str | None
    backdrop: str | None
    price: Money | None
    buyer_total: Money | None
    giver: str | None = None
    taker: str | None = None
    wash: bool = False


class CollectionState(StrEnum):
    """`hidden` is read and not shown; `paused` is neither read nor shown."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """`supply` as far as a market tells it: how many gifts there are."""

    key: CollectionKey
    title: str
    seen_at: Instant
    changed_at: Instant
    supply: int | None = None
    state: CollectionState = CollectionState.SHOWN
