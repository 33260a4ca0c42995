"""Lots, collections and the feed as MRKT writes them."""

from collections.abc import Iterable
from typing import Any

from scripts.sandbox.markets import names
from scripts.sandbox.markets.book import Book
from scripts.sandbox.markets.face.calls import Asked, Row
from scripts.sandbox.markets.face.shown import floors, iso, plain
from scripts.sandbox.markets.fees import FEES
from scripts.sandbox.markets.rows import Event, Gift, Listing, uuid

_MARKET = "mrkt"
_GIFT_IDS = 5_900_000_000_000_000_000
FEED = {"listed": "listing", "sold": "sale", "repriced": "change_price"}
FILTERS = {
    "collectionNames": "collectionName",
    "modelNames": "modelName",
    "backdropNames": "backdropName",
    "symbolNames": "symbolName",
}
_ORDERS = {
    "Price": "salePrice",
    "Number": "number",
    "ModelRarity": "modelRarityPerMille",
    "BackgroundRarity": "backdropRarityPerMille",
    "SymbolRarity": "symbolRarityPerMille",
}


def lot(one: Listing, gift: Gift) -> Row:
    """One lot."""
    until = None if one.locked_ms is None else iso(one.locked_ms)
    return _gift(gift) | {
        "salePrice": one.price,
        "salePriceWithoutFee": FEES[_MARKET].seller_net(one.price),
        "isOnSale": one.sale_kind != "auction",
        "isOnAuction": one.sale_kind == "auction",
        "premarketStatus": "Active" if one.sale_kind == "premarket" else "None",
        "unlockDate": until,
        "nextResaleDate": until,
        "nextTransferDate": until,
        "minted": one.onchain,
    }


def now(asked: Asked, row: Row) -> Row:
    """The same lot, with whether it is locked now and the floor of its collection."""
    until = row["unlockDate"]
    locked = until is not None and str(until) > iso(asked.markets.now_ms)
    short = names.short_name(str(row["collectionName"]))
    floor = floors(asked.book, _MARKET).get(short)
    return row | {
        "isLocked": locked,
        "isLockedForSale": locked,
        "floorPriceNanoTONsByCollection": floor,
    }


def feed_item(asked: Asked, row: Event) -> Row:
    """One entry of the feed; a listing there does not tell its price without the fee."""
    book = asked.book
    gift = book.gifts[row.gift]
    active = book.listing(_MARKET, gift.key)
    shown = _gift(gift) if active is None else lot(active, gift)
    told = {"salePrice": row.price, "salePriceWithoutFee": 0, "isOnSale": active is not None}
    return {
        "type": FEED[row.kind],
        "id": names.uuid_of(f"feed/{row.seq}"),
        "amount": row.price,
        "date": iso(row.at_ms),
        "gift": now(asked, shown | told),
    }


def collection(short: str, floor: int | None) -> Row:
    """One collection."""
    found = names.collection(short)
    assert found is not None, "worlds have collections that there are"
    return {
        "name": found.name,
        "title": found.name,
        "floorPriceNanoTons": floor,
        "previousDayFloorPriceNanoTons": floor,
        "volume": 0,
        "isNew": False,
        "isHidden": False,
        "craftable": False,
        "createdAt": "2025-01-01T00:00:00.000Z",
        "modelStickerThumbnailKey": f"{short}.webp",
    }


def models(book: Book, wanted: set[str]) -> list[Row]:
    """The models of these collections, those with lots with a floor."""
    least: dict[tuple[str, str], int] = {}
    for one in plain(book, _MARKET):
        gift = book.gifts[one.gift]
        at = gift.short, gift.model
        least[at] = min(one.price, least.get(at, one.price))
    there = (names.collection(short) for short in book.collections)
    return [
        {
            "collectionName": one.name,
            "modelName": model,
            "rarityPerMille": rarity,
            "floorPriceNanoTons": least.get((one.short, model)),
            "modelStickerThumbnailKey": f"{one.short}-{at}.webp",
        }
        for one in there
        if one is not None and one.name in wanted
        for at, (model, rarity) in enumerate(one.models.items())
    ]


def ordered(rows: Iterable[Row], ordering: str, *, up: bool) -> list[Row]:
    """By one of their fields; what has none counts as nothing."""

    def key(row: Row) -> tuple[float, str]:
        value: Any = row[_ORDERS[ordering]]
        return float(value or 0), str(row["id"])

    return sorted(rows, key=key, reverse=not up)


def _gift(gift: Gift) -> Row:
    found = gift.collection
    palette = {part: int(code[1:], 16) for part, code in names.colours(gift.backdrop).items()}
    return {
        "id": uuid(_MARKET, gift.key),
        "giftId": _GIFT_IDS + gift.uid,
        "giftIdString": str(_GIFT_IDS + gift.uid),
        "name": gift.slug,
        "number": gift.number,
        "title": found.name,
        "collectionName": found.name,
        "modelName": gift.model,
        "modelRarityPerMille": gift.model_rarity,
        "modelRarityName": None if gift.tier is None else gift.tier.capitalize(),
        "backdropName": gift.backdrop,
        "backdropRarityPerMille": gift.backdrop_rarity,
        "backdropColorsCenterColor": palette["center"],
        "backdropColorsEdgeColor": palette["edge"],
        "symbolName": gift.symbol,
        "symbolRarityPerMille": gift.symbol_rarity,
        "salePrice": None,
        "salePriceWithoutFee": 0,
        "floorPriceNanoTONsByCollection": None,
        "floorPriceNanoTONsByBackdropModel": None,
        "isOnSale": False,
        "isOnAuction": False,
        "isLocked": False,
        "isLockedForSale": False,
        "premarketStatus": "None",
        "unlockDate": None,
        "nextResaleDate": None,
        "nextTransferDate": None,
        "exportDate": "2025-06-01T00:00:00.000Z",
        "salesCount": 0,
        "minted": gift.onchain,
        "isCrafted": gift.tier is not None,
        "totalUpgradedCount": found.supply,
        "maxUpgradedCount": found.supply,
    }
