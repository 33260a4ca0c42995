"""Lobbies in chat: the question answered, joining, leaving, rematch, the list, the link."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.fsm.context import FSMContext

from domain.games.care import Care
from domain.games.matches.lobbies import Lobbies
from domain.games.models import Entrance, JoinLobby, Lobby, LobbyState, Rematch
from domain.games.ports import LobbyFilter
from domain.games.refusals import RealityCheckDue, ReminderNeeded
from domain.shared.change import IdempotencyKey
from domain.shared.refusals import NotFound
from domain.users.gate import Gate
from domain.users.people import People
from handlers.games import forms, keyboards, views
from handlers.games.play import PlayDesk
from handlers.links import MATCH, Links
from handlers.routes import Routes
from handlers.screens import Screen
from handlers.visit import Visit

OPEN: Final = LobbyFilter(states=frozenset({LobbyState.OPEN}))


def routes() -> Routes:
    return Routes(
        callbacks={
            "confirm:play": confirm,
            "cancel:play": cancel,
            "lobby:join": join,
            "lobby:leave": leave,
            "lobby:rematch": rematch,
            "lobby:show": show,
            "lobby:list": list_open,
            "seen": seen,
            "checked": checked,
        },
        deep_links={"match": from_link},
    )


class LobbyDesk:
    """What becomes of a stake: a lobby's screen, or what has to be read before."""

    def __init__(self, lobbies: Lobbies, links: Links) -> None:
        self.lobbies = lobbies
        self._links = links
        self._again: Mapping[str, Callable[[Visit], Awaitable[None]]] = {
            "play": self.confirm,
            "join": self.join,
            "rematch": self.rematch,
        }

    def screen(self, visit: Visit, lobby: Lobby, *, lead: str = "") -> Screen:
        shown = self.lobbies.shown(lobby, visit.actor.id)
        return views.lobby_screen(visit.speech, shown, self._links, visit.actor.id, lead=lead)

    async def confirm(self, visit: Visit) -> None:
        asking, order = forms.read_act(visit.args)
        # The question's own name is the key, so that pressing twice is one act.
        key = IdempotencyKey(f"play-{asking}")
        await self._stake(
            visit, f"play:{visit.args}", lambda: self.lobbies.create(visit.actor, order, key=key)
        )

    async def join(self, visit: Visit) -> None:
        order = JoinLobby(lobby=visit.args, entrance=Entrance.CHAT)
        await self._stake(
            visit,
            f"join:{visit.args}",
            lambda: self.lobbies.join(visit.actor, order, key=visit.key),
        )

    async def rematch(self, visit: Visit) -> None:
        order = Rematch(lobby=visit.args, entrance=Entrance.CHAT)
        await self._stake(
            visit,
            f"rematch:{visit.args}",
            lambda: self.lobbies.rematch(visit.actor, order, key=visit.key),
        )

    async def again(self, visit: Visit) -> None:
        """Do what was pressed before the reading. Refusal: NotFound for what nobody pressed."""
        act, _, rest = visit.args.partition(":")
        if act not in self._again:
            raise NotFound(act=act)
        await self._again[act](replace(visit, args=rest))

    async def _stake(self, visit: Visit, again: str, act: Callable[[], Awaitable[Lobby]]) -> None:
        try:
            lobby = await act()
        except ReminderNeeded:
            await visit.show(views.reminder_screen(visit.speech, again))
        except RealityCheckDue as due:
            await visit.show(views.reality_screen(visit.speech, due.fields, again))
        else:
            await visit.show(self.screen(visit, lobby, lead=self._lead(visit, lobby)))

    def _lead(self, visit: Visit, lobby: Lobby) -> str:
        running = lobby.state in {LobbyState.LOCKED, LobbyState.THROWING}
        return visit.say("lobby-joined") if running else ""


class GamesOnward:
    """Implements handlers.onward.Onward: a link to a match waits until the terms are accepted."""

    def __init__(self, desk: LobbyDesk) -> None:
        self._desk = desk

    async def screen(self, visit: Visit, state: FSMContext) -> Screen | None:
        lobby_id = (await state.get_data()).get(MATCH)
        if lobby_id is None:
            return None
        await state.clear()
        try:
            lobby = await self._desk.lobbies.get(str(lobby_id))
        except NotFound:
            return None
        return self._desk.screen(visit, lobby)


async def confirm(visit: Visit, lobby_desk: LobbyDesk) -> None:
    await lobby_desk.confirm(visit)


async def cancel(visit: Visit, play_desk: PlayDesk) -> None:
    await visit.toast(visit.say("cancelled"))
    await play_desk.menu(visit)


async def join(visit: Visit, lobby_desk: LobbyDesk) -> None:
    await lobby_desk.join(visit)


async def rematch(visit: Visit, lobby_desk: LobbyDesk) -> None:
    """The button stands under a receipt, which stays as it is: the answer is a new message."""
    await lobby_desk.rematch(replace(visit, pressed=None))


async def leave(visit: Visit, lobby_desk: LobbyDesk) -> None:
    lobby = await lobby_desk.lobbies.leave(visit.actor, visit.args, key=visit.key)
    await visit.show(lobby_desk.screen(visit, lobby, lead=visit.say("lobby-left")))


async def show(visit: Visit, gate: Gate, lobby_desk: LobbyDesk) -> None:
    await gate.clear(visit.actor)
    await visit.show(lobby_desk.screen(visit, await lobby_desk.lobbies.get(visit.args)))


async def list_open(visit: Visit, gate: Gate, lobby_desk: LobbyDesk) -> None:
    await gate.clear(visit.actor)
    lobbies = lobby_desk.lobbies
    page = await lobbies.find(OPEN, cursor=visit.args or None, limit=keyboards.ON_PAGE)
    found = [lobbies.shown(lobby, visit.actor.id) for lobby in page.items]
    rake_bps = lobbies.games()[0].rake_bps
    await visit.show(views.list_screen(visit.speech, found, rake_bps=rake_bps, older=page.next))


async def from_link(
    visit: Visit, state: FSMContext, people: People, gate: Gate, lobby_desk: LobbyDesk
) -> None:
    """Whoever has not accepted the terms yet comes back here once they have."""
    await state.clear()
    await people.start(visit.actor, visit.args)
    lobby_id = visit.args.removeprefix("match_")
    await state.set_data({MATCH: lobby_id})
    await gate.clear(visit.actor)
    await state.clear()
    await visit.show(lobby_desk.screen(visit, await lobby_desk.lobbies.get(lobby_id)))


async def seen(visit: Visit, care: Care, lobby_desk: LobbyDesk) -> None:
    """The reminder was read."""
    await care.remind(visit.actor)
    await lobby_desk.again(visit)


async def checked(visit: Visit, care: Care, lobby_desk: LobbyDesk) -> None:
    """Time and money were looked at."""
    await care.dismiss(visit.actor)
    await lobby_desk.again(visit)
