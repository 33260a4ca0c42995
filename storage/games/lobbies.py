"""Lobbies and matches, as the port LobbyStore has them."""

from collections.abc import Callable, Mapping
from typing import Final

from domain.games.models import Lobby, LobbyState, Terms
from domain.games.ports import LobbyFilter
from domain.games.refusals import AlreadyPlaying
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.money import ASSETS, Asset, Money
from domain.shared.page import Page
from domain.users.models import ExportPart
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.games import rows
from storage.statements import delete, insert, row_name, update

_ADD = insert("games_lobbies", key=("id",), columns=rows.COLUMNS)
_MOVE = update(
    "games_lobbies",
    key={"id": "text"},
    given={**rows.MOVED, "was": "bigint"},
    set={name: f":{name}" for name in rows.MOVED},
    where="t.version = :was",
)
_THROWN = insert("games_throws", key=("lobby", "seat", "turn", "number"), columns=rows.THROW)
_SIT = insert("games_seats", key=("user_id",), columns={"user_id": "bigint", "lobby": "text"})
_STAND_UP = delete(
    "games_seats", key={"user_id": "bigint"}, given={"lobby": "text"}, where="t.lobby = :lobby"
)
_FORGET = tuple(
    update(
        "games_lobbies",
        key={f"{seat}_user": "bigint"},
        given={"alias": "bigint"},
        set={f"{seat}_user": ":alias", f"{seat}_name": "''"},
        any_number=True,
    )
    for seat in "ab"
)
_FORGET_SEAT = update(
    "games_seats",
    key={"user_id": "bigint"},
    given={"alias": "bigint"},
    set={"user_id": ":alias"},
    any_number=True,
)
_FORGET_WINNER = update(
    "games_lobbies",
    key={"winner": "bigint"},
    given={"alias": "bigint"},
    set={"winner": ":alias"},
    any_number=True,
)
_FORGET_INVITED = update(
    "games_lobbies",
    key={"invited": "bigint"},
    given={"alias": "bigint"},
    set={"invited": ":alias"},
    any_number=True,
)
_FORGET_CHAT = update(
    "games_throws",
    key={"chat_id": "bigint"},
    given={"alias": "bigint"},
    set={"chat_id": ":alias"},
    any_number=True,
)
_SELECT: Final = f"SELECT {', '.join(rows.COLUMNS)} FROM games_lobbies "
_THROWS: Final = f"SELECT {', '.join(rows.THROW)} FROM games_throws "
_ORDER: Final = "ORDER BY lobby, seat, turn, number"
_IN_PAUSE: Final = "(state IN ('resolved', 'split') AND announced = 0)"
_LAST: Final = "z" * 27
_EXPORTED: Final = (
    "id",
    "game",
    "rule",
    "asset",
    "stake",
    "state",
    "created_at",
    "settled_at",
    "winner",
)


