"""Gifts in chat: `/gifts plush pepe black`, its pages and filters, links to a gift."""

from aiogram.fsm.context import FSMContext

from domain.users.gate import Gate
from domain.users.people import People
from handlers.gifts import inline
from handlers.gifts.desk import GiftDesk
from handlers.gifts.searching import kept_beside
from handlers.links import GIFT
from handlers.routes import Routes
from handlers.visit import Visit


def routes() -> Routes:
    own = Routes(
        commands={"gifts": begin},
        callbacks={
            "gifts": begin,
            "gifts:show": shown,
            "gifts:page": turn,
            "gifts:filter": filters,
            "gifts:by": values,
            "gifts:set": choose,
            "gifts:sort": sorts,
            "gifts:order": order,
            "gifts:clear": clear,
            "gift": gift,
            "gift:history": history,
            "gift:chart": chart,
        },
        deep_links={GIFT: from_link, "gifts": from_inline},
    )
    return Routes.merge((own, inline.routes()))


async def begin(visit: Visit, state: FSMContext, gift_desk: GiftDesk) -> None:
    await gift_desk.begin(visit, state, visit.args)


async def shown(visit: Visit, state: FSMContext, gift_desk: GiftDesk) -> None:
    await gift_desk.shown(visit, state)


async def turn(visit: Visit, state: FSMContext, gift_desk: GiftDesk) -> None:
    await gift_desk.turn(visit, state, visit.args)


async def filters(visit: Visit, state: FSMContext, gift_desk: GiftDesk) -> None:
    await gift_desk.filters(visit, state)


async def values(visit: Visit, state: FSMContext, gift_desk: GiftDesk) -> None:
    await gift_desk.values(visit, state, visit.args)


async def choose(visit: Visit, state: FSMContext, gift_desk: GiftDesk) -> None:
    await gift_desk.choose(visit, state, visit.args)


async def sorts(visit: Visit, state: FSMContext, gift_desk: GiftDesk) -> None:
    await gift_desk.sorts(visit, state)


async def order(visit: Visit, state: FSMContext, gift_desk: GiftDesk) -> None:
    await gift_desk.order(visit, state, visit.args)


async def clear(visit: Visit, state: FSMContext, gift_desk: GiftDesk) -> None:
    await gift_desk.clear(visit, state)


async def gift(visit: Visit, gift_desk: GiftDesk) -> None:
    await gift_desk.gift(visit, visit.args)


async def history(visit: Visit, gift_desk: GiftDesk) -> None:
    await gift_desk.history(visit, visit.args)


async def chart(visit: Visit, gift_desk: GiftDesk) -> None:
    await gift_desk.chart(visit, visit.args)


async def from_link(
    visit: Visit, state: FSMContext, people: People, gate: Gate, gift_desk: GiftDesk
) -> None:
    """Whoever has not accepted the terms yet comes back here once they have."""
    key = visit.args.removeprefix(f"{GIFT}_")
    await people.start(visit.actor, visit.args)
    await state.set_state(None)
    search = await kept_beside(state, {GIFT: key})
    await gate.clear(visit.actor)
    await state.set_data(search)
    await visit.show(await gift_desk.card(visit, key))


async def from_inline(
    visit: Visit, state: FSMContext, people: People, gift_desk: GiftDesk
) -> None:
    """From above the results in another chat."""
    await people.start(visit.actor, visit.args)
    await gift_desk.begin(visit, state, "")
