"""Collections and where markets sell them, as CollectionStore and ShelfStore have them."""

from typing import Final

from domain.gifts.models import Collection, CollectionKey, CollectionState, Market
from domain.gifts.sync.models import KeptShelf
from domain.shared.change import Change
from storage.engine import Database, Row
from storage.statements import insert

_COLUMNS: Final = {
    "key": "text",
    "title": "text",
    "supply": "bigint",
    "state": "text",
    "seen_at": "bigint",
    "changed_at": "bigint",
}
_PUT = insert(
    "gifts_collections",
    key=("key",),
    columns=_COLUMNS,
    conflict="update title = excluded.title, supply = excluded.supply, state = excluded.state, "
    "changed_at = excluded.changed_at",
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM gifts_collections "
_SHELF: Final = {
    "market": "text",
    "collection": "text",
    "title": "text",
    "ref": "text",
    "supply": "bigint",
    "read_at": "bigint",
}
_PUT_SHELF = insert(
    "gifts_shelves",
    key=("market", "collection"),
    columns=_SHELF,
    conflict="update title = excluded.title, ref = excluded.ref, supply = excluded.supply, "
    "read_at = excluded.read_at",
)


class CollectionRows:
    """Implements domain.gifts.sync.ports.CollectionStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, collection: Collection) -> Change:
        return _PUT(
            key=collection.key,
            title=collection.title,
            supply=collection.supply,
            state=collection.state.value,
            seen_at=collection.seen_at,
            changed_at=collection.changed_at,
        )

    async def get(self, key: CollectionKey) -> Collection | None:
        row = await self._database.row(f"{_SELECT} WHERE key = ?", key)
        return _collection(row) if row is not None else None

    async def all(self) -> tuple[Collection, ...]:
        rows = await self._database.rows(f"{_SELECT} ORDER BY key")
        return tuple(map(_collection, rows))


class ShelfRows:
    """Implements domain.gifts.sync.ports.ShelfStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, shelf: KeptShelf) -> Change:
        return _PUT_SHELF(
            market=shelf.market.value,
            collection=shelf.collection,
            title=shelf.title,
            ref=shelf.ref,
            supply=shelf.supply,
            read_at=shelf.read_at,
        )

    async def of(self, market: Market) -> tuple[KeptShelf, ...]:
        rows = await self._database.rows(
            f"SELECT {', '.join(_SHELF)} FROM gifts_shelves WHERE market = ? ORDER BY collection",
            market.value,
        )
        return tuple(map(_shelf, rows))


def _collection(row: Row) -> Collection:
    return Collection(
        key=row[0],
        title=row[1],
        supply=row[2],
        state=CollectionState(row[3]),
        seen_at=row[4],
        changed_at=row[5],
    )


def _shelf(row: Row) -> KeptShelf:
    return KeptShelf(
        market=Market(row[0]),
        collection=row[1],
        title=row[2],
        ref=row[3],
        supply=row[4],
        read_at=row[5],
    )
