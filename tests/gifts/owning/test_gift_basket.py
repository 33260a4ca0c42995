"""The safe sweep: what is bought is what was agreed, lot by lot, whatever the markets do."""

from dataclasses import replace

from domain.gifts.baskets.models import ItemState, Way, Why
from domain.gifts.baskets.ports import NotSold
from domain.gifts.links import ALLOWED, verified
from domain.gifts.market_ports import Blocked, Unreadable
from domain.gifts.models import Market
from domain.shared.actor import Actor
from domain.shared.ids import HOUR, Instant
from domain.ton.address import friendly
from tests.gifts.owning.fakes import FIRST, contract_of, item_of, offered
from tests.gifts.owning.house import OwningHouse, of, offer, states
from tests.gifts.owning.trades import NANO, ton
from tests.payments.house import ALICE, BOB

A, B = Actor(id=ALICE), Actor(id=BOB)
ALL = (Market.PORTALS, Market.GETGEMS, Market.MRKT, Market.TONNEL, Market.FRAGMENT)


READY, LEFT_OUT = ItemState.READY, ItemState.LEFT_OUT


async def test_of_five_lots_one_sold_and_one_repriced_three_are_ready(
    house: OwningHouse,
) -> None:
    offer(house, Market.GETGEMS, 1, "10", onchain=True)
    offer(house, Market.PORTALS, 2, "11")
    sold = offer(house, Market.MRKT, 3, "12")
    # With the tenth that Tonnel takes on top, 12.1 and 13.2.
    repriced = offer(house, Market.TONNEL, 4, "11")
    offer(house, Market.FRAGMENT, 5, "13", onchain=True)
    offer(house, Market.TONNEL, 6, "13.9")
    await house.read(*ALL)
    cap = ton("15")
    basket = await house.pick(ALICE, 5, cap)
    assert [(item.lot.number, item.total) for item in basket.items] == [
        (1, ton("10")),
        (2, ton("11")),
        (3, ton("12")),
        (4, ton("12.1")),
        (5, ton("13")),
    ]
    house.markets[Market.MRKT].sell(sold.own_id)
    house.markets[Market.TONNEL].reprice(repriced.own_id, ton("12"))
    basket = await house.baskets.check(A, basket.id)
    assert states(basket) == {
        1: (READY, None, Way.TRANSACTION),
        2: (READY, None, Way.LINK),
        3: (LEFT_OUT, Why.GONE, None),
        4: (LEFT_OUT, Why.REPRICED, None),
        5: (READY, None, Way.LINK),
    }
    payment = of(basket, 1).payment
    assert payment is not None
    assert (payment.to, payment.amount) == (contract_of("plushpepe-1"), 10 * NANO)
    assert of(basket, 4).now == ton("13.2")
    for item in basket.items:
        if item.state is READY:
            assert item.total <= cap
            assert verified(item.link).host in ALLOWED
        else:
            assert (item.payment, item.link) == (None, "")
    # What is kept is what was answered.
    assert await house.baskets.get(A, basket.id) == basket


async def test_a_price_over_the_cap_is_never_made_ready_even_if_asked_for(
    house: OwningHouse,
) -> None:
    dear = offer(house, Market.GETGEMS, 1, "10", onchain=True)
    await house.read(Market.GETGEMS)
    basket = await house.pick(ALICE, 1, ton("12"))
    house.markets[Market.GETGEMS].reprice(dear.own_id, ton("12.000000001"))
    item = of(await house.baskets.check(A, basket.id), 1)
    assert (item.state, item.why, item.now) == (LEFT_OUT, Why.OVER_CAP, ton("12.000000001"))
    yes = frozenset({item.lot.id})
    assert of(await house.baskets.check(A, basket.id, accept=yes), 1).state is LEFT_OUT
    assert house.purchases.asked == []
    # Within the cap a new price is taken once the person has said so.
    house.markets[Market.GETGEMS].reprice(dear.own_id, ton("11"))
    sale = house.sales.known[item_of("plushpepe-1")]
    house.sales.known[item_of("plushpepe-1")] = replace(sale, price=ton("11"))
    repriced = of(await house.baskets.check(A, basket.id), 1)
    assert (repriced.why, repriced.now) == (Why.REPRICED, ton("11"))
    bought = of(await house.baskets.check(A, basket.id, accept=yes), 1)
    assert (bought.state, bought.total, bought.way) == (READY, ton("11"), Way.TRANSACTION)


