"""What every service of games stands on."""

from dataclasses import dataclass
from typing import Final

from domain.games.books import Books
from domain.games.models import GameSettings, Lobby
from domain.games.ports import FlagStore, Inviters, LobbyStore, MatchMessages, RecordStore
from domain.games.stakes import Stakes
from domain.shared.change import Store
from domain.shared.clock import Clock
from domain.shared.ids import Ids, UserId
from domain.shared.outbox import Notices
from domain.shared.refusals import NotFound
from domain.users.models import NoticeKind

GAME_KINDS: Final = (
    NoticeKind(code="games-match", fixed=True),
    NoticeKind(code="games-challenge"),
    NoticeKind(code="games-lobby"),
    NoticeKind(code="games-review", fixed=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    store: Store
    lobbies: LobbyStore
    records: RecordStore
    flags: FlagStore
    stakes: Stakes
    books: Books
    inviters: Inviters
    messages: MatchMessages
    notices: Notices
    clock: Clock
    ids: Ids
    settings: GameSettings

    async def lobby(self, lobby_id: str) -> Lobby:
        """Refusal: NotFound."""
        lobby = await self.lobbies.get(lobby_id)
        if lobby is None:
            raise NotFound(lobby=lobby_id)
        return lobby

    async def seated(self, person: UserId) -> Lobby | None:
        """The lobby in which the person has a seat now."""
        found = await self.lobbies.seat(person)
        return await self.lobbies.get(found) if found is not None else None
