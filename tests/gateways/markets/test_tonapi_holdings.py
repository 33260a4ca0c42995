"""What wallets have by TON API, those gifts included that lie in contracts of sales."""

import pytest

from bot.gateways.markets.tonapi.client import TonApi
from bot.gateways.markets.tonapi.holdings import TonApiHoldings, TonApiSales
from domain.shared.money import TON, Money
from domain.shared.refusals import GatewayError
from tests.gateways.markets.tonapi_rows import (
    BULK,
    COLLECTIONS,
    CONTRACT,
    GIFTS,
    HOUSE,
    OWNED,
    POT,
    WALLET,
    changed,
    reader,
)
from tests.gateways.markets.wire import Row, Wire


@pytest.fixture
def wire() -> Wire:
    return Wire()


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
