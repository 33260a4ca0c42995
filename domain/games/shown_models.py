"""A match as it is shown: to its players, to others, and as the answer to a throw."""

from dataclasses import dataclass

from domain.games.models import Lobby, LobbyState, Matching, Reason, Terms, ThrownBy
from domain.shared.ids import Instant, UserId
from domain.shared.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A throw that was taken. `left` are the thrower's throws still open in this turn; with
    `replayed` the same message had been counted before.
    """

    lobby: Lobby
    value: int
    left: int
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownThrow:
    value: int
    by: ThrownBy
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlayer:
    """`made` counts the throws of this turn that are in, hidden ones too."""

    person: UserId
    name: str
    throws: tuple[ShownThrow, ...]
    made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLobby:
    """A lobby as one person may see it now: no value before both are in, no verdict before the
    pause is over. `allowed` are `join`, `leave`, `throw`, `rematch`. `left` are one's own throws
    still open in this turn.
    """

    id: str
    terms: Terms
    matching: Matching
    state: LobbyState
    players: tuple[ShownPlayer, ...]
    winner: UserId | None
    payout: Money | None
    deadline: Instant | None
    allowed: tuple[str, ...]
    turn: int
    left: int
    created_at: Instant
    settled_at: Instant | None
    reason: Reason
    rematch_of: str | None
    invited: UserId | None
