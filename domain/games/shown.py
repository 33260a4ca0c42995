"""What may be seen of a match, by whom, when: the one place that hides."""

from domain.games import rules, throws
from domain.games.models import (
    GameSettings,
    Lobby,
    LobbyEvent,
    LobbyState,
    PromptState,
    Reason,
    Seat,
)
from domain.games.shown_models import ShownLobby, ShownPlayer, ShownThrow
from domain.shared.ids import Instant, UserId

ACTS = (LobbyEvent.JOIN, LobbyEvent.LEAVE, LobbyEvent.THROW, LobbyEvent.REMATCH)


def shown(lobby: Lobby, viewer: UserId | None, now: Instant, settings: GameSettings) -> ShownLobby:
    """The other side's values appear when both of a pair are in, the verdict after the pause."""
    told = verdict_told(lobby, now, settings)
    state = lobby.state if told else LobbyState.THROWING
    return ShownLobby(
        id=lobby.id,
        terms=lobby.terms,
        matching=lobby.matching,
        state=state,
        players=tuple(_player(lobby, seat, viewer) for seat in lobby.seats),
        winner=lobby.winner if told else None,
        payout=lobby.payout if told else None,
        deadline=lobby.due_at if lobby.state not in rules.ENDED else None,
        allowed=_allowed(lobby, viewer) if told else (),
        turn=lobby.turn,
        left=_left(lobby, viewer),
        created_at=lobby.created_at,
        settled_at=lobby.settled_at if told else None,
        reason=lobby.reason if told else Reason.NONE,
        rematch_of=lobby.rematch_of,
        invited=lobby.invited,
    )


def verdict_told(lobby: Lobby, now: Instant, settings: GameSettings) -> bool:
    """Whether nothing is held back: the dice have come to rest."""
    if lobby.state not in rules.PAUSED or lobby.announced:
        return True
    assert lobby.settled_at is not None, "a match that is over has its time"
    return now >= rules.later(lobby.settled_at, settings.pause_s)


def _player(lobby: Lobby, seat: Seat, viewer: UserId | None) -> ShownPlayer:
    across = lobby.other(seat.person)
    pairs = {(t.turn, t.index) for t in across.throws} if across is not None else set()
    return ShownPlayer(
        person=seat.person,
        name=seat.name,
        made=len(seat.values(lobby.turn)),
        throws=tuple(
            ShownThrow(value=t.value, by=t.by, message_id=t.message_id)
            for t in seat.throws
            if seat.person == viewer or (t.turn, t.index) in pairs or lobby.state in rules.ENDED
        ),
    )


def _allowed(lobby: Lobby, viewer: UserId | None) -> tuple[str, ...]:
    if viewer is None:
        return ()
    number = lobby.seat_of(viewer)
    sides = {"other"} if number is None else {"player"} | ({"creator"} if number == 0 else set())
    found = [e for e in ACTS for side in sides if e in rules.TABLE.allowed(lobby.state, side)]
    if lobby.invited is not None and viewer != lobby.invited:
        found = [e for e in found if e is not LobbyEvent.JOIN]
    if not (_left(lobby, viewer) and _asked(lobby, viewer)):
        found = [e for e in found if e is not LobbyEvent.THROW]
    return tuple(event.value for event in found)


def _asked(lobby: Lobby, viewer: UserId) -> bool:
    number = lobby.seat_of(viewer)
    return number is not None and lobby.seats[number].prompt.state is PromptState.SENT


def _left(lobby: Lobby, viewer: UserId | None) -> int:
    number = lobby.seat_of(viewer) if viewer is not None else None
    if number is None or lobby.state not in rules.RUNNING:
        return 0
    return throws.left(lobby, number)
