"""How baskets end: bought, lost, put away, or over; and what makes none."""

import pytest

from domain.gifts.baskets.models import Basket, BasketState, ItemState, Way, Why
from domain.gifts.baskets.refusals import BasketGone, NothingFits
from domain.gifts.models import Market
from domain.shared.actor import Actor
from domain.shared.ids import HOUR
from domain.shared.money import Money
from domain.shared.refusals import AlreadyDone, GatewayError, Invalid, LimitReached, NotFound
from tests.gifts.owning.fakes import FIRST
from tests.gifts.owning.house import OwningHouse, of, offer, states
from tests.gifts.owning.trades import ton
from tests.payments.house import ALICE, BOB, at_once

A, B = Actor(id=ALICE), Actor(id=BOB)
ALL = (Market.PORTALS, Market.GETGEMS, Market.MRKT, Market.TONNEL, Market.FRAGMENT)


READY, LEFT_OUT = ItemState.READY, ItemState.LEFT_OUT


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
    for _ in range(15):
        await house.pick(ALICE, 1, ton("20"))
    found = await at_once(10, lambda _n: house.pick(ALICE, 1, ton("20")))
    assert found.count(LimitReached) == 5
    await house.pick(BOB, 1, ton("20"))


async def test_ten_checks_at_once_say_the_same(house: OwningHouse) -> None:
    """Whoever is slower gets the answer that stands; nobody undoes another's."""
    offer(house, Market.GETGEMS, 1, "10", onchain=True)
    await house.read(Market.GETGEMS)
    basket = await house.pick(ALICE, 1, ton("20"))
    answers = await at_once(10, lambda _: house.baskets.check(A, basket.id))
    stands = await house.baskets.get(A, basket.id)
    assert {state for state, _, _ in states(stands).values()} == {ItemState.READY}
    for answer in answers:
        assert isinstance(answer, Basket)
        assert (answer.items, answer.state) == (stands.items, stands.state)
        assert 1 <= answer.version <= stands.version


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
