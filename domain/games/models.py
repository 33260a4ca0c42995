"""What a match of dice messages is: from the lobby with one seat to the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from domain.shared.ids import Instant, UserId
from domain.shared.money import Money

NEVER: Final = Instant(0)


class GameCode(StrEnum):
    DICE = "dice"
    TARGET = "target"


class Rule(StrEnum):
    SINGLE = "single"
    BEST_OF_3 = "best_of_3"
    SUM_OF_3 = "sum_of_3"
    BULLSEYE_RACE = "bullseye_race"


class Matching(StrEnum):
    """In the list; joining an equal open one if there is one; by its link only."""

    OPEN = "open"
    ANY = "any"
    PRIVATE = "private"


class LobbyState(StrEnum):
    OPEN = "open"
    LOCKED = "locked"
    THROWING = "throwing"
    RESOLVED = "resolved"
    SPLIT = "split"
    VOID = "void"
    CANCELLED = "cancelled"


class LobbyEvent(StrEnum):
    JOIN = "join"
    LEAVE = "leave"
    EXPIRE = "expire"
    DROP = "drop"
    PROMPTED = "prompted"
    UNREACHED = "unreached"
    THROW = "throw"
    RETHROW = "rethrow"
    TIME_OUT = "time-out"
    ASK_HOUSE = "ask-house"
    HOUSE_THROW = "house-throw"
    HOUSE_LOST = "house-lost"
    SETTLE = "settle"
    SPLIT = "split"
    VOID = "void"
    ANNOUNCE = "announce"
    REMATCH = "rematch"


class Reason(StrEnum):
    """Why a lobby ended without a winner by throws."""

    NONE = ""
    LEFT = "left"
    EXPIRED = "expired"
    DROPPED = "dropped"
    BOTH_ABSENT = "both-absent"
    NOT_ASKED = "not-asked"
    UNREACHABLE = "unreachable"
    FATE_UNKNOWN = "fate-unknown"
    TIES = "ties"
    FORFEIT = "forfeit"
    STAFF = "staff"


class ThrownBy(StrEnum):
    PLAYER = "player"
    BOT = "bot"


class PromptState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    UNREACHED = "unreached"


class HouseThrow(StrEnum):
    """The bot's throw for a player who is absent: none asked for, asked, or its fate unknown."""

    NONE = ""
    ASKED = "asked"
    LOST = "lost"


class Entrance(StrEnum):
    """Where a stake comes from. `standing`: offered before, by the creator whom somebody joins."""

    CHAT = "chat"
    APP = "app"
    STANDING = "standing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """A game as data: the emoji of its dice message, and the values that this can show."""

    code: GameCode
    emoji: str
    rules: tuple[Rule, ...]
    values: range = range(1, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What two people agree on; frozen in the lobby. `rake_bps` of both stakes go to the house."""

    game: GameCode
    rule: Rule
    stake: Money
    rake_bps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateLobby:
    """The order. `invited` names the only person who may join (a challenge)."""

    game: GameCode
    rule: Rule
    stake: Money
    matching: Matching
    invited: UserId | None = None
    entrance: Entrance = Entrance.APP


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinLobby:
    lobby: str
    entrance: Entrance = Entrance.APP


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveLobby:
    lobby: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rematch:
    lobby: str
    entrance: Entrance = Entrance.APP


@dataclass(frozen=True, slots=True, kw_only=True)
class Throw:
    """A dice message as it came in. `date` has whole seconds, as Telegram tells it.

    The flags say what makes it no throw of this moment: `forwarded` (forward_origin), `via_bot`,
    `scheduled` (is_from_offline), `edited` (edit_date, or an edited_message), `album`
    (media_group_id), `channel` (sender_chat: written in another name).
    """

    chat_id: int
    message_id: int
    date: Instant
    emoji: str
    value: int
    private: bool
    forwarded: bool = False
    via_bot: bool = False
    scheduled: bool = False
    edited: bool = False
    album: bool = False
    channel: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Thrown:
    """A throw that counts: the `index`-th of its seat in this turn, both from 0."""

    turn: int
    index: int
    value: int
    by: ThrownBy
    chat_id: int
    message_id: int
    date: Instant
    emoji: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """The message that asks a seat to throw in this turn. `date` is Telegram's."""

    state: PromptState = PromptState.WAITING
    message_id: int = 0
    date: Instant = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """`hold` is the stake's hold once the match is locked."""

    person: UserId
    name: str
    hold: str = ""
    prompt: Prompt = Prompt()
    house: HouseThrow = HouseThrow.NONE
    throws: tuple[Thrown, ...] = ()

    def values(self, turn: int) -> tuple[int, ...]:
        return tuple(throw.value for throw in self.throws if throw.turn == turn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lobby:
    """A lobby and the match that it becomes. The creator has the first seat.

    `turn` 0 is the match itself, those after it are rethrows. `due_at` is when time changes it
    next: expiry, deadline, the end of the wait for the bot's throw, or the announcement.
    `version` counts its changes. `announced` says that the verdict may be shown.
    """

    id: str
    terms: Terms
    matching: Matching
    state: LobbyState
    seats: tuple[Seat, ...]
    invited: UserId | None
    rematch_of: str | None
    turn: int
    due_at: Instant | None
    created_at: Instant
    locked_at: Instant | None
    settled_at: Instant | None
    announced: bool
    winner: UserId | None
    payout: Money | None
    reason: Reason
    why: str
    version: int

    @property
    def stake(self) -> Money:
        return self.terms.stake

    @property
    def creator(self) -> Seat:
        return self.seats[0]

    def seat_of(self, person: UserId) -> int | None:
        """The number of the person's seat."""
        found = [n for n, seat in enumerate(self.seats) if seat.person == person]
        return found[0] if found else None

    def other(self, person: UserId) -> Seat | None:
        """The seat across."""
        found = [seat for seat in self.seats if seat.person != person]
        return found[0] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class GameSettings:
    """`assets` are the codes that may be staked; `least` and `most` are whole units. Production
    starts with points only. Spans are seconds of the Clock.
    """

    assets: frozenset[str] = frozenset({"POINTS"})
    least: int = 10
    most: Mapping[str, int] = field(
        default_factory=lambda: {"XTR": 10_000, "POINTS": 10_000, "TON": 1_000}
    )
    rake_bps: int = 300
    lobby_life_s: int = 600
    ask_s: int = 120
    throw_s: int = 45
    house_s: int = 30
    pause_s: int = 4
    daily_points: int = 100
    pair_per_day: int = 5
    reality_minutes: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeBounds:
    """What may be staked of one asset."""

    least: Money
    most: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GameCard:
    """A game as it stands in the catalogue, with what a stake may be now."""

    game: Game
    bounds: tuple[StakeBounds, ...]
    rake_bps: int
