"""Tonnel's lots as they were recorded, and odd ones."""

import orjson
import pytest

from domain.gifts.models import CollectionKey, Lot, Market, TraitValue
from domain.gifts.search import SaleKind
from domain.shared.money import TON, Money
from tests.gateways.markets.tonnel_rows import BEAR, BEARS, GIFTS, LATER, lot_of, reader
from tests.gateways.markets.wire import USDT, Row, Wire


@pytest.fixture
def wire() -> Wire:
    return Wire()


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
