"""The live topics of the games.

Everybody reads the same frames, so a frame holds only what both sides and everybody else may see
(`Lobbies.shown` for no viewer): no value before both of a pair are in, no verdict before its
pause is over. What one side may see beyond that, its own throws and acts, it reads by
`GET /lobbies/{id}` when a frame says that something moved.
"""

from typing import Final

from domain.games.events import LobbyChanged
from domain.games.matches.lobbies import Lobbies
from domain.games.models import Lobby, LobbyState, Matching
from domain.games.ports import LobbyFilter
from domain.shared.ids import UserId
from domain.shared.refusals import NotFound
from webapp.api.games.models import lobby_answer
from webapp.deps import Bus
from webapp.feed import Hub

LOBBIES: Final = "lobbies"
LOBBY: Final = "lobby:"
SHOWN: Final = 100


def register(hub: Hub, bus: Bus, lobbies: Lobbies) -> None:
    """Both topics, told by the bus. Plain subscribers: frames keep the order of the commits."""
    for topic in (LobbiesTopic(lobbies, hub), LobbyTopic(lobbies, hub)):
        hub.register(topic)
        bus.subscribe(LobbyChanged, topic.changed)


class LobbiesTopic:
    """The open lobbies that anybody may join.

    Snapshot: the newest of them; delta: those that changed, as they are now. One that is not
    `open` any more has left the list.
    """

    name = LOBBIES
    private = False

    def __init__(self, lobbies: Lobbies, hub: Hub) -> None:
        self._lobbies = lobbies
        self._hub = hub

    async def exists(self, topic: str, _person: UserId | None) -> bool:
        return topic == LOBBIES

    async def snapshot(self, topic: str, person: UserId | None) -> object:
        assert (topic, person) == (LOBBIES, None), "the hub asks for what everybody sees"
        page = await self._lobbies.find(
            LobbyFilter(states=frozenset({LobbyState.OPEN})), cursor=None, limit=SHOWN
        )
        return {"items": [form(self._lobbies, one) for one in page.items if in_list(one)]}

    def changed(self, event: LobbyChanged) -> None:
        """Subscribe this to the bus. Throws and verdicts do not concern the list."""
        lobby = event.lobby
        entered_or_left = lobby.state in {LobbyState.OPEN, LobbyState.LOCKED, LobbyState.CANCELLED}
        if in_list(lobby) and entered_or_left:
            self._hub.publish(LOBBIES, {"items": [form(self._lobbies, lobby)]})


class LobbyTopic:
    """One lobby and its match: always the whole of it, as it is now."""

    name = LOBBY
    private = False

    def __init__(self, lobbies: Lobbies, hub: Hub) -> None:
        self._lobbies = lobbies
        self._hub = hub

    async def exists(self, topic: str, _person: UserId | None) -> bool:
        try:
            await self._lobbies.get(topic.removeprefix(LOBBY))
        except NotFound:
            return False
        return True

    async def snapshot(self, topic: str, person: UserId | None) -> object:
        assert person is None, "everybody sees the same"
        return form(self._lobbies, await self._lobbies.get(topic.removeprefix(LOBBY)))

    def changed(self, event: LobbyChanged) -> None:
        """Subscribe this to the bus."""
        topic = LOBBY + event.lobby.id
        if self._hub.channel(topic) is not None:
            self._hub.publish(topic, form(self._lobbies, event.lobby))


def in_list(lobby: Lobby) -> bool:
    return lobby.matching is not Matching.PRIVATE and lobby.invited is None


def form(lobbies: Lobbies, lobby: Lobby) -> object:
    """As anybody may see it."""
    return lobby_answer(lobbies.shown(lobby, None)).model_dump(mode="json")
