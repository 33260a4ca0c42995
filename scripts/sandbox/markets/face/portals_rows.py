"""Lots, collections and actions as Portals writes them."""

from typing import Any

from scripts.sandbox.markets import names
from scripts.sandbox.markets.face.calls import Asked, Row
from scripts.sandbox.markets.face.shown import floors, iso_s, picture, plain, ton
from scripts.sandbox.markets.rows import Event, Gift, Listing, uuid

_MARKET = "portals"
ACTIONS = {
    "listed": "listing",
    "repriced": "price_update",
    "delisted": "delist",
    "sold": "buy",
    "moved": "transfer",
}


def lot(asked: Asked, one: Listing, gift: Gift) -> Row:
    """One lot."""
    return _gift(asked, gift) | {
        "price": ton(one.price),
        "status": "listed",
        "listed_at": iso_s(one.listed_ms),
        "unlocks_at": None if one.locked_ms is None else iso_s(one.locked_ms),
        "bundle_id": names.uuid_of(f"bundle/{gift.key}") if one.sale_kind == "bundle" else None,
        "is_premarket": one.sale_kind == "premarket",
        "ton_address": gift.address if one.onchain else None,
    }


def with_floor(asked: Asked, row: Row) -> Row:
    """The same lot with the floor of its collection now."""
    short = names.short_name(str(row["name"]))
    floor = floors(asked.book, _MARKET).get(short)
    return row | {"floor_price": None if floor is None else ton(floor)}


def action(asked: Asked, row: Event, gift: Gift) -> Row:
    """One entry of the market's log."""
    return {
        "id": row.seq,
        "type": ACTIONS[row.kind],
        "amount": ton(row.price or 0),
        "created_at": iso_s(row.at_ms),
        "offer_id": None,
        "nft": _gift(asked, gift),
        "bundle": None,
    }


def collection(asked: Asked, short: str) -> Row:
    """One collection."""
    found = names.collection(short)
    assert found is not None, "worlds have collections that there are"
    floor = floors(asked.book, _MARKET).get(short)
    return {
        "id": collection_id(short),
        "name": found.name,
        "short_name": short,
        "photo_url": f"{asked.markets.core.url}/markets/fragment/file/gifts/{short}/thumb.webp",
        "floor_price": None if floor is None else ton(floor),
        "day_volume": "0",
        "volume": "0",
        "supply": found.supply,
    }


def traits(asked: Asked, short: str) -> Row:
    """Models, backdrops and symbols of a collection, those with lots with their floors."""
    book = asked.book
    least: dict[str, dict[str, int]] = {"models": {}, "backdrops": {}, "symbols": {}}
    supply: dict[str, dict[str, int]] = {"models": {}, "backdrops": {}, "symbols": {}}
    for gift in (one for one in book.gifts.values() if one.short == short):
        for kind, name in zip(least, (gift.model, gift.backdrop, gift.symbol), strict=True):
            supply[kind][name] = supply[kind].get(name, 0) + 1
    for one in plain(book, _MARKET):
        gift = book.gifts[one.gift]
        if gift.short == short:
            for kind, name in zip(least, (gift.model, gift.backdrop, gift.symbol), strict=True):
                least[kind][name] = min(one.price, least[kind].get(name, one.price))
    return {
        kind: [
            {
                "name": name,
                "floor_price": ton(least[kind][name]) if name in least[kind] else None,
                "supply": count,
            }
            for name, count in sorted(supply[kind].items())
        ]
        for kind in least
    }


def collection_id(short: str) -> str:
    """By which lots are filtered."""
    return names.uuid_of(f"portals/collection/{short}")


def trait_names(row: Row) -> dict[str, str]:
    """The names of a lot's traits by their kind."""
    told: Any = row["attributes"]
    return {str(one["type"]): str(one["value"]) for one in told}


def model_rarity(row: Row) -> int:
    """Per mille; a crafted model counts as the rarest."""
    told: Any = row["attributes"]
    return int(told[0]["rarity_per_mille"] or 0)


def _gift(asked: Asked, gift: Gift) -> Row:
    return {
        "id": uuid(_MARKET, gift.key),
        "tg_id": gift.slug,
        "name": gift.collection.name,
        "collection_id": collection_id(gift.short),
        "external_collection_number": gift.number,
        "photo_url": picture(asked, gift, "large.jpg"),
        "animation_url": picture(asked, gift, "lottie.json"),
        "is_crafted": gift.tier is not None,
        "crafted_rarity": gift.tier,
        "ton_address": gift.address if gift.onchain else None,
        "attributes": [
            {"type": "model", "value": gift.model, "rarity_per_mille": gift.model_rarity},
            {"type": "backdrop", "value": gift.backdrop, "rarity_per_mille": gift.backdrop_rarity},
            {"type": "symbol", "value": gift.symbol, "rarity_per_mille": gift.symbol_rarity},
        ],
    }
