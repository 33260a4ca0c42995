"""What a person has of gifts: what was bought and sold, what is left of it, what it is worth.

Everything begins with trades: bought and sold, at a price or at an unknown one. Trades come from
the person (by hand), from their proved wallets, and from gifts that the house keeps for them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.gifts.models import CollectionKey, GiftKey
from domain.shared.ids import Instant, UserId
from domain.shared.money import Money

MOST_TRADES: Final = 2_000
"""Of one person, by hand."""
MOST_QUANTITY: Final = 10_000
MOST_NOTE: Final = 200


class Side(StrEnum):
    BOUGHT = "bought"
    SOLD = "sold"


class Source(StrEnum):
    """Who says so: the person, the chain, or the house that keeps the gift."""

    MANUAL = "manual"
    WALLET = "wallet"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One gift by its key, or some of a collection (of one model of it) that have no number."""

    collection: CollectionKey
    gift: GiftKey | None = None
    model: str | None = None

    @property
    def pool(self) -> str:
        """First in, first out within it."""
        return self.gift or f"{self.collection}/{self.model or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """`price` is of all `quantity` together: what was paid with fees, or what was got after them;
    None when nobody knows. `ref` is one per thing that happened, so that reading it again adds
    nothing. `wallet` is the raw address it happened at, "" for others.
    """

    id: str
    person: UserId
    side: Side
    source: Source
    subject: Subject
    quantity: int
    price: Money | None
    at: Instant
    ref: str
    wallet: str = ""
    note: str = ""
    created_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLot:
    """What is left of one purchase. `cost` is of what is left; `sources` all who told of it."""

    trade: Trade
    quantity: int
    cost: Money | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """A part of a sale met with a part of a purchase, oldest purchase first. `profit` is None
    where either price is unknown, or where the two are in different assets.
    """

    sale: Trade
    bought: Trade | None
    quantity: int
    proceeds: Money | None
    cost: Money | None
    profit: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """All trades of a person, first in first out. What was sold and never bought is a gain without
    `bought`.
    """

    open: tuple[OpenLot, ...]
    gains: tuple[Gain, ...]


class WorthBasis(StrEnum):
    """What a value rests on: comparables of the gift itself, the floor of its model or of its
    collection; for selling at once a bid, or what sellers got at that depth of the book.
    """

    FAIR = "fair"
    MODEL = "model"
    COLLECTION = "collection"
    BID = "bid"
    DEPTH = "depth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Of one: what it is asked for now, and what selling it at once would bring after fees. None:
    not enough is known. In TON.
    """

    ask: Money | None = None
    ask_basis: WorthBasis | None = None
    sell_now: Money | None = None
    sell_basis: WorthBasis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a gift lies: at a wallet, or in the contract of a sale at a price."""

    wallet: str
    address: str
    contract: str | None
    price: Money | None
    title: str
    symbol: str | None
    backdrop: str | None
    image_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a person has of one subject now. `unrealised` is None where cost or value is unknown,
    or where the cost is not in TON.
    """

    subject: Subject
    quantity: int
    sources: tuple[Source, ...]
    cost: Money | None
    worth: Worth
    value: Money | None
    sell_now: Money | None
    unrealised: Money | None
    acquired_at: Instant
    where: Where | None
    lots: tuple[OpenLot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """In TON. Each sum holds what is known; `unknown_cost` and `unknown_value` count gifts that
    are left out of them. `unrealised` is over gifts of which both are known.
    """

    gifts: int
    value: Money
    sell_now: Money
    cost: Money
    unrealised: Money
    realised: Money
    unknown_cost: int
    unknown_value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletRead:
    """When a wallet was last read whole; `failed_at` since when it could not be."""

    wallet: str
    read_at: Instant | None
    failed_at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    positions: tuple[Position, ...]
    gains: tuple[Gain, ...]
    totals: Totals
    wallets: tuple[WalletRead, ...]
    as_of: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The value on a day, UTC, as it has been since `at`, the last change that day that was seen.
    Rates are decimal texts: dollars for one TON and for one Star.
    """

    person: UserId
    day: date
    at: Instant
    gifts: int
    value: Money
    sell_now: Money
    cost: Money
    realised: Money
    ton_usd: str | None
    xtr_usd: str | None
