"""What is comparable, as the port PoolStore has it."""

import asyncio
from collections.abc import Sequence
from typing import Final

from domain.gifts.models import CollectionKey, EventKind, GiftKey, ListingId, Market
from domain.gifts.names import parse_gift
from domain.gifts.search import SaleKind
from domain.gifts.value.comparables import Price, number_class
from domain.shared.ids import Instant
from domain.shared.money import TON
from storage.engine import Database, Row

_SALES_MOST: Final = 300
_LOOKED_AT_MOST: Final = 5_000
_LOTS: Final = (
    "SELECT gift, number, backdrop, market, buyer_total, locked_until, id FROM gifts_listings "
    f"WHERE collection = ? AND model = ? AND sale_kind = '{SaleKind.FIX}' "
    f"AND asset = '{TON.code}'"
)
# What an event did not tell of its gift, the gift's own row may by now.
_SALES: Final = (
    "SELECT e.gift, coalesce(e.backdrop, i.backdrop), e.market, e.buyer_total, e.at FROM ("
    "SELECT gift, model, backdrop, market, buyer_total, at FROM gifts_events "
    f"WHERE collection = ? AND kind = '{EventKind.SOLD}' AND at >= ? AND wash = 0 "
    f"AND asset = '{TON.code}' AND buyer_total IS NOT NULL AND market IS NOT NULL "
    f"ORDER BY at DESC, id LIMIT {_LOOKED_AT_MOST}) AS e "
    "LEFT JOIN gifts_items AS i ON i.gift = e.gift "
    f"WHERE coalesce(e.model, i.model) = ? ORDER BY e.at DESC, e.gift LIMIT {_SALES_MOST}"
)


class PoolRows:
    """Implements domain.gifts.value.ports.PoolStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def lots(self, collection: CollectionKey, model: str) -> tuple[Price, ...]:
        rows = await self._database.rows(_LOTS, collection, model)
        return await asyncio.to_thread(_lots, rows)

    async def sales(
        self, collection: CollectionKey, model: str, since: Instant
    ) -> tuple[Price, ...]:
        rows = await self._database.rows(_SALES, collection, since, model)
        return tuple(_sold(row) for row in rows)


def _lots(rows: Sequence[Row]) -> tuple[Price, ...]:
    return tuple(map(_lot, rows))


def _lot(row: Row) -> Price:
    gift, number, backdrop, market, units, locked_until, listing = row
    kind, market = number_class(number), Market(market)
    return Price(gift, kind, backdrop, market, units, None, locked_until, ListingId(listing))


def _sold(row: Row) -> Price:
    gift, backdrop, market, units, at = row
    _, number = parse_gift(gift)
    return Price(GiftKey(gift), number_class(number), backdrop, Market(market), units, at)
