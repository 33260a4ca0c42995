"""What is for sale, as the port ListingStore has it."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any, Final

from domain.gifts.models import (
    CollectionKey,
    GiftKey,
    Listing,
    ListingId,
    Lot,
    Market,
    TraitValue,
)
from domain.gifts.names import parse_gift
from domain.gifts.search import SaleKind
from domain.gifts.shown.models import TraitStock
from domain.gifts.shown.traits import OF_GIFTS
from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.money import ASSETS, TON, Asset, Money
from storage.engine import Database, Row
from storage.statements import delete, guard, insert, update

_FIXED: Final = {"id": "text", "market": "text", "gift": "text"}
_CHANGING: Final = {
    "collection": "text",
    "number": "bigint",
    "model": "text",
    "backdrop": "text",
    "symbol": "text",
    "sale_kind": "text",
    "asset": "text",
    "price": "bigint",
    "buyer_total": "bigint",
    "seller_net": "bigint",
    "onchain": "bigint",
    "address": "text",
    "contract": "text",
    "seller": "text",
    "image_url": "text",
    "listed_at": "bigint",
    "locked_until": "bigint",
    "seen_at": "bigint",
    "changed_at": "bigint",
}
_COLUMNS: Final = {**_FIXED, **_CHANGING}
_NEW: Final = ", ".join(f"{name} = excluded.{name}" for name in ("gift", *_CHANGING))
_PUT = insert("gifts_listings", key=("id",), columns=_COLUMNS, conflict=f"update {_NEW}")
_ADD = insert("gifts_listings", key=("id",), columns=_COLUMNS)
_WAS: Final = {
    "was_seen_at": "bigint",
    "was_changed_at": "bigint",
    "was_price": "bigint",
    "was_total": "bigint",
    "was_locked": "bigint",
}
_AS_READ: Final = (
    "t.seen_at = :was_seen_at AND t.changed_at = :was_changed_at AND t.price = :was_price "
    "AND t.buyer_total = :was_total AND coalesce(t.locked_until, -1) = :was_locked"
)
_CHANGE = update(
    "gifts_listings",
    key={"id": "text"},
    given={**_CHANGING, "gift": "text", **_WAS},
    set={name: f":{name}" for name in ("gift", *_CHANGING)},
    where=_AS_READ,
)
_DROP = delete("gifts_listings", key={"id": "text"}, given=_WAS, where=_AS_READ)
_STANDS = guard("gifts_listings", key={"id": "text"}, given=_WAS, where=_AS_READ)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM gifts_listings "
_PLAIN: Final = (
    f"CASE WHEN sale_kind = '{SaleKind.FIX}' AND asset = '{TON.code}' "
    "AND coalesce(locked_until, 0) <= ? THEN buyer_total END"
)
"""The buyer's total of what the default search shows."""
_TRAITS: Final = (
    f"SELECT {{trait}}, min(id), count({_PLAIN}), min({_PLAIN}) FROM gifts_listings "
    "WHERE collection = ? AND {trait} IS NOT NULL GROUP BY {trait}"
)
_SLICE: Final = 5_000
_AT_ONCE: Final = 500


def _as_told(lot: Lot) -> Lot:
    return lot


