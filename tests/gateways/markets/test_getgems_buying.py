"""What GetGems wants signed for a purchase, and everything it may answer instead."""

from collections.abc import Mapping

import pytest

from bot.gateways.markets.getgems.buying import GetGemsPurchases
from bot.gateways.markets.getgems.client import GetGems
from domain.gifts.baskets.ports import NotSold, Offered
from domain.gifts.market_ports import Unreadable
from domain.gifts.models import Lot, Market
from domain.shared.refusals import GatewayError
from tests.fakes.markets import lot, ton
from tests.gateways.markets.wire import Row, Wire

ITEM = "EQAREREREREREREREREREREREREREREREREREREREREREeYT"
CONTRACT = f"0:{'c' * 64}"
LOT: Lot = lot(market=Market.GETGEMS, own_id=ITEM, price=ton(10), address=f"0:{'1' * 64}")
SALE: Row = {"type": "FixPriceSale", "fullPrice": "10000000000", "version": "18b6"}
PAYMENT: Row = {"to": CONTRACT, "amount": "10300000000", "payload": "te6c", "stateInit": None}
BOUGHT: Row = {"uuid": "u", "from": None, "timeout": 1_796_115_900_000, "list": [PAYMENT]}


def purchases(wire: Wire, *, sale: object = SALE, told: object = BOUGHT) -> GetGemsPurchases:
    item = {"address": ITEM, **({"sale": sale} if sale is not None else {})}
    wire.answer(f"/nft/{ITEM}", {"success": True, "response": item})
    wire.answer(f"/buy-fix-price/{ITEM}", {"success": True, "response": told})
    return GetGems("https://api.getgems.io", "a-key", wire.means()).purchases


async def test_the_version_of_the_sale_is_read_just_before() -> None:
    wire = Wire()
    (offered,) = await purchases(wire).offer(LOT)
    assert offered == Offered(
        to=CONTRACT,
        amount=10_300_000_000,
        payload="te6c",
        state_init=None,
        until_s=1_796_115_900,
    )
    read, bought = wire.calls
    assert read.url.endswith(f"/public-api/v1/nft/{ITEM}")
    assert (bought.verb, bought.body) == ("POST", b'{"version":"18b6"}')
    assert bought.headers["Authorization"] == "a-key"


@pytest.mark.parametrize("until", [1_796_115_900, 1_796_115_900_000, "1796115900000"])
async def test_seconds_and_milliseconds_are_told_apart(until: object) -> None:
    (offered,) = await purchases(Wire(), told={**BOUGHT, "timeout": until}).offer(LOT)
    assert offered.until_s == 1_796_115_900


@pytest.mark.parametrize(
    "sale",
    [None, "none", {**SALE, "fullPrice": "10000000001"}, {**SALE, "fullPrice": 10_000_000_000}],
)
async def test_a_sale_that_is_another_by_now_is_not_bought(sale: object) -> None:
    wire = Wire()
    with pytest.raises(NotSold):
        await purchases(wire, sale=sale).offer(LOT)
    assert [call.verb for call in wire.calls] == ["GET"]


@pytest.mark.parametrize(
    "change",
    [
        {"list": None},
        {"list": ["x"]},
        {"list": [{**PAYMENT, "to": None}]},
        {"list": [{**PAYMENT, "to": "E Q"}]},
        {"list": [{**PAYMENT, "amount": 10_300_000_000}]},
        {"list": [{**PAYMENT, "amount": "-1"}]},
        {"list": [{**PAYMENT, "amount": "0"}]},
        {"list": [{**PAYMENT, "amount": "1" * 30}]},
        {"list": [{**PAYMENT, "payload": 7}]},
        {"list": [{**PAYMENT, "payload": "x" * 20_001}]},
        {"list": [{**PAYMENT, "stateInit": {}}]},
        {"timeout": None},
        {"timeout": "soon"},
    ],
)
async def test_an_answer_that_makes_no_sense_is_no_offer(change: Mapping[str, object]) -> None:
    with pytest.raises(Unreadable):
        await purchases(Wire(), told={**BOUGHT, **change}).offer(LOT)


@pytest.mark.parametrize("version", [None, "", 7, "v" * 129])
async def test_a_sale_without_its_version_is_not_asked_for(version: object) -> None:
    with pytest.raises(Unreadable):
        await purchases(Wire(), sale={**SALE, "version": version}).offer(LOT)


async def test_refusals_of_the_market_are_told_apart_from_its_troubles() -> None:
    refused = {"success": False, "name": "VersionMismatch", "errors": []}
    for status, error in ((400, NotSold), (404, NotSold), (500, GatewayError)):
        wire = Wire()
        wire.answer(f"/nft/{ITEM}", {"success": True, "response": {"sale": SALE}})
        wire.answer(f"/buy-fix-price/{ITEM}", refused, status=status)
        bought = GetGems("https://api.getgems.io", "a-key", wire.means())
        bought.set_pace(1000)
        with pytest.raises(error):
            await bought.purchases.offer(LOT)
