"""Tonnel's answers as they were recorded, and the questions that it is asked."""

import orjson
import pytest

from bot.gateways.markets.tonnel.client import Tonnel
from domain.gifts.market_ports import AuthExpired, Shelf, Unreadable
from domain.gifts.models import CollectionKey, EventKind, Lot, Market, TraitValue
from domain.gifts.search import SaleKind
from domain.shared.ids import HOUR, SECOND, Instant
from domain.shared.money import TON, Money
from domain.shared.refusals import GatewayRejected
from tests.fakes.clock import MORNING
from tests.gateways.markets.wire import USDT, Row, Wire

BEAR: Row = {
    "gift_num": 35531,
    "customEmojiId": "5289000000000000000",
    "gift_id": 4840785,
    "name": "Toy Bear",
    "model": "Zebra (1.5%)",
    "backdrop": "Burgundy (2%)",
    "symbol": "Rabbit (0.2%)",
    "price": 12.9,
    "asset": "TON",
    "status": "forsale",
    "limited": False,
    "auction": None,
    "export_at": "2025-05-28T12:25:01.000Z",
}
BEARS = Shelf(collection=CollectionKey("toybear"), title="Toy Bear", ref="Toy Bear")
SALE: Row = {
    "gift_id": 4840785,
    "gift_num": 35531,
    "gift_name": "Toy Bear",
    "model": "Zebra (1.5%)",
    "backdrop": "Burgundy (2%)",
    "symbol": "Rabbit (0.2%)",
    "price": 12.9,
    "asset": "TON",
    "type": "INTERNAL_SALE",
    "timestamp": "2026-12-01T08:59:00.000Z",
}
LATER = "2026-12-03T09:00:00.000Z"
GIFTS = "/api/pageGifts"
HISTORY = "/api/saleHistory"
FLOORS = "/api/filterStats"


@pytest.fixture
def wire() -> Wire:
    return Wire()


def reader(wire: Wire, init_data: str = "signed") -> Tonnel:
    made = Tonnel("https://gifts2.tonnel.network", init_data, wire.means())
    made.set_pace(1000)
    return made


def asked(wire: Wire, at: int = -1) -> Row:
    body = wire.calls[at].body
    assert body is not None
    told: Row = orjson.loads(body)
    return told


def query(wire: Wire, at: int = -1) -> Row:
    told: Row = orjson.loads(asked(wire, at)["filter"])
    return told


async def lot_of(wire: Wire, **changed: object) -> tuple[Lot | None, dict[str, int]]:
    row = {**BEAR, **changed}
    wire.answer(GIFTS, [row])
    page = await reader(wire).page(BEARS, None)
    return (page.lots[0] if page.lots else None), dict(page.odd)


async def test_a_recorded_lot(wire: Wire) -> None:
    lot, odd = await lot_of(wire)
    assert odd == {}
    assert lot == Lot(
        market=Market.TONNEL,
        own_id="4840785",
        collection=CollectionKey("toybear"),
        number=35531,
        title="Toy Bear",
        model=TraitValue(name="Zebra", rarity_permille=15),
        backdrop=TraitValue(name="Burgundy", rarity_permille=20),
        symbol=TraitValue(name="Rabbit", rarity_permille=2),
        price=Money(12_900_000_000, TON),
        sale_kind=SaleKind.FIX,
        onchain=False,
    )