class ListingRows:
    """Implements domain.gifts.ports.ListingStore. `complete` adds the collection's name and the
    rarities, which are kept once for all lots.
    """

    def __init__(
        self,
        database: Database,
        complete: Callable[[Lot], Lot] = _as_told,
        *,
        asset_of: Callable[[str], Asset] = ASSETS.__getitem__,
    ) -> None:
        self._database = database
        self._complete = complete
        self._asset_of = asset_of

    def put(self, listing: Listing) -> Change:
        return _PUT(id=listing.id, market=listing.lot.market.value, **_values(listing))

    def add(self, listing: Listing) -> Change:
        return _ADD(id=listing.id, market=listing.lot.market.value, **_values(listing))

    def change(self, was: Listing, now: Listing) -> Change:
        return _CHANGE(id=was.id, **_values(now), **_read(was))

    def drop(self, listing: Listing) -> Change:
        return _DROP(id=listing.id, **_read(listing))

    def stands(self, listing: Listing) -> Change:
        return _STANDS(id=listing.id, **_read(listing))

    async def get(self, ids: Sequence[ListingId]) -> Mapping[ListingId, Listing]:
        found: dict[ListingId, Listing] = {}
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            marks = ", ".join("?" for _ in part)
            found |= {one.id: one for one in await self._many(f"WHERE id IN ({marks})", *part)}
        return found

    async def of_gift(self, gift: GiftKey) -> tuple[Listing, ...]:
        collection, number = parse_gift(gift)
        return await self._many(
            "WHERE collection = ? AND number = ? ORDER BY id", collection, number
        )

    async def of_shelf(self, market: Market, collection: CollectionKey) -> tuple[Listing, ...]:
        return await self._many(
            "WHERE market = ? AND collection = ? ORDER BY id", market.value, collection
        )

    async def of_collection(self, collection: CollectionKey) -> tuple[Listing, ...]:
        return await self._many("WHERE collection = ? ORDER BY id", collection)

    async def traits(self, collection: CollectionKey, now: Instant) -> tuple[TraitStock, ...]:
        """Counted by the store: a collection may have a hundred thousand lots."""
        found: list[TraitStock] = []
        for trait in OF_GIFTS:
            sql = _TRAITS.format(trait=trait.value)
            for name, first, count, floor in await self._database.scan(sql, now, now, collection):
                least = Money(floor, TON) if floor is not None else None
                found.append(
                    TraitStock(trait=trait, name=name, first=first, listings=count, floor=least)
                )
        return tuple(found)

    async def with_models(
        self, collection: CollectionKey, models: Sequence[str]
    ) -> tuple[Listing, ...]:
        marks = ", ".join("?" for _ in models)
        return await self._many(
            f"WHERE collection = ? AND model IN ({marks})", collection, *models
        )

    async def ids_of(self, market: Market, collection: CollectionKey) -> frozenset[ListingId]:
        rows = await self._database.rows(
            "SELECT id FROM gifts_listings WHERE market = ? AND collection = ?",
            market.value,
            collection,
        )
        return frozenset(ListingId(row[0]) for row in rows)

    async def shelves(self, market: Market) -> tuple[CollectionKey, ...]:
        rows = await self._database.scan(
            "SELECT DISTINCT collection FROM gifts_listings WHERE market = ? ORDER BY collection",
            market.value,
        )
        return tuple(CollectionKey(row[0]) for row in rows)

    async def counts(self) -> Mapping[Market, int]:
        rows = await self._database.scan(
            "SELECT market, count(*) FROM gifts_listings GROUP BY market"
        )
        return {Market(market): int(count) for market, count in rows}

    async def all(self) -> AsyncIterator[Sequence[Listing]]:
        after = ""
        while True:
            rows = await self._database.scan(
                f"{_SELECT} WHERE id > ? ORDER BY id LIMIT ?", after, _SLICE
            )
            if rows:
                yield tuple(self._listing(row) for row in rows)
            if len(rows) < _SLICE:
                return
            after = rows[-1][0]

    async def _many(self, where: str, *params: object) -> tuple[Listing, ...]:
        rows = await self._database.rows(f"{_SELECT} {where}", *params)
        return tuple(self._listing(row) for row in rows)

    def _listing(self, row: Row) -> Listing:
        asset = self._asset_of(row[9])
        market = Market(row[1])
        lot = Lot(
            market=market,
            own_id=row[0][len(market.value) + 1 :],
            collection=row[3],
            number=row[4],
            title=row[3],
            model=_trait(row[5]),
            backdrop=_trait(row[6]),
            symbol=_trait(row[7]),
            price=Money(row[10], asset),
            sale_kind=SaleKind(row[8]),
            onchain=bool(row[13]),
            address=row[14],
            contract=row[15],
            seller=row[16],
            image_url=row[17],
            listed_at=row[18],
            locked_until=row[19],
        )
        return Listing(
            lot=self._complete(lot),
            buyer_total=Money(row[11], asset),
            seller_net=Money(row[12], asset),
            seen_at=row[20],
            changed_at=row[21],
        )


def _values(listing: Listing) -> Mapping[str, Any]:
    lot = listing.lot
    return {
        "gift": lot.gift,
        "collection": lot.collection,
        "number": lot.number,
        "model": _name(lot.model),
        "backdrop": _name(lot.backdrop),
        "symbol": _name(lot.symbol),
        "sale_kind": lot.sale_kind.value,
        "asset": lot.price.asset.code,
        "price": lot.price.units,
        "buyer_total": listing.buyer_total.units,
        "seller_net": listing.seller_net.units,
        "onchain": int(lot.onchain),
        "address": lot.address,
        "contract": lot.contract,
        "seller": lot.seller,
        "image_url": lot.image_url,
        "listed_at": lot.listed_at,
        "locked_until": lot.locked_until,
        "seen_at": listing.seen_at,
        "changed_at": listing.changed_at,
    }


def _read(was: Listing) -> Mapping[str, Any]:
    """By what it is seen that nobody was faster."""
    locked_until = was.lot.locked_until
    return {
        "was_seen_at": was.seen_at,
        "was_changed_at": was.changed_at,
        "was_price": was.lot.price.units,
        "was_total": was.buyer_total.units,
        "was_locked": locked_until if locked_until is not None else -1,
    }


def _name(trait: TraitValue | None) -> str | None:
    return trait.name if trait is not None else None


def _trait(name: str | None) -> TraitValue | None:
    return TraitValue(name=name) if name is not None else None
