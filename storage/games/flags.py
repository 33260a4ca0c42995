"""Flags of pairs, as the port FlagStore has them."""

from typing import Final

from domain.games.record_models import Flag, FlagKind
from domain.shared.change import Change, Changes
from domain.shared.ids import UserId
from domain.shared.page import Page
from domain.shared.refusals import AlreadyDone
from domain.users.models import ExportPart
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, update

_COLUMNS: Final = {
    "id": "text",
    "kind": "text",
    "low": "bigint",
    "high": "bigint",
    "lobby": "text",
    "at": "bigint",
    "closed_by": "bigint",
    "closed_at": "bigint",
    "note": "text",
}
_RAISE = insert("games_flags", key=("id",), columns=_COLUMNS, conflict="ignore")
_CLOSE = update(
    "games_flags",
    key={"id": "text"},
    given={"closed_by": "bigint", "closed_at": "bigint", "note": "text"},
    set={"closed_by": ":closed_by", "closed_at": ":closed_at", "note": ":note"},
    where="t.closed_at IS NULL",
)
_FORGET = tuple(
    update(
        "games_flags",
        key={side: "bigint"},
        given={"alias": "bigint"},
        set={side: ":alias"},
        any_number=True,
    )
    for side in ("low", "high", "closed_by")
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM games_flags "


class FlagRows:
    """Implements domain.games.ports.FlagStore, and Traces for the personal data."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def raise_(self, flag: Flag) -> Change:
        low, high = flag.people
        return _RAISE(
            id=flag.id,
            kind=flag.kind.value,
            low=low,
            high=high,
            lobby=flag.lobby,
            at=flag.at,
            closed_by=flag.closed_by,
            closed_at=flag.closed_at,
            note=flag.note,
        )

    def close(self, was: Flag, now: Flag) -> Change:
        return _CLOSE(
            id=was.id,
            closed_by=now.closed_by,
            closed_at=now.closed_at,
            note=now.note,
            refusal=AlreadyDone(flag=was.id),
        )

    async def get(self, flag_id: str) -> Flag | None:
        row = await self._database.row(f"{_SELECT} WHERE id = ?", flag_id)
        return _flag(row) if row is not None else None

    async def waiting(self, *, cursor: str | None, limit: int) -> Page[Flag]:
        at, last = read_cursor("flags", cursor) if cursor is not None else (-1, "")
        rows = await self._database.rows(
            f"{_SELECT} WHERE closed_at IS NULL AND (at > ? OR (at = ? AND id > ?)) "
            "ORDER BY at, id LIMIT ?",
            at,
            at,
            last,
            limit + 1,
        )
        found = tuple(map(_flag, rows))
        end = found[limit - 1] if len(found) > limit else None
        following = write_cursor("flags", end.at, end.id) if end is not None else None
        return Page(found[:limit], following)

    async def parts(self, _person: UserId) -> tuple[ExportPart, ...]:
        """Reviews are not told to those whom they are about."""
        return ()

    def forget(self, person: UserId, alias: UserId) -> Changes:
        low, high, closed_by = _FORGET
        return (
            low(low=person, alias=alias),
            high(high=person, alias=alias),
            closed_by(closed_by=person, alias=alias),
        )


def _flag(row: Row) -> Flag:
    flag_id, kind, low, high, lobby, at, closed_by, closed_at, note = row
    return Flag(
        id=flag_id,
        kind=FlagKind(kind),
        people=(low, high),
        lobby=lobby,
        at=at,
        closed_by=closed_by,
        closed_at=closed_at,
        note=note,
    )