@pytest.mark.parametrize(
    ("told", "nano"),
    [
        (b"12.9", 12_900_000_000),
        (b"13", 13_000_000_000),
        (b"1.3e1", 13_000_000_000),
        (b"0.30000000000000004", 300_000_000),
        (b"4.35", 4_350_000_000),
        (b"1234567.123456789", 1_234_567_123_456_789),
        (b"0.000000001", 1),
    ],
)
async def test_prices_are_exact_though_they_are_floats(wire: Wire, told: bytes, nano: int) -> None:
    wire.answer(GIFTS, orjson.dumps([BEAR]).replace(b'"price":12.9', b'"price":' + told))
    page = await reader(wire).page(BEARS, None)
    assert [lot.price for lot in page.lots] == [Money(nano, TON)]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (b"0", "price-zero"),
        (b"-5", "price-negative"),
        (b"1152921504606846977", "price-absurd"),
        (b"1e30", "price-absurd"),
        (b"1e999999", "price-absurd"),
        (b"0.0000000001", "price-form"),
        (b'"12.9"', "price-form"),
        (b"null", "price-form"),
        (b"true", "price-form"),
        (b"[12.9]", "price-form"),
    ],
)
async def test_odd_prices(wire: Wire, told: bytes, why: str) -> None:
    wire.answer(GIFTS, orjson.dumps([BEAR]).replace(b'"price":12.9', b'"price":' + told))
    page = await reader(wire).page(BEARS, None)
    assert (page.lots, page.odd) == ((), {why: 1})


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"gift_id": -12}, SaleKind.BUNDLE),
        ({"premarketData": {"status": "active"}}, SaleKind.PREMARKET),
        ({"premarket": True}, SaleKind.PREMARKET),
        ({"premarketData": {}, "telegramMarketplace": True}, SaleKind.FIX),
    ],
)
async def test_kinds_of_sales(wire: Wire, changed: Row, kind: SaleKind) -> None:
    lot, odd = await lot_of(wire, **changed)
    assert lot is not None
    assert (lot.sale_kind, odd) == (kind, {})


@pytest.mark.parametrize(
    ("bids", "nano"), [([], 5 * 10**9), ([{"amount": 7.5}, {"amount": 6}, {"by": 1}], 75 * 10**8)]
)
async def test_an_auction_stands_at_its_highest_bid(
    wire: Wire, bids: list[Row], nano: int
) -> None:
    auction = {"auction_id": "a1", "status": "active", "startingBid": 5, "bidHistory": bids}
    lot, odd = await lot_of(wire, auction=auction, auction_id="a1", price=None, status="auction")
    assert lot is not None
    assert (lot.sale_kind, lot.price.units, odd) == (SaleKind.AUCTION, nano, {})


@pytest.mark.parametrize(
    "changed",
    [
        {"buyer": 77},
        {"refunded": True},
        {"underLoan": True},
        {"dutchAuctionData": {"step": 1}},
        {"status": "sold"},
    ],
)
async def test_lots_that_are_not_for_sale_are_no_lots(wire: Wire, changed: Row) -> None:
    assert await lot_of(wire, **changed) == (None, {})


async def test_other_assets(wire: Wire) -> None:
    lot, _ = await lot_of(wire, asset="USDT", price=12.9)
    assert lot is not None
    assert lot.price == Money(12_900_000, USDT)
    other = Wire()
    lot, odd = await lot_of(other, asset="TONNEL")
    assert lot is None
    # Its own token is none that we take: that leaves out nothing that we would show.
    assert odd == {}


@pytest.mark.parametrize(
    ("export_at", "listed_at", "locked"),
    [
        (LATER, None, True),
        (LATER, "2026-12-01T08:00:00.000Z", True),
        ("2026-11-30T09:00:00.000Z", "2026-11-29T08:00:00.000Z", True),
        ("2026-11-30T09:00:00.000Z", "2026-12-01T08:00:00.000Z", False),
        ("2025-05-28T12:25:01.000Z", None, False),
        (None, None, False),
    ],
)
async def test_a_lock_ends_when_it_may_leave(
    wire: Wire, export_at: str | None, listed_at: str | None, *, locked: bool
) -> None:
    """One that ended since the lot was offered is told as it was: it locks nothing any more."""
    lot, odd = await lot_of(wire, export_at=export_at, message_post_time=listed_at)
    assert lot is not None
    assert ((lot.locked_until is not None), odd) == (locked, {})


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"gift_id": "4840785"}, "id"),
        ({"gift_id": 0}, "id"),
        ({"gift_num": -1}, "number"),
        ({"gift_num": 2**31}, "number"),
        ({"name": ""}, "name"),
        ({"name": "x" * 500}, "name"),
        ({"export_at": "soon"}, "time"),
        ({"auction": [], "auction_id": "a1"}, "form"),
    ],
)
async def test_rows_that_make_no_sense_are_left_out(wire: Wire, changed: Row, why: str) -> None:
    assert await lot_of(wire, **changed) == (None, {why: 1})


async def test_names_without_rarity(wire: Wire) -> None:
    lot, odd = await lot_of(wire, model="Zebra", backdrop=None, symbol="Odd (many%)")
    assert lot is not None
    assert odd == {}
    assert lot.model == TraitValue(name="Zebra")
    assert lot.backdrop is None
    assert lot.symbol == TraitValue(name="Odd (many%)")


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