WANTED_SIGNED = (
    ({"to": friendly(f"0:{'d' * 64}")}, LEFT_OUT, Why.MISMATCH, None),
    ({"amount": 11 * NANO}, READY, None, Way.TRANSACTION),
    ({"amount": 11 * NANO + 1}, LEFT_OUT, Why.MISMATCH, None),
    ({"amount": 10 * NANO - 1}, LEFT_OUT, Why.MISMATCH, None),
    ({"state_init": "te6ccgEBAQEAAgAAAA=="}, LEFT_OUT, Why.MISMATCH, None),
    (NotSold("VersionMismatch"), LEFT_OUT, Why.GONE, None),
    (Unreadable("no JSON"), READY, None, Way.LINK),
)


async def test_what_a_market_wants_signed_is_held_against_the_chain(house: OwningHouse) -> None:
    shown = offer(house, Market.GETGEMS, 1, "10", onchain=True)
    await house.read(Market.GETGEMS)
    basket = await house.pick(ALICE, 1, ton("20"))
    for told, state, why, way in WANTED_SIGNED:
        spoiled = told if isinstance(told, Exception) else replace(offered(shown), **told)
        house.purchases.spoiled[shown.own_id] = spoiled
        basket = await house.baskets.check(A, basket.id)
        assert states(basket) == {1: (state, why, way)}, told
        assert (of(basket, 1).payment is not None) is (way is Way.TRANSACTION), told


KNOWN_TO_THE_CHAIN = (
    ({"contract": f"0:{'d' * 64}", "owner": f"0:{'d' * 64}"}, LEFT_OUT, None),
    ({"owner": f"0:{'e' * 64}"}, LEFT_OUT, None),
    ({"price": ton("9")}, LEFT_OUT, None),
    ({"price": None}, LEFT_OUT, None),
    (None, READY, Way.LINK),
)


async def test_nothing_is_signed_that_the_chain_does_not_know_so(house: OwningHouse) -> None:
    offer(house, Market.GETGEMS, 1, "10", onchain=True)
    await house.read(Market.GETGEMS)
    item = item_of("plushpepe-1")
    sale = house.sales.known[item]
    basket = await house.pick(ALICE, 1, ton("20"))
    for known, state, way in KNOWN_TO_THE_CHAIN:
        house.sales.known.pop(item, None)
        if known is not None:
            house.sales.known[item] = replace(sale, **known)
        found = of(await house.baskets.check(A, basket.id), 1)
        assert (found.state, found.way, found.payment) == (state, way, None), known
    assert house.purchases.asked == []


async def test_each_market_fails_for_itself(house: OwningHouse) -> None:
    for market, number in ((Market.PORTALS, 1), (Market.MRKT, 2), (Market.TONNEL, 3)):
        offer(house, market, number, "10")
    offer(house, Market.GETGEMS, 4, "10", onchain=True)
    await house.read(*ALL)
    house.markets[Market.PORTALS].fail("look", Blocked("a page"))
    house.markets[Market.MRKT].spoil("look", "odd")
    house.sales.away = True
    basket = await house.pick(ALICE, 4, ton("20"))
    basket = await house.baskets.check(A, basket.id)
    assert states(basket) == {
        1: (LEFT_OUT, Why.BLOCKED, None),
        2: (LEFT_OUT, Why.BLOCKED, None),
        3: (READY, None, Way.LINK),
        4: (READY, None, Way.LINK),
    }
    # The markets are back: what was left out for them is asked for once more.
    house.sales.away = False
    basket = await house.baskets.check(A, basket.id)
    assert {state for state, _, _ in states(basket).values()} == {READY}
    assert of(basket, 4).way is Way.TRANSACTION


async def test_a_locked_lot_is_left_out(house: OwningHouse) -> None:
    shown = offer(house, Market.PORTALS, 1, "10")
    await house.read(Market.PORTALS)
    basket = await house.pick(ALICE, 1, ton("20"))
    until = Instant(house.tools.clock.now() + HOUR)
    house.markets[Market.PORTALS].offer(replace(shown, locked_until=until))
    assert states(await house.baskets.check(A, basket.id)) == {1: (LEFT_OUT, Why.LOCKED, None)}


async def test_the_cheapest_offer_of_each_gift_and_none_of_ones_own(house: OwningHouse) -> None:
    offer(house, Market.PORTALS, 1, "12")
    offer(house, Market.MRKT, 1, "10")
    own = offer(house, Market.GETGEMS, 2, "5", onchain=True)
    house.markets[Market.GETGEMS].offer(replace(own, seller=FIRST))
    offer(house, Market.PORTALS, 3, "11")
    await house.read(*ALL)
    basket = await house.pick(ALICE, 5, ton("20"))
    assert [(item.lot.number, item.lot.market) for item in basket.items] == [
        (1, Market.MRKT),
        (3, Market.PORTALS),
    ]
    assert (await house.pick(BOB, 5, ton("20"))).items[0].lot.number == 2
    within = await house.pick(ALICE, 5, ton("20"), budget=ton("15"))
    assert [item.lot.number for item in within.items] == [1]
