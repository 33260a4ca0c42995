"""What games need of the storage and of what leaves: Changes and reads, one port per noun."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.games.care_models import LimitKind, Period, Player, PlayLimit, Turnover
from domain.games.models import GameCode, Lobby, LobbyState, Terms, Thrown
from domain.games.record_models import (
    Flag,
    HistoryFilter,
    Leader,
    Played,
    Tally,
)
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.money import Asset, Money
from domain.shared.page import Page
from domain.users.models import ExportPart


@dataclass(frozen=True, slots=True, kw_only=True)
class LobbyFilter:
    """`person` keeps the lobbies of one person; without it private ones are left out. `states`
    are as they are shown: a match in its pause still counts as `throwing`.
    """

    game: GameCode | None = None
    states: frozenset[LobbyState] = frozenset()
    person: UserId | None = None


class LobbyStore(Protocol):
    def add(self, lobby: Lobby) -> Change:
        """Stale when there is an open rematch of the same match already."""
        ...

    def move(self, was: Lobby, now: Lobby) -> Changes:
        """Write `now` over `was` with the throws that are new; Stale unless its version still is
        that of `was`, or when such a message counted before.
        """
        ...

    def sit(self, person: UserId, lobby: str) -> Change:
        """Refusal AlreadyPlaying when the person has a seat somewhere."""
        ...

    def stand_up(self, person: UserId, lobby: str) -> Change:
        """Stale when the person has no seat there."""
        ...

    async def get(self, lobby_id: str) -> Lobby | None: ...

    async def seat(self, person: UserId) -> str | None:
        """The lobby in which the person has a seat now."""
        ...

    async def last_over(self, person: UserId) -> Lobby | None:
        """The person's match that was settled last."""
        ...

    async def thrown(self, chat_id: int, message_id: int) -> str | None:
        """The lobby in which this message counted."""
        ...

    async def equal_open(self, terms: Terms, besides: UserId, now: Instant) -> Lobby | None:
        """The oldest open lobby of these terms that anybody may join, of somebody else."""
        ...

    async def rematch(self, lobby_id: str) -> Lobby | None:
        """The open rematch of a match."""
        ...

    async def find(self, which: LobbyFilter, *, cursor: str | None, limit: int) -> Page[Lobby]:
        """Newest first. Refusal: Invalid for a cursor that is not ours."""
        ...

    async def due(self, now: Instant, limit: int) -> tuple[str, ...]:
        """Lobbies that time changes now, the longest overdue first."""
        ...

    async def count_due(self, now: Instant) -> int: ...

    async def next_due(self) -> Instant | None: ...

    async def counts(self) -> Mapping[LobbyState, int]: ...

    async def at_stake(self) -> Mapping[Asset, Money]:
        """Both stakes of all matches that run, per asset."""
        ...

    async def values(self, emoji: str) -> Mapping[int, int]:
        """How often each value of this dice was thrown."""
        ...

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]: ...

    def forget(self, person: UserId, alias: UserId) -> Changes: ...


class CareStore(Protocol):
    def put(self, was: Player, now: Player) -> Change:
        """Stale unless the version still is that of `was`; 0 means no row yet."""
        ...

    def set_limit(self, person: UserId, limit: PlayLimit) -> Change: ...

    def drop_limit(
        self, person: UserId, kind: LimitKind, period: Period, asset: Asset
    ) -> Change: ...

    def grant(self, person: UserId, day: int, value: Money) -> Change:
        """Refusal AlreadyDone when the day's grant was given."""
        ...

    async def player(self, person: UserId) -> Player | None: ...

    async def limits(self, person: UserId) -> tuple[PlayLimit, ...]: ...

    async def granted(self, person: UserId, day: int) -> bool: ...

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]: ...

    def forget(self, person: UserId, alias: UserId) -> Changes: ...


class RecordStore(Protocol):
    def add(self, played: Played) -> Change: ...

    async def turnover(
        self, person: UserId, since: Instant, asset: Asset | None = None
    ) -> tuple[Turnover, ...]:
        """Per asset; games that were void do not count."""
        ...

    async def pair_games(self, one: UserId, other: UserId, since: Instant) -> int:
        """Games of these two that had an end by throws."""
        ...

    async def tallies(self, person: UserId) -> tuple[Tally, ...]: ...

    async def leaders(
        self, asset: Asset, since: Instant, until: Instant, limit: int
    ) -> tuple[Leader, ...]:
        """By net, then by who was there first; names are left empty."""
        ...

    async def history(
        self, person: UserId, which: HistoryFilter, *, cursor: str | None, limit: int
    ) -> Page[Played]:
        """Newest first."""
        ...

    async def since(self, person: UserId, since: Instant) -> tuple[Played, ...]: ...

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]: ...

    def forget(self, person: UserId, alias: UserId) -> Changes: ...


class FlagStore(Protocol):
    def raise_(self, flag: Flag) -> Change:
        """One per kind, pair and day; again is fine."""
        ...

    def close(self, was: Flag, now: Flag) -> Change:
        """Refusal AlreadyDone when it is closed."""
        ...

    async def get(self, flag_id: str) -> Flag | None: ...

    async def waiting(self, *, cursor: str | None, limit: int) -> Page[Flag]:
        """Oldest first."""
        ...


class MatchMessages(Protocol):
    """Rows that leave for a player's chat, and come back with what Telegram made of them."""

    def prompt(self, lobby: Lobby, seat_number: int) -> Change:
        """The message that asks to throw."""
        ...

    def dice(self, lobby: Lobby, seat_number: int) -> Change:
        """The bot's throw for an absent player; sent at most once."""
        ...

    def forward(self, to: UserId, throw: Thrown) -> Change:
        """The dice message itself, with Telegram's own mark of where it comes from."""
        ...


class Deposits(Protocol):
    """What came in, of payments."""

    async def paid_since(self, person: UserId, since: Instant) -> Money:
        """Stars."""
        ...


class ChainDeposits(Protocol):
    """What came in over the chain."""

    async def credited_since(self, person: UserId, asset: str, since: Instant) -> int:
        """Of the asset with this code, in smallest units."""
        ...


class Inviters(Protocol):
    """Who brought whom, of users."""

    async def inviter(self, person: UserId) -> UserId | None: ...
