"""Collections, items, sales and operations as TON API writes them."""

import hashlib
from typing import TypeVar

from scripts.sandbox.markets import names
from scripts.sandbox.markets.book import Book
from scripts.sandbox.markets.face.calls import Asked, Row
from scripts.sandbox.markets.face.shown import picture
from scripts.sandbox.markets.names import Collection
from scripts.sandbox.markets.rows import FIX, TON, Event, Gift, Listing

Shown = TypeVar("Shown")
_LT_FIRST = 70_000_000_000_000
# Whose contracts sell what is listed on the chain, as TON API names them.
_SELLERS = {"getgems": "Getgems Sales", "fragment": "Fragment", "tonapi": "MarketApp"}
# One in so many items that are not for sale seems to be, at a market that is a wallet.
_PHANTOM_EVERY = 97


def collection(one: Collection) -> Row:
    """One collection."""
    return {
        "address": one.address,
        "next_item_index": one.supply,
        "owner": {"address": names.address_of("telegram"), "is_scam": False, "is_wallet": False},
        "raw_collection_content": "",
        "metadata": {
            "name": one.plural,
            "description": f"{one.name}: collectible gifts.",
            "image": f"https://fragment.com/file/gifts/{one.short}/thumb.webp",
        },
        "previews": [],
        "approved_by": [],
    }


def item(asked: Asked, gift: Gift) -> Row:
    """One item; while it is for sale its owner is told inside the sale too."""
    one, lot = gift.collection, on_sale(asked.book, gift)
    image = picture(asked, gift)
    row: Row = {
        "address": gift.address,
        "index": gift.number,
        "owner": _account(gift.home, wallet=True),
        "collection": {
            "address": one.address,
            "name": one.plural,
            "description": f"{one.name}: collectible gifts.",
        },
        "verified": True,
        "metadata": {
            "name": f"{one.name} #{gift.number}",
            "description": f"An exclusive {one.name}.",
            "image": image,
            "lottie": picture(asked, gift, "lottie.json"),
            "attributes": [
                {"trait_type": "Model", "value": gift.model},
                {"trait_type": "Backdrop", "value": gift.backdrop},
                {"trait_type": "Symbol", "value": gift.symbol},
            ],
        },
        "previews": [
            {"resolution": "5x5", "url": image},
            {"resolution": "500x500", "url": image},
        ],
        "approved_by": [],
        "trust": "whitelist",
        "code_hash": hashlib.sha256(b"nft item code").hexdigest(),
        "data_hash": hashlib.sha256(gift.key.encode()).hexdigest(),
    }
    if lot is not None:
        row["sale"] = _sale(gift, lot)
        row["owner"] = _account(lot.contract, wallet=False)
    elif gift.uid % _PHANTOM_EVERY == 0:
        row["sale"] = _phantom(gift)
    return row


def on_sale(book: Book, gift: Gift) -> Listing | None:
    """The listing by which a contract on the chain has the gift; auctions are not told."""
    for market in _SELLERS:
        lot = book.listing(market, gift.key)
        if lot is not None and lot.onchain and lot.sale_kind == FIX:
            return lot
    return None


def operation(asked: Asked, row: Event) -> Row:
    """One change of owner."""
    gift = asked.book.gifts[row.gift]
    return {
        "operation": "transfer" if row.kind == "moved" else "purchase",
        "utime": row.at_ms // 1000,
        "lt": _LT_FIRST + row.seq * 1_000_000,
        "transaction_hash": names.address_of(f"event/{row.seq}/{row.at_ms}")[2:],
        "source": _account(row.seller_home or "", wallet=True),
        "destination": _account(row.buyer_home or "", wallet=True),
        "item": item(asked, gift),
    }


def _sale(gift: Gift, lot: Listing) -> Row:
    native = lot.asset == TON
    price: Row = {
        "currency_type": "native" if native else "jetton",
        "value": str(lot.price),
        "decimals": 9 if native else 6,
        "token_name": "Gram" if native else "Tether USD",
        "verification": "whitelist",
        "image": "",
    }
    if not native:
        price["jetton"] = lot.asset.removeprefix("jetton:")
    market = _account(names.address_of(f"market/{lot.market}"), wallet=False)
    return {
        "address": lot.contract,
        "market": market | {"name": _SELLERS[lot.market]},
        "owner": _account(gift.home, wallet=True),
        "price": price,
    }


def _phantom(gift: Gift) -> Row:
    return {
        "address": names.address_of(f"phantom/{gift.key}"),
        "market": _account(names.address_of(f"owner/{gift.owner}"), wallet=True),
        "owner": _account(gift.home, wallet=True),
        "price": {
            "currency_type": "native",
            "value": "1000000000",
            "decimals": 9,
            "token_name": "Gram",
            "verification": "whitelist",
            "image": "",
        },
    }


def _account(address: str, *, wallet: bool) -> Row:
    return {"address": address, "is_scam": False, "is_wallet": wallet}
