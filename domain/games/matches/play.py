"""What follows from a throw, and from its absence: pure steps and the ends they lead to."""

from dataclasses import dataclass, replace

from domain.games import rules, throws, verdicts
from domain.games.catalogue import emoji_of
from domain.games.frame import Frame
from domain.games.matches.endings import Ending, Endings
from domain.games.models import (
    HouseThrow,
    Lobby,
    LobbyEvent,
    Prompt,
    PromptState,
    Reason,
    Seat,
    Thrown,
    ThrownBy,
)
from domain.shared.ids import Instant, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRow:
    """The bot's throw that a message is, or was to be: for whom, and which of theirs."""

    lobby: str
    turn: int
    person: UserId
    index: int

    def waited_for(self, lobby: Lobby) -> int | None:
        """The seat's number when the match still waits for this very throw."""
        number = lobby.seat_of(self.person)
        if lobby.state not in rules.RUNNING or lobby.turn != self.turn or number is None:
            return None
        seat = lobby.seats[number]
        fits = seat.house is not HouseThrow.NONE and len(seat.values(self.turn)) == self.index
        return number if fits else None

    def thrown(self, lobby: Lobby, *, value: int, message_id: int, date: Instant) -> Thrown:
        return Thrown(
            turn=self.turn,
            index=self.index,
            value=value,
            by=ThrownBy.BOT,
            chat_id=self.person,
            message_id=message_id,
            date=date,
            emoji=emoji_of(lobby.terms.game),
        )


class Play:
    def __init__(self, frame: Frame, endings: Endings) -> None:
        self._frame = frame
        self._endings = endings

    def taken(self, was: Lobby, number: int, thrown: Thrown, event: LobbyEvent) -> Lobby:
        """With one throw more. Whoever still has throws of their own gets their time anew."""
        seat = was.seats[number]
        seat = replace(seat, throws=(*seat.throws, thrown), house=HouseThrow.NONE)
        now = seat_replaced(rules.moved(was, event), number, seat)
        if event is not LobbyEvent.THROW or not throws.left(now, number):
            return now
        anew = rules.later(self._frame.clock.now(), self._frame.settings.throw_s)
        return replace(now, due_at=max(anew, now.due_at or anew))

    async def after(self, lobby: Lobby, *, house: bool = False) -> Ending:
        """What the throws decide: an end, a rethrow, or nothing yet. Once the bot throws it goes
        on until it is decided.
        """
        outcome = throws.outcome(lobby)
        if outcome.winner is not None:
            return await self._endings.win(lobby, outcome.winner)
        if outcome is verdicts.Outcome.TIE:
            if lobby.turn < verdicts.MOST_RETHROWS:
                return self._rethrow(lobby)
            return await self._endings.split(lobby)
        return self._ask_house(lobby) if house else Ending(lobby=lobby, changes=())

    async def asked(self, lobby: Lobby) -> Ending:
        """A prompt was delivered, or cannot be. The time to throw begins when both are asked."""
        states = [seat.prompt.state for seat in lobby.seats]
        if all(state is PromptState.UNREACHED for state in states):
            return await self._endings.void(lobby, Reason.UNREACHABLE)
        if PromptState.WAITING in states:
            return Ending(lobby=lobby, changes=())
        deadline = rules.later(self._frame.clock.now(), self._frame.settings.throw_s)
        return Ending(lobby=replace(lobby, due_at=deadline), changes=())

    async def timed_out(self, was: Lobby) -> Ending:
        """The deadline passed. Who threw is not robbed, who stalls gains nothing: the bot throws
        for the absent player; nobody threw, or we failed to ask: void.
        """
        if any(seat.house is not HouseThrow.NONE for seat in was.seats):
            return await self._endings.void(was, Reason.FATE_UNKNOWN)
        if any(seat.prompt.state is PromptState.WAITING for seat in was.seats):
            return await self._endings.void(was, Reason.NOT_ASKED)
        if not any(seat.values(was.turn) for seat in was.seats):
            return await self._endings.void(was, Reason.BOTH_ABSENT)
        for number, seat in enumerate(was.seats):
            if seat.prompt.state is PromptState.UNREACHED:
                return await self._endings.win(was, 1 - number, Reason.FORFEIT)
        return self._ask_house(was)

    def _ask_house(self, was: Lobby) -> Ending:
        """The bot throws for the side that is further behind."""
        number = min(range(2), key=lambda n: (len(was.seats[n].values(was.turn)), n))
        seat = replace(was.seats[number], house=HouseThrow.ASKED)
        now = seat_replaced(rules.moved(was, LobbyEvent.ASK_HOUSE), number, seat)
        until = rules.later(self._frame.clock.now(), self._frame.settings.house_s)
        asked = replace(now, due_at=until)
        return Ending(lobby=asked, changes=self._frame.messages.dice(asked, number))

    def _rethrow(self, was: Lobby) -> Ending:
        seats = tuple(replace(seat, prompt=Prompt(), house=HouseThrow.NONE) for seat in was.seats)
        until = rules.later(self._frame.clock.now(), self._frame.settings.ask_s)
        now = rules.moved(was, LobbyEvent.RETHROW)
        now = replace(now, seats=seats, turn=was.turn + 1, due_at=until)
        prompts = [self._frame.messages.prompt(now, number) for number in range(2)]
        return Ending(lobby=now, changes=prompts)


def seat_replaced(lobby: Lobby, number: int, seat: Seat) -> Lobby:
    seats = tuple(seat if n == number else one for n, one in enumerate(lobby.seats))
    return replace(lobby, seats=seats)
