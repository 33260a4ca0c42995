"""TON API's collections and items: which of them are lots, and at what price."""

import orjson
import pytest

from domain.gifts.market_ports import Unreadable
from domain.gifts.models import CollectionKey, Lot, Market, TraitValue
from domain.gifts.search import SaleKind
from domain.shared.money import TON, Money
from tests.gateways.markets.tonapi_rows import (
    BULK,
    COLLECTIONS,
    CONTRACT,
    GIFTS,
    HOUSE,
    ITEM,
    ITEMS,
    POT,
    POTS,
    WALLET,
    changed,
    reader,
)
from tests.gateways.markets.wire import USDT, Row, Wire


@pytest.fixture
def wire() -> Wire:
    return Wire()


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


async def test_without_a_key_nothing_is_signed(wire: Wire) -> None:
    wire.answer(COLLECTIONS, {"nft_collections": []})
    await reader(wire, "").shelves()
    assert "Authorization" not in wire.calls[0].headers
