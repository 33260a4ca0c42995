"""What is kept beside listings and history: items, collections, rarities, sources, jobs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.gifts.costs import Fees
from domain.gifts.models import CollectionKey, GiftKey, Market, SourceState
from domain.gifts.search import Trait
from domain.shared.ids import Instant


class ContentState(StrEnum):
    """How far a gift's metadata have been read. `missing`: there are none and will be none."""

    UNREAD = "unread"
    READ = "read"
    FAILED = "failed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A gift that we have met, for sale or not, as far as anybody told. `model_tier` is set for
    crafted ones. `content_at` is when its metadata are to be tried, or were read; `tries` failed.
    """

    gift: GiftKey
    collection: CollectionKey
    number: int
    seen_at: Instant
    model: str | None = None
    model_tier: str | None = None
    backdrop: str | None = None
    symbol: str | None = None
    address: str | None = None
    image_url: str | None = None
    animation_url: str | None = None
    about: str | None = None
    content: ContentState = ContentState.UNREAD
    content_at: Instant
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptShelf:
    """A collection on a market; `read_at` is when all its lots were read last."""

    market: Market
    collection: CollectionKey
    title: str
    ref: str
    supply: int | None
    read_at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """How rare a model, backdrop or symbol is in its collection, as `market` told first."""

    collection: CollectionKey
    trait: Trait
    value: str
    permille: int
    market: Market
    told_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSource:
    """A market as a source. `mark` is where its feed goes on. `read_at` is the instant at which
    the last complete read began: what we show is not older than that. `fees` are those by which
    its listings are priced, `fees_said` whether the market itself told them. `odd` counts rows
    left out, by why.
    """

    market: Market
    state: SourceState
    since: Instant
    mark: str | None = None
    read_at: Instant | None = None
    fees: Fees = field(default_factory=Fees)
    fees_said: bool = False
    odd: Mapping[str, int] = field(default_factory=dict)


class Progress(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobProgress:
    """How far a job has come. `market` and `subject` (a collection) are empty where it has none.
    It goes on after `position` when it was stopped.
    """

    job: str
    market: str = ""
    subject: str = ""
    position: str | None = None
    done: int = 0
    total: int = 0
    state: Progress = Progress.WAITING
    error: str = ""
    began_at: Instant
    changed_at: Instant
