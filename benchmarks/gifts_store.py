"""A store with many active listings, written straight into its table while nobody runs on it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.search_world import World
from domain.shared.money import TON

COLUMNS: Final = (
    "id",
    "market",
    "gift",
    "collection",
    "number",
    "model",
    "backdrop",
    "symbol",
    "sale_kind",
    "asset",
    "price",
    "buyer_total",
    "seller_net",
    "onchain",
    "locked_until",
    "seen_at",
    "changed_at",
)
_SEEN_AT: Final = 10**15


def fill(path: Path, lots: int) -> str:
    """Nothing but these lots is for sale then. Answers the collection that has most of them."""
    world = World(lots, room=0)
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM gifts_listings")
        marks = ", ".join("?" for _ in COLUMNS)
        connection.executemany(
            f"INSERT INTO gifts_listings ({', '.join(COLUMNS)}) VALUES ({marks})", _rows(world)
        )
        connection.execute(
            "INSERT INTO gifts_collections (key, title, supply, state, seen_at, changed_at) "
            "SELECT collection, collection, NULL, 'shown', 0, 0 FROM gifts_listings "
            "WHERE true GROUP BY collection ON CONFLICT DO NOTHING"
        )
        found = connection.execute(
            "SELECT collection FROM gifts_listings GROUP BY collection ORDER BY count(*) DESC"
        ).fetchone()
    return str(found[0])


def _rows(world: World) -> Iterator[tuple[object, ...]]:
    for lot in world.lots():
        price = lot.buyer_total
        yield (
            *(lot.id, lot.market, f"{lot.collection}-{lot.number}", lot.collection, lot.number),
            *(lot.model, lot.backdrop, lot.symbol, lot.sale_kind.value, TON.code),
            *(price, price, price, int(lot.onchain), lot.locked_until, _SEEN_AT, _SEEN_AT),
        )
