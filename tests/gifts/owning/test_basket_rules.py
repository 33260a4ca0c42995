"""How baskets go on, what may be in them, and what may be signed: as tables."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gifts.baskets.models import (
    Basket,
    BasketEvent,
    BasketItem,
    BasketState,
    ItemEvent,
    ItemState,
    Why,
)
from domain.gifts.baskets.refusals import BasketGone
from domain.gifts.baskets.rules import (
    BASKET,
    ITEM,
    agreed,
    cheapest,
    judge_again,
    left_out,
    within,
)
from domain.gifts.costs import FeeTable
from domain.gifts.models import Listing, Market
from domain.gifts.search import SaleKind
from domain.shared.ids import HOUR, Instant
from domain.shared.money import XTR, Money
from domain.shared.refusals import AlreadyDone, DomainError
from tests.fakes.clock import MORNING
from tests.gifts.lots import listing
from tests.gifts.owning.trades import ALICE, NANO, ton

B, BE, IT, IE = BasketState, BasketEvent, ItemState, ItemEvent
CONTRACT, ITEM_AT = f"0:{'c' * 64}", f"0:{'a' * 64}"
NOW_S = MORNING // 1_000_000


@pytest.mark.parametrize(("state", "event"), list(product(BasketState, BasketEvent)))
def test_every_state_of_a_basket_answers_every_event(
    state: BasketState, event: BasketEvent
) -> None:
    goes = {
        (B.PICKED, BE.CHECK): B.CHECKED,
        (B.CHECKED, BE.CHECK): B.CHECKED,
        (B.CHECKED, BE.FINISH): B.DONE,
        (B.PICKED, BE.DROP): B.DROPPED,
        (B.CHECKED, BE.DROP): B.DROPPED,
        (B.PICKED, BE.EXPIRE): B.EXPIRED,
        (B.CHECKED, BE.EXPIRE): B.EXPIRED,
    }
    if (state, event) in goes:
        assert BASKET.step(state, event).to is goes[state, event]
        return
    refusal: type[DomainError] = BasketGone
    if (state, event) == (B.DROPPED, BE.DROP):
        refusal = AlreadyDone
    with pytest.raises(refusal):
        BASKET.step(state, event)


@pytest.mark.parametrize(("state", "event"), list(product(ItemState, ItemEvent)))
def test_what_was_bought_or_lost_stays_so(state: ItemState, event: ItemEvent) -> None:
    checked = {IT.PICKED, IT.READY, IT.LEFT_OUT}
    goes = {
        **{(one, IE.CLEAR): IT.READY for one in checked},
        **{(one, IE.LEAVE_OUT): IT.LEFT_OUT for one in checked},
        (IT.READY, IE.SEE_BOUGHT): IT.BOUGHT,
        (IT.READY, IE.SEE_LOST): IT.LOST,
        (IT.LEFT_OUT, IE.SEE_BOUGHT): IT.BOUGHT,
    }
    if (state, event) in goes:
        assert ITEM.step(state, event).to is goes[state, event]
    else:
        with pytest.raises(BasketGone):
            ITEM.step(state, event)


def item_of(one: Listing, *, place: int = 0, state: ItemState = IT.PICKED) -> BasketItem:
    return BasketItem(place=place, lot=one.lot, total=one.buyer_total, state=state)


def test_the_cheapest_of_each_gift_within_cap_and_budget() -> None:
    lots = [
        listing(1, 5),
        replace(listing(1, 4), lot=replace(listing(1, 4).lot, market=Market.MRKT)),
        listing(2, 3),
        listing(3, 9),
        listing(4, 2, kind=SaleKind.AUCTION),
        listing(5, 2, locked_until=MORNING + HOUR),
        listing(6, 1, asset=XTR),
    ]
    picked = cheapest(lots, wanted=5, cap=ton("8"), budget=None, now=MORNING)
    assert [(one.lot.number, one.buyer_total) for one in picked] == [(2, ton("3")), (1, ton("4"))]
    picked = cheapest(lots, wanted=5, cap=ton("8"), budget=ton("6.9"), now=MORNING)
    assert [one.lot.number for one in picked] == [2]
    picked = cheapest(lots, wanted=1, cap=ton("8"), budget=None, now=MORNING)
    assert [one.lot.number for one in picked] == [2]


@pytest.mark.parametrize(
    ("shown", "why", "now"),
    [
        (listing(1, 10), None, None),
        (None, Why.GONE, None),
        (listing(1, 11), Why.REPRICED, "11"),
        (listing(1, 9), Why.REPRICED, "9"),
        (listing(1, 13), Why.OVER_CAP, "13"),
        (listing(1, 10, kind=SaleKind.AUCTION), Why.KIND, None),
        (listing(1, 10, locked_until=MORNING + HOUR), Why.LOCKED, None),
        (listing(1, 10, locked_until=MORNING), None, None),
    ],
)
def test_a_lot_is_judged_by_what_its_market_shows_now(
    shown: Listing | None, why: Why | None, now: str | None
) -> None:
    item = item_of(listing(1, 10, market=Market.PORTALS))
    lot = replace(shown.lot, market=Market.PORTALS) if shown is not None else None
    judged = judge_again(item, lot, cap=ton("12"), fees=FeeTable(), now=MORNING)
    assert judged.why is why
    assert judged.state is (IT.READY if why is None else IT.LEFT_OUT)
    assert judged.now == (ton(now) if now else None)


def test_the_cap_holds_the_buyers_total_not_the_price_that_is_shown() -> None:
    """Tonnel takes a tenth on top."""
    shown = listing(1, 11).lot
    item = replace(item_of(listing(1, 12.1)), total=ton("12.1"))
    fees = FeeTable()
    kept = judge_again(item, shown, cap=ton("12.1"), fees=fees, now=MORNING)
    assert kept.state is IT.READY
    judged = judge_again(item, shown, cap=ton("12"), fees=fees, now=MORNING)
    assert (judged.state, judged.why) == (IT.LEFT_OUT, Why.OVER_CAP)


def test_a_new_price_is_taken_when_the_person_said_so_and_never_over_the_cap() -> None:
    item = left_out(item_of(listing(1, 10)), Why.REPRICED, now=ton("11"))
    dear = left_out(item_of(listing(2, 10), place=1), Why.OVER_CAP, now=ton("15"))
    basket = Basket(
        id="b",
        person=ALICE,
        state=B.CHECKED,
        search="",
        wanted=2,
        cap=ton("12"),
        budget=None,
        items=(item, dear),
        created_at=MORNING,
        expires_at=Instant(MORNING + HOUR),
    )
    yes = agreed(basket, frozenset({item.lot.id, dear.lot.id}))
    assert [one.total for one in yes] == [ton("11"), ton("10")]
    assert agreed(basket, frozenset()) == basket.items
    lower = replace(basket, cap=ton("10.5"))
    assert agreed(lower, frozenset({item.lot.id})) == lower.items


shown_lots = st.builds(
    listing,
    st.integers(1, 8),
    st.integers(1, 30),
    market=st.sampled_from(Market),
    kind=st.sampled_from(SaleKind),
    locked_until=st.sampled_from([None, MORNING - HOUR, MORNING + HOUR]),
    asset=st.sampled_from([ton("1").asset, XTR]),
)


@given(
    st.lists(shown_lots, max_size=12),
    st.lists(st.none() | shown_lots, min_size=12, max_size=12),
    st.integers(1, 30),
    st.none() | st.integers(1, 60),
    st.booleans(),
)
def test_nothing_over_the_cap_or_the_budget_is_ever_ready(
    found: list[Listing],
    shown: list[Listing | None],
    cap_ton: int,
    budget_ton: int | None,
    yes: bool,  # noqa: FBT001  hypothesis gives arguments by place
) -> None:
    cap = Money(cap_ton * NANO, ton("1").asset)
    budget = Money(budget_ton * NANO, cap.asset) if budget_ton is not None else None
    picked = cheapest(found, wanted=12, cap=cap, budget=budget, now=MORNING)
    assert len({one.lot.gift for one in picked}) == len(picked)
    items = tuple(item_of(one, place=place) for place, one in enumerate(picked))
    basket = Basket(
        id="b",
        person=ALICE,
        state=B.CHECKED,
        search="",
        wanted=12,
        cap=cap,
        budget=budget,
        items=items,
        created_at=MORNING,
        expires_at=MORNING,
    )
    fees = FeeTable()
    for _ in range(2):
        accept = frozenset(one.lot.id for one in basket.items) if yes else frozenset()
        judged = [
            judge_again(
                one,
                now.lot if now is not None else None,
                cap=cap,
                fees=fees,
                now=MORNING,
            )
            for one, now in zip(agreed(basket, accept), shown, strict=False)
        ]
        basket = replace(basket, items=within(judged, budget))
        for one in basket.ready:
            true = fees.at(one.lot.market, MORNING).buyer_total(one.lot.price)
            assert one.total == true
            assert true <= cap
            assert one.lot.sale_kind is SaleKind.FIX
        if basket.total is not None and budget is not None:
            assert basket.total <= budget
