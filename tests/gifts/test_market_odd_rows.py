"""Rows and pages that are not believed: old ones, spoiled ones, those that make no sense."""

from dataclasses import replace

import pytest

from domain.gifts.models import EventKind, ListingId, Market
from domain.shared.change import Event
from domain.shared.ids import SECOND
from domain.shared.money import TON, Asset, Money
from tests.fakes.clock import FakeClock
from tests.fakes.markets import FakeMarket, lot, ton
from tests.gifts.conftest import Build
from tests.gifts.market_house import told_of

PEPE = ListingId("portals:plushpepe-1")


@pytest.fixture
def market(clock: FakeClock) -> FakeMarket:
    return FakeMarket(clock=clock)


async def test_an_old_page_is_not_believed(build_house: Build, market: FakeMarket) -> None:
    market.told = frozenset()
    market.offer(lot(number=1, price=ton(10)))
    market.offer(lot(number=2))
    house = await build_house(market)
    await house.read()
    market.reprice("plushpepe-1", ton(8))
    market.delist("plushpepe-2")
    await house.read()
    before = await house.kinds()
    market.spoil("page", "stale")
    await house.read()
    assert await house.prices() == house.truth()
    assert await house.kinds() == before


async def test_rows_that_make_no_sense_never_reach_people_and_are_counted(
    build_house: Build, market: FakeMarket, published: list[Event]
) -> None:
    for number, units in enumerate([0, -5, 2**62, 2**61, 10**17], 1):
        market.offer(lot(number=number, price=Money(units, TON)))
    market.offer(lot(number=6, price=Money(5, Asset("nobody-knows", scale=9, edge_scale=9))))
    market.offer(lot(number=2**31))
    market.offer(lot(number=8, own_id="x" * 300))
    market.offer(lot(number=9))
    house = await build_house(market)
    await house.read()
    assert set(await house.prices()) == {"portals:plushpepe-9"}
    market.reprice("plushpepe-9", Money(-1, TON))
    await house.syncs[Market.PORTALS].listen()
    await house.syncs[Market.PORTALS].report()
    assert await house.prices() == {"portals:plushpepe-9": ton(10).units}
    odd = house.sources.kept(Market.PORTALS).odd
    assert odd["price"] == 6
    assert (odd["number"], odd["id"], odd["feed-price"]) == (1, 1, 1)
    told, _ = told_of(published)
    assert set(told) == {"portals:plushpepe-9"}


async def test_a_lot_without_a_real_price_ends_and_is_no_gap(
    build_house: Build, market: FakeMarket, clock: FakeClock
) -> None:
    market.offer(lot())
    house = await build_house(market)
    await house.read()
    clock.advance(SECOND)
    asked = market.lots["plushpepe-1"]
    # As an adapter tells it: the event without the price, and the lot as not for sale.
    market.delist("plushpepe-1")
    told = replace(market.rows.pop(), kind=EventKind.REPRICED, price=None, lot=None)
    market.rows.append(told)
    await house.syncs[Market.PORTALS].listen()
    await house.syncs[Market.PORTALS].report()
    assert await house.prices() == {}
    source = house.sources.kept(Market.PORTALS)
    assert (source.read_at, source.odd) == (clock.now(), {})
    clock.advance(SECOND)
    market.offer(replace(asked, price=ton(15)))
    await house.syncs[Market.PORTALS].listen()
    assert await house.prices() == {PEPE: ton(15).units}
    assert await house.kinds() == ["listed"]


async def test_a_row_spoiled_on_the_way_is_read_again_until_it_is_certain(
    build_house: Build, market: FakeMarket
) -> None:
    house = await build_house(market)
    await house.read()
    market.offer(lot())
    market.spoil("news", "odd", times=4)
    sync = house.syncs[Market.PORTALS]
    await sync.listen()
    assert await house.kinds() == []
    for _ in range(3):
        await sync.listen()
    assert await house.kinds() == ["listed"]
    market.offer(lot(number=2))
    market.spoil("news", "odd", times=1000)
    for _ in range(12):
        await sync.listen()
    mark = house.sources.kept(Market.PORTALS).mark
    assert mark == "2", "a row that is odd for ever holds nobody up for ever"
