"""`/basket plush pepe 5 12.5`: the cheapest lots that match, judged again before they are paid."""

from dataclasses import replace
from typing import Final

from aiogram.fsm.context import FSMContext

from domain.gifts.baskets.models import Basket, Why
from domain.gifts.baskets.service import Baskets, PickOrder
from domain.gifts.models import CollectionKey
from domain.gifts.saved.query import params_of, query_of
from domain.gifts.search import Query, Sort
from domain.shared.money import TON, parse
from domain.shared.refusals import DomainError, Invalid
from handlers.gifts import basket_views as views
from handlers.gifts import searching
from handlers.gifts.portfolio_views import Titles
from handlers.links import Links
from handlers.routes import Routes
from handlers.visit import Visit

SIZE: Final = "basket-size"
KEPT: Final = "basket"
_NUMBERS: Final = 2
_LONGEST: Final = 100


def routes() -> Routes:
    return Routes(
        commands={"basket": begin},
        callbacks={
            "basket": begin,
            "basket:new": new,
            "basket:see": see,
            "basket:check": check,
            "basket:accept": accept,
            "basket:drop": drop,
        },
        dialogues={SIZE: size},
    )


class BasketDesk:
    def __init__(self, baskets: Baskets, titles: Titles, links: Links) -> None:
        self._baskets = baskets
        self._titles = titles
        self._links = links

    async def begin(self, visit: Visit, state: FSMContext, text: str) -> None:
        """`plush pepe 5 12.5` picks at once; without words the open baskets."""
        words = text.split()
        if not words:
            await state.clear()
            mine = await self._baskets.mine(visit.actor)
            await visit.show(views.how_screen(visit.speech, mine))
            return
        if len(words) <= _NUMBERS:
            raise Invalid(field="basket")
        said = " ".join(words[:-_NUMBERS])[:_LONGEST]
        order = _order(Query(q=said), said, " ".join(words[-_NUMBERS:]))
        await self._show(visit, await self._baskets.pick(visit.actor, order))

    async def new(self, visit: Visit, state: FSMContext, text: str) -> None:
        """Of what was typed, or of the search that stands on the screen."""
        query = Query(q=text[:_LONGEST])
        if not text:
            found = await searching.kept(state)
            query = found[0].query if found is not None else query
        await state.set_state(SIZE)
        await state.update_data({KEPT: params_of(query)})
        await visit.show(views.ask_screen(visit.speech, said_of(query, self._titles)))

    async def size(self, visit: Visit, state: FSMContext, text: str) -> None:
        """How many, and up to which price; what does not fit leaves the dialogue open."""
        query = query_of((await state.get_data()).get(KEPT, {}))
        order = _order(query, said_of(query, self._titles), text)
        picked = await self._baskets.pick(visit.actor, order)
        await state.set_state(None)
        await self._show(visit, picked)

    async def see(self, visit: Visit, basket_id: str) -> None:
        await self._show(visit, await self._baskets.get(visit.actor, basket_id))

    async def check(self, visit: Visit, basket_id: str, *, accept: bool = False) -> None:
        """With `accept` new prices that the last check told are fine."""
        prices: frozenset[str] = frozenset()
        if accept:
            basket = await self._baskets.get(visit.actor, basket_id)
            repriced = [one for one in basket.items if one.why is Why.REPRICED]
            prices = frozenset(one.lot.id for one in repriced)
        checked = await self._baskets.check(visit.actor, basket_id, accept=prices)
        await self._show(visit, checked)

    async def drop(self, visit: Visit, state: FSMContext, basket_id: str) -> None:
        await self._baskets.drop(visit.actor, basket_id)
        await self.begin(visit, state, "")

    async def _show(self, visit: Visit, basket: Basket) -> None:
        await visit.show(views.basket_screen(visit.speech, basket, self._links))


async def begin(visit: Visit, state: FSMContext, basket_desk: BasketDesk) -> None:
    await basket_desk.begin(visit, state, visit.args)


async def new(visit: Visit, state: FSMContext, basket_desk: BasketDesk) -> None:
    await basket_desk.new(visit, state, visit.args)


async def size(visit: Visit, state: FSMContext, basket_desk: BasketDesk) -> None:
    await basket_desk.size(visit, state, visit.args)


async def see(visit: Visit, basket_desk: BasketDesk) -> None:
    await basket_desk.see(visit, visit.args)


async def check(visit: Visit, basket_desk: BasketDesk) -> None:
    await basket_desk.check(visit, visit.args)


async def accept(visit: Visit, basket_desk: BasketDesk) -> None:
    await basket_desk.check(visit, visit.args, accept=True)


async def drop(visit: Visit, state: FSMContext, basket_desk: BasketDesk) -> None:
    await basket_desk.drop(visit, state, visit.args)


def said_of(query: Query, titles: Titles) -> str:
    """The search in one line."""
    named = tuple(titles(CollectionKey(key)) for key in query.collection)
    found = params_of(replace(query, collection=named, include=(), sort=Sort.PRICE))
    return " ".join(value for values in found.values() for value in values)[:_LONGEST]


def _order(query: Query, said: str, numbers: str) -> PickOrder:
    """`5 12.5`: how many, and the most that one may cost in TON. Refusal: Invalid (basket)."""
    words = numbers.replace(",", ".").split()
    if len(words) != _NUMBERS or not (words[0].isascii() and words[0].isdigit()):
        raise Invalid(field="basket")
    try:
        cap = parse(words[1], TON)
    except DomainError:
        raise Invalid(field="basket") from None
    return PickOrder(query=query, said=said, wanted=int(words[0][:4]), cap=cap)
