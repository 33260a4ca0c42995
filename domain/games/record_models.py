"""What is kept of matches: history, statistics, leader board, receipts, flags."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.games.models import GameCode, LobbyState, Reason, Terms, Thrown
from domain.shared.ids import Instant, UserId
from domain.shared.money import Asset, Money


class Result(StrEnum):
    WON = "won"
    LOST = "lost"
    SPLIT = "split"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One person's side of one game that is over: a row of the history over all games. `ref` is
    what was played (a lobby), `other_name` as it was then; `counts` says whether the leader board
    and bonuses count it.
    """

    id: str
    person: UserId
    other: UserId | None
    other_name: str
    game: GameCode
    ref: str
    staked: Money
    returned: Money
    result: Result
    counts: bool
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    game: GameCode | None = None
    asset: Asset | None = None
    result: Result | None = None
    since: Instant | None = None
    until: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A person's games of one kind in one asset. `net` may be negative."""

    game: GameCode
    asset: Asset
    games: int
    wins: int
    splits: int
    staked: Money
    returned: Money

    @property
    def net(self) -> Money:
        return self.returned - self.staked


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A place on the board of the week, by net."""

    place: int
    person: UserId
    name: str
    games: int
    wins: int
    net: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The week from Monday 00:00 UTC."""

    asset: Asset
    since: Instant
    until: Instant
    leaders: tuple[Leader, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSeat:
    """Both throws stand in the player's own chat with the bot, where Telegram lets nobody delete
    them for 24 hours.
    """

    person: UserId
    prompt_message_id: int
    prompt_at: Instant
    throws: tuple[Thrown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Everything that the verdict follows from. `turn` is the last one (0, or a rethrow), that of
    the prompts; `terms_hash` was fixed when the match locked."""

    lobby: str
    terms: Terms
    state: LobbyState
    reason: Reason
    turn: int
    seats: tuple[ReceiptSeat, ...]
    winner: UserId | None
    payout: Money | None
    rake: Money | None
    locked_at: Instant | None
    settled_at: Instant | None
    terms_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyCheck:
    name: str
    ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    checks: tuple[VerifyCheck, ...]

    @property
    def valid(self) -> bool:
        return all(check.ok for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Thrown values of one dice and how far they are from even. `chi_square` and `p` are decimal
    texts, None while there are no throws.
    """

    emoji: str
    values: Mapping[int, int]
    n: int
    chi_square: str | None
    p: str | None


class FlagKind(StrEnum):
    """`often`: more matches of the pair in a day than count. `related`: one brought the other."""

    OFTEN = "often"
    RELATED = "related"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Two people who should be looked at, once per kind and day. Open until `closed_by`."""

    id: str
    kind: FlagKind
    people: tuple[UserId, UserId]
    lobby: str
    at: Instant
    closed_by: UserId | None = None
    closed_at: Instant | None = None
    note: str = ""
