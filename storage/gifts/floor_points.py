"""Floors at full hours, as the port PointStore has them: a row where the floor differs from the
hour before.
"""

from collections.abc import Sequence
from typing import Final

from domain.gifts.models import CollectionKey
from domain.gifts.value.floors import Floor
from domain.gifts.value.spans import PastFloor
from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.money import TON, Money
from storage.engine import Database, Row
from storage.statements import insert

_COLUMNS: Final = {
    "collection": "text",
    "model": "text",
    "at": "bigint",
    "floor": "bigint",
    "robust": "bigint",
    "depth": "bigint",
}
_ADD = insert(
    "gifts_floor_points", key=("collection", "model", "at"), columns=_COLUMNS, conflict="ignore"
)
_REACHED = insert(
    "gifts_floor_rolls",
    key=("collection",),
    columns={"collection": "text", "until": "bigint"},
    conflict="update until = excluded.until",
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM gifts_floor_points "


class PointRows:
    """Implements domain.gifts.value.floor_ports.PointStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, point: PastFloor) -> Change:
        floor = point.floor
        return _ADD(
            collection=point.collection,
            model=point.model or "",
            at=point.at,
            floor=_units(floor.floor) if floor is not None else None,
            robust=_units(floor.robust) if floor is not None else None,
            depth=floor.depth if floor is not None else None,
        )

    def reached(self, collection: CollectionKey, until: Instant) -> Change:
        return _REACHED(collection=collection, until=until)

    async def rolled(self, collection: CollectionKey) -> Instant | None:
        row = await self._database.row(
            "SELECT until FROM gifts_floor_rolls WHERE collection = ?", collection
        )
        return Instant(row[0]) if row is not None else None

    async def of(
        self, collection: CollectionKey, *, model: str | None, since: Instant, until: Instant
    ) -> tuple[PastFloor, ...]:
        name = model or ""
        before = await self._database.rows(
            f"{_SELECT} WHERE collection = ? AND model = ? AND at < ? ORDER BY at DESC LIMIT 1",
            collection,
            name,
            since,
        )
        rows = await self._database.scan(
            f"{_SELECT} WHERE collection = ? AND model = ? AND at >= ? AND at <= ? ORDER BY at",
            collection,
            name,
            since,
            until,
        )
        return tuple(_point(row) for row in (*before, *rows))

    async def last(self, collection: CollectionKey) -> Sequence[PastFloor]:
        rows = await self._database.scan(
            f"{_SELECT} AS p WHERE collection = ? AND at = (SELECT max(at) FROM "
            "gifts_floor_points AS q WHERE q.collection = p.collection AND q.model = p.model)",
            collection,
        )
        return tuple(_point(row) for row in rows)


def _units(amount: Money | None) -> int | None:
    return amount.units if amount is not None else None


def _point(row: Row) -> PastFloor:
    collection, model, at, floor, robust, depth = row
    return PastFloor(
        collection=CollectionKey(collection),
        model=model or None,
        at=at,
        floor=Floor(floor=_money(floor), robust=_money(robust), depth=depth)
        if depth is not None
        else None,
    )


def _money(units: int | None) -> Money | None:
    return Money(units, TON) if units is not None else None
