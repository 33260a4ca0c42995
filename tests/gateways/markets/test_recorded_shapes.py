"""Answers as they were recorded of the real GetGems, Portals and MRKT, with made-up addresses."""

from copy import deepcopy

import pytest

from bot.gateways.markets.getgems.client import GetGems
from bot.gateways.markets.mrkt.client import Mrkt
from bot.gateways.markets.portals.client import Portals
from domain.gifts.market_ports import AuthExpired, FeesRead, Shelf, Unreadable
from domain.gifts.models import CollectionKey, EventKind, Market, TraitValue
from domain.gifts.search import SaleKind
from domain.shared.money import TON, Money
from domain.ton import address
from tests.gateways.markets.wire import USDT, Row, Wire

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


def getgems(*rows: Row) -> tuple[Wire, GetGems]:
    """Everything on the chain's list, nothing off it."""
    wire = Wire()
    wire.answer(f"/offchain/on-sale/{CUPCAKES.ref}", items())
    wire.answer(f"/on-sale/{CUPCAKES.ref}", items(*rows))
    return wire, GetGems("https://api.getgems.io", "a-key", wire.means())


async def test_a_getgems_gift_that_is_off_the_chain() -> None:
    wire, reader = getgems(CUPCAKE)
    (lot,) = (await reader.page(CUPCAKES, None)).lots
    assert (lot.gift, lot.title, lot.id) == (
        "whipcupcake-97737",
        "Whip Cupcake",
        f"getgems:{OFFCHAIN}",
    )
    assert lot.price == Money(2_630_000_000, TON)
    assert lot.model == TraitValue(name="Heaven Seven", rarity_permille=15)
    assert (lot.onchain, lot.address, lot.contract, lot.seller) == (False, None, None, OWNER)
    (call,) = wire.calls
    assert call.url == f"https://api.getgems.io/public-api/v1/nfts/on-sale/{CUPCAKES.ref}"
    assert call.headers["Authorization"] == "a-key"


async def test_a_getgems_gift_on_the_chain_has_addresses() -> None:
    item = "0:" + "1f" * 32
    _, reader = getgems(changed(CUPCAKE, address=friendly(item), kind="CollectionItem"))
    (lot,) = (await reader.page(CUPCAKES, None)).lots
    assert (lot.onchain, lot.address, lot.contract) == (True, item, "0:" + "5a" * 32)


async def test_a_getgems_auction_has_no_full_price_and_dollars_are_dollars() -> None:
    auction = {"type": "Auction", "minBid": "7000000000", "maxBid": None, "currency": "GRAM"}
    dollars = {"type": "OffchainFixPriceSale", "fullPrice": "19500000", "currency": "USDT"}
    rubles = {"type": "FixPriceSale", "fullPrice": "19500000", "currency": "RUB"}
    other = "EQf_tg_gift" + "_" * 31
    _, reader = getgems(
        changed(CUPCAKE, sale=auction),
        changed(CUPCAKE, sale=dollars, address=other + "977371", name="Whip Cupcake #2"),
        changed(CUPCAKE, sale=rubles, address=other + "977372", name="Whip Cupcake #3"),
        changed(CUPCAKE, sale=None, address=other + "977373", name="Whip Cupcake #4"),
    )
    page = await reader.page(CUPCAKES, None)
    assert [(lot.sale_kind, lot.price) for lot in page.lots] == [
        (SaleKind.AUCTION, Money(7_000_000_000, TON)),
        (SaleKind.FIX, Money(19_500_000, USDT)),
    ]
    assert page.odd == {}
    assert reader.health().odd == {"currency": 1}


async def test_a_getgems_history_row() -> None:
    wire, reader = Wire(), None
    reader = GetGems("https://api.getgems.io", "a-key", wire.means())
    row: Row = {
        "address": OFFCHAIN,
        "name": "Whip Cupcake #97737",
        "collectionAddress": friendly(COLLECTION),
        "time": "2026-12-01T09:00:01.000Z",
        "timestamp": 1_796_115_601_000,
        "lt": "70000000000001",
        "hash": "ab" * 32,
        "isOffchain": True,
        "typeData": {
            "type": "sold",
            "price": "8",
            "priceNano": "8000000000",
            "currency": "TON",
            "oldOwner": friendly(OWNER),
            "newOwner": friendly(COLLECTION),
        },
    }
    wire.answer("/nfts/history/gifts", items())
    mark = (await reader.news(None)).mark
    wire = Wire()
    wire.answer("/nfts/history/gifts", items(row, row))
    reader = GetGems("https://api.getgems.io", "a-key", wire.means())
    (event,) = (await reader.news(mark)).events
    assert (event.kind, event.gift, event.price) == (
        EventKind.SOLD,
        "whipcupcake-97737",
        Money(8_000_000_000, TON),
    )
    assert (event.giver, event.taker) == (OWNER, COLLECTION)


