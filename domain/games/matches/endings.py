"""How a lobby or match ends: stakes, seats, history and flags of one unit."""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from domain.games import rules, verdicts
from domain.games.events import PairFlagged
from domain.games.frame import Frame
from domain.games.matches.announcements import Announcements
from domain.games.models import Lobby, LobbyEvent, LobbyState, Reason
from domain.games.record_models import Flag, FlagKind, Played, Result
from domain.shared.change import Changes, Event
from domain.shared.ids import DAY, Instant, UserId
from domain.shared.money import Money

_FLAG_DIGITS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The lobby as it ends, and what makes that true besides writing its row."""

    lobby: Lobby
    changes: Changes
    events: tuple[Event, ...] = ()


class Endings:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._announcements = Announcements(frame)

    async def win(self, lobby: Lobby, seat_number: int, reason: Reason = Reason.NONE) -> Ending:
        """Settled at once; told after the dice have come to rest."""
        winner = lobby.seats[seat_number].person
        payout, _, _ = verdicts.shares(lobby.terms)
        now = self._over(lobby, LobbyEvent.SETTLE, reason)
        now = replace(now, winner=winner, payout=payout)
        return await self._played(now, self._frame.books.pay(lobby, winner))

    async def split(self, lobby: Lobby) -> Ending:
        """Stakes back, no rake."""
        now = self._over(lobby, LobbyEvent.SPLIT, Reason.TIES)
        return await self._played(now, self._frame.books.release(lobby))

    async def void(self, lobby: Lobby, reason: Reason, why: str = "") -> Ending:
        """Stakes back, no rake; told at once, since no verdict is awaited."""
        now = self._over(lobby, LobbyEvent.VOID, reason)
        now = replace(now, why=why, announced=True, due_at=None)
        told = self._announcements.of(now)
        if lobby.state is LobbyState.OPEN:
            return Ending(lobby=now, changes=(self._stand_up(lobby), told))
        ending = await self._played(now, self._frame.books.release(lobby))
        return replace(ending, changes=(ending.changes, told))

    def cancel(self, lobby: Lobby, event: LobbyEvent, reason: Reason) -> Ending:
        """Nobody joined: nothing was held."""
        now = replace(self._over(lobby, event, reason), announced=True, due_at=None)
        told = self._announcements.of(now) if reason is not Reason.LEFT else ()
        return Ending(lobby=now, changes=(self._stand_up(lobby), told))

    def announce(self, lobby: Lobby) -> Ending:
        """The pause is over: everybody may see the verdict."""
        now = replace(rules.moved(lobby, LobbyEvent.ANNOUNCE), announced=True, due_at=None)
        return Ending(lobby=now, changes=self._announcements.of(now))

    def _over(self, lobby: Lobby, event: LobbyEvent, reason: Reason) -> Lobby:
        at = self._frame.clock.now()
        return replace(
            rules.moved(lobby, event),
            settled_at=at,
            reason=reason,
            due_at=rules.later(at, self._frame.settings.pause_s),
        )

    def _stand_up(self, lobby: Lobby) -> Changes:
        return [self._frame.lobbies.stand_up(seat.person, lobby.id) for seat in lobby.seats]

    async def _played(self, lobby: Lobby, money: Changes) -> Ending:
        flags = await self._flags(lobby) if lobby.state is not LobbyState.VOID else ()
        counts = lobby.state is not LobbyState.VOID and not flags
        return Ending(
            lobby=lobby,
            changes=(
                money,
                self._stand_up(lobby),
                self._history(lobby, counts=counts),
                [self._frame.flags.raise_(flag) for flag in flags],
            ),
            events=tuple(PairFlagged(flag.id) for flag in flags),
        )

    def _history(self, lobby: Lobby, *, counts: bool) -> Changes:
        assert lobby.settled_at is not None, "it is over"
        both = zip(lobby.seats, reversed(lobby.seats), strict=True)
        return [
            self._frame.records.add(
                Played(
                    id=self._frame.ids.new(),
                    person=seat.person,
                    other=across.person,
                    other_name=across.name,
                    game=lobby.terms.game,
                    ref=lobby.id,
                    staked=lobby.stake,
                    returned=_returned(lobby, won=seat.person == lobby.winner),
                    result=_result(lobby, won=seat.person == lobby.winner),
                    counts=counts,
                    at=lobby.settled_at,
                )
            )
            for seat, across in both
        ]

    async def _flags(self, lobby: Lobby) -> tuple[Flag, ...]:
        """What speaks against counting this match for the board and for bonuses."""
        now = self._frame.clock.now()
        low, high = sorted(seat.person for seat in lobby.seats)
        before = await self._frame.records.pair_games(low, high, Instant(now - DAY))
        inviters = self._frame.inviters
        kinds = []
        if before >= self._frame.settings.pair_per_day:
            kinds.append(FlagKind.OFTEN)
        if await inviters.inviter(low) == high or await inviters.inviter(high) == low:
            kinds.append(FlagKind.RELATED)
        return tuple(
            Flag(
                id=_flag_id(kind, low, high, now // DAY),
                kind=kind,
                people=(low, high),
                lobby=lobby.id,
                at=now,
            )
            for kind in kinds
        )


def _flag_id(kind: FlagKind, low: UserId, high: UserId, day: int) -> str:
    """The same for the same pair on the same day. It outlives both accounts and names nobody."""
    return sha256(f"{kind.value}-{low}-{high}-{day}".encode()).hexdigest()[:_FLAG_DIGITS]


def _returned(lobby: Lobby, *, won: bool) -> Money:
    if lobby.state is not LobbyState.RESOLVED:
        return lobby.stake
    assert lobby.payout is not None, "a resolved match has a payout"
    return lobby.payout if won else Money(0, lobby.stake.asset)


def _result(lobby: Lobby, *, won: bool) -> Result:
    if lobby.state is LobbyState.RESOLVED:
        return Result.WON if won else Result.LOST
    return Result.SPLIT if lobby.state is LobbyState.SPLIT else Result.VOID
