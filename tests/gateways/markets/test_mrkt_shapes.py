"""MRKT as it was recorded: log-in, lots, tiers of crafted gifts, the feed."""

from bot.gateways.markets.mrkt.client import Mrkt
from domain.gifts.models import EventKind, TraitValue
from domain.gifts.search import SaleKind
from domain.shared.money import TON, Money
from tests.gateways.markets.recorded import CREAM, CREAMS, changed
from tests.gateways.markets.wire import Row, Wire


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
