"""Listings as the search index takes them: from the store at the start, then one by one."""

from collections.abc import AsyncIterator
from typing import Final

from domain.gifts.models import CollectionKey, GiftKey, Listing, TraitValue
from domain.gifts.search import SaleKind, Trait
from domain.gifts.sync.knowledge import Knowledge
from domain.shared.money import ASSETS
from storage.engine import Database, Row
from storage.gifts.index_rows import Lot

_SLICE: Final = 20_000
_SCALE: Final = 9
_SELECT: Final = (
    "SELECT id, market, collection, number, model, backdrop, symbol, onchain, sale_kind, "
    "locked_until, asset, buyer_total, coalesce(listed_at, seen_at), gift FROM gifts_listings "
    "WHERE id > ? ORDER BY id LIMIT ?"
)
_KINDS: Final = {kind.value: kind for kind in SaleKind}


async def stored_lots(database: Database, knowledge: Knowledge) -> AsyncIterator[list[Lot]]:
    """All active listings of collections that are shown, in slices."""
    after = ""
    while True:
        rows = await database.scan(_SELECT, after, _SLICE)
        yield [_lot(row, knowledge) for row in rows if knowledge.shown(row[2])]
        if len(rows) < _SLICE:
            return
        after = rows[-1][0]


def lot_of(listing: Listing, knowledge: Knowledge) -> Lot:
    lot = listing.lot
    model = lot.model.name if lot.model is not None else None
    return Lot(
        id=listing.id,
        market=lot.market.value,
        collection=lot.collection,
        number=lot.number,
        model=model or "",
        backdrop=_name(lot.backdrop),
        symbol=_name(lot.symbol),
        onchain=lot.onchain,
        sale_kind=lot.sale_kind,
        locked_until=lot.locked_until,
        asset=lot.price.asset.code,
        buyer_total=_even(listing.buyer_total.units, lot.price.asset.code),
        newest_at=listing.newest_at,
        rarity_permille=_rarity(knowledge, lot.collection, lot.gift, model),
    )


def _lot(row: Row, knowledge: Knowledge) -> Lot:
    model = row[4]
    return Lot(
        id=row[0],
        market=row[1],
        collection=row[2],
        number=row[3],
        model=model or "",
        backdrop=row[5] or "",
        symbol=row[6] or "",
        onchain=bool(row[7]),
        sale_kind=_KINDS[row[8]],
        locked_until=row[9],
        asset=row[10],
        buyer_total=_even(row[11], row[10]),
        newest_at=row[12],
        rarity_permille=_rarity(knowledge, row[2], row[13], model),
    )


def _rarity(
    knowledge: Knowledge, collection: CollectionKey, gift: GiftKey, model: str | None
) -> int | None:
    """The model's; a crafted gift has none in figures."""
    if model is None or knowledge.tier(gift) is not None:
        return None
    return knowledge.rarity(collection, Trait.MODEL, model)


def _even(units: int, asset: str) -> int:
    """In 10^-9 of the asset, whatever its own scale."""
    scale = ASSETS[asset].scale
    return units if scale == _SCALE else units * 10**_SCALE // 10**scale


def _name(trait: TraitValue | None) -> str:
    return trait.name if trait is not None else ""
