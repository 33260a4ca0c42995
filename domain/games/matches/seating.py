"""The two seats of a lobby: the first is taken when it opens, the second locks the match."""

import logging
from dataclasses import replace

from domain.games import rules
from domain.games.books import ref_of
from domain.games.events import LobbyChanged
from domain.games.frame import Frame
from domain.games.matches.announcements import Announcements
from domain.games.models import (
    CreateLobby,
    Entrance,
    Lobby,
    LobbyEvent,
    LobbyState,
    Reason,
    Seat,
    Terms,
)
from domain.games.refusals import AlreadyPlaying, LobbyGone, NotYourMatch, OwnLobby
from domain.games.stakes import Admitted
from domain.ledger import accounts
from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision
from domain.shared.ids import UserId
from domain.shared.refusals import AreaPaused, DomainError

logger = logging.getLogger(__name__)


class Unfit(Exception):
    """The creator cannot play any more (no funds, a limit, a ban): close this lobby."""

    def __init__(self, lobby: str) -> None:
        super().__init__(lobby)
        self.lobby = lobby


class Seating:
    def __init__(self, frame: Frame, announcements: Announcements) -> None:
        self._frame = frame
        self._announcements = announcements

    async def opened(
        self, actor: Actor, order: CreateLobby, terms: Terms, *, rematch_of: str | None = None
    ) -> Decision[Lobby]:
        """A new lobby with its creator in the first seat."""
        await self._no_seat(actor.id)
        admitted = await self._frame.stakes.admit(actor, order.stake, order.entrance)
        now = self._frame.clock.now()
        lobby = Lobby(
            id=self._frame.ids.new(),
            terms=terms,
            matching=order.matching,
            state=LobbyState.OPEN,
            seats=(Seat(person=actor.id, name=admitted.person.name),),
            invited=order.invited,
            rematch_of=rematch_of,
            turn=0,
            due_at=rules.later(now, self._frame.settings.lobby_life_s),
            created_at=now,
            locked_at=None,
            settled_at=None,
            announced=False,
            winner=None,
            payout=None,
            reason=Reason.NONE,
            why="",
            version=0,
        )
        return Decision(
            lobby,
            self._frame.lobbies.sit(actor.id, lobby.id),
            self._frame.lobbies.add(lobby),
            self._announcements.challenge(lobby),
            made=lobby.id,
            events=(LobbyChanged(lobby),),
        )

    async def joined(self, actor: Actor, was: Lobby, entrance: Entrance) -> Decision[Lobby]:
        """The match locked. Refusals: OwnLobby, AlreadyPlaying, LobbyGone, NotYourMatch, and
        those of a stake. Raises Unfit.
        """
        await self._frame.stakes.enter(actor)
        await self._may_join(actor.id, was)
        joiner = await self._frame.stakes.admit(actor, was.stake, entrance)
        creator = await self._creator(was)
        now = self._frame.clock.now()
        ids = self._frame.ids
        seats = (
            replace(was.creator, hold=ids.new()),
            Seat(person=actor.id, name=joiner.person.name, hold=ids.new()),
        )
        lobby = replace(
            rules.moved(was, LobbyEvent.JOIN),
            seats=seats,
            locked_at=now,
            due_at=rules.later(now, self._frame.settings.ask_s),
        )
        return Decision(
            lobby,
            self._frame.lobbies.move(was, lobby),
            self._frame.lobbies.sit(actor.id, lobby.id),
            self._held(lobby, (creator, joiner)),
            [self._frame.messages.prompt(lobby, number) for number in range(2)],
            made=lobby.id,
            events=(LobbyChanged(lobby),),
        )

    def _held(self, lobby: Lobby, admitted: tuple[Admitted, Admitted]) -> Changes:
        pot, ref = accounts.pot(lobby.id), ref_of(lobby)
        creator, joiner = lobby.seats
        gone = LobbyGone(lobby=lobby.id)
        stakes = self._frame.stakes
        return (
            stakes.hold(admitted[0], pot, hold_id=creator.hold, ref=ref, short=gone),
            stakes.hold(admitted[1], pot, hold_id=joiner.hold, ref=ref),
        )

    async def _may_join(self, person: UserId, lobby: Lobby) -> None:
        number = lobby.seat_of(person)
        if number == 0:
            raise OwnLobby(lobby=lobby.id)
        if number is not None and lobby.state in rules.RUNNING:
            raise AlreadyPlaying(lobby=lobby.id)
        if (lobby.state, LobbyEvent.JOIN) not in rules.TABLE.steps:
            raise rules.TABLE.refusal(lobby.state, LobbyEvent.JOIN)(lobby=lobby.id)
        if lobby.due_at is not None and lobby.due_at <= self._frame.clock.now():
            raise LobbyGone(lobby=lobby.id)
        if lobby.invited is not None and lobby.invited != person:
            raise NotYourMatch(lobby=lobby.id)
        await self._no_seat(person)

    async def _no_seat(self, person: UserId) -> None:
        found = await self._frame.lobbies.seat(person)
        if found is not None:
            raise AlreadyPlaying(lobby=found)

    async def _creator(self, lobby: Lobby) -> Admitted:
        creator = Actor(id=lobby.creator.person)
        try:
            return await self._frame.stakes.admit(creator, lobby.stake, Entrance.STANDING)
        except AreaPaused:
            raise
        except DomainError as refusal:
            logger.info("creator unfit lobby=%s code=%s", lobby.id, refusal.code)
            raise Unfit(lobby.id) from None
