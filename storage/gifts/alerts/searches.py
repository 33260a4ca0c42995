"""Saved searches, as the port SearchStore has them."""

from typing import Any, Final

from domain.gifts.alerts.refusals import TooManySearches
from domain.gifts.saved.models import SavedSearch
from domain.shared.change import Change, Changes
from domain.shared.ids import UserId
from domain.shared.refusals import NotFound
from storage.engine import Database, Row
from storage.gifts.alerts.queries import dump_query, load_query
from storage.gifts.alerts.rules import ASKS
from storage.statement import row_name
from storage.statements import delete, insert, update

_CHANGED: Final = {"name": "text", "query": "text", "notify": "bigint", "changed_at": "bigint"}
_COLUMNS: Final = {
    "id": "text",
    "user_id": "bigint",
    "created_at": "bigint",
    "version": "bigint",
    **_CHANGED,
}
_ADD = insert(
    "gifts_searches",
    key=("id",),
    columns=_COLUMNS,
    given={"most": "bigint"},
    where="(SELECT count(*) FROM gifts_searches s WHERE s.user_id = :user_id) < :most",
)
_PUT = update(
    "gifts_searches",
    key={"id": "text"},
    given={**_CHANGED, "was": "bigint"},
    set={**{name: f":{name}" for name in _CHANGED}, "version": "t.version + 1"},
    where="t.version = :was",
)
_REMOVE = delete("gifts_searches", key={"id": "text"})
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM gifts_searches "


class SearchRows:
    """Implements domain.gifts.saved.ports.SearchStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, search: SavedSearch, *, most: int) -> Changes:
        return (
            _ADD(
                id=search.id,
                user_id=search.person,
                created_at=search.created_at,
                version=search.version,
                most=most,
                **_changed(search),
                refusal=TooManySearches(most=most),
                rows=(row_name("gifts_alert_asks", (search.person,)),),
            ),
            ASKS(user_id=search.person),
        )

    def put(self, was: SavedSearch, now: SavedSearch) -> Change:
        return _PUT(id=was.id, was=was.version, **_changed(now))

    def remove(self, search: SavedSearch) -> Change:
        return _REMOVE(id=search.id, refusal=NotFound(search=search.id))

    async def get(self, search: str) -> SavedSearch | None:
        row = await self._database.row(f"{_SELECT} WHERE id = ?", search)
        return _search(row) if row is not None else None

    async def of(self, person: UserId) -> tuple[SavedSearch, ...]:
        rows = await self._database.rows(f"{_SELECT} WHERE user_id = ? ORDER BY name, id", person)
        return tuple(map(_search, rows))


def _changed(search: SavedSearch) -> dict[str, Any]:
    return {
        "name": search.name,
        "query": dump_query(search.query),
        "notify": int(search.notify),
        "changed_at": search.changed_at,
    }


def _search(row: Row) -> SavedSearch:
    found = dict(zip(_COLUMNS, row, strict=True))
    return SavedSearch(
        id=found["id"],
        person=found["user_id"],
        name=found["name"],
        query=load_query(found["query"]),
        notify=bool(found["notify"]),
        created_at=found["created_at"],
        changed_at=found["changed_at"],
        version=found["version"],
    )