class LobbyRows:
    """Implements domain.games.ports.LobbyStore, and Traces for the personal data."""

    def __init__(
        self, database: Database, *, asset_of: Callable[[str], Asset] = ASSETS.__getitem__
    ) -> None:
        self._database = database
        self._asset_of = asset_of

    def add(self, lobby: Lobby) -> Change:
        named = (
            (row_name("games_lobbies", ("rematch", lobby.rematch_of)),) if lobby.rematch_of else ()
        )
        return _ADD(rows=named, **rows.values_of(lobby))

    def move(self, was: Lobby, now: Lobby) -> Changes:
        values = rows.values_of(now)
        moved = {name: values[name] for name in rows.MOVED}
        new = [
            _THROWN(
                rows=(row_name("games_throws", (throw["chat_id"], throw["message_id"])),), **throw
            )
            for throw in rows.new_throws(was, now)
        ]
        return (_MOVE(id=was.id, was=was.version, **moved), new)

    def sit(self, person: UserId, lobby: str) -> Change:
        return _SIT(user_id=person, lobby=lobby, refusal=AlreadyPlaying())

    def stand_up(self, person: UserId, lobby: str) -> Change:
        return _STAND_UP(user_id=person, lobby=lobby)

    async def get(self, lobby_id: str) -> Lobby | None:
        return await self._one("WHERE id = ?", lobby_id)

    async def seat(self, person: UserId) -> str | None:
        row = await self._database.row("SELECT lobby FROM games_seats WHERE user_id = ?", person)
        return None if row is None else str(row[0])

    async def last_over(self, person: UserId) -> Lobby | None:
        found = [
            lobby
            for column in ("a_user", "b_user")
            for lobby in await self._many(
                f"WHERE {column} = ? AND locked_at IS NOT NULL ORDER BY id DESC LIMIT 1", person
            )
        ]
        return max(found, key=lambda lobby: lobby.settled_at or 0, default=None)

    async def thrown(self, chat_id: int, message_id: int) -> str | None:
        row = await self._database.row(
            "SELECT lobby FROM games_throws WHERE chat_id = ? AND message_id = ?",
            chat_id,
            message_id,
        )
        return None if row is None else str(row[0])

    async def equal_open(self, terms: Terms, besides: UserId, now: Instant) -> Lobby | None:
        return await self._one(
            "WHERE state = 'open' AND game = ? AND rule = ? AND asset = ? AND stake = ? "
            "AND rake_bps = ? AND matching <> 'private' AND invited IS NULL AND a_user <> ? "
            "AND due_at > ? ORDER BY id LIMIT 1",
            terms.game.value,
            terms.rule.value,
            terms.stake.asset.code,
            terms.stake.units,
            terms.rake_bps,
            besides,
            now,
        )

    async def rematch(self, lobby_id: str) -> Lobby | None:
        return await self._one("WHERE state = 'open' AND rematch_of = ?", lobby_id)

    async def find(self, which: LobbyFilter, *, cursor: str | None, limit: int) -> Page[Lobby]:
        scope = f"lobbies:{which.person}:{which.game}:{','.join(sorted(which.states))}"
        before = str(read_cursor(scope, cursor)[0]) if cursor is not None else _LAST
        where, values = _where(which)
        found = await self._many(
            f"WHERE id < ? {where} ORDER BY id DESC LIMIT ?", before, *values, limit + 1
        )
        following = write_cursor(scope, found[limit - 1].id) if len(found) > limit else None
        return Page(found[:limit], following)

    async def due(self, now: Instant, limit: int) -> tuple[str, ...]:
        found = await self._database.rows(
            "SELECT id FROM games_lobbies WHERE due_at <= ? ORDER BY due_at, id LIMIT ?",
            now,
            limit,
        )
        return tuple(str(row[0]) for row in found)

    async def count_due(self, now: Instant) -> int:
        row = await self._database.row("SELECT count(*) FROM games_lobbies WHERE due_at <= ?", now)
        assert row is not None, "a count has a row"
        return int(row[0])

    async def next_due(self) -> Instant | None:
        row = await self._database.row(
            "SELECT min(due_at) FROM games_lobbies WHERE due_at IS NOT NULL"
        )
        return None if row is None else row[0]

    async def counts(self) -> Mapping[LobbyState, int]:
        found = await self._database.scan(
            "SELECT state, count(*) FROM games_lobbies GROUP BY state"
        )
        return {LobbyState(state): int(count) for state, count in found}

    async def at_stake(self) -> Mapping[Asset, Money]:
        found = await self._database.scan(
            "SELECT asset, CAST(2 * sum(stake) AS BIGINT) FROM games_lobbies "
            "WHERE state IN ('locked', 'throwing') GROUP BY asset"
        )
        assets = [(self._asset_of(code), units) for code, units in found]
        return {asset: Money(units, asset) for asset, units in assets}

    async def values(self, emoji: str) -> Mapping[int, int]:
        found = await self._database.scan(
            "SELECT value, count(*) FROM games_throws WHERE emoji = ? GROUP BY value", emoji
        )
        return {int(value): int(count) for value, count in found}

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]:
        found = await self._database.scan(
            f"SELECT {', '.join(_EXPORTED)} FROM games_lobbies "
            "WHERE a_user = ? OR b_user = ? ORDER BY id",
            person,
            person,
        )
        named = tuple(dict(zip(_EXPORTED, row, strict=True)) for row in found)
        throws = await self._database.scan(f"{_THROWS} WHERE chat_id = ? {_ORDER}", person)
        thrown = tuple(dict(zip(rows.THROW, row, strict=True)) for row in throws)
        return (
            ExportPart(name="matches", rows=named),
            ExportPart(name="throws", rows=thrown),
        )

    def forget(self, person: UserId, alias: UserId) -> Changes:
        a, b = _FORGET
        return (
            a(a_user=person, alias=alias),
            b(b_user=person, alias=alias),
            _FORGET_SEAT(user_id=person, alias=alias),
            _FORGET_WINNER(winner=person, alias=alias),
            _FORGET_INVITED(invited=person, alias=alias),
            _FORGET_CHAT(chat_id=person, alias=alias),
        )

    async def _one(self, where: str, *values: object) -> Lobby | None:
        found = await self._many(where, *values)
        return found[0] if found else None

    async def _many(self, where: str, *values: object) -> tuple[Lobby, ...]:
        """The lobbies with their throws: two reads, whatever their number."""
        found = await self._database.rows(_SELECT + where, *values)
        played = [str(row[0]) for row in found if row[rows.LOCKED_AT] is not None]
        throws: dict[str, list[Row]] = {}
        if played:
            marks = ", ".join("?" for _ in played)
            for row in await self._database.rows(
                f"{_THROWS} WHERE lobby IN ({marks}) {_ORDER}", *played
            ):
                throws.setdefault(str(row[0]), []).append(row)
        return tuple(rows.lobby(row, throws.get(row[0], ()), self._asset_of) for row in found)


def _where(which: LobbyFilter) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []
    if which.person is None:
        parts.append("matching <> 'private'")
    else:
        parts.append("(a_user = ? OR b_user = ?)")
        values += [which.person, which.person]
    if which.game is not None:
        parts.append("game = ?")
        values.append(which.game.value)
    if which.states:
        marks = ", ".join("?" for _ in which.states)
        in_pause = (
            f"OR {_IN_PAUSE}" if LobbyState.THROWING in which.states else f"AND NOT {_IN_PAUSE}"
        )
        parts.append(f"(state IN ({marks}) {in_pause})")
        values += sorted(state.value for state in which.states)
    return "".join(f" AND {part}" for part in parts), values
