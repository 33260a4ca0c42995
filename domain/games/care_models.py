"""Responsible play: what people may set for themselves."""

from dataclasses import dataclass
from enum import StrEnum

from domain.games.models import NEVER, Entrance
from domain.shared.ids import DAY, Instant, UserId
from domain.shared.money import Asset, Money


class LimitKind(StrEnum):
    """`deposit`: what comes in, gross. `stake`: what is put at stake. `loss`: stakes less
    returns, the stake in question counted as lost.
    """

    DEPOSIT = "deposit"
    STAKE = "stake"
    LOSS = "loss"


class Period(StrEnum):
    """24 h, 7 days, 30 days, each up to now."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @property
    def span(self) -> int:
        """In microseconds."""
        return {"day": DAY, "week": 7 * DAY, "month": 30 * DAY}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A raised or lifted limit (None: no limit). A second yes puts it in force from `since` on."""

    amount: Money | None
    since: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayLimit:
    """The limit in force; what is asked for beside it waits in `pending`."""

    kind: LimitKind
    period: Period
    asset: Asset
    amount: Money
    pending: Pending | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLimit:
    """The order. `amount` None asks to lift the limit."""

    kind: LimitKind
    period: Period
    asset: Asset
    amount: Money | None


class PauseKind(StrEnum):
    BREAK = "break"
    EXCLUSION = "exclusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """No stake until then, whatever is asked for; nobody shortens it."""

    kind: PauseKind
    until: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """What the gate knows of a person. A sitting is play without a gap of half an hour; `checked`
    is when the reality check was dismissed last; `reality_minutes` 0 is the house's default.
    `version` counts the changes.
    """

    person: UserId
    reminded_at: Instant = NEVER
    sitting_from: Instant = NEVER
    staked_at: Instant = NEVER
    checked_at: Instant = NEVER
    reality_minutes: int = 0
    pause: Pause | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What the gate is asked about: one person, one amount."""

    person: UserId
    value: Money
    entrance: Entrance


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Responsible play as its screen shows it. `sitting_minutes` is 0 when nobody plays."""

    limits: tuple[PlayLimit, ...]
    pause: Pause | None
    reality_minutes: int
    reminder_due: bool
    sitting_minutes: int
    turnover: tuple["Turnover", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """What was staked and what came back, of one asset, over some span."""

    asset: Asset
    staked: Money
    returned: Money

    @property
    def net(self) -> Money:
        return self.returned - self.staked
