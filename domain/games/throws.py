"""Which dice messages are throws: twelve ways not to be one, each with its own refusal."""

from typing import Final

from domain.games import rules, verdicts
from domain.games.catalogue import DUELS
from domain.games.models import (
    HouseThrow,
    Lobby,
    LobbyEvent,
    LobbyState,
    PromptState,
    Throw,
    Thrown,
    ThrownBy,
)
from domain.games.refusals import (
    BeforePrompt,
    Edited,
    Forwarded,
    InAlbum,
    InOthersName,
    Late,
    NoMatch,
    NotCounted,
    NoValue,
    Repeated,
    Scheduled,
    ViaBot,
    WrongChat,
    WrongEmoji,
)

_MARKS: Final = (
    ("edited", Edited),
    ("forwarded", Forwarded),
    ("via_bot", ViaBot),
    ("scheduled", Scheduled),
    ("album", InAlbum),
    ("channel", InOthersName),
)


def judge(lobby: Lobby, seat_number: int, throw: Throw) -> Thrown:
    """The throw as it counts, or its refusal: subclasses of NotCounted.

    The deadline is compared with the message's own date, so that a throw in time counts however
    late we read it, as long as the bot has not been asked to throw.
    """
    if lobby.state is LobbyState.OPEN:
        raise NoMatch(lobby=lobby.id)
    _plain(throw)
    if not throw.private or throw.chat_id != lobby.seats[seat_number].person:
        raise WrongChat(lobby=lobby.id)
    game = DUELS[lobby.terms.game]
    if throw.emoji != game.emoji:
        raise WrongEmoji(emoji=game.emoji)
    if throw.value not in game.values:
        raise NoValue(lobby=lobby.id)
    refusal = _untimely(lobby, seat_number, throw)
    if refusal is not None:
        raise refusal(lobby=lobby.id)
    seat = lobby.seats[seat_number]
    return Thrown(
        turn=lobby.turn,
        index=len(seat.values(lobby.turn)),
        value=throw.value,
        by=ThrownBy.PLAYER,
        chat_id=throw.chat_id,
        message_id=throw.message_id,
        date=throw.date,
        emoji=throw.emoji,
    )


def left(lobby: Lobby, seat_number: int) -> int:
    """Throws of this turn that the seat still has; none when it is decided."""
    if lobby.state not in rules.RUNNING or outcome(lobby) is not verdicts.Outcome.UNDECIDED:
        return 0
    made = len(lobby.seats[seat_number].values(lobby.turn))
    return verdicts.quota(lobby.terms.rule, lobby.turn) - made


def outcome(lobby: Lobby) -> verdicts.Outcome:
    """What this turn's throws decide so far."""
    first, second = lobby.seats
    turn = lobby.turn
    return verdicts.outcome(lobby.terms.rule, turn, first.values(turn), second.values(turn))


def _plain(throw: Throw) -> None:
    for mark, refusal in _MARKS:
        if getattr(throw, mark):
            raise refusal


def _untimely(lobby: Lobby, seat_number: int, throw: Throw) -> type[NotCounted] | None:
    seat = lobby.seats[seat_number]
    table = rules.TABLE
    if lobby.state is LobbyState.LOCKED:
        return BeforePrompt
    if (lobby.state, LobbyEvent.THROW) not in table.steps:
        return Late
    prompt = seat.prompt
    if prompt.state is not PromptState.SENT:
        return BeforePrompt
    if throw.message_id <= prompt.message_id or throw.date < prompt.date:
        return BeforePrompt
    if left(lobby, seat_number) == 0:
        return Repeated
    asked = any(one.house is not HouseThrow.NONE for one in lobby.seats)
    late = lobby.due_at is not None and throw.date > lobby.due_at
    return Late if asked or late else None
