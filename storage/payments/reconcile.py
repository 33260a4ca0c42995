"""How far Telegram's list was read and what was found, as the port ReconcileStore has it."""

from typing import Final

from domain.payments.models import Finding, FindingKind
from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.page import Page
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, update

_FIRST = insert(
    "payments_cursor",
    key=("list",),
    columns={"list": "text", "position": "bigint", "at": "bigint"},
)
_ADVANCE = update(
    "payments_cursor",
    key={"list": "text"},
    given={"was": "bigint", "now": "bigint", "at": "bigint"},
    set={"position": ":now", "at": ":at"},
    where="t.position = :was",
)
_FIND = insert(
    "payments_findings",
    key=("kind", "ref"),
    columns={
        "kind": "text",
        "ref": "text",
        "stars": "bigint",
        "user_id": "bigint",
        "at": "bigint",
    },
    conflict="ignore",
)
_LIST: Final = "stars"


class ReconcileRows:
    """Implements domain.payments.ports.ReconcileStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def advance(self, *, was: int, now: int, at: Instant) -> Change:
        if was == 0:
            return _FIRST(list=_LIST, position=now, at=at)
        return _ADVANCE(list=_LIST, was=was, now=now, at=at)

    def finding(self, finding: Finding) -> Change:
        return _FIND(
            kind=finding.kind.value,
            ref=finding.ref,
            stars=finding.stars,
            user_id=finding.person,
            at=finding.at,
        )

    async def cursor(self) -> int:
        row = await self._database.row(
            "SELECT position FROM payments_cursor WHERE list = ?", _LIST
        )
        return int(row[0]) if row is not None else 0

    async def known(self, finding: Finding) -> bool:
        row = await self._database.row(
            "SELECT 1 FROM payments_findings WHERE kind = ? AND ref = ?",
            finding.kind.value,
            finding.ref,
        )
        return row is not None

    async def findings(self, *, cursor: str | None, limit: int) -> Page[Finding]:
        scope = "findings"
        place = read_cursor(scope, cursor) if cursor is not None else None
        where = "WHERE (at, kind, ref) < (?, ?, ?) " if place is not None else ""
        rows = await self._database.rows(
            f"SELECT kind, ref, stars, user_id, at FROM payments_findings {where}"
            "ORDER BY at DESC, kind DESC, ref DESC LIMIT ?",
            *(place or ()),
            limit + 1,
        )
        last = rows[limit - 1] if len(rows) > limit else None
        following = write_cursor(scope, last[4], last[0], last[1]) if last is not None else None
        return Page(tuple(_finding(row) for row in rows[:limit]), following)


def _finding(row: Row) -> Finding:
    return Finding(kind=FindingKind(row[0]), ref=row[1], stars=row[2], person=row[3], at=row[4])
