"""TON API's answers in the form of its specification, with made-up addresses."""

from copy import deepcopy

import orjson
import pytest

from bot.gateways.markets.tonapi.client import TonApi
from bot.gateways.markets.tonapi.holdings import TonApiHoldings, TonApiSales
from domain.gifts.market_ports import Shelf, Unreadable
from domain.gifts.models import CollectionKey, Lot, Market, TraitValue
from domain.gifts.search import SaleKind
from domain.shared.money import TON, Money
from domain.shared.refusals import GatewayError
from tests.gateways.markets.wire import USDT, Row, Wire

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


@pytest.fixture
def wire() -> Wire:
    return Wire()


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


async def lots_of(wire: Wire, *rows: Row) -> tuple[tuple[Lot, ...], dict[str, int]]:
    wire.answer(ITEMS, {"nft_items": list(rows)})
    page = await reader(wire).page(POTS, None)
    assert page.next is None
    return page.lots, dict(page.odd)


async def test_a_recorded_item_for_sale(wire: Wire) -> None:
    lots, odd = await lots_of(wire, POT)
    assert odd == {}
    assert lots == (
        Lot(
            market=Market.TONAPI,
            own_id=ITEM,
            collection=CollectionKey("hexpot"),
            number=14619,
            title="Hex Pot",
            model=TraitValue(name="Red Mirage"),
            backdrop=TraitValue(name="Pacific Green"),
            symbol=TraitValue(name="Octopus"),
            price=Money(123 * 10**9, TON),
            sale_kind=SaleKind.FIX,
            onchain=True,
            address=ITEM,
            contract=CONTRACT,
            seller=WALLET,
            image_url="https://nft.fragment.com/gift/hexpot-14619.webp",
        ),
    )
    (call,) = wire.calls
    assert call.headers["Authorization"] == "Bearer a-key"
    assert dict(call.query) == {"limit": "1000", "offset": "0"}


@pytest.mark.parametrize("name", ["Gram", "TON", "Toncoin", "Scam coin", None])
async def test_the_native_coin_is_known_by_its_type_alone(wire: Wire, name: str | None) -> None:
    lots, _ = await lots_of(wire, changed(POT, sale__price__token_name=name))
    assert [lot.price for lot in lots] == [Money(123 * 10**9, TON)]


@pytest.mark.parametrize(
    "changes",
    [
        {"sale__market__is_wallet": True},
        {"sale__market__is_scam": True},
        {"sale__market__name": "Getgems Sales"},
        {"sale__market__name": "GetGems Marketplace"},
        {"sale__market__name": "Fragment"},
        {"sale__market__name": None},
        {"sale": None},
        {"trust": "none", "verified": False},
        {"trust": "blacklist", "verified": False},
        {"collection__address": HOUSE},
    ],
)
async def test_what_this_market_does_not_sell(wire: Wire, changes: Row) -> None:
    assert await lots_of(wire, changed(POT, **changes)) == ((), {})


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sale__price__value": 123}, "price-form"),
        ({"sale__price__value": " 123 TON"}, "price-form"),
        ({"sale__price__value": "0"}, "price-zero"),
        ({"sale__price__value": "-1"}, "price-negative"),
        ({"sale__price__value": str(2**60)}, "price-absurd"),
        ({"sale__price__decimals": 6}, "contradiction"),
        ({"sale__price": None}, None),
        ({"sale__price__currency_type": "fiat"}, None),
        ({"metadata__name": "Plush Pepe #1"}, "contradiction"),
        ({"metadata__name": "Hex Pot"}, "name"),
        ({"metadata__name": "Hex Pot #99999999999"}, "number"),
        ({"metadata": "none"}, "form"),
        ({"address": "EQ"}, "id"),
    ],
)
async def test_rows_that_make_no_sense(wire: Wire, changes: Row, why: str | None) -> None:
    assert await lots_of(wire, changed(POT, **changes)) == ((), {why: 1} if why else {})


async def test_a_price_in_dollars(wire: Wire) -> None:
    price = {
        "currency_type": "jetton",
        "value": "5500000",
        "decimals": 6,
        "jetton": USDT.code.removeprefix("jetton:"),
        "token_name": "Anything",
    }
    lots, odd = await lots_of(wire, changed(POT, sale__price=price))
    assert [lot.price for lot in lots] == [Money(5_500_000, USDT)]
    assert odd == {}
    other = Wire()
    assert await lots_of(other, changed(POT, sale__price={**price, "jetton": HOUSE})) == ((), {})


async def test_collections_of_gifts_are_known_by_what_they_show(wire: Wire) -> None:
    others = [
        changed(GIFTS, address=HOUSE, metadata={"name": "Hex Pots", "image": "https://a.example"}),
        changed(
            GIFTS,
            address=WALLET,
            metadata={"name": "Numbers", "image": "https://nft.fragment.com/numbers.svg"},
        ),
        changed(GIFTS, address=CONTRACT, metadata={}),
    ]
    wire.answer(COLLECTIONS, {"nft_collections": [GIFTS, *others]})
    assert await reader(wire).shelves() == (POTS,)


async def test_the_list_is_read_on_from_where_it_ended(wire: Wire) -> None:
    full = [changed(GIFTS, address=f"0:{n:064x}", metadata={}) for n in range(1000)]
    wire.answer(COLLECTIONS, {"nft_collections": full})
    wire.answer(COLLECTIONS, {"nft_collections": [GIFTS]})
    tonapi = reader(wire)
    for _ in range(2):
        assert await tonapi.shelves() == (POTS,)
    assert [dict(call.query)["offset"] for call in wire.calls] == ["0", "1000", "1000"]


