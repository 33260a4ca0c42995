"""What one market tells is known of all: rarities, tiers, fees, and how things ended."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from domain.gifts.market_ports import FeesRead
from domain.gifts.models import (
    CollectionKey,
    EventKind,
    Listing,
    ListingId,
    Market,
    Told,
    TraitValue,
)
from domain.gifts.search import Trait
from domain.shared.change import Event
from domain.shared.ids import MINUTE, SECOND
from tests.fakes.clock import FakeClock
from tests.fakes.markets import ChainMarket, FakeMarket, lot, ton
from tests.gifts.conftest import Build
from tests.gifts.market_house import told_of

PEPE = ListingId("portals:plushpepe-1")


async def test_rarities_told_by_one_market_are_shown_on_all(
    build_house: Build, clock: FakeClock, published: list[Event]
) -> None:
    chain = FakeMarket(clock=clock, market=Market.TONAPI, told=frozenset())
    portals = FakeMarket(clock=clock)
    chain.offer(lot(number=1, own_id="0:aa", address="0:aa"))
    portals.offer(lot(number=2, model=TraitValue(name="Zebra", rarity_permille=15)))
    house = await build_house(chain, portals)
    await house.read(Market.TONAPI)
    assert _model(await house.rows.listings.get([ListingId("tonapi:0:aa")])) is None
    await house.read(Market.PORTALS)
    assert _model(await house.rows.listings.get([ListingId("tonapi:0:aa")])) == 15
    told, _ = told_of(published)
    assert _model(told) == 15
    again = await build_house(chain, portals)
    assert again.knowledge.rarity(CollectionKey("plushpepe"), Trait.MODEL, "Zebra") == 15


async def test_a_crafted_gift_has_a_tier_on_every_market(
    build_house: Build, clock: FakeClock
) -> None:
    portals, mrkt = FakeMarket(clock=clock), FakeMarket(clock=clock, market=Market.MRKT)
    portals.offer(lot(model=TraitValue(name="Zebra", rarity_permille=15), number=2))
    portals.offer(lot(number=1))
    mrkt.offer(lot(number=1, model=TraitValue(name="Zebra", rarity_tier="legendary")))
    house = await build_house(portals, mrkt)
    await house.read(Market.PORTALS)
    await house.read(Market.MRKT)
    (shown,) = (await house.rows.listings.get([PEPE])).values()
    assert shown.lot.model == TraitValue(name="Zebra", rarity_tier="legendary")


async def test_a_changed_fee_prices_all_lots_anew(
    build_house: Build, clock: FakeClock, published: list[Event]
) -> None:
    market = FakeMarket(clock=clock, market=Market.TONNEL, told=frozenset())
    market.offer(lot(price=ton(100)))
    house = await build_house(market)
    await house.read(Market.TONNEL)
    (one,) = (await house.for_sale()).values()
    assert (one.buyer_total, one.seller_net) == (ton(110), ton(100))
    market.fees_read = FeesRead(on_top_bps=600, inside_bps=0, seller_bps=0)
    clock.advance(61 * MINUTE)
    await house.read(Market.TONNEL)
    (one,) = (await house.for_sale()).values()
    assert one.buyer_total == ton(106)
    told, history = told_of(published)
    assert [item.buyer_total for item in told.values()] == [ton(106)]
    assert history == []
    again = await build_house(market)
    assert again.sources.of(Market.TONNEL).fees.on_top_bps == 600


def _model(listings: Mapping[ListingId, Listing]) -> int | None:
    model = listings[ListingId("tonapi:0:aa")].lot.model
    return model.rarity_permille if model is not None else None


async def test_an_end_that_the_chain_tells_is_no_riddle(
    build_house: Build, clock: FakeClock
) -> None:
    market = ChainMarket(clock=clock, market=Market.TONAPI, told=frozenset())
    for number in range(1, 4):
        market.offer(lot(number=number, address=f"0:{number}"))
    house = await build_house(market)
    await house.read(Market.TONAPI)
    clock.advance(SECOND)
    market.sell("plushpepe-1")
    market.delist("plushpepe-2")
    market.silent.add("plushpepe-3")
    market.sell("plushpepe-3")
    await house.read(Market.TONAPI)
    events = {event.kind: event for event in await house.history()}
    assert set(events) == {EventKind.SOLD, EventKind.DELISTED, EventKind.GONE}
    assert events[EventKind.SOLD].told is Told.CHAIN
    assert events[EventKind.SOLD].taker == "bob"
    assert events[EventKind.GONE].gift == "plushpepe-3"
    market.offer(lot(number=1, address="0:1", seller="bob"))
    await house.read(Market.TONAPI)
    market.delist("plushpepe-1")
    market.repeats = True
    await house.read(Market.TONAPI)
    assert (await house.kinds()).count("sold") == 1
    assert (await house.kinds()).count("gone") == 2


@pytest.mark.parametrize("first", ["walk", "feed"])
async def test_one_market_says_listed_of_a_new_price_too(
    build_house: Build, clock: FakeClock, first: str
) -> None:
    market = FakeMarket(clock=clock, market=Market.GETGEMS)
    market.offer(lot(price=ton(10)))
    house = await build_house(market)
    await house.read(Market.GETGEMS)
    clock.advance(SECOND)
    market.reprice("plushpepe-1", ton(8))
    late = replace(market.rows.pop(), kind=EventKind.LISTED)
    if first == "walk":
        clock.advance(SECOND)
        await house.read(Market.GETGEMS)
        assert await house.prices() == {"getgems:plushpepe-1": ton(8).units}
    market.rows.append(late)
    await house.syncs[Market.GETGEMS].listen()
    assert await house.kinds() == ["repriced"]
    clock.advance(SECOND)
    market.offer(lot(number=2))
    await house.syncs[Market.GETGEMS].listen()
    assert await house.kinds() == ["repriced", "listed"]
