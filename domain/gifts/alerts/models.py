"""Alerts: what a person wants to hear of (a rule), and that it happened (a firing)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from domain.gifts.models import ListingId, Market
from domain.gifts.search import Query
from domain.shared.change import Event
from domain.shared.ids import Instant, UserId


class RuleKind(StrEnum):
    """`under`: a lot costs at most so much. `value`: a lot costs so much less than it may fetch.
    `floor`: the floor of a collection (or of one of its models) moved. `listed`: a lot comes into
    a search. `rarity`: so does one whose model is rare. `wallet`: an account did something with a
    gift. `back`: a search finds something again after it had found nothing.
    """

    UNDER = "under"
    VALUE = "value"
    FLOOR = "floor"
    LISTED = "listed"
    RARITY = "rarity"
    WALLET = "wallet"
    BACK = "back"


ABOUT_LOTS: Final = frozenset({RuleKind.UNDER, RuleKind.VALUE, RuleKind.LISTED, RuleKind.RARITY})
"""Kinds that are asked of each lot by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`query` says which lots it is about; its `price_max` is the limit of `under`. `share_bps`
    is how far below (`value`) or how far moved (`floor`), in basis points; `permille` the highest
    rarity; `wallet` a raw address. `search` is the saved search whose rule it is.

    `base` is what it goes by: the floor (nano) from which it moves, or how many lots there were.
    `fired_at` is when that was told last.
    """

    id: str
    person: UserId
    kind: RuleKind
    query: Query
    share_bps: int | None = None
    permille: int | None = None
    wallet: str | None = None
    search: str | None = None
    muted: bool = False
    base: int | None = None
    fired_at: Instant | None = None
    created_at: Instant
    changed_at: Instant
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeRule:
    """The order of a rule. `query` as search parameters, see `saved_query`."""

    kind: RuleKind
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    share_bps: int | None = None
    permille: int | None = None
    wallet: str | None = None


class Mark(StrEnum):
    """What is odd about a price, as measured on the real markets: more than 60 % off in one step;
    two cuts within a minute; three cuts or more within a day (a ladder of a bot).
    """

    STEP = "step"
    BURST = "burst"
    LADDER = "ladder"


class FiringState(StrEnum):
    """Only `found` goes on. `cooled`: it is only noted, since the person heard of this lot just
    before, or of as many as one can read. `gone`: it is no longer for sale. `passed`: it no longer
    fits. `muted`: its rule is muted or deleted. `expired`: its market could not be asked in time.
    """

    FOUND = "found"
    TOLD = "told"
    COOLED = "cooled"
    GONE = "gone"
    PASSED = "passed"
    MUTED = "muted"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """A rule holds. One per (rule, subject, occasion), for ever; ids go by time. `subject` is a
    listing's id, else `floor:<collection>`, `back:<rule>` or `gift:<gift>`. `units` is the buyer's
    total, where it is about a lot. `fields` are those of the words.
    """

    id: str
    rule: str
    subject: str
    occasion: str
    person: UserId
    kind: RuleKind
    market: Market | None = None
    units: int | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    marks: frozenset[Mark] = frozenset()
    state: FiringState = FiringState.FOUND
    found_at: Instant
    due_at: Instant

    @property
    def listing(self) -> ListingId:
        return ListingId(self.subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person heard last of a subject, and when."""

    person: UserId
    subject: str
    units: int | None
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class PricePoint:
    """A lot was put up or repriced. `units` is the buyer's total in nano, None in other assets."""

    ref: str
    at: Instant
    listed: bool
    units: int | None


@dataclass(frozen=True, slots=True)
class RuleChanged(Event):
    """Made, changed, muted or told; None when it is gone."""

    id: str
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class FiringsFound(Event):
    due_at: Instant
