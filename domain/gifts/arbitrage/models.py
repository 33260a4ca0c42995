"""Arbitrage on paper: a lot that is cheap here for what the same thing fetches elsewhere."""

from dataclasses import dataclass
from enum import StrEnum

from domain.gifts.models import CollectionKey, GiftKey, ListingId, Market
from domain.shared.change import Event
from domain.shared.ids import Instant
from domain.shared.money import Money


class Level(StrEnum):
    """What the lot was compared with: lots of its model and backdrop, or of its model. The two
    are never mixed in one figure.
    """

    PAIR = "pair"
    MODEL = "model"


class SignalState(StrEnum):
    """`won` and `lost`: an equal thing was sold there in time, and what it fetched leaves a gain
    or none. `expired`: none was sold in time, so nobody knows.
    """

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The whole sum of a trade on paper, all in TON: paid for the lot (`cost`), beside it (`gas`,
    `moving` it to the other market, `lock`: the risk while it can't be sold), and got (`net`, of
    an `ask` there less the seller's fees). `profit` = net - cost - gas - moving - lock.
    """

    cost: Money
    gas: Money
    moving: Money
    lock: Money
    ask: Money
    net: Money

    @property
    def beside(self) -> Money:
        return self.gas + self.moving + self.lock

    @property
    def profit(self) -> Money:
        return self.net - self.cost - self.beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A lot there that the ask rests on."""

    listing: ListingId
    buyer_total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """`sell_from` is when the lot could be there. Until `ends_at` an equal sale decides; `sale`
    is the event that did, `proceeds` and `gain` what came of it.
    """

    id: str
    listing: ListingId
    gift: GiftKey
    title: str
    collection: CollectionKey
    model: str
    backdrop: str | None
    buy_market: Market
    sell_market: Market
    level: Level
    sums: Sums
    compared: tuple[Compared, ...]
    opened_at: Instant
    sell_from: Instant
    ends_at: Instant
    state: SignalState = SignalState.OPEN
    sale: str | None = None
    proceeds: Money | None = None
    gain: Money | None = None
    closed_at: Instant | None = None


class EntryKind(StrEnum):
    """Lines of the journal. `undo` takes an expired trade back at what it cost."""

    BUY = "buy"
    BESIDE = "beside"
    SELL = "sell"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`units` is signed nano TON: below zero what went out."""

    signal: str
    kind: EntryKind
    units: int
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCard:
    """How the signals did so far. `gain` is the sum over won and lost; `entries` is the same out
    of the journal's lines: `reconciled` says that they agree to the nano.
    """

    open: int
    won: int
    lost: int
    expired: int
    gain: Money
    best: Money | None
    worst: Money | None
    entries: Money
    tied: Money

    @property
    def reconciled(self) -> bool:
        return self.gain == self.entries


@dataclass(frozen=True, slots=True)
class SignalOpened(Event):
    signal: Signal
