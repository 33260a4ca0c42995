"""Lobbies: opened, joined, left. The match locks with the join."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from weakref import WeakValueDictionary

from domain.games import catalogue, rules
from domain.games.events import LobbyChanged
from domain.games.frame import Frame
from domain.games.matches.announcements import Announcements
from domain.games.matches.endings import Ending, Endings
from domain.games.matches.seating import Seating, Unfit
from domain.games.models import (
    CreateLobby,
    GameCard,
    JoinLobby,
    LeaveLobby,
    Lobby,
    LobbyEvent,
    LobbyState,
    Matching,
    Reason,
    Rematch,
    Terms,
)
from domain.games.points import DailyPoints
from domain.games.ports import LobbyFilter
from domain.games.refusals import LobbyGone, NotYourMatch
from domain.games.shown import shown, verdict_told
from domain.games.shown_models import ShownLobby
from domain.shared.actor import Actor
from domain.shared.change import Decision, IdempotencyKey
from domain.shared.ids import UserId
from domain.shared.page import Page
from domain.shared.refusals import AlreadyDone

logger = logging.getLogger(__name__)

TRIES: Final = 3


class Lobbies:
    """Refusals of every stake: those of `catalogue.accept` and `Stakes.admit`, AlreadyPlaying."""

    def __init__(self, frame: Frame, points: DailyPoints) -> None:
        self._frame = frame
        self._points = points
        self._endings = Endings(frame)
        self._seating = Seating(frame, Announcements(frame))
        self._queues: WeakValueDictionary[Terms, asyncio.Lock] = WeakValueDictionary()

    def games(self) -> tuple[GameCard, ...]:
        """The catalogue; public."""
        return tuple(
            catalogue.card(game, self._frame.settings) for game in catalogue.DUELS.values()
        )

    async def create(self, actor: Actor, order: CreateLobby, *, key: IdempotencyKey) -> Lobby:
        """Open a lobby; with `any` join an equal open one where there is one.

        Nothing is held before somebody joins. Refusals: Invalid, AssetNotAllowed, AmountTooSmall,
        AmountTooLarge, AmountNotWhole, and those of every stake.
        """
        await self._points.before(actor, order.stake)
        terms = self._terms(order)

        async def decide() -> Decision[Lobby]:
            await self._frame.stakes.enter(actor)
            catalogue.accept(order, self._frame.settings)
            equal = None
            if order.matching is Matching.ANY:
                now = self._frame.clock.now()
                equal = await self._frame.lobbies.equal_open(terms, actor.id, now)
            if equal is not None:
                return await self._seating.joined(actor, equal, order.entrance)
            return await self._seating.opened(actor, order, terms)

        if order.matching is not Matching.ANY:
            return await self._insist(actor, order, decide, key)
        # Two who ask for the same at once should find each other. The guards alone keep it right.
        async with self._queues.setdefault(terms, asyncio.Lock()):
            return await self._insist(actor, order, decide, key)

    async def join(self, actor: Actor, order: JoinLobby, *, key: IdempotencyKey) -> Lobby:
        """Take the second seat: both stakes are held and the match is locked, in one commit.

        Refusals: NotFound, OwnLobby, LobbyGone, NotYourMatch for a challenge of somebody else,
        and those of every stake.
        """
        found = await self._frame.lobby(order.lobby)
        await self._points.before(actor, found.stake)

        async def decide() -> Decision[Lobby]:
            lobby = await self._frame.lobby(order.lobby)
            return await self._seating.joined(actor, lobby, order.entrance)

        try:
            return await self._frame.store.once(key, actor, order, decide, again=self.get)
        except Unfit as unfit:
            await self._drop(unfit.lobby)
            raise LobbyGone(lobby=order.lobby) from None

    async def leave(self, actor: Actor, lobby_id: str, *, key: IdempotencyKey) -> Lobby:
        """The creator goes while nobody joined. Refusals: NotFound, NotYourMatch, MatchLocked,
        LobbyGone.
        """

        async def decide() -> Decision[Lobby]:
            was = await self._frame.lobby(lobby_id)
            if was.seat_of(actor.id) is None:
                raise NotYourMatch(lobby=lobby_id)
            return self._ended(was, self._endings.cancel(was, LobbyEvent.LEAVE, Reason.LEFT))

        order = LeaveLobby(lobby=lobby_id)
        return await self._frame.store.once(key, actor, order, decide, again=self.get)

    async def rematch(self, actor: Actor, order: Rematch, *, key: IdempotencyKey) -> Lobby:
        """The same terms again with the same person: joins their rematch, or opens one for them.

        Refusals: NotFound, NotYourMatch, AlreadyPlaying while it goes on, LobbyGone when nobody
        played, and those of every stake.
        """
        before = await self._frame.lobby(order.lobby)
        if before.seat_of(actor.id) is None:
            raise NotYourMatch(lobby=order.lobby)
        rules.TABLE.step(self.shown(before, actor.id).state, LobbyEvent.REMATCH)
        across = before.other(actor.id)
        if across is None:
            raise LobbyGone(lobby=order.lobby)
        await self._points.before(actor, before.stake)
        wish = CreateLobby(
            game=before.terms.game,
            rule=before.terms.rule,
            stake=before.stake,
            matching=Matching.PRIVATE,
            invited=across.person,
            entrance=order.entrance,
        )

        async def decide() -> Decision[Lobby]:
            catalogue.accept(wish, self._frame.settings)
            theirs = await self._frame.lobbies.rematch(before.id)
            if theirs is not None and theirs.creator.person != actor.id:
                return await self._seating.joined(actor, theirs, order.entrance)
            terms = self._terms(wish)
            return await self._seating.opened(actor, wish, terms, rematch_of=before.id)

        return await self._insist(actor, order, decide, key)

    async def get(self, lobby_id: str) -> Lobby:
        """Refusal: NotFound."""
        return await self._frame.lobby(lobby_id)

    async def current(self, actor: Actor) -> Lobby | None:
        """Where the person has a seat now."""
        return await self._frame.seated(actor.id)

    async def find(self, which: LobbyFilter, *, cursor: str | None, limit: int) -> Page[Lobby]:
        """Newest first. Refusal: Invalid for a cursor that is not ours."""
        return await self._frame.lobbies.find(which, cursor=cursor, limit=limit)

    def shown(self, lobby: Lobby, viewer: UserId | None) -> ShownLobby:
        """As this person may see it now. Entrances show nothing else."""
        return shown(lobby, viewer, self._frame.clock.now(), self._frame.settings)

    def told(self, lobby: Lobby) -> bool:
        """Whether its verdict may be seen."""
        return verdict_told(lobby, self._frame.clock.now(), self._frame.settings)

    async def counts(self) -> Mapping[LobbyState, int]:
        """How many there are in each state, zeros too; for metrics."""
        found = await self._frame.lobbies.counts()
        return {state: found.get(state, 0) for state in LobbyState}

    async def close_of(self, person: UserId) -> None:
        """Take the person's open lobby off the list: they paused, or were banned."""
        lobby = await self._frame.seated(person)
        if lobby is not None and lobby.state is LobbyState.OPEN:
            await self._drop(lobby.id)

    async def _insist(
        self,
        actor: Actor,
        order: object,
        decide: Callable[[], Awaitable[Decision[Lobby]]],
        key: IdempotencyKey,
    ) -> Lobby:
        """Lobbies whose creator cannot play any more are closed, and it is decided anew."""
        for _ in range(TRIES):
            try:
                return await self._frame.store.once(key, actor, order, decide, again=self.get)
            except Unfit as unfit:
                await self._drop(unfit.lobby)
        raise LobbyGone

    async def _drop(self, lobby_id: str) -> None:
        async def decide() -> Decision[None]:
            was = await self._frame.lobby(lobby_id)
            ending = self._endings.cancel(was, LobbyEvent.DROP, Reason.DROPPED)
            written = self._frame.lobbies.move(was, ending.lobby)
            return Decision(None, written, ending.changes, events=(LobbyChanged(ending.lobby),))

        try:
            await self._frame.store.commit(decide)
        except AlreadyDone:
            return
        logger.info("lobby dropped lobby=%s", lobby_id)

    def _ended(self, was: Lobby, ending: Ending) -> Decision[Lobby]:
        now = ending.lobby
        written = self._frame.lobbies.move(was, now)
        events = (LobbyChanged(now), *ending.events)
        return Decision(now, written, ending.changes, made=now.id, events=events)

    def _terms(self, order: CreateLobby) -> Terms:
        return Terms(
            game=order.game,
            rule=order.rule,
            stake=order.stake,
            rake_bps=self._frame.settings.rake_bps,
        )
