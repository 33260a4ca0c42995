"""Items, collections and history as GetGems writes them."""

from collections.abc import Mapping

from scripts.sandbox.forms import amount_text
from scripts.sandbox.markets import names
from scripts.sandbox.markets.book import GIFTS, Book
from scripts.sandbox.markets.face.calls import Asked, FaceError, Row
from scripts.sandbox.markets.face.shown import NANO, decimal, floors, iso, picture, plain, ton
from scripts.sandbox.markets.names import Collection, friendly, offchain_address
from scripts.sandbox.markets.rows import TON, Event, Gift, Listing

MARKET = "getgems"
TYPES = {
    "listed": "putUpForSale",
    "repriced": "putUpForSale",
    "delisted": "cancelSale",
    "sold": "sold",
    "moved": "transfer",
}
_LT_FIRST = 70_000_000_000_000


def address_of(gift: Gift) -> str:
    """Of the item on the chain, or the one that stands for a gift that is not there."""
    return friendly(gift.address) if gift.onchain else offchain_address(gift.uid)


def addresses(asked: Asked) -> Mapping[str, Gift]:
    """All items by any form of their address."""
    book = asked.book

    def made() -> dict[str, Gift]:
        found: dict[str, Gift] = {}
        for gift in book.gifts.values():
            found[offchain_address(gift.uid)] = gift
            if gift.onchain:
                found[gift.address] = found[friendly(gift.address)] = gift
        return found

    return book.view(GIFTS, "addresses", made)


def gift_at(asked: Asked, address: str) -> Gift:
    """Raises FaceError where there is none."""
    found = addresses(asked).get(address)
    if found is None:
        raise FaceError(404)
    return found


def item(asked: Asked, gift: Gift, lot: Listing | None) -> Row:
    """One item; `sale` is missing when it is not for sale. A lot stays what it was put up as,
    also when its gift has come to the chain since.
    """
    onchain = gift.onchain if lot is None else lot.onchain
    row: Row = {
        "address": address_of(gift) if lot is None else lot.own_id,
        "kind": "CollectionItem" if onchain else "OffchainNft",
        "name": f"{gift.collection.name} #{gift.number}",
        "description": f"An exclusive {gift.collection.name}.",
        "collectionAddress": friendly(gift.collection.address),
        "ownerAddress": friendly(gift.home),
        "actualOwnerAddress": friendly(gift.home),
        "image": picture(asked, gift),
        "imageSizes": {
            "96": picture(asked, gift, "small.jpg"),
            "352": picture(asked, gift, "large.jpg"),
        },
        "attributes": [
            _trait("Model", gift.model, gift.model_rarity),
            _trait("Backdrop", gift.backdrop, gift.backdrop_rarity),
            _trait("Symbol", gift.symbol, gift.symbol_rarity),
        ],
    }
    return row if lot is None else row | {"sale": _sale(lot)}


def collection(asked: Asked, one: Collection) -> Row:
    """One collection, by its name in the plural."""
    return {
        "address": friendly(one.address),
        "name": one.plural,
        "description": f"{one.name}: collectible gifts.",
        "image": f"{asked.markets.core.url}/markets/fragment/file/gifts/{one.short}/thumb.webp",
        "isVerified": True,
    }


def stats(asked: Asked, one: Collection) -> Row:
    """Floor, volume and holders."""
    book = asked.book
    gifts = [gift for gift in book.gifts.values() if gift.short == one.short]
    floor = floors(book, MARKET).get(one.short)
    volume = sum(
        row.price or 0
        for row in book.events
        if row.market == MARKET
        and row.kind == "sold"
        and row.asset == TON
        and book.gifts[row.gift].short == one.short
    )
    return {
        "floorPrice": None if floor is None else floor / NANO,
        "floorPriceNano": None if floor is None else str(floor),
        "itemsCount": len(gifts),
        "totalVolumeSold": ton(volume),
        "totalVolumeSoldNano": str(volume),
        "holders": len({gift.owner for gift in gifts}),
    }


def attributes(book: Book, one: Collection) -> list[Row]:
    """Every trait with its count and the least price that is asked for it."""
    counts: dict[str, dict[str, int]] = {"Model": {}, "Backdrop": {}, "Symbol": {}}
    least: dict[tuple[str, str], int] = {}
    for gift in book.gifts.values():
        if gift.short == one.short:
            for kind, name in _traits(gift):
                counts[kind][name] = counts[kind].get(name, 0) + 1
    for lot in plain(book, MARKET):
        gift = book.gifts[lot.gift]
        if gift.short == one.short:
            for at in _traits(gift):
                least[at] = min(lot.price, least.get(at, lot.price))
    return [
        {
            "traitType": kind,
            "values": [
                {
                    "value": name,
                    "count": count,
                    "minPrice": _whole(least.get((kind, name))),
                    "minPriceNano": _text(least.get((kind, name))),
                }
                for name, count in sorted(names_of.items())
            ],
        }
        for kind, names_of in counts.items()
    ]


def event(row: Event, gift: Gift) -> Row:
    """One entry of a history."""
    kind = TYPES[row.kind]
    told: Row = {"type": kind}
    if row.price is not None:
        told |= {
            "price": decimal(row.price, row.asset),
            "priceNano": str(row.price),
            "currency": "TON" if row.asset == TON else "USDT",
        }
    if kind in ("sold", "transfer"):
        told |= {"oldOwner": _shown(row.seller_home), "newOwner": _shown(row.buyer_home)}
    address = address_of(gift) if row.listing is None else row.listing.partition(":")[2]
    return {
        "address": address,
        "name": f"{gift.collection.name} #{gift.number}",
        "collectionAddress": friendly(gift.collection.address),
        "time": iso(row.at_ms),
        "timestamp": row.at_ms,
        "lt": str(_LT_FIRST + row.seq * 1_000_000),
        "hash": names.address_of(f"event/{row.seq}/{row.at_ms}").removeprefix("0:"),
        "isOffchain": address == offchain_address(gift.uid),
        "typeData": told,
    }


def version(lot: Listing) -> str:
    """Of a sale as it is now: a buyer names it, and another price is another version."""
    told = f"version/{lot.key}/{lot.version}/{lot.listed_ms}/{lot.price}"
    return names.address_of(told)[2:18]


def _trait(kind: str, name: str, per_mille: int | None) -> Row:
    row: Row = {"traitType": kind, "value": name}
    if per_mille is not None:
        row["rarityPercent"] = amount_text(per_mille, 1)
    return row


def _sale(lot: Listing) -> Row:
    currency = "TON" if lot.asset == TON else "USDT"
    shared: Row = {
        "currency": currency,
        "version": version(lot),
        "contractAddress": friendly(lot.contract),
    }
    if lot.sale_kind == "auction":
        return {"type": "Auction", "minBid": str(lot.price), "maxBid": None, **shared}
    kind = "FixPriceSale" if lot.onchain else "OffchainFixPriceSale"
    return {"type": kind, "fullPrice": str(lot.price), **shared}


def _traits(gift: Gift) -> tuple[tuple[str, str], ...]:
    return ("Model", gift.model), ("Backdrop", gift.backdrop), ("Symbol", gift.symbol)


def _shown(raw: str | None) -> str | None:
    return None if raw is None else friendly(raw)


def _whole(nano: int | None) -> float | None:
    return None if nano is None else nano / NANO


def _text(nano: int | None) -> str | None:
    return None if nano is None else str(nano)
