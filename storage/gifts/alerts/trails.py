"""What happened to prices and since we last looked, as the port Trails has it."""

from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Final

from domain.gifts.alerts.models import PricePoint
from domain.gifts.models import EventKind, GiftEvent, Listing, ListingId, Market, Told
from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.money import ASSETS, TON, Asset, Money
from storage.engine import Database, Row
from storage.statements import insert

_ALERTS: Final = "alerts"
_AT_ONCE: Final = 200
_PRICED: Final = frozenset({EventKind.LISTED.value, EventKind.REPRICED.value})
_EVENT: Final = (
    *("id", "ref", "at", "kind", "told", "confidence", "market", "listing", "gift"),
    *("collection", "model", "backdrop", "asset", "price", "buyer_total", "giver", "taker"),
)
_SET = insert(
    "gifts_alert_marks",
    key=("name",),
    columns={"name": "text", "at": "bigint"},
    conflict="update at = excluded.at",
)


class TrailRows:
    """Implements domain.gifts.alerts.ports.Trails."""

    def __init__(
        self, database: Database, *, asset_of: Callable[[str], Asset] = ASSETS.__getitem__
    ) -> None:
        self._database = database
        self._asset_of = asset_of

    async def of(self, listing: Listing, limit: int) -> tuple[PricePoint, ...]:
        """Up to its last sale: whoever bought it begins anew. Of one instant, what stands now is
        the newest, and a lot was put up before it was repriced.
        """
        rows = await self._database.rows(
            "SELECT id, at, kind, buyer_total, asset FROM gifts_events "
            "WHERE gift = ? AND (market = ? OR market IS NULL) "
            "AND kind IN ('listed', 'repriced', 'sold', 'moved') "
            "ORDER BY at DESC, id DESC LIMIT ?",
            listing.lot.gift,
            listing.lot.market.value,
            limit,
        )
        points = [
            PricePoint(
                ref=row[0],
                at=row[1],
                listed=row[2] == EventKind.LISTED,
                units=row[3] if row[4] == TON.code else None,
            )
            for row in takewhile(lambda row: row[2] in _PRICED, rows)
        ]
        now = listing.buyer_total.units
        return tuple(sorted(points, key=lambda one: (-one.at, one.units != now, one.listed)))

    async def mark(self) -> Instant | None:
        row = await self._database.row("SELECT at FROM gifts_alert_marks WHERE name = ?", _ALERTS)
        return None if row is None else row[0]

    def set_mark(self, at: Instant) -> Change:
        return _SET(name=_ALERTS, at=at)

    async def listings_since(self, at: Instant) -> tuple[ListingId, ...]:
        rows = await self._database.scan(
            "SELECT id FROM gifts_listings "
            "WHERE changed_at >= ? OR seen_at >= ? OR locked_until >= ? ORDER BY id",
            at,
            at,
            at,
        )
        return tuple(row[0] for row in rows)

    async def events_since(self, at: Instant, wallets: Sequence[str]) -> tuple[GiftEvent, ...]:
        found: dict[str, GiftEvent] = {}
        for start in range(0, len(wallets), _AT_ONCE):
            part = wallets[start : start + _AT_ONCE]
            marks = ", ".join("?" for _ in part)
            rows = await self._database.scan(
                f"SELECT {', '.join(_EVENT)} FROM gifts_events "
                f"WHERE at >= ? AND (giver IN ({marks}) OR taker IN ({marks}))",
                at,
                *part,
                *part,
            )
            found.update({row[0]: self._event(row) for row in rows})
        return tuple(sorted(found.values(), key=lambda event: (event.at, event.id)))

    def _event(self, row: Row) -> GiftEvent:
        told = dict(zip(_EVENT, row, strict=True))
        asset = self._asset_of(told["asset"]) if told["asset"] is not None else None

        def money(name: str) -> Money | None:
            units = told[name]
            return Money(units, asset) if asset is not None and units is not None else None

        return GiftEvent(
            id=told["id"],
            ref=told["ref"],
            at=told["at"],
            kind=EventKind(told["kind"]),
            told=Told(told["told"]),
            confidence_permille=told["confidence"],
            market=Market(told["market"]) if told["market"] is not None else None,
            listing=told["listing"],
            gift=told["gift"],
            collection=told["collection"],
            model=told["model"],
            backdrop=told["backdrop"],
            price=money("price"),
            buyer_total=money("buyer_total"),
            giver=told["giver"],
            taker=told["taker"],
        )
