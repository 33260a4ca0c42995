"""The safe sweep: what is bought is what was agreed, lot by lot, whatever the markets do."""

from dataclasses import replace

import pytest

from domain.gifts.basket_models import Basket, BasketState, ItemState, Way, Why
from domain.gifts.basket_ports import NotSold
from domain.gifts.basket_refusals import BasketGone, NothingFits
from domain.gifts.holding_ports import ChainSale
from domain.gifts.links import ALLOWED, verified
from domain.gifts.market_ports import Blocked, Unreadable
from domain.gifts.models import Lot, Market
from domain.shared.actor import Actor
from domain.shared.ids import HOUR, Instant
from domain.shared.money import Money
from domain.shared.refusals import AlreadyDone, GatewayError, Invalid, LimitReached, NotFound
from domain.ton.address import friendly
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.markets import lot
from tests.gifts.owning_house import FIRST, OwningHouse, contract_of, item_of, of, offered
from tests.gifts.trades import NANO, ton
from tests.payments.house import ALICE, BOB, Tools, at_once

A, B = Actor(id=ALICE), Actor(id=BOB)
ALL = (Market.PORTALS, Market.GETGEMS, Market.MRKT, Market.TONNEL, Market.FRAGMENT)


@pytest.fixture
async def house(
    database: SqliteDatabase | PostgresDatabase, writer: Writer, clock: FakeClock
) -> OwningHouse:
    made = OwningHouse(Tools(database=database, writer=writer, clock=clock))
    await made.begin(ALICE, BOB)
    return made


def offer(
    house: OwningHouse, market: Market, number: int, price: str, *, onchain: bool = False
) -> Lot:
    """Up for sale; on the chain in a contract that the chain's index knows."""
    gift = f"plushpepe-{number}"
    shown = lot(
        number=number,
        market=market,
        price=ton(price),
        address=item_of(gift) if onchain else None,
        own_id=friendly(item_of(gift), bounceable=True) if onchain else f"{market}-{number}",
        seller=f"0:{'7' * 64}",
    )
    if onchain:
        shown = replace(shown, contract=contract_of(gift))
        house.sales.known[item_of(gift)] = ChainSale(
            item=item_of(gift),
            contract=contract_of(gift),
            owner=contract_of(gift),
            price=ton(price),
        )
    return house.markets[market].offer(shown)


def states(basket: Basket) -> dict[int, tuple[ItemState, Why | None, Way | None]]:
    return {item.lot.number: (item.state, item.why, item.way) for item in basket.items}


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


async def test_what_was_paid_shows_as_bought_and_what_others_took_as_lost(
    house: OwningHouse,
) -> None:
    for number in (1, 2):
        offer(house, Market.GETGEMS, number, "10", onchain=True)
    await house.read(Market.GETGEMS)
    basket = await house.baskets.check(A, (await house.pick(ALICE, 2, ton("20"))).id)
    assert basket.total == ton("20")
    await house.happened("plushpepe-1", market=Market.GETGEMS, price=ton("10"), taker=FIRST)
    basket = await house.baskets.get(A, basket.id)
    assert (basket.state, of(basket, 1).state) == (BasketState.CHECKED, ItemState.BOUGHT)
    assert of(basket, 1).payment is None
    # Checked again, what is bought stays, and is not asked for.
    house.markets[Market.GETGEMS].sell(of(basket, 1).lot.own_id)
    basket = await house.baskets.check(A, basket.id)
    assert [item.state for item in basket.items] == [ItemState.BOUGHT, READY]
    other = f"0:{'8' * 64}"
    await house.happened("plushpepe-2", market=Market.GETGEMS, price=ton("10"), taker=other)
    basket = await house.baskets.get(A, basket.id)
    assert [item.state for item in basket.items] == [ItemState.BOUGHT, ItemState.LOST]
    assert basket.state is BasketState.DONE
    with pytest.raises(BasketGone):
        await house.baskets.check(A, basket.id)


async def test_a_basket_ends_by_itself_or_by_its_owner(house: OwningHouse) -> None:
    offer(house, Market.PORTALS, 1, "10")
    await house.read(Market.PORTALS)
    left = await house.pick(ALICE, 1, ton("20"))
    dropped = await house.pick(ALICE, 1, ton("20"))
    for act in (house.baskets.get, house.baskets.check, house.baskets.drop):
        with pytest.raises(NotFound):
            await act(B, dropped.id)
    assert (await house.baskets.drop(A, dropped.id)).state is BasketState.DROPPED
    with pytest.raises(AlreadyDone):
        await house.baskets.drop(A, dropped.id)
    assert await house.baskets.expire() == 0
    house.tools.clock.advance(HOUR)
    assert await house.baskets.expire() == 1
    assert await house.baskets.expire() == 0
    assert (await house.baskets.get(A, left.id)).state is BasketState.EXPIRED
    with pytest.raises(BasketGone):
        await house.baskets.check(A, left.id)
    assert [one.id for one in await house.baskets.mine(A)] == [dropped.id, left.id]
    assert await house.baskets.mine(B) == ()


async def test_what_makes_no_basket(house: OwningHouse) -> None:
    offer(house, Market.PORTALS, 1, "10")
    await house.read(Market.PORTALS)
    with pytest.raises(NothingFits):
        await house.pick(ALICE, 1, ton("9.999999999"))
    for wanted, cap in ((0, ton("20")), (21, ton("20")), (1, Money(0, ton("1").asset))):
        with pytest.raises(Invalid):
            await house.pick(ALICE, wanted, cap)
    for _ in range(20):
        await house.pick(ALICE, 1, ton("20"))
    with pytest.raises(LimitReached):
        await house.pick(ALICE, 1, ton("20"))
    await house.pick(BOB, 1, ton("20"))


async def test_ten_checks_at_once_leave_one_answer(house: OwningHouse) -> None:
    offer(house, Market.GETGEMS, 1, "10", onchain=True)
    await house.read(Market.GETGEMS)
    basket = await house.pick(ALICE, 1, ton("20"))
    answers = await at_once(10, lambda _: house.baskets.check(A, basket.id))
    stands = await house.baskets.get(A, basket.id)
    assert stands.version == 1
    assert all(answer == stands for answer in answers)


async def test_a_market_that_never_answers_costs_its_own_lots_only(house: OwningHouse) -> None:
    offer(house, Market.PORTALS, 1, "10")
    offer(house, Market.MRKT, 2, "10")
    await house.read(*ALL)
    basket = await house.pick(ALICE, 2, ton("20"))
    house.markets[Market.PORTALS].fail("look", GatewayError("reset"), times=5)
    assert states(await house.baskets.check(A, basket.id)) == {
        1: (LEFT_OUT, Why.BLOCKED, None),
        2: (READY, None, Way.LINK),
    }
