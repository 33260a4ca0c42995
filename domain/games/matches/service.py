"""Matches: asked, thrown, timed out, settled, announced."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from domain.games import rules, throws
from domain.games.events import LobbyChanged
from domain.games.frame import Frame
from domain.games.matches.endings import Ending, Endings
from domain.games.matches.play import HouseRow, Play, seat_replaced
from domain.games.models import (
    HouseThrow,
    Lobby,
    LobbyEvent,
    LobbyState,
    Prompt,
    PromptState,
    Reason,
    Throw,
)
from domain.games.refusals import Edited, Late, NoMatch
from domain.games.shown_models import Counted
from domain.shared.actor import Actor
from domain.shared.change import Decision
from domain.shared.ids import MINUTE, Instant, UserId

logger = logging.getLogger(__name__)

AT_ONCE: Final = 200
LATE_FOR: Final = 10 * MINUTE
"""So long after its end a match still explains why a throw does not count."""


class Matches:
    """Each act is safe to repeat: the version of the match and the message's id are its guards."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._endings = Endings(frame)
        self._play = Play(frame, self._endings)

    async def throw(self, actor: Actor, throw: Throw) -> Counted:
        """Take a player's dice message. Nobody's ban or pause matters any more: what was staked
        is played to its end. Refusals: subclasses of NotCounted, each with its own code.
        """

        async def decide() -> Decision[Counted]:
            known = await self._frame.lobbies.thrown(throw.chat_id, throw.message_id)
            if known is not None:
                if throw.edited:
                    raise Edited
                again = await self._frame.lobby(known)
                return Decision(_counted(again, actor.id, throw, replayed=True))
            was = await self._match_of(actor.id)
            number = was.seat_of(actor.id)
            assert number is not None, "the match is the person's own"
            thrown = throws.judge(was, number, throw)
            taken = self._play.taken(was, number, thrown, LobbyEvent.THROW)
            written = self._written(was, await self._play.after(taken))
            counted = _counted(written.result, actor.id, throw, replayed=False)
            return Decision(counted, written.changes, events=written.events)

        counted = await self._frame.store.commit(decide)
        logger.info("throw user=%s lobby=%s left=%s", actor.id, counted.lobby.id, counted.left)
        return counted

    async def prompted(
        self, lobby_id: str, turn: int, person: UserId, *, message_id: int, date: Instant
    ) -> Lobby:
        """Telegram delivered the prompt: from this message on the person's throws count."""
        prompt = Prompt(state=PromptState.SENT, message_id=message_id, date=date)
        return await self._asked(lobby_id, turn, person, prompt)

    async def unreached(self, lobby_id: str, turn: int, person: UserId) -> Lobby:
        """The prompt cannot be delivered: the person counts as absent."""
        return await self._asked(lobby_id, turn, person, Prompt(state=PromptState.UNREACHED))

    async def _asked(self, lobby_id: str, turn: int, person: UserId, prompt: Prompt) -> Lobby:
        sent = prompt.state is PromptState.SENT
        event = LobbyEvent.PROMPTED if sent else LobbyEvent.UNREACHED

        async def change(was: Lobby) -> Ending | None:
            number = was.seat_of(person)
            if was.state not in rules.RUNNING or was.turn != turn or number is None:
                return None
            seat = was.seats[number]
            if seat.prompt.state is not PromptState.WAITING:
                return None
            now = seat_replaced(rules.moved(was, event), number, replace(seat, prompt=prompt))
            return await self._play.asked(now)

        return await self._changed(lobby_id, change)

    async def thrown_by_house(
        self, match: HouseRow, *, value: int, message_id: int, date: Instant
    ) -> Lobby:
        """The bot threw for somebody absent. What the match does not wait for changes nothing."""

        async def change(was: Lobby) -> Ending | None:
            number = match.waited_for(was)
            if number is None:
                return None
            thrown = match.thrown(was, value=value, message_id=message_id, date=date)
            taken = self._play.taken(was, number, thrown, LobbyEvent.HOUSE_THROW)
            return await self._play.after(taken, house=True)

        return await self._changed(match.lobby, change)

    async def house_refused(self, match: HouseRow) -> Lobby:
        """The bot cannot throw in that chat: the absent player loses if the other one threw."""

        async def change(was: Lobby) -> Ending | None:
            number = match.waited_for(was)
            if number is None:
                return None
            if was.seats[1 - number].values(was.turn):
                return await self._endings.win(was, 1 - number, Reason.FORFEIT)
            return await self._endings.void(was, Reason.UNREACHABLE)

        return await self._changed(match.lobby, change)

    async def house_lost(self, match: HouseRow) -> Lobby:
        """Nobody knows whether the bot threw: never a second time. The match is void when the
        wait is over.
        """

        async def change(was: Lobby) -> Ending | None:
            number = match.waited_for(was)
            if number is None:
                return None
            seat = replace(was.seats[number], house=HouseThrow.LOST)
            moved = rules.moved(was, LobbyEvent.HOUSE_LOST)
            return Ending(lobby=seat_replaced(moved, number, seat), changes=())

        return await self._changed(match.lobby, change)

    async def next_due(self) -> Instant | None:
        """When time changes a match next."""
        return await self._frame.lobbies.next_due()

    async def due(self) -> int:
        """How many matches time changes now."""
        return await self._frame.lobbies.count_due(self._frame.clock.now())

    async def run_due(self) -> int:
        """Let time do what is due; answers how much was. Each match by itself, so that one that
        fails does not hold up the others.
        """
        found = await self._frame.lobbies.due(self._frame.clock.now(), AT_ONCE)
        done = await asyncio.gather(*map(self._time, found), return_exceptions=True)
        for result in done:
            if isinstance(result, BaseException):
                raise result
        return len(found)

    async def _time(self, lobby_id: str) -> None:
        async def change(was: Lobby) -> Ending | None:
            if was.due_at is None or was.due_at > self._frame.clock.now():
                return None
            return await self._timed(was)

        now = await self._changed(lobby_id, change)
        logger.info("due lobby=%s state=%s reason=%s", lobby_id, now.state, now.reason)

    async def _timed(self, was: Lobby) -> Ending:
        if was.state is LobbyState.OPEN:
            return self._endings.cancel(was, LobbyEvent.EXPIRE, Reason.EXPIRED)
        if was.state is LobbyState.LOCKED:
            return await self._endings.void(was, Reason.NOT_ASKED)
        if was.state is LobbyState.THROWING:
            return await self._play.timed_out(was)
        return self._endings.announce(was)

    async def _changed(
        self, lobby_id: str, change: Callable[[Lobby], Awaitable[Ending | None]]
    ) -> Lobby:
        async def decide() -> Decision[Lobby]:
            was = await self._frame.lobby(lobby_id)
            ending = await change(was)
            return Decision(was) if ending is None else self._written(was, ending)

        return await self._frame.store.commit(decide)

    def _written(self, was: Lobby, ending: Ending) -> Decision[Lobby]:
        now = ending.lobby
        events = (LobbyChanged(now), *ending.events)
        moved = self._frame.lobbies.move(was, now)
        return Decision(now, moved, ending.changes, made=now.id, events=events)

    async def _match_of(self, person: UserId) -> Lobby:
        lobby = await self._frame.seated(person)
        if lobby is not None:
            return lobby
        last = await self._frame.lobbies.last_over(person)
        if last is None or last.settled_at is None:
            raise NoMatch
        if self._frame.clock.now() - last.settled_at > LATE_FOR:
            raise NoMatch
        raise Late(lobby=last.id)


def _counted(lobby: Lobby, person: UserId, throw: Throw, *, replayed: bool) -> Counted:
    number = lobby.seat_of(person)
    running = number is not None and lobby.state in rules.RUNNING
    left = throws.left(lobby, number) if running and number is not None else 0
    return Counted(lobby=lobby, value=throw.value, left=left, replayed=replayed)
