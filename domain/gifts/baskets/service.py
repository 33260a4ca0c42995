"""Baskets: picked by a search, checked at the last moment, followed until they are bought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from domain.gifts.baskets.checks import Checks
from domain.gifts.baskets.models import (
    LIVES,
    MOST_ITEMS,
    MOST_OPEN,
    Basket,
    BasketEvent,
    BasketItem,
    BasketState,
    ItemEvent,
    ItemState,
    Why,
)
from domain.gifts.baskets.ports import BasketStore
from domain.gifts.baskets.refusals import NothingFits
from domain.gifts.baskets.rules import BASKET, ITEM, agreed, cheapest, within
from domain.gifts.models import GiftEvent, GiftKey, Listing, ListingId
from domain.gifts.ports import HistoryStore, ListingStore
from domain.gifts.search import PAGE_SIZE_MOST, Query, Search, Sort
from domain.shared.actor import Actor
from domain.shared.change import Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import Ids, Instant, UserId
from domain.shared.money import TON, Money
from domain.shared.refusals import Invalid, NotFound
from domain.users.gate import Gate
from domain.users.ports import WalletStore

PAGES_MOST: Final = 5
SHOWN: Final = 20
OVERDUE_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PickOrder:
    """The `wanted` cheapest lots of a search. `said` is the search as people see it."""

    query: Query
    said: str
    wanted: int
    cap: Money
    budget: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketFrame:
    store: Store
    baskets: BasketStore
    search: Search
    listings: ListingStore
    history: HistoryStore
    wallets: WalletStore
    checks: Checks
    gate: Gate
    clock: Clock
    ids: Ids


class Baskets:
    def __init__(self, frame: BasketFrame) -> None:
        self._frame = frame

    async def pick(self, actor: Actor, order: PickOrder) -> Basket:
        """Refusals: Invalid (count, cap, budget, query), NothingFits, LimitReached, Banned,
        TermsNeeded.
        """
        frame = self._frame
        await frame.gate.clear(actor)
        _judge(order)
        now = frame.clock.now()
        picked = await self._cheapest(actor, order, now)
        if not picked:
            raise NothingFits(cap=order.cap)
        basket = Basket(
            id=frame.ids.new(),
            person=actor.id,
            state=BasketState.PICKED,
            search=order.said,
            wanted=order.wanted,
            cap=order.cap,
            budget=order.budget,
            items=tuple(
                BasketItem(place=place, lot=one.lot, total=one.buyer_total)
                for place, one in enumerate(picked)
            ),
            created_at=now,
            expires_at=Instant(now + LIVES),
        )

        async def decide() -> Decision[Basket]:
            return Decision(basket, frame.baskets.add(basket, most=MOST_OPEN))

        return await frame.store.commit(decide)

    async def check(
        self, actor: Actor, basket_id: str, *, accept: frozenset[str] = frozenset()
    ) -> Basket:
        """Ask the markets for each lot once more, and make ready what still stands: by a
        transaction to sign where that can be proven, by a verified link otherwise. `accept` names
        listings whose new price is fine, as the last check told it. Refusals: NotFound,
        BasketGone, Banned, TermsNeeded.
        """
        frame = self._frame
        await frame.gate.clear(actor)
        basket = await self._followed(await self._own(actor, basket_id))
        BASKET.step(basket.state, BasketEvent.CHECK)
        items = agreed(basket, accept)
        done = {item.place: item for item in items if item.state in _FINAL}
        looked = await frame.checks.look(
            [item for item in items if item.place not in done], cap=basket.cap
        )
        whole = within(_in_place([*done.values(), *looked]), basket.budget)
        built = await frame.checks.build([item for item in whole if item.place not in done])
        now = replace(
            basket,
            state=BASKET.step(basket.state, BasketEvent.CHECK).to,
            items=_in_place([*done.values(), *built]),
            checked_at=frame.clock.now(),
            version=basket.version + 1,
        )
        return await self._moved(basket, now)

    async def get(self, actor: Actor, basket_id: str) -> Basket:
        """As it is now: what was bought meanwhile is seen. Refusals: NotFound, Banned,
        TermsNeeded.
        """
        await self._frame.gate.clear(actor)
        return await self._followed(await self._own(actor, basket_id))

    async def mine(self, actor: Actor) -> tuple[Basket, ...]:
        """The newest."""
        await self._frame.gate.clear(actor)
        return await self._frame.baskets.of(actor.id, SHOWN)

    async def drop(self, actor: Actor, basket_id: str) -> Basket:
        """Refusals: NotFound, BasketGone, AlreadyDone, Banned, TermsNeeded."""
        await self._frame.gate.clear(actor)
        basket = await self._own(actor, basket_id)
        return await self._moved(basket, self._stepped(basket, BasketEvent.DROP))

    async def expire(self) -> int:
        """A job: end baskets whose time has come."""
        ended = 0
        overdue = await self._frame.baskets.overdue(self._frame.clock.now(), OVERDUE_AT_ONCE)
        for basket in overdue:
            followed = await self._followed(basket)
            ended += followed.state in (BasketState.EXPIRED, BasketState.DONE)
        return ended

    async def _cheapest(self, actor: Actor, order: PickOrder, now: Instant) -> Sequence[Listing]:
        """Through as many pages of the search as it takes; nothing that is one's own."""
        own = await self._wallets_of(actor.id)
        found: dict[ListingId, Listing] = {}
        query: Query | None = _narrowed(order)
        for _ in range(PAGES_MOST):
            assert query is not None, "there is a page to ask for"
            page = self._frame.search.search(query, now=now)
            listed = await self._frame.listings.get([ListingId(one) for one in page.ids])
            found |= {key: one for key, one in listed.items() if one.lot.seller not in own}
            picked = cheapest(
                found.values(), wanted=order.wanted, cap=order.cap, budget=order.budget, now=now
            )
            if len(picked) == order.wanted or page.next is None:
                return picked
            query = replace(query, cursor=page.next)
        return picked

    async def _wallets_of(self, person: UserId) -> frozenset[str]:
        return frozenset([one.address for one in await self._frame.wallets.of(person)])

    async def _own(self, actor: Actor, basket_id: str) -> Basket:
        basket = await self._frame.baskets.get(basket_id)
        if basket is None or basket.person != actor.id:
            raise NotFound(basket=basket_id)
        return basket

    async def _followed(self, basket: Basket) -> Basket:
        """With what became of it since: lots that were sold, and its end."""
        if basket.state not in _OPEN:
            return basket
        items = await self._sold(basket)
        now = basket
        if items != basket.items:
            now = replace(basket, items=items, version=basket.version + 1)
        ended = not now.ready and any(item.state in _FINAL for item in items)
        if ended and now.state is BasketState.CHECKED:
            now = self._stepped(now, BasketEvent.FINISH)
        elif self._frame.clock.now() >= basket.expires_at:
            now = self._stepped(now, BasketEvent.EXPIRE)
        return basket if now is basket else await self._moved(basket, now)

    async def _sold(self, basket: Basket) -> tuple[BasketItem, ...]:
        """Items of which the history tells that they were sold after they were picked."""
        waiting = [item.lot.gift for item in basket.items if _may_be_sold(item)]
        if not waiting:
            return basket.items
        sales = await self._frame.history.sales_of(waiting)
        wallets = await self._wallets_of(basket.person)
        return tuple(_seen(item, sales, wallets, basket.created_at) for item in basket.items)

    def _stepped(self, basket: Basket, event: BasketEvent) -> Basket:
        """Refusals of the table."""
        step = BASKET.step(basket.state, event)
        return replace(basket, state=step.to, version=basket.version + 1)

    async def _moved(self, was: Basket, now: Basket) -> Basket:
        """What somebody else made of it meanwhile stands."""

        async def decide() -> Decision[Basket]:
            there = await self._frame.baskets.get(was.id)
            if there is None:
                raise NotFound(basket=was.id)
            if there.version != was.version:
                return Decision(there)
            return Decision(now, self._frame.baskets.move(was, now))

        return await self._frame.store.commit(decide)


