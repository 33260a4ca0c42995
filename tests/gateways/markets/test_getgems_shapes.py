"""GetGems as it was recorded: items, auctions, dollars, history, plural names."""

import pytest

from bot.gateways.markets.getgems.client import GetGems
from domain.gifts.market_ports import AuthExpired
from domain.gifts.models import EventKind, TraitValue
from domain.gifts.search import SaleKind
from domain.shared.money import TON, Money
from tests.gateways.markets.recorded import (
    COLLECTION,
    CUPCAKE,
    CUPCAKES,
    OFFCHAIN,
    OWNER,
    changed,
    friendly,
    items,
)
from tests.gateways.markets.wire import USDT, Row, Wire


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