async def test_getgems_names_collections_in_the_plural() -> None:
    wire = Wire()
    known = {"address": friendly("0:" + "01" * 32), "name": "Scared Cats"}
    unheard = {"address": friendly("0:" + "02" * 32), "name": "Brave New Foxes"}
    wire.answer("/gifts/collections", items(known, unheard))
    fox = changed(CUPCAKE, name="Brave New Fox #3", collectionAddress=friendly("0:" + "02" * 32))
    wire.answer("/nft/search", items(fox))
    reader = GetGems("https://api.getgems.io", "a-key", wire.means())
    shelves = {shelf.collection: shelf.title for shelf in await reader.shelves()}
    assert shelves == {"scaredcat": "Scared Cat", "bravenewfox": "Brave New Fox"}
    asked = [call.url.rpartition("/v1/")[2] for call in wire.calls]
    assert asked == ["gifts/collections", "nft/search"]


async def test_an_envelope_that_is_no_success_is_an_error() -> None:
    wire = Wire()
    wire.answer("/gifts/collections", {"success": False, "name": "Unauthorized", "errors": []})
    with pytest.raises(AuthExpired):
        await GetGems("https://api.getgems.io", "a-key", wire.means()).shelves()


def portals(*rows: Row, authorization: str = "") -> tuple[Wire, Portals]:
    wire = Wire()
    wire.answer("/nfts/search", {"results": list(rows), "total_count": len(rows)})
    return wire, Portals("https://portal-market.com", authorization, wire.means())


async def test_a_portals_lot() -> None:
    wire, reader = portals(POSY)
    (lot,) = (await reader.page(POSIES, None)).lots
    assert (lot.gift, lot.price) == ("prettyposy-26429", Money(12_500_000_000, TON))
    assert lot.model == TraitValue(name="Aurora", rarity_permille=15)
    assert (lot.sale_kind, lot.onchain, lot.locked_until) == (SaleKind.FIX, False, None)
    assert lot.listed_at == 1_789_802_013_000_000
    (call,) = wire.calls
    # The sort counts only where it stands first.
    assert call.query[0][0] == "sort_by"
    assert "Authorization" not in call.headers
    assert {"Origin", "Referer", "User-Agent"} <= set(call.headers)


async def test_portals_has_two_doors() -> None:
    wire, reader = portals(POSY, authorization="partners a-token")
    await reader.page(POSIES, None)
    assert wire.calls[0].url == "https://portal-market.com/partners/nfts/search"
    assert wire.calls[0].headers["Authorization"] == "partners a-token"


async def test_portals_that_overlooks_a_filter_is_not_believed() -> None:
    foreign = changed(POSY, name="Vice Cream", tg_id="ViceCream-26429")
    _, reader = portals(foreign)
    with pytest.raises(Unreadable):
        await reader.page(POSIES, None)
    _, reader = portals(POSY, changed(foreign, id="8c1f0f4e-0000-4000-8000-000000000009"))
    page = await reader.page(POSIES, None)
    assert ([lot.gift for lot in page.lots], page.odd) == (
        ["prettyposy-26429"],
        {"not-asked-for": 1},
    )


async def test_a_slug_that_says_another_gift_is_not_believed() -> None:
    _, reader = portals(changed(POSY, tg_id="PrettyPosy-1"))
    page = await reader.page(POSIES, None)
    assert (page.lots, page.odd) == ((), {"contradiction": 1})


async def test_locked_bundled_and_early_portals_lots_are_told_apart() -> None:
    until = "2026-12-24T00:00:00Z"
    rows = [
        changed(POSY, unlocks_at=until),
        changed(POSY, id="b", tg_id="PrettyPosy-2", external_collection_number=2, bundle_id="x"),
        changed(POSY, id="c", tg_id="PrettyPosy-3", external_collection_number=3)
        | {"is_premarket": True},
    ]
    _, reader = portals(*rows)
    lots = {lot.own_id: lot for lot in (await reader.page(POSIES, None)).lots}
    assert lots[POSY["id"]].locked_until == 1_798_070_400_000_000
    assert (lots["b"].sale_kind, lots["c"].sale_kind) == (SaleKind.BUNDLE, SaleKind.PREMARKET)


