"""Baskets: their transition tables, what is picked, and how a lot is judged at the last moment.

All pure. Nothing over the person's cap is ever made ready, whatever a market says meanwhile.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

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
from domain.gifts.costs import FeeTable
from domain.gifts.models import GiftKey, Listing, Lot, Market
from domain.gifts.search import SaleKind
from domain.shared.ids import Instant
from domain.shared.machine import Machine, Step
from domain.shared.money import TON, Money
from domain.shared.refusals import AlreadyDone

PERSON, HOUSE, CHAIN, MARKET = "person", "house", "chain", "market"
GAS_MOST: Final[dict[Market, int]] = {Market.GETGEMS: 10**9}
"""Nano beside the price that a market may ask a wallet to send along, as most of it comes back.
GetGems' contracts want up to one TON to be there; the rest returns in the same transaction.
"""


def _way(
    state: BasketState, event: BasketEvent, to: BasketState, by: str
) -> Step[BasketState, BasketEvent]:
    return Step(state=state, event=event, to=to, by=frozenset({by}))


def _item(state: ItemState, event: ItemEvent, to: ItemState) -> Step[ItemState, ItemEvent]:
    return Step(state=state, event=event, to=to, by=frozenset({MARKET}))


_B, _BE, _I, _IE = BasketState, BasketEvent, ItemState, ItemEvent
BASKET: Final = Machine(
    [
        _way(_B.PICKED, _BE.CHECK, _B.CHECKED, PERSON),
        _way(_B.CHECKED, _BE.CHECK, _B.CHECKED, PERSON),
        _way(_B.CHECKED, _BE.FINISH, _B.DONE, CHAIN),
        _way(_B.PICKED, _BE.DROP, _B.DROPPED, PERSON),
        _way(_B.CHECKED, _BE.DROP, _B.DROPPED, PERSON),
        _way(_B.PICKED, _BE.EXPIRE, _B.EXPIRED, HOUSE),
        _way(_B.CHECKED, _BE.EXPIRE, _B.EXPIRED, HOUSE),
    ],
    refusals={(_B.DROPPED, _BE.DROP): AlreadyDone},
    default=BasketGone,
)
ITEM: Final = Machine(
    [
        *[_item(state, _IE.CLEAR, _I.READY) for state in (_I.PICKED, _I.READY, _I.LEFT_OUT)],
        *[
            _item(state, _IE.LEAVE_OUT, _I.LEFT_OUT)
            for state in (_I.PICKED, _I.READY, _I.LEFT_OUT)
        ],
        _item(_I.READY, _IE.SEE_BOUGHT, _I.BOUGHT),
        _item(_I.READY, _IE.SEE_LOST, _I.LOST),
        _item(_I.LEFT_OUT, _IE.SEE_BOUGHT, _I.BOUGHT),
    ],
    refusals={},
    default=BasketGone,
)
"""A lot that was left out at the last check may have been paid before it."""


def cheapest(
    listings: Iterable[Listing],
    *,
    wanted: int,
    cap: Money,
    budget: Money | None,
    now: Instant,
) -> tuple[Listing, ...]:
    """Of what a search found, cheapest first: each gift once, nothing over the cap, and together
    not over the budget.
    """
    picked: dict[GiftKey, Listing] = {}
    left = budget.units if budget is not None else None
    for listing in sorted(listings, key=lambda one: (one.buyer_total.units, one.id)):
        total = listing.buyer_total.units
        if judge(listing.lot, listing.buyer_total, cap=cap, now=now) is not None:
            continue
        if listing.lot.gift in picked or (left is not None and total > left):
            continue
        picked[listing.lot.gift] = listing
        left = left - total if left is not None else None
        if len(picked) == wanted:
            break
    return tuple(picked.values())


def judge(lot: Lot, total: Money, *, cap: Money, now: Instant) -> Why | None:
    """Whether this lot may be bought at all."""
    if lot.sale_kind is not SaleKind.FIX or total.asset != TON or total.units <= 0:
        return Why.KIND
    if lot.locked_until is not None and lot.locked_until > now:
        return Why.LOCKED
    return Why.OVER_CAP if total > cap else None


def judge_again(
    item: BasketItem, lot: Lot | None, *, cap: Money, fees: FeeTable, now: Instant
) -> BasketItem:
    """The item as its market shows the lot this moment: ready at the price that the person has
    seen, or left out and why.
    """
    if lot is None:
        return left_out(item, Why.GONE)
    total = fees.at(lot.market, now).buyer_total(lot.price)
    why = judge(lot, total, cap=cap, now=now)
    if why is None and total != item.total:
        why = Why.REPRICED
    if why is not None:
        return left_out(item, why, now=total if total != item.total else None)
    ready = ITEM.step(item.state, ItemEvent.CLEAR).to
    fresh = replace(lot, title=lot.title or item.lot.title)
    return replace(item, state=ready, lot=fresh, why=None, now=None)


def left_out(item: BasketItem, why: Why, *, now: Money | None = None) -> BasketItem:
    """With nothing left by which it could be paid."""
    state = ITEM.step(item.state, ItemEvent.LEAVE_OUT).to
    return replace(item, state=state, why=why, now=now, way=None, payment=None, link="")


def within(items: Sequence[BasketItem], budget: Money | None) -> tuple[BasketItem, ...]:
    """Ready ones are left out from where they go over the budget, the cheapest kept first."""
    if budget is None:
        return tuple(items)
    left, kept = budget.units, dict[int, BasketItem]()
    for item in sorted(items, key=lambda one: (one.total.units, one.place)):
        if item.state is ItemState.BOUGHT or item.state is ItemState.READY:
            if item.state is ItemState.READY and item.total.units > left:
                kept[item.place] = left_out(item, Why.OVER_BUDGET)
                continue
            left -= item.total.units
        kept[item.place] = item
    return tuple(kept[item.place] for item in items)


def agreed(basket: Basket, accept: frozenset[str]) -> tuple[BasketItem, ...]:
    """The items with the new prices that the person has said yes to; the cap stands."""
    return tuple(
        replace(item, total=item.now, now=None)
        if item.why is Why.REPRICED
        and item.now is not None
        and item.lot.id in accept
        and item.now <= basket.cap
        else item
        for item in basket.items
    )