async def test_one_page_for_ever_ends_the_list(wire: Wire) -> None:
    full = [changed(GIFTS, address=f"0:{n:064x}", metadata={}) for n in range(1000)]
    wire.answer(COLLECTIONS, {"nft_collections": full})
    with pytest.raises(Unreadable):
        await reader(wire).shelves()


async def test_a_look_tells_what_is_still_sold_here(wire: Wire) -> None:
    (lot,), _ = await lots_of(wire, POT)
    ids = [f"0:{n:064x}" for n in range(4)]
    wanted = [lot, *(_with_id(lot, one) for one in ids)]
    moved = changed(POT, address=ids[0], sale=None)
    elsewhere = changed(POT, address=ids[1], sale__market__name="Fragment")
    odd = changed(POT, address=ids[2], sale__price__value="free")
    wire.answer(BULK, {"nft_items": [POT, moved, elsewhere, odd]})
    looked = await reader(wire).look(wanted)
    assert looked == {ITEM: lot, ids[0]: None, ids[1]: None, ids[3]: None}
    assert wire.calls[-1].body is not None
    assert orjson.loads(wire.calls[-1].body) == {"account_ids": [ITEM, *ids]}


async def test_many_are_looked_at_in_parts(wire: Wire) -> None:
    (lot,), _ = await lots_of(wire, POT)
    wire.answer(BULK, {"nft_items": []})
    lots = [_with_id(lot, f"0:{n:064x}") for n in range(250)]
    assert set((await reader(wire).look(lots)).values()) == {None}
    sizes = [len(orjson.loads(call.body or b"")["account_ids"]) for call in wire.calls[1:]]
    assert sizes == [100, 100, 50]


def _with_id(lot: Lot, own_id: str) -> Lot:
    values = {name: getattr(lot, name) for name in Lot.__slots__}
    return Lot(**{**values, "own_id": own_id, "address": own_id})


async def test_a_wallet_has_what_it_has_for_sale_too(wire: Wire) -> None:
    kept = changed(POT, address="0:" + "2e" * 32, metadata__name="Hex Pot #7", sale=None)
    kept["owner"] = {"address": WALLET, "is_wallet": True}
    listed, plain, *rest = await TonApiHoldings(_of(wire, POT, kept)).of(WALLET)
    assert rest == []
    assert dict(wire.calls[-1].query)["indirect_ownership"] == "true"
    assert (listed.gift, listed.contract, listed.price) == (
        "hexpot-14619",
        CONTRACT,
        Money(123 * 10**9, TON),
    )
    assert (plain.gift, plain.contract, plain.price) == ("hexpot-7", None, None)
    assert {listed.wallet, plain.wallet} == {WALLET}
    assert (listed.model, listed.backdrop) == ("Red Mirage", "Pacific Green")


def _of(wire: Wire, *rows: Row) -> TonApi:
    wire.answer(COLLECTIONS, {"nft_collections": [GIFTS]})
    wire.answer(OWNED, {"nft_items": list(rows)})
    return reader(wire)


async def test_look_alikes_are_no_gifts_and_phantoms_no_sales(wire: Wire) -> None:
    alike = changed(POT, address="0:" + "2e" * 32, collection__address=HOUSE)
    lent_name = changed(POT, address="0:" + "3e" * 32, metadata__name="Plush Pepe #1")
    unknown = changed(POT, address="0:" + "4e" * 32, trust="none", verified=False)
    stranger = {"address": "0:" + "5e" * 32, "metadata": {"name": "no gift"}}
    phantom = changed(POT, sale__market__is_wallet=True)
    held = await TonApiHoldings(_of(wire, alike, lent_name, unknown, stranger, phantom)).of(WALLET)
    assert [(one.gift, one.contract) for one in held] == [("hexpot-14619", None)]


async def test_a_wallet_that_cannot_be_read_whole_is_not_read_at_all(wire: Wire) -> None:
    broken = changed(POT, metadata__name="Hex Pot")
    with pytest.raises(GatewayError):
        await TonApiHoldings(_of(wire, POT, broken)).of(WALLET)


async def test_a_wallet_without_gifts(wire: Wire) -> None:
    assert await TonApiHoldings(_of(wire)).of(WALLET) == ()
    other = Wire()
    other.answer(COLLECTIONS, {"nft_collections": [GIFTS]})
    assert await TonApiHoldings(reader(other)).of(WALLET) == (), "404: nobody was ever there"


async def test_who_sells_an_item(wire: Wire) -> None:
    ids = [f"0:{n:064x}" for n in range(5)]
    dollars = {"currency_type": "jetton", "value": "5", "decimals": 6, "jetton": HOUSE}
    rows = [
        changed(POT, address=ids[0], sale__market__name="Getgems Sales"),
        changed(POT, address=ids[1], sale__market__name="Fragment"),
        changed(POT, address=ids[2], sale__price=dollars),
        changed(POT, address=ids[3], sale__market__is_wallet=True),
        changed(POT, address=ids[4], sale=None),
    ]
    wire.answer(BULK, {"nft_items": rows})
    sales = await TonApiSales(reader(wire)).of(ids)
    assert set(sales) == set(ids[:3])
    assert {sale.contract for sale in sales.values()} == {CONTRACT}
    assert {sale.owner for sale in sales.values()} == {CONTRACT}
    assert [sales[one].price for one in ids[:3]] == [*[Money(123 * 10**9, TON)] * 2, None]


async def test_without_a_key_nothing_is_signed(wire: Wire) -> None:
    wire.answer(COLLECTIONS, {"nft_collections": []})
    await reader(wire, "").shelves()
    assert "Authorization" not in wire.calls[0].headers