@pytest.mark.parametrize(
    ("commission", "bps"),
    [("0.02", 200), ("0.05", 500), ("2", 200), ("5", 500), ("0", 0), ("90", None), ("x", None)],
)
async def test_portals_says_its_fee(commission: str, bps: int | None) -> None:
    wire = Wire()
    wire.answer("/market/config", {"commission": commission, "user_cashback": "0.4"})
    told = await Portals("https://portal-market.com", "", wire.means()).fees()
    wanted = FeesRead(on_top_bps=0, inside_bps=0, seller_bps=bps or 0)
    assert told == (None if bps is None else wanted)


def mrkt(*rows: Row) -> tuple[Wire, Mrkt]:
    wire = Wire()
    wire.answer("/auth", {"token": "3f0e", "isFirstTime": False})
    wire.answer("/gifts/saling", {"gifts": list(rows), "cursor": None, "total": len(rows)})
    return wire, Mrkt("https://api.tgmrkt.io", "launch data", wire.means())


async def test_an_mrkt_lot() -> None:
    wire, reader = mrkt(CREAM)
    (lot,) = (await reader.page(CREAMS, None)).lots
    assert (lot.gift, lot.price) == ("vicecream-258228", Money(10_200_000_000, TON))
    assert lot.backdrop == TraitValue(name="Onyx Black", rarity_permille=10)
    log_in, page = wire.calls
    assert (log_in.url, log_in.body) == (
        "https://api.tgmrkt.io/api/v1/auth",
        b'{"data":"launch data"}',
    )
    assert page.headers["Cookie"] == "access_token=3f0e"
    assert page.headers["Origin"] == "https://cdn.tgmrkt.io"


async def test_a_crafted_mrkt_gift_has_a_tier_instead_of_a_rarity() -> None:
    _, reader = mrkt(changed(CREAM, modelRarityPerMille=None, modelRarityName="Epic"))
    (lot,) = (await reader.page(CREAMS, None)).lots
    assert lot.model == TraitValue(name="Pistachio", rarity_permille=None, rarity_tier="epic")


async def test_what_nobody_can_buy_at_mrkt_is_told_apart() -> None:
    until = "2026-12-24T00:00:00.000Z"
    rows = [
        changed(CREAM, isOnAuction=True, isOnSale=False),
        changed(CREAM, id="b", number=2, name="ViceCream-2", premarketStatus="Active"),
        changed(CREAM, id="c", number=3, name="ViceCream-3", isLockedForSale=True)
        | {"unlockDate": until},
        changed(CREAM, id="d", number=4, name="ViceCream-4", isOnSale=False),
        changed(CREAM, id="e", number=5, name="ViceCream-5", isLockedForSale=True),
    ]
    _, reader = mrkt(*rows)
    page = await reader.page(CREAMS, None)
    assert [(lot.number, lot.sale_kind, lot.locked_until) for lot in page.lots] == [
        (258228, SaleKind.AUCTION, None),
        (2, SaleKind.PREMARKET, None),
        (3, SaleKind.FIX, 1_798_070_400_000_000),
    ]
    assert page.odd == {"time": 1}


async def test_a_price_that_went_through_the_fee_twice_is_no_price() -> None:
    """One client multiplied MRKT's nano by 1e9 once more: no such figure is ever shown."""
    _, reader = mrkt(changed(CREAM, salePrice=10_200_000_000 * 10**9))
    page = await reader.page(CREAMS, None)
    assert (page.lots, page.odd) == ((), {"price-absurd": 1})


async def test_an_mrkt_feed_item() -> None:
    wire, reader = mrkt()
    wire.answer("/feed", {"items": [], "cursor": ""})
    mark = (await reader.news(None)).mark
    wire, reader = mrkt()
    listing = {
        "type": "listing",
        "id": "f1",
        "amount": 10_200_000_000,
        "date": "2026-12-01T09:00:01.000Z",
        "gift": changed(CREAM, salePriceWithoutFee=0),
    }
    sale = {**listing, "type": "sale", "id": "f2", "date": "2026-12-01T09:00:02.000Z"}
    wire.answer("/feed", {"items": [sale, listing], "cursor": ""})
    first, last = (await reader.news(mark)).events
    assert (first.kind, first.price, first.lot is not None) == (
        EventKind.LISTED,
        Money(10_200_000_000, TON),
        True,
    )
    assert (last.kind, last.lot, last.own_id) == (EventKind.SOLD, None, CREAM["id"])


def test_every_reader_knows_its_market() -> None:
    means = Wire().means()
    assert GetGems("https://x", "k", means).market is Market.GETGEMS
    assert Portals("https://x", "", means).market is Market.PORTALS
    assert Mrkt("https://x", "d", means).market is Market.MRKT