_OPEN: Final = frozenset({BasketState.PICKED, BasketState.CHECKED})
_FINAL: Final = frozenset({ItemState.BOUGHT, ItemState.LOST})


def _judge(order: PickOrder) -> None:
    if not 1 <= order.wanted <= MOST_ITEMS:
        raise Invalid(field="count")
    if order.cap.asset != TON or order.cap.units <= 0:
        raise Invalid(field="cap")
    if order.budget is not None and (order.budget.asset != TON or order.budget.units <= 0):
        raise Invalid(field="budget")


def _narrowed(order: PickOrder) -> Query:
    """Only what may be bought at once, cheapest first, nothing over the cap."""
    most = order.cap.units
    if order.budget is not None:
        most = min(most, order.budget.units)
    if order.query.price_max is not None:
        most = min(most, order.query.price_max)
    return replace(
        order.query,
        include=(),
        sort=Sort.PRICE,
        facets=(),
        price_max=most,
        limit=PAGE_SIZE_MOST,
        cursor=None,
    )


def _in_place(items: Sequence[BasketItem]) -> tuple[BasketItem, ...]:
    return tuple(sorted(items, key=lambda item: item.place))


def _may_be_sold(item: BasketItem) -> bool:
    return item.state is ItemState.READY or (
        item.state is ItemState.LEFT_OUT and item.why is Why.GONE
    )


def _seen(
    item: BasketItem,
    sales: Mapping[GiftKey, tuple[GiftEvent, ...]],
    wallets: frozenset[str],
    since: Instant,
) -> BasketItem:
    if not _may_be_sold(item):
        return item
    later = [sale for sale in sales.get(item.lot.gift, ()) if sale.at >= since]
    if any(sale.taker in wallets for sale in later):
        event = ItemEvent.SEE_BOUGHT
    elif later and item.state is ItemState.READY:
        event = ItemEvent.SEE_LOST
    else:
        return item
    return replace(item, state=ITEM.step(item.state, event).to, payment=None, link="")
