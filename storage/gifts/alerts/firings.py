"""Firings of alerts and what was told, as the port FiringStore has them."""

from collections.abc import Callable
from typing import Any, Final

import orjson

from domain.gifts.alerts.models import Firing, FiringState, Mark, RuleKind, Told
from domain.gifts.models import Market
from domain.shared.change import Change
from domain.shared.ids import Instant, UserId
from domain.shared.money import ASSETS, Asset
from domain.shared.page import Page
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.payloads import dump, load
from storage.statements import delete, insert, update

_COLUMNS: Final = {
    "id": "text",
    "rule": "text",
    "subject": "text",
    "occasion": "text",
    "user_id": "bigint",
    "kind": "text",
    "market": "text",
    "units": "bigint",
    "fields": "text",
    "marks": "text",
    "state": "text",
    "found_at": "bigint",
    "due_at": "bigint",
}
_ADD = insert("gifts_alert_firings", key=("id",), columns=_COLUMNS, conflict="ignore")
_END = update(
    "gifts_alert_firings",
    key={"id": "text"},
    given={"state": "text", "ended_at": "bigint"},
    set={"state": ":state", "ended_at": ":ended_at"},
    where="t.state = 'found'",
)
_POSTPONE = update(
    "gifts_alert_firings",
    key={"id": "text"},
    given={"due_at": "bigint"},
    set={"due_at": ":due_at"},
    where="t.state = 'found'",
)
_PRUNE = delete(
    "gifts_alert_firings",
    key={},
    given={"before": "bigint"},
    where="t.found_at < :before AND t.state <> 'found'",
    any_number=True,
)
_TOLD: Final = {"user_id": "bigint", "subject": "text", "units": "bigint", "at": "bigint"}
_TELL_FIRST = insert("gifts_alert_told", key=("user_id", "subject"), columns=_TOLD)
_TELL_AGAIN = update(
    "gifts_alert_told",
    key={"user_id": "bigint", "subject": "text"},
    given={"units": "bigint", "at": "bigint", "was": "bigint"},
    set={"units": ":units", "at": ":at"},
    where="t.at = :was",
)
_PRUNE_TOLD = delete(
    "gifts_alert_told",
    key={},
    given={"before": "bigint"},
    where="t.at < :before",
    any_number=True,
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM gifts_alert_firings "


class FiringRows:
    """Implements domain.gifts.alerts.ports.FiringStore."""

    def __init__(
        self, database: Database, *, asset_of: Callable[[str], Asset] = ASSETS.__getitem__
    ) -> None:
        self._database = database
        self._asset_of = asset_of

    def add(self, firing: Firing) -> Change:
        return _ADD(
            id=firing.id,
            rule=firing.rule,
            subject=firing.subject,
            occasion=firing.occasion,
            user_id=firing.person,
            kind=firing.kind.value,
            market=firing.market.value if firing.market is not None else None,
            units=firing.units,
            fields=dump(firing.fields),
            marks=orjson.dumps(sorted(firing.marks)).decode(),
            state=firing.state.value,
            found_at=firing.found_at,
            due_at=firing.due_at,
        )

    def end(self, firing: Firing, state: FiringState, at: Instant) -> Change:
        return _END(id=firing.id, state=state.value, ended_at=at)

    def postpone(self, firing: Firing, due_at: Instant) -> Change:
        return _POSTPONE(id=firing.id, due_at=due_at)

    def prune(self, before: Instant) -> tuple[Change, Change]:
        """Forget what ended and was found before that time."""
        return _PRUNE(before=before), _PRUNE_TOLD(before=before)

    def tell(self, was: Told | None, now: Told) -> Change:
        told: dict[str, Any] = {
            "user_id": now.person,
            "subject": now.subject,
            "units": now.units,
            "at": now.at,
        }
        return _TELL_FIRST(**told) if was is None else _TELL_AGAIN(**told, was=was.at)

    async def get(self, firing: str) -> Firing | None:
        row = await self._database.row(f"{_SELECT} WHERE id = ?", firing)
        return self._firing(row) if row is not None else None

    async def told(self, person: UserId, subject: str) -> Told | None:
        row = await self._database.row(
            "SELECT units, at FROM gifts_alert_told WHERE user_id = ? AND subject = ?",
            person,
            subject,
        )
        if row is None:
            return None
        return Told(person=person, subject=subject, units=row[0], at=row[1])

    async def told_since(self, person: UserId, at: Instant) -> int:
        row = await self._database.row(
            "SELECT count(*) FROM gifts_alert_firings "
            "WHERE user_id = ? AND state = 'told' AND ended_at > ?",
            person,
            at,
        )
        assert row is not None, "a count has a row"
        return int(row[0])

    async def due(
        self, now: Instant, limit: int, *, besides: frozenset[Market]
    ) -> tuple[Firing, ...]:
        where, markets = _besides(besides)
        rows = await self._database.rows(
            f"{_SELECT} WHERE state = 'found' AND due_at <= ? {where} ORDER BY due_at, id LIMIT ?",
            now,
            *markets,
            limit,
        )
        return tuple(map(self._firing, rows))

    async def next_due(self, *, besides: frozenset[Market]) -> Instant | None:
        where, markets = _besides(besides)
        row = await self._database.row(
            f"SELECT min(due_at) FROM gifts_alert_firings WHERE state = 'found' {where}", *markets
        )
        return None if row is None else row[0]

    async def count_due(self, now: Instant, *, besides: frozenset[Market]) -> int:
        where, markets = _besides(besides)
        row = await self._database.row(
            "SELECT count(*) FROM gifts_alert_firings "
            f"WHERE state = 'found' AND due_at <= ? {where}",
            now,
            *markets,
        )
        assert row is not None, "a count has a row"
        return int(row[0])

    async def of(self, person: UserId, *, cursor: str | None, limit: int) -> Page[Firing]:
        scope = f"firings:{person}"
        after = (str(read_cursor(scope, cursor)[0]),) if cursor is not None else ()
        where = "AND id < ?" if after else ""
        rows = await self._database.rows(
            f"{_SELECT} WHERE user_id = ? {where} ORDER BY id DESC LIMIT ?",
            person,
            *after,
            limit + 1,
        )
        items = tuple(map(self._firing, rows[:limit]))
        more = write_cursor(scope, items[-1].id) if len(rows) > limit else None
        return Page(items, more)

    def _firing(self, row: Row) -> Firing:
        found = dict(zip(_COLUMNS, row, strict=True))
        return Firing(
            id=found["id"],
            rule=found["rule"],
            subject=found["subject"],
            occasion=found["occasion"],
            person=found["user_id"],
            kind=RuleKind(found["kind"]),
            market=Market(found["market"]) if found["market"] is not None else None,
            units=found["units"],
            fields=load(found["fields"], self._asset_of),
            marks=frozenset(map(Mark, orjson.loads(found["marks"]))),
            state=FiringState(found["state"]),
            found_at=found["found_at"],
            due_at=found["due_at"],
        )


def _besides(markets: frozenset[Market]) -> tuple[str, list[str]]:
    """What is about no market is never left out."""
    if not markets:
        return "", []
    marks = ", ".join("?" for _ in markets)
    return f"AND (market IS NULL OR market NOT IN ({marks}))", sorted(markets)
