"""Rows as they were recorded of the real GetGems, Portals and MRKT, with made-up addresses."""

from copy import deepcopy

from domain.gifts.market_ports import Shelf
from domain.gifts.models import CollectionKey
from domain.ton import address
from tests.gateways.markets.wire import Row

COLLECTION = "0:" + "cc" * 32
OWNER = "0:" + "0e" * 32
OFFCHAIN = "EQf_tg_gift" + "_" * 31 + "977370"


def friendly(raw: str) -> str:
    return address.friendly(raw, bounceable=True)


CUPCAKE: Row = {
    "address": OFFCHAIN,
    "kind": "OffchainNft",
    "name": "Whip Cupcake #97737",
    "collectionAddress": friendly(COLLECTION),
    "ownerAddress": friendly(OWNER),
    "image": "https://nft.fragment.com/gift/whipcupcake-97737.webp",
    "imageSizes": {"96": "https://i.getgems.io/96", "352": "https://i.getgems.io/352"},
    "attributes": [{"traitType": "Model", "value": "Heaven Seven", "rarityPercent": "1.5"}],
    "sale": {
        "type": "FixPriceSale",
        "fullPrice": "2630000000",
        "currency": "TON",
        "version": "18b6",
        "contractAddress": friendly("0:" + "5a" * 32),
    },
}
CUPCAKES = Shelf(
    collection=CollectionKey("whipcupcake"), title="Whip Cupcake", ref=friendly(COLLECTION)
)
POSY: Row = {
    "id": "8c1f0f4e-0000-4000-8000-000000000001",
    "tg_id": "PrettyPosy-26429",
    "name": "Pretty Posy",
    "collection_id": "b1d5e9b0-0000-4000-8000-000000000002",
    "external_collection_number": 26429,
    "photo_url": "https://cdn.example/posy.jpg",
    "animation_url": "https://cdn.example/posy.json",
    "price": "12.5",
    "floor_price": "11",
    "status": "listed",
    "listed_at": "2026-09-19T07:13:33Z",
    "unlocks_at": None,
    "is_crafted": False,
    "ton_address": None,
    "bundle_id": None,
    "attributes": [{"type": "model", "value": "Aurora", "rarity_per_mille": 15, "floor": "14"}],
}
POSIES = Shelf(
    collection=CollectionKey("prettyposy"), title="Pretty Posy", ref=POSY["collection_id"]
)
CREAM: Row = {
    "id": "1b2c3d4e-0000-4000-8000-000000000003",
    "giftId": 5_900_000_000_000_258_228,
    "giftIdString": "5900000000000258228",
    "name": "ViceCream-258228",
    "number": 258228,
    "title": "Vice Cream",
    "collectionName": "Vice Cream",
    "modelName": "Pistachio",
    "modelRarityPerMille": 12,
    "modelRarityName": None,
    "backdropName": "Onyx Black",
    "backdropRarityPerMille": 10,
    "symbolName": "Star",
    "symbolRarityPerMille": 3,
    "salePrice": 10_200_000_000,
    "salePriceWithoutFee": 10_000_000_000,
    "isOnSale": True,
    "isOnAuction": False,
    "isLocked": False,
    "isLockedForSale": False,
    "premarketStatus": "None",
    "unlockDate": None,
    "minted": False,
}
CREAMS = Shelf(collection=CollectionKey("vicecream"), title="Vice Cream", ref="Vice Cream")


def changed(row: Row, **fields: object) -> Row:
    return {**deepcopy(row), **fields}


def items(*rows: Row, cursor: str | None = None) -> Row:
    return {"success": True, "response": {"items": list(rows), "cursor": cursor}}
