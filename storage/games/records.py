"""The history over all games and what is counted from it, as the port RecordStore has them."""

from collections.abc import Callable
from typing import Final

from domain.games.care_models import Turnover
from domain.games.models import GameCode
from domain.games.record_models import HistoryFilter, Leader, Played, Result, Tally
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.money import ASSETS, Asset, Money
from domain.shared.page import Page
from domain.users.models import ExportPart
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, update

_COLUMNS: Final = {
    "id": "text",
    "user_id": "bigint",
    "other": "bigint",
    "other_name": "text",
    "game": "text",
    "ref": "text",
    "asset": "text",
    "staked": "bigint",
    "returned": "bigint",
    "result": "text",
    "counts": "bigint",
    "at": "bigint",
}
_ADD = insert("games_history", key=("id",), columns=_COLUMNS)
_FORGET = update(
    "games_history",
    key={"user_id": "bigint"},
    given={"alias": "bigint"},
    set={"user_id": ":alias"},
    any_number=True,
)
_FORGET_OTHER = update(
    "games_history",
    key={"other": "bigint"},
    given={"alias": "bigint"},
    set={"other": ":alias", "other_name": "''"},
    any_number=True,
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM games_history "
_SUMS: Final = "CAST(sum(staked) AS BIGINT), CAST(sum(returned) AS BIGINT)"
_WINS: Final = "CAST(sum(CASE WHEN result = 'won' THEN 1 ELSE 0 END) AS BIGINT)"
_SPLITS: Final = "CAST(sum(CASE WHEN result = 'split' THEN 1 ELSE 0 END) AS BIGINT)"
_LAST: Final = "z" * 27


class RecordRows:
    """Implements domain.games.ports.RecordStore, and Traces for the personal data."""

    def __init__(
        self, database: Database, *, asset_of: Callable[[str], Asset] = ASSETS.__getitem__
    ) -> None:
        self._database = database
        self._asset_of = asset_of

    def add(self, played: Played) -> Change:
        return _ADD(
            id=played.id,
            user_id=played.person,
            other=played.other,
            other_name=played.other_name,
            game=played.game.value,
            ref=played.ref,
            asset=played.staked.asset.code,
            staked=played.staked.units,
            returned=played.returned.units,
            result=played.result.value,
            counts=int(played.counts),
            at=played.at,
        )

    async def turnover(
        self, person: UserId, since: Instant, asset: Asset | None = None
    ) -> tuple[Turnover, ...]:
        only = "AND asset = ?" if asset is not None else ""
        values = [asset.code] if asset is not None else []
        rows = await self._database.rows(
            f"SELECT asset, {_SUMS} FROM games_history WHERE user_id = ? AND at > ? "
            f"AND result <> 'void' {only} GROUP BY asset ORDER BY asset",
            person,
            since,
            *values,
        )
        return tuple(self._turnover(*row) for row in rows)

    async def pair_games(self, one: UserId, other: UserId, since: Instant) -> int:
        row = await self._database.row(
            "SELECT count(*) FROM games_history WHERE user_id = ? AND other = ? AND at > ? "
            "AND result <> 'void'",
            one,
            other,
            since,
        )
        assert row is not None, "a count has a row"
        return int(row[0])

    async def tallies(self, person: UserId) -> tuple[Tally, ...]:
        rows = await self._database.scan(
            f"SELECT game, asset, count(*), {_WINS}, {_SPLITS}, {_SUMS} FROM games_history "
            "WHERE user_id = ? AND result <> 'void' GROUP BY game, asset ORDER BY game, asset",
            person,
        )
        return tuple(self._tally(row) for row in rows)

    async def leaders(
        self, asset: Asset, since: Instant, until: Instant, limit: int
    ) -> tuple[Leader, ...]:
        rows = await self._database.scan(
            f"SELECT user_id, count(*), {_WINS}, CAST(sum(returned - staked) AS BIGINT) AS net "
            "FROM games_history WHERE asset = ? AND at >= ? AND at < ? AND counts = 1 "
            "AND user_id > 0 GROUP BY user_id ORDER BY net DESC, min(at), user_id LIMIT ?",
            asset.code,
            since,
            until,
            limit,
        )
        return tuple(
            Leader(
                place=place,
                person=person,
                name="",
                games=int(games),
                wins=int(wins),
                net=Money(int(net), asset),
            )
            for place, (person, games, wins, net) in enumerate(rows, 1)
        )

    async def history(
        self, person: UserId, which: HistoryFilter, *, cursor: str | None, limit: int
    ) -> Page[Played]:
        scope = f"history:{person}"
        before = str(read_cursor(scope, cursor)[0]) if cursor is not None else _LAST
        where, values = _where(which)
        rows = await self._database.rows(
            f"{_SELECT} WHERE user_id = ? AND id < ? {where} ORDER BY id DESC LIMIT ?",
            person,
            before,
            *values,
            limit + 1,
        )
        following = write_cursor(scope, rows[limit - 1][0]) if len(rows) > limit else None
        return Page(tuple(self._played(row) for row in rows[:limit]), following)

    async def since(self, person: UserId, since: Instant) -> tuple[Played, ...]:
        rows = await self._database.scan(
            f"{_SELECT} WHERE user_id = ? AND at >= ? ORDER BY id", person, since
        )
        return tuple(self._played(row) for row in rows)

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]:
        rows = await self._database.scan(f"{_SELECT} WHERE user_id = ? ORDER BY id", person)
        named = tuple(dict(zip(_COLUMNS, row, strict=True)) for row in rows)
        return (ExportPart(name="games", rows=named),)

    def forget(self, person: UserId, alias: UserId) -> Changes:
        return (
            _FORGET(user_id=person, alias=alias),
            _FORGET_OTHER(other=person, alias=alias),
        )

    def _turnover(self, code: str, staked: int, returned: int) -> Turnover:
        asset = self._asset_of(code)
        return Turnover(
            asset=asset, staked=Money(int(staked), asset), returned=Money(int(returned), asset)
        )

    def _tally(self, row: Row) -> Tally:
        game, code, games, wins, splits, staked, returned = row
        asset = self._asset_of(code)
        return Tally(
            game=GameCode(game),
            asset=asset,
            games=int(games),
            wins=int(wins),
            splits=int(splits),
            staked=Money(int(staked), asset),
            returned=Money(int(returned), asset),
        )

    def _played(self, row: Row) -> Played:
        of = dict(zip(_COLUMNS, row, strict=True))
        asset = self._asset_of(of["asset"])
        return Played(
            id=of["id"],
            person=of["user_id"],
            other=of["other"],
            other_name=of["other_name"],
            game=GameCode(of["game"]),
            ref=of["ref"],
            staked=Money(of["staked"], asset),
            returned=Money(of["returned"], asset),
            result=Result(of["result"]),
            counts=bool(of["counts"]),
            at=of["at"],
        )


def _where(which: HistoryFilter) -> tuple[str, list[object]]:
    given: list[tuple[str, object]] = [
        ("game = ?", which.game.value if which.game is not None else None),
        ("asset = ?", which.asset.code if which.asset is not None else None),
        ("result = ?", which.result.value if which.result is not None else None),
        ("at >= ?", which.since),
        ("at < ?", which.until),
    ]
    kept = [(text, value) for text, value in given if value is not None]
    return "".join(f" AND {text}" for text, _ in kept), [value for _, value in kept]
