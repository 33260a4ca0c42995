"""What Tonnel is asked, and what is made of its lists, its history and its refusals."""

import orjson
import pytest

from domain.gifts.market_ports import AuthExpired, Unreadable
from domain.gifts.models import EventKind, Lot
from domain.shared.ids import HOUR, SECOND, Instant
from domain.shared.money import TON, Money
from domain.shared.refusals import GatewayRejected
from tests.fakes.clock import MORNING
from tests.gateways.markets.tonnel_rows import (
    BEAR,
    BEARS,
    FLOORS,
    GIFTS,
    HISTORY,
    SALE,
    asked,
    lot_of,
    query,
    reader,
)
from tests.gateways.markets.wire import Row, Wire


@pytest.fixture
def wire() -> Wire:
    return Wire()


async def test_a_shelf_is_walked_by_the_lots_own_numbers(wire: Wire) -> None:
    rows = [{**BEAR, "gift_id": 100 + at, "gift_num": at} for at in range(30)]
    wire.answer(GIFTS, rows)
    wire.answer(GIFTS, [{**BEAR, "gift_id": 500, "gift_num": 500}])
    wire.answer(GIFTS, [])
    tonnel = reader(wire)
    first = await tonnel.page(BEARS, None)
    assert len(first.lots) == 30
    body = asked(wire)
    assert (body["page"], body["limit"]) == (1, 30)
    assert orjson.loads(body["sort"]) == {"gift_id": 1}
    assert query(wire) == {
        "buyer": {"$exists": False},
        "refunded": {"$ne": True},
        "price": {"$exists": True},
        "export_at": {"$exists": True},
        "asset": {"$in": ["TON", "USDT"]},
        "gift_name": "Toy Bear",
    }
    second = await tonnel.page(BEARS, first.next)
    assert query(wire)["gift_id"] == {"$gt": 129}
    assert [lot.own_id for lot in second.lots] == ["500"]
    last = await tonnel.page(BEARS, second.next)
    assert (last.lots, last.next) == ((), None)
    assert query(wire)["auction_id"] == {"$exists": True}


async def test_the_filter_has_the_name_that_the_market_answers_to(wire: Wire) -> None:
    wire.answer(GIFTS, [])
    wire.answer(GIFTS, [BEAR])
    tonnel = reader(wire)
    assert len((await tonnel.page(BEARS, None)).lots) == 1
    assert "gift_name" in query(wire, 0)
    assert query(wire, 1)["name"] == "Toy Bear"
    await tonnel.page(BEARS, None)
    assert len(wire.calls) == 3
    assert "name" in query(wire, 2), "remembered"


async def test_a_market_that_overlooks_the_order_is_not_believed(wire: Wire) -> None:
    ids = (5, 9, 7, 8, 6)
    wire.answer(GIFTS, [{**BEAR, "gift_id": one, "gift_num": one} for one in ids])
    with pytest.raises(Unreadable, match="order"):
        await reader(wire).page(BEARS, None)


async def test_a_market_that_overlooks_the_filter_is_not_believed(wire: Wire) -> None:
    wire.answer(GIFTS, [{**BEAR, "name": "Plush Pepe"}])
    with pytest.raises(Unreadable, match="asked for"):
        await reader(wire).page(BEARS, None)


async def test_a_look_asks_by_number_and_asset_alone(wire: Wire) -> None:
    """With the whole filter eight of twelve lots that stood were not found."""
    lot, _ = await lot_of(wire)
    assert lot is not None
    gone = Lot(**{**_values(lot), "own_id": "4840786"})
    sold = Lot(**{**_values(lot), "own_id": "4840787"})
    odd = Lot(**{**_values(lot), "own_id": "4840788"})
    now = Wire()
    now.answer(
        GIFTS,
        [
            {**BEAR, "price": 11},
            {**BEAR, "gift_id": 4840787, "buyer": 7},
            {**BEAR, "gift_id": 4840788, "price": "free"},
        ],
    )
    looked = await reader(now).look([lot, gone, sold, odd])
    assert query(now) == {
        "gift_id": {"$in": [4840785, 4840786, 4840787, 4840788]},
        "asset": {"$in": ["TON", "USDT"]},
    }
    assert set(looked) == {"4840785", "4840786", "4840787"}, "of the odd one nothing is said"
    assert (looked["4840786"], looked["4840787"]) == (None, None)
    assert looked["4840785"] is not None
    assert looked["4840785"].price == Money(11 * 10**9, TON)


def _values(lot: Lot) -> Row:
    return {name: getattr(lot, name) for name in Lot.__slots__}


async def test_recorded_sales(wire: Wire) -> None:
    at = Instant(MORNING - 60 * SECOND)
    old = {**SALE, "timestamp": "2026-12-01T07:59:00.000Z", "gift_num": 1, "gift_id": 1}
    bid = {**SALE, "type": "BID", "gift_id": 2}
    wire.answer(HISTORY, [SALE, bid, old])
    tonnel = reader(wire)
    news = await tonnel.news(str(at - HOUR))
    assert [(one.kind, one.gift, one.own_id) for one in news.events] == [
        (EventKind.SOLD, "toybear-1", "1"),
        (EventKind.SOLD, "toybear-35531", "4840785"),
    ]
    assert news.events[1].at == at
    assert news.events[1].price == Money(12_900_000_000, TON)
    body = asked(wire)
    assert body["authData"] == "signed"
    assert (body["type"], body["filter"]) == ("ALL", {})
    assert isinstance(body["sort"], dict), "here filters and orders are objects"
    assert tonnel.told == {EventKind.SOLD}


async def test_without_launch_data_there_is_no_history(wire: Wire) -> None:
    tonnel = reader(wire, "")
    assert tonnel.told == frozenset()
    news = await tonnel.news("7")
    assert (news.events, news.mark) == ((), "7")
    assert wire.calls == []
    wire.answer(GIFTS, [BEAR, {**BEAR, "name": "Jack-in-the-Box", "gift_id": 4840786}])
    assert {one.collection for one in await tonnel.shelves()} == {"toybear", "jackinthebox"}


async def test_recorded_floors_name_the_collections(wire: Wire) -> None:
    stats = {
        "Toy Bear_Wizard (1.5%)": {"floorPrice": 19, "howMany": 36},
        "Durov's Cap_Shadow (0.5%)": {"floorPrice": 800, "howMany": 2},
        "no name": {"floorPrice": 1, "howMany": 1},
    }
    wire.answer(FLOORS, {"status": "success", "data": stats})
    wire.answer(GIFTS, [{**BEAR, "name": "Plush Pepe", "asset": "USDT"}])
    shelves = {one.collection: one.ref for one in await reader(wire).shelves()}
    assert shelves == {
        "toybear": "Toy Bear",
        "durovscap": "Durov's Cap",
        "plushpepe": "Plush Pepe",
    }


async def test_refusals_that_call_themselves_good(wire: Wire) -> None:
    wire.answer(GIFTS, {"error": "limit is too big"})
    with pytest.raises(GatewayRejected, match="limit is too big"):
        await reader(wire).page(BEARS, None)
    wire.answer(HISTORY, {"status": "error", "message": "Invalid auth data"})
    with pytest.raises(AuthExpired):
        await reader(wire).news("0")
