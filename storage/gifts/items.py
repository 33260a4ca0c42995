"""Gifts that we have met and rarities that anybody told, as the ports ItemStore and RarityStore
have them.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from domain.gifts.models import GiftKey, Market
from domain.gifts.search import Trait
from domain.gifts.sync.models import ContentState, Item, Rarity
from domain.shared.change import Change
from domain.shared.ids import Instant
from storage.engine import Database, Row
from storage.statements import insert

_KEY: Final = {"gift": "text", "collection": "text", "number": "bigint"}
_LEARNED: Final = {
    "model": "text",
    "model_tier": "text",
    "backdrop": "text",
    "symbol": "text",
    "address": "text",
    "image_url": "text",
    "animation_url": "text",
    "about": "text",
}
_CONTENT: Final = {"content": "text", "content_at": "bigint", "content_tries": "bigint"}
_COLUMNS: Final = {**_KEY, **_LEARNED, **_CONTENT, "seen_at": "bigint"}
_NEW: Final = ", ".join(
    [
        *(f"{name} = coalesce(excluded.{name}, t.{name})" for name in _LEARNED),
        *(f"{name} = excluded.{name}" for name in _CONTENT),
    ]
)
_PUT = insert("gifts_items", key=("gift",), columns=_COLUMNS, conflict=f"update {_NEW}")
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM gifts_items "
_OPEN: Final = f"content IN ('{ContentState.UNREAD}', '{ContentState.FAILED}')"
_AT_ONCE: Final = 500

_RARITY: Final = {
    "collection": "text",
    "trait": "text",
    "value": "text",
    "permille": "bigint",
    "market": "text",
    "told_at": "bigint",
}
_PUT_RARITY = insert(
    "gifts_traits", key=("collection", "trait", "value"), columns=_RARITY, conflict="ignore"
)


class ItemRows:
    """Implements domain.gifts.sync.ports.ItemStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, item: Item) -> Change:
        return _PUT(
            gift=item.gift,
            collection=item.collection,
            number=item.number,
            model=item.model,
            model_tier=item.model_tier,
            backdrop=item.backdrop,
            symbol=item.symbol,
            address=item.address,
            image_url=item.image_url,
            animation_url=item.animation_url,
            about=item.about,
            content=item.content.value,
            content_at=item.content_at,
            content_tries=item.tries,
            seen_at=item.seen_at,
        )

    async def get(self, gifts: Sequence[GiftKey]) -> Mapping[GiftKey, Item]:
        return {item.gift: item for item in await self._among("gift", gifts)}

    async def at(self, addresses: Sequence[str]) -> Mapping[str, Item]:
        found = await self._among("address", addresses)
        return {item.address: item for item in found if item.address is not None}

    async def tiers(self) -> Mapping[GiftKey, str]:
        rows = await self._database.scan(
            "SELECT gift, model_tier FROM gifts_items WHERE model_tier IS NOT NULL"
        )
        return {GiftKey(gift): str(tier) for gift, tier in rows}

    async def unread(self, now: Instant, *, limit: int) -> tuple[Item, ...]:
        rows = await self._database.rows(
            f"{_SELECT} WHERE {_OPEN} AND content_at <= ? ORDER BY content_at, gift LIMIT ?",
            now,
            limit,
        )
        return tuple(map(_item, rows))

    async def count_unread(self) -> int:
        row = await self._database.row(f"SELECT count(*) FROM gifts_items WHERE {_OPEN}")
        return int(row[0]) if row is not None else 0

    async def _among(self, column: str, values: Sequence[str]) -> list[Item]:
        found: list[Item] = []
        for start in range(0, len(values), _AT_ONCE):
            part = values[start : start + _AT_ONCE]
            marks = ", ".join("?" for _ in part)
            rows = await self._database.rows(f"{_SELECT} WHERE {column} IN ({marks})", *part)
            found += map(_item, rows)
        return found


class RarityRows:
    """Implements domain.gifts.sync.ports.RarityStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, rarity: Rarity) -> Change:
        return _PUT_RARITY(
            collection=rarity.collection,
            trait=rarity.trait.value,
            value=rarity.value,
            permille=rarity.permille,
            market=rarity.market.value,
            told_at=rarity.told_at,
        )

    async def all(self) -> tuple[Rarity, ...]:
        rows = await self._database.scan(f"SELECT {', '.join(_RARITY)} FROM gifts_traits")
        return tuple(
            Rarity(
                collection=row[0],
                trait=Trait(row[1]),
                value=row[2],
                permille=row[3],
                market=Market(row[4]),
                told_at=row[5],
            )
            for row in rows
        )


def _item(row: Row) -> Item:
    return Item(
        gift=row[0],
        collection=row[1],
        number=row[2],
        model=row[3],
        model_tier=row[4],
        backdrop=row[5],
        symbol=row[6],
        address=row[7],
        image_url=row[8],
        animation_url=row[9],
        about=row[10],
        content=ContentState(row[11]),
        content_at=row[12],
        tries=row[13],
        seen_at=row[14],
    )
