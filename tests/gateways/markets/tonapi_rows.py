"""Rows of TON API in the form of its specification, with made-up addresses; and a reader."""

from copy import deepcopy

from bot.gateways.markets.tonapi.client import TonApi
from domain.gifts.market_ports import Shelf
from domain.gifts.models import CollectionKey
from tests.gateways.markets.wire import Row, Wire

COLLECTION = "0:" + "cc" * 32
ITEM = "0:" + "1e" * 32
WALLET = "0:" + "0e" * 32
CONTRACT = "0:" + "5a" * 32
HOUSE = "0:" + "aa" * 32
COLLECTIONS = "/v2/nfts/collections"
ITEMS = f"/v2/nfts/collections/{COLLECTION}/items"
OWNED = f"/v2/accounts/{WALLET}/nfts"
BULK = "/v2/nfts/_bulk"
POTS = Shelf(collection=CollectionKey("hexpot"), title="Hex Pot", ref=COLLECTION, supply=61810)
GIFTS: Row = {
    "address": COLLECTION.upper(),
    "next_item_index": 61810,
    "owner": {"address": HOUSE, "is_scam": False, "is_wallet": False},
    "raw_collection_content": "b5ee",
    "metadata": {
        "name": "Hex Pots",
        "description": "Hex pots.",
        "image": "https://nft.fragment.com/collection/hexpot.webp",
    },
    "previews": [],
    "approved_by": ["getgems"],
}
SALE: Row = {
    "address": CONTRACT,
    "market": {"address": HOUSE, "name": "MarketApp", "is_scam": False, "is_wallet": False},
    "owner": {"address": WALLET, "is_scam": False, "is_wallet": True},
    "price": {
        "currency_type": "native",
        "value": "123000000000",
        "decimals": 9,
        "token_name": "Gram",
        "verification": "whitelist",
        "image": "https://cache.tonapi.io/gram.png",
    },
}
POT: Row = {
    "address": ITEM,
    "index": 14619,
    "owner": {"address": CONTRACT, "is_scam": False, "is_wallet": False},
    "collection": {"address": COLLECTION, "name": "Hex Pots", "description": "Hex pots."},
    "verified": True,
    "metadata": {
        "name": "Hex Pot #14619",
        "description": "An exclusive Hex Pot with the appearance …",
        "image": "https://nft.fragment.com/gift/hexpot-14619.webp",
        "lottie": "https://nft.fragment.com/gift/hexpot-14619.lottie.json",
        "attributes": [
            {"trait_type": "Model", "value": "Red Mirage"},
            {"trait_type": "Backdrop", "value": "Pacific Green"},
            {"trait_type": "Symbol", "value": "Octopus"},
        ],
    },
    "sale": SALE,
    "previews": [{"resolution": "5x5", "url": "https://cache.tonapi.io/5.webp"}],
    "approved_by": [],
    "trust": "whitelist",
    "code_hash": "ab",
    "data_hash": "cd",
}


def reader(wire: Wire, key: str = "a-key") -> TonApi:
    made = TonApi("https://tonapi.io", key, wire.means())
    made.set_pace(10_000)
    return made


def changed(row: Row, **changes: object) -> Row:
    """With other values; `price__value` means `value` in `price`."""
    made = deepcopy(row)
    for way, value in changes.items():
        *steps, last = way.split("__")
        inner = made
        for step in steps:
            inner = inner[step]
        inner[last] = value
    return made
