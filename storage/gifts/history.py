"""What happened to gifts, as the port HistoryStore has it. Rows are only added."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from domain.gifts.models import (
    CollectionKey,
    EventKind,
    GiftEvent,
    GiftKey,
    Market,
    Told,
)
from domain.gifts.ports import EVENTS_MOST
from domain.gifts.sync.history import event_id
from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.money import ASSETS, Asset, Money
from domain.shared.page import Page
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, update

_COLUMNS: Final = {
    "id": "text",
    "ref": "text",
    "at": "bigint",
    "kind": "text",
    "told": "text",
    "confidence": "bigint",
    "market": "text",
    "listing": "text",
    "gift": "text",
    "collection": "text",
    "model": "text",
    "backdrop": "text",
    "asset": "text",
    "price": "bigint",
    "buyer_total": "bigint",
    "giver": "text",
    "taker": "text",
    "wash": "bigint",
}
_ADD = insert("gifts_events", key=("id",), columns=_COLUMNS)
_JUDGE = update(
    "gifts_events", key={"id": "text"}, given={"wash": "bigint"}, set={"wash": ":wash"}
)
_FROM_ITEM: Final = {
    "model": "coalesce(e.model, i.model)",
    "backdrop": "coalesce(e.backdrop, i.backdrop)",
}
_READ: Final = ", ".join(_FROM_ITEM.get(name, f"e.{name}") for name in _COLUMNS)
_SELECT: Final = (
    f"SELECT {_READ} FROM gifts_events AS e LEFT JOIN gifts_items AS i ON i.gift = e.gift "
)
_LATEST: Final = 2**62
_LAST: Final = "~"
_AT_ONCE: Final = 500


class HistoryRows:
    """Implements domain.gifts.ports.HistoryStore."""

    def __init__(
        self, database: Database, *, asset_of: Callable[[str], Asset] = ASSETS.__getitem__
    ) -> None:
        self._database = database
        self._asset_of = asset_of

    def add(self, event: GiftEvent) -> Change:
        known = event_id(event.kind, event.ref)
        assert event.id[1:] == known[1:], "an event is known by its ref"
        value = event.price or event.buyer_total
        return _ADD(
            id=event.id,
            ref=event.ref,
            at=event.at,
            kind=event.kind.value,
            told=event.told.value,
            confidence=event.confidence_permille,
            market=event.market.value if event.market is not None else None,
            listing=event.listing,
            gift=event.gift,
            collection=event.collection,
            model=event.model,
            backdrop=event.backdrop,
            asset=value.asset.code if value is not None else None,
            price=_units(event.price),
            buyer_total=_units(event.buyer_total),
            giver=event.giver,
            taker=event.taker,
            wash=int(event.wash),
        )

    def judge(self, event: GiftEvent) -> Change:
        return _JUDGE(id=event.id, wash=int(event.wash))

    async def known(self, ids: Sequence[str]) -> frozenset[str]:
        found: list[Row] = []
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            marks = ", ".join("?" for _ in part)
            found += await self._database.rows(
                f"SELECT id FROM gifts_events WHERE id IN ({marks})", *part
            )
        return frozenset(row[0] for row in found)

    async def sales_of(self, gifts: Sequence[GiftKey]) -> Mapping[GiftKey, tuple[GiftEvent, ...]]:
        if not gifts:
            return {}
        marks = ", ".join("?" for _ in gifts)
        events = await self._many(
            f"WHERE e.gift IN ({marks}) AND e.kind = ? ORDER BY e.gift, e.at, e.id",
            *gifts,
            EventKind.SOLD.value,
        )
        found: dict[GiftKey, list[GiftEvent]] = {}
        for event in events:
            found.setdefault(event.gift, []).append(event)
        return {gift: tuple(sales) for gift, sales in found.items()}

    async def of_gift(self, gift: GiftKey, *, cursor: str | None, limit: int) -> Page[GiftEvent]:
        scope = f"gift events:{gift}"
        at, last = read_cursor(scope, cursor) if cursor is not None else (_LATEST, _LAST)
        events = await self._many(
            "WHERE e.gift = ? AND (e.at < ? OR (e.at = ? AND e.id < ?)) "
            "ORDER BY e.at DESC, e.id DESC LIMIT ?",
            gift,
            int(at),
            int(at),
            str(last),
            limit + 1,
        )
        shown = events[:limit]
        more = len(events) > limit
        following = write_cursor(scope, shown[-1].at, shown[-1].id) if more else None
        return Page(shown, following)

    async def of_collection(
        self,
        collection: CollectionKey,
        *,
        kinds: frozenset[EventKind],
        since: Instant,
        until: Instant,
    ) -> tuple[GiftEvent, ...]:
        marks = ", ".join("?" for _ in kinds)
        return await self._many(
            f"WHERE e.collection = ? AND e.at >= ? AND e.at <= ? AND e.kind IN ({marks}) "
            "ORDER BY e.at, e.id LIMIT ?",
            collection,
            since,
            until,
            *sorted(kind.value for kind in kinds),
            EVENTS_MOST,
        )

    async def _many(self, where: str, *params: object) -> tuple[GiftEvent, ...]:
        rows = await self._database.rows(f"{_SELECT} {where}", *params)
        return tuple(self._event(row) for row in rows)

    def _event(self, row: Row) -> GiftEvent:
        return GiftEvent(
            id=row[0],
            ref=row[1],
            at=row[2],
            kind=EventKind(row[3]),
            told=Told(row[4]),
            confidence_permille=row[5],
            market=Market(row[6]) if row[6] is not None else None,
            listing=row[7],
            gift=row[8],
            collection=row[9],
            model=row[10],
            backdrop=row[11],
            price=self._money(row[13], row[12]),
            buyer_total=self._money(row[14], row[12]),
            giver=row[15],
            taker=row[16],
            wash=bool(row[17]),
        )

    def _money(self, units: int | None, asset: str | None) -> Money | None:
        if units is None or asset is None:
            return None
        return Money(units, self._asset_of(asset))


def _units(value: Money | None) -> int | None:
    return value.units if value is not None else None
