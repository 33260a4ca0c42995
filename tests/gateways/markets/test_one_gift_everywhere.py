"""One gift has one key and one true price, wherever it is for sale and however it is written."""

from dataclasses import replace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateways.markets.getgems.client import GetGems
from bot.gateways.markets.mrkt.client import Mrkt
from bot.gateways.markets.portals.client import Portals
from bot.gateways.markets.tonnel.client import Tonnel
from bot.settings import SettingsRefused, read
from bot.wiring.markets import fee_table
from domain.gifts.costs import FEES, FeeTable
from domain.gifts.market_ports import MarketReader, Shelf
from domain.gifts.models import CollectionKey, Lot, Market
from domain.gifts.names import collection_key, parse_gift
from domain.gifts.plurals import singular
from domain.shared.ids import DAY, Instant
from domain.shared.money import TON, Money, of
from scripts.sandbox.markets import names
from tests.fakes.clock import MORNING
from tests.gateways.markets.recorded import CREAM, CUPCAKE, POSY, changed, items
from tests.gateways.markets.wire import Row, Wire

KEY = CollectionKey("durovscap")
SHELF = Shelf(collection=KEY, title="Durov's Cap", ref="EQ" + "A" * 46)
TOY: Row = {
    "gift_num": 7,
    "gift_id": 4_840_785,
    "name": "Durov's Cap",
    "model": "Zebra (1.5%)",
    "backdrop": "Burgundy (2%)",
    "symbol": "Rabbit (0.2%)",
    "price": 100,
    "asset": "TON",
    "status": "forsale",
    "limited": False,
    "auction": None,
    "export_at": "2025-05-28T12:25:01.000Z",
    "customEmojiId": "528",
}


async def lots_of_four_markets() -> dict[Market, Lot]:
    """Durov's Cap #7 for 100, as each market writes it."""
    wire = Wire()
    sale = {**CUPCAKE["sale"], "fullPrice": "100000000000"}
    cap = changed(CUPCAKE, name="Durov\u2019s Cap #7", sale=sale)
    wire.answer(f"/offchain/on-sale/{SHELF.ref}", items(cap))
    wire.answer(f"/on-sale/{SHELF.ref}", items())
    slug = {"tg_id": "DurovsCap-7", "name": "Durov's Cap", "external_collection_number": 7}
    results = [changed(POSY, **slug, price="100")]
    wire.answer("/nfts/search", {"results": results, "total_count": 1})
    wire.answer("/auth", {"token": "t"})
    own = {"name": "DurovsCap-7", "collectionName": "Durov\u2019s Cap", "number": 7}
    gifts = [changed(CREAM, **own, salePrice=100_000_000_000)]
    wire.answer("/gifts/saling", {"gifts": gifts, "cursor": None, "total": 1})
    wire.answer("/pageGifts", orjson.dumps([TOY]))
    readers: tuple[MarketReader, ...] = (
        GetGems("https://x", "k", wire.means()),
        Portals("https://x", "", wire.means()),
        Mrkt("https://x", "d", wire.means()),
        Tonnel("https://x", "", wire.means()),
    )
    return {reader.market: await only_lot(reader) for reader in readers}


async def only_lot(reader: MarketReader) -> Lot:
    found: list[Lot] = []
    place: str | None = None
    while True:
        page = await reader.page(SHELF, place)
        found += page.lots
        place = page.next
        if place is None or found:
            (lot,) = found
            return lot


async def test_the_same_gift_of_four_markets_has_one_key() -> None:
    lots = await lots_of_four_markets()
    assert {lot.gift for lot in lots.values()} == {"durovscap-7"}
    assert len({lot.id for lot in lots.values()}) == 4


async def test_a_raw_hundred_costs_what_each_market_makes_of_it() -> None:
    fees, lots = FeeTable(), await lots_of_four_markets()
    assert {lot.price for lot in lots.values()} == {of(TON, 100)}
    totals = {
        market: fees.at(market, MORNING).buyer_total(lot.price).text
        for market, lot in lots.items()
    }
    assert totals == {
        Market.GETGEMS: "100",
        Market.PORTALS: "100",
        Market.MRKT: "100",
        Market.TONNEL: "110",
    }
    nets = {market: fees.at(market, MORNING).seller_net(lots[market].price) for market in lots}
    assert nets[Market.MRKT].text == "98.039215686"
    assert nets[Market.TONNEL].text == "100"


async def test_one_fee_in_the_settings_changes_who_is_cheapest() -> None:
    lots = await lots_of_four_markets()
    lots[Market.PORTALS] = replace(lots[Market.PORTALS], price=of(TON, 108))
    told = read({"SOUK_MARKET_FEES": "tonnel:2026-12-02:600/0/0, mrkt:2026-12-02:0/300/0"})
    fees = fee_table(told)

    def dear(at: int) -> Market:
        totals = {
            market: fees.at(market, Instant(at)).buyer_total(lot.price)
            for market, lot in lots.items()
        }
        return max(totals, key=lambda market: totals[market].units)

    assert dear(MORNING) is Market.TONNEL
    # From the day on that the setting names.
    assert dear(MORNING + DAY) is Market.PORTALS
    assert fees.at(Market.MRKT, Instant(MORNING + DAY)).inside_bps == 300
    assert fees.at(Market.GETGEMS, MORNING) == FEES[Market.GETGEMS]


@pytest.mark.parametrize("wrong", ["tonnel", "tonnel:x:1/2/3", "ebay:2026-12-02:1/2/3", "a:b:c"])
def test_a_fee_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(SettingsRefused, match="SOUK_MARKET_FEES"):
        read({"SOUK_MARKET_FEES": wrong})


@given(st.integers(1, 2**53), st.sampled_from(list(Market)))
def test_sums_are_whole_nano_and_never_to_the_buyers_loss(nano: int, market: Market) -> None:
    fees, price = FEES[market], Money(nano, TON)
    total, net = fees.buyer_total(price), fees.seller_net(price)
    assert isinstance(total.units, int)
    assert isinstance(net.units, int)
    assert net.units <= nano <= total.units
    assert (total.units - 1) * 10_000 < nano * (10_000 + fees.on_top_bps) <= total.units * 10_000


def test_every_collection_has_one_key_however_its_name_is_written() -> None:
    """120 collections in all spellings that markets have, and no two of them meet."""
    seen: dict[str, str] = {}
    for short in names.order():
        one = names.collection(short)
        assert one is not None
        spellings = {
            one.name,
            one.name.replace("'", "\u2019"),
            one.name.upper(),
            one.name.replace(" ", ""),
            one.name.replace("-", " "),
            one.slug,
            short,
        }
        for spelling in spellings:
            assert collection_key(spelling) == short
            assert seen.setdefault(spelling, short) == short
        for plural in (one.plural, one.plural.replace("'", "\u2019")):
            assert singular(plural).key == short
            assert seen.setdefault(plural, short) == short
        assert parse_gift(f"{one.slug}-12") == (short, 12)
    assert len(set(seen.values())) == len(names.order()) >= 110
