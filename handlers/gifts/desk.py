"""Gifts in chat: searching, narrowing down, one gift and what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aiogram.fsm.context import FSMContext

from domain.gifts.links import Link, link_if_safe
from domain.gifts.search import Sort, Trait
from domain.gifts.shown.models import Shown
from domain.gifts.shown.showcase import Showcase
from domain.shared.refusals import Invalid
from domain.users.gate import Gate
from domain.users.people import People
from handlers.gifts import views
from handlers.gifts.searching import Looking, keep, kept, typed
from handlers.links import Links
from handlers.screens import Screen
from handlers.visit import Visit
from locales.gift_words import GiftWords, WorthOf


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftChat:
    """The services; without `worth` prices stay in their assets."""

    showcase: Showcase
    people: People
    gate: Gate
    links: Links
    worth: WorthOf | None = None


class GiftDesk:
    def __init__(self, chat: GiftChat) -> None:
        self._chat = chat

    async def begin(self, visit: Visit, state: FSMContext, text: str) -> None:
        """A new search for what was typed; for nothing, all that is for sale."""
        await self._chat.gate.clear(visit.actor)
        await self._show(visit, state, typed(text))

    async def shown(self, visit: Visit, state: FSMContext) -> None:
        """The page that was shown last; all that is for sale when there is none."""
        await self._chat.gate.clear(visit.actor)
        found = await kept(state)
        await self._show(visit, state, found[0] if found is not None else typed(""))

    async def turn(self, visit: Visit, state: FSMContext, where: str) -> None:
        await self._chat.gate.clear(visit.actor)
        found = await kept(state)
        if found is None:
            await visit.show(views.over_screen(visit.speech))
            return
        looking, following = found
        if where == "before":
            looking = looking.back()
        elif following is not None:
            looking = looking.on(following)
        await self._show(visit, state, looking)

    async def filters(self, visit: Visit, state: FSMContext) -> None:
        looking = await self._looking(visit, state)
        if looking is not None:
            await visit.show(views.filters_screen(visit.speech, looking))

    async def values(self, visit: Visit, state: FSMContext, name: str) -> None:
        """What can be chosen of a trait, with exact counts."""
        looking = await self._looking(visit, state)
        if looking is None:
            return
        trait = _trait(name)
        counting = replace(looking.query, facets=(trait,), limit=1)
        (facet,) = (await self._chat.showcase.find(counting)).facets
        titles = await self._chat.showcase.titles()
        words = await self.words(visit)
        await visit.show(views.values_screen(words, looking, facet, titles))

    async def choose(self, visit: Visit, state: FSMContext, text: str) -> None:
        """`model:Steel Frog`, once to have it and once more to be rid of it."""
        looking = await self._looking(visit, state)
        name, _, value = text.partition(":")
        if looking is not None:
            await self._show(visit, state, looking.toggled(_trait(name), value))

    async def sorts(self, visit: Visit, state: FSMContext) -> None:
        looking = await self._looking(visit, state)
        if looking is not None:
            await visit.show(views.sorts_screen(visit.speech, looking))

    async def order(self, visit: Visit, state: FSMContext, name: str) -> None:
        looking = await self._looking(visit, state)
        if looking is not None:
            await self._show(visit, state, looking.sorted(_sort(name)))

    async def clear(self, visit: Visit, state: FSMContext) -> None:
        looking = await self._looking(visit, state)
        if looking is not None:
            await self._show(visit, state, looking.cleared())

    async def gift(self, visit: Visit, key: str) -> None:
        """Refusal: NotFound."""
        await self._chat.gate.clear(visit.actor)
        await visit.show(await self.card(visit, key))

    async def card(self, visit: Visit, key: str) -> Screen:
        page = await self._chat.showcase.gift(key)
        words = await self.words(visit)
        sources = self._chat.showcase.sources()
        return views.gift_screen(words, page, _buying(page.offers), sources, self._chat.links)

    async def history(self, visit: Visit, key: str) -> None:
        """Refusal: NotFound."""
        await self._chat.gate.clear(visit.actor)
        page = await self._chat.showcase.gift(key)
        events = await self._chat.showcase.events(key, cursor=None, limit=views.EVENTS_SHOWN)
        await visit.show(views.history_screen(await self.words(visit), page, events.items))

    async def chart(self, visit: Visit, key: str) -> None:
        """A picture, as a message of its own. Refusal: NotFound."""
        await self._chat.gate.clear(visit.actor)
        (card,) = await self._chat.showcase.cards((await self._chat.showcase.known(key),))
        words = await self.words(visit)
        await visit.send(views.chart_screen(words, card, self._chat.links))

    async def words(self, visit: Visit) -> GiftWords:
        """In the person's language and currency."""
        person = await self._chat.people.known(visit.actor.id)
        currency = person.currency if person is not None else "USD"
        return GiftWords(visit.speech, currency, visit.now, self._chat.worth)

    async def _looking(self, visit: Visit, state: FSMContext) -> Looking | None:
        await self._chat.gate.clear(visit.actor)
        found = await kept(state)
        if found is None:
            await visit.show(views.over_screen(visit.speech))
            return None
        return found[0]

    async def _show(self, visit: Visit, state: FSMContext, looking: Looking) -> None:
        showcase = self._chat.showcase
        found = await showcase.find(looking.page)
        await keep(state, looking, found.next)
        words = await self.words(visit)
        await visit.show(
            views.results_screen(words, looking, found, showcase.sources(), self._chat.links)
        )


def _buying(offers: Sequence[Shown]) -> list[tuple[Shown, Link]]:
    """Where each can be bought, cheapest first; a link that is not allowed is left out."""
    links = ((shown, link_if_safe(shown.listing.lot)) for shown in offers)
    return [(shown, link) for shown, link in links if link is not None]


def _trait(name: str) -> Trait:
    """Refusal: Invalid."""
    try:
        return Trait(name)
    except ValueError:
        raise Invalid(field="gifts") from None


def _sort(name: str) -> Sort:
    """Refusal: Invalid."""
    try:
        return Sort(name)
    except ValueError:
        raise Invalid(field="gifts") from None
