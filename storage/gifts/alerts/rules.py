"""Rules of alerts, as the port RuleStore has them."""

from typing import Any, Final

from domain.gifts.alerts.models import Rule, RuleKind
from domain.gifts.alerts.refusals import TooManyAlerts
from domain.shared.change import Change, Changes
from domain.shared.ids import UserId
from domain.shared.refusals import NotFound
from storage.engine import Database, Row
from storage.gifts.alerts.queries import dump_query, load_query
from storage.statement import row_name
from storage.statements import delete, insert, update

_CHANGED: Final = {
    "query": "text",
    "share_bps": "bigint",
    "permille": "bigint",
    "muted": "bigint",
    "base": "bigint",
    "fired_at": "bigint",
    "changed_at": "bigint",
}
_COLUMNS: Final = {
    "id": "text",
    "user_id": "bigint",
    "kind": "text",
    "wallet": "text",
    "search": "text",
    "created_at": "bigint",
    "version": "bigint",
    **_CHANGED,
}
ASKS = insert(
    "gifts_alert_asks",
    key=("user_id",),
    columns={"user_id": "bigint"},
    values={"asks": "1"},
    conflict="update asks = t.asks + 1",
)
_ADD = insert(
    "gifts_alert_rules",
    key=("id",),
    columns=_COLUMNS,
    given={"most": "bigint"},
    where="(SELECT count(*) FROM gifts_alert_rules r WHERE r.user_id = :user_id) < :most",
)
_PUT = update(
    "gifts_alert_rules",
    key={"id": "text"},
    given={**_CHANGED, "was": "bigint"},
    set={**{name: f":{name}" for name in _CHANGED}, "version": "t.version + 1"},
    where="t.version = :was",
)
_REMOVE = delete("gifts_alert_rules", key={"id": "text"})
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM gifts_alert_rules "


class RuleRows:
    """Implements domain.gifts.alerts.ports.RuleStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, rule: Rule, *, most: int) -> Changes:
        """Two that somebody makes at once meet at the row that counts their asking, so that the
        second is judged after the first.
        """
        return (
            _ADD(
                id=rule.id,
                user_id=rule.person,
                kind=rule.kind.value,
                wallet=rule.wallet,
                search=rule.search,
                created_at=rule.created_at,
                version=rule.version,
                most=most,
                **_changed(rule),
                refusal=TooManyAlerts(most=most),
                rows=(row_name("gifts_alert_asks", (rule.person,)),),
            ),
            ASKS(user_id=rule.person),
        )

    def put(self, was: Rule, now: Rule) -> Change:
        return _PUT(id=was.id, was=was.version, **_changed(now))

    def remove(self, rule: Rule) -> Change:
        return _REMOVE(id=rule.id, refusal=NotFound(alert=rule.id))

    async def get(self, rule: str) -> Rule | None:
        row = await self._database.row(f"{_SELECT} WHERE id = ?", rule)
        return _rule(row) if row is not None else None

    async def of(self, person: UserId) -> tuple[Rule, ...]:
        rows = await self._database.rows(f"{_SELECT} WHERE user_id = ? ORDER BY id DESC", person)
        return tuple(map(_rule, rows))

    async def of_search(self, search: str) -> Rule | None:
        row = await self._database.row(f"{_SELECT} WHERE search = ?", search)
        return _rule(row) if row is not None else None

    async def all(self) -> tuple[Rule, ...]:
        return tuple(map(_rule, await self._database.scan(f"{_SELECT} ORDER BY id")))


def _changed(rule: Rule) -> dict[str, Any]:
    return {
        "query": dump_query(rule.query),
        "share_bps": rule.share_bps,
        "permille": rule.permille,
        "muted": int(rule.muted),
        "base": rule.base,
        "fired_at": rule.fired_at,
        "changed_at": rule.changed_at,
    }


def _rule(row: Row) -> Rule:
    found = dict(zip(_COLUMNS, row, strict=True))
    return Rule(
        id=found["id"],
        person=found["user_id"],
        kind=RuleKind(found["kind"]),
        query=load_query(found["query"]),
        share_bps=found["share_bps"],
        permille=found["permille"],
        wallet=found["wallet"],
        search=found["search"],
        muted=bool(found["muted"]),
        base=found["base"],
        fired_at=found["fired_at"],
        created_at=found["created_at"],
        changed_at=found["changed_at"],
        version=found["version"],
    )
