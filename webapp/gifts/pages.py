"""Public pages of gifts, to be shared by their links: what is for sale, a gift, a collection.

They are read without a script, in the reader's language, and tell other programs what they show
(Open Graph). Prices are also given in dollars, since nobody is signed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar, Final
from urllib.parse import urlencode

from aiohttp import web
from pydantic import ConfigDict

from domain.gifts.links import link_if_safe
from domain.gifts.models import Lot
from domain.gifts.saved.query import params_of
from domain.gifts.search import Facet, Query, Sort, Trait
from domain.gifts.shown.models import Shown, Source
from locales.gift_words import GiftWords
from locales.speech import Count, Speech
from webapp.api.gifts.forms import collection_path, gift_path
from webapp.api.gifts.query import ListingsQuery, ShortText
from webapp.deps import WebDeps
from webapp.forms import Query as Asked
from webapp.gifts.deps import GiftServices
from webapp.gifts.pictures import GiftPictures
from webapp.limits import Limit
from webapp.pages import Pages
from webapp.policy import PageKind
from webapp.routing import Call, Route, RouteHandler

CURRENCY: Final = "USD"
PAGE: Final = 30
EVENTS: Final = 20
VALUES: Final = 12
TRAITS: Final = (Trait.COLLECTION, Trait.MODEL, Trait.BACKDROP, Trait.MARKET)
_OTHERS: Final = {
    "number_kind": "gifts-number",
    "onchain": "app-gifts-onchain",
    "include": "app-gifts-include",
}
_RANGES: Final = {"price": "app-gifts-price", "number": "app-gifts-numbers"}
"""What else narrows a search, and the beginnings of its words."""
Params = Mapping[str, Sequence[str]]


class PageQuery(Asked):
    """Links that are shared gather parameters of others on their way."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="ignore", frozen=True)

    lang: ShortText = ""


class SearchPageQuery(ListingsQuery):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="ignore", frozen=True)

    lang: ShortText = ""


class GiftPages:
    """`routes` go through the dispatcher, for its limits, but are no part of the API."""

    def __init__(self, deps: WebDeps, gifts: GiftServices, pages: Pages) -> None:
        self._deps = deps
        self._gifts = gifts
        self._pages = pages
        self._pictures = GiftPictures(gifts)

    def routes(self) -> tuple[Route, ...]:
        return (
            _route("/gifts", self.search, query=SearchPageQuery),
            _route("/gifts/collections/{key}", self.collection, query=PageQuery),
            _route("/gifts/collections/{key}/picture", self.collection_picture, picture=True),
            _route("/gifts/{gift}", self.gift, query=PageQuery),
            _route("/gifts/{gift}/picture", self.gift_picture, picture=True),
        )

    async def search(self, call: Call) -> web.StreamResponse:
        """What is for sale, by words and filters"""
        asked = call.query(SearchPageQuery)
        query = _page_of(asked.read())
        found = await self._gifts.showcase.find(query)
        words = self._words(call)
        params = params_of(query)
        spoken = {**params, **_said(asked.lang)}
        titles = await self._gifts.showcase.titles()
        return self._pages.page(
            call.request,
            "gifts.html",
            kind=PageKind.ASKING,
            words=words,
            found=found,
            count=Count(found.total),
            query=query,
            params=params,
            chips=self._chips(words, query, spoken, titles),
            facets=[
                (facet.trait, self._choices(words, facet, spoken, titles))
                for facet in found.facets
            ],
            sorts=[(sort, _link({**spoken, "sort": [sort.value]})) for sort in Sort],
            following=_link({**spoken, "cursor": [found.next]}) if found.next else "",
            ages=self._ages(words, found.items),
            picture=self._absolute(_picture_of(found.items)),
            here=self._absolute(_link(params)),
            gift_path=gift_path,
            to=partial(_to, self._lang(call)),
        )

    async def gift(self, call: Call) -> web.StreamResponse:
        """One gift: offers, what it may be worth, what happened"""
        page = await self._gifts.showcase.gift(call.path("gift"))
        key = page.gift.key
        events = await self._gifts.showcase.events(key, cursor=None, limit=EVENTS)
        words = self._words(call)
        return self._pages.page(
            call.request,
            "gift.html",
            words=words,
            gift=page.gift,
            offers=[(one, _market_link(one.listing.lot)) for one in page.offers],
            best=page.buyable(self._deps.clock.now()),
            value=page.fair_value,
            events=events.items,
            ages=self._ages(words, page.offers),
            picture_path=f"{gift_path(key)}/picture",
            picture=self._absolute(f"{gift_path(key)}/picture"),
            here=self._absolute(gift_path(key)),
            app_link=f"{self._deps.settings.open_link}=gift_{key}",
            gift_path=gift_path,
            to=partial(_to, self._lang(call)),
            collection_path=collection_path,
        )

    async def collection(self, call: Call) -> web.StreamResponse:
        """One collection: its floor, its cheapest lots, how rare its traits are"""
        key = call.path("key")
        page = await self._gifts.showcase.collection(key)
        found = await self._gifts.showcase.find(Query(collection=(key,), limit=PAGE))
        words, path, said = self._words(call), collection_path(key), _said(self._lang(call))
        return self._pages.page(
            call.request,
            "collection.html",
            words=words,
            card=page.card,
            count=Count(page.card.floor.depth),
            traits=[(trait, cards[:VALUES]) for trait, cards in page.traits.items()],
            found=found,
            ages=self._ages(words, found.items),
            every=_link({"collection": [key], **said}),
            value_link=lambda trait, name: _link(
                {"collection": [key], trait.value: [name], **said}
            ),
            picture_path=f"{path}/picture",
            picture=self._absolute(f"{path}/picture"),
            here=self._absolute(path),
            app_link=f"{self._deps.settings.open_link}=collection_{key}",
            gift_path=gift_path,
            to=partial(_to, self._lang(call)),
        )

    async def gift_picture(self, call: Call) -> web.StreamResponse:
        """A gift's art"""
        return await self._pictures.of_gift(call.request, call.path("gift"))

    async def collection_picture(self, call: Call) -> web.StreamResponse:
        """A collection's art"""
        return await self._pictures.of_collection(call.request, call.path("key"))

    def _lang(self, call: Call) -> str:
        """The language that the address asks for, "" for none."""
        return call.request.query.get("lang", "")

    def _words(self, call: Call) -> GiftWords:
        speech = Speech(self._deps.words, self._pages.language(call.request))
        rates = self._gifts.rates
        worth = rates.worth if rates is not None else None
        return GiftWords(speech, CURRENCY, self._deps.clock.now(), worth)

    def _ages(self, words: GiftWords, items: Sequence[Shown]) -> list[str]:
        """What is to be known of the prices on the page."""
        markets = {one.listing.lot.market for one in items}
        sources: Sequence[Source] = self._gifts.showcase.sources()
        return words.ages(one for one in sources if one.market in markets)

    def _chips(
        self, words: GiftWords, query: Query, params: Params, titles: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        """What is asked for, each with the way to be rid of it."""
        traits = [
            (_name(words, trait, value, titles), _link(_without(params, trait.value, value)))
            for trait in Trait
            for value in query.values(trait)
        ]
        others = [
            (words.speech.say(f"{key}-{value}"), _link(_without(params, name, value)))
            for name, key in _OTHERS.items()
            for value in params.get(name, ())
        ]
        return [*traits, *others, *_ranges(words, params)]

    def _choices(
        self, words: GiftWords, facet: Facet, params: Params, titles: Mapping[str, str]
    ) -> list[tuple[str, int, str]]:
        """The values with the most lots that are not asked for yet: name, count, link."""
        trait, had = facet.trait, params.get(facet.trait.value, ())
        open_ones = [(value, count) for value, count in facet if value not in had]
        return [
            (
                _name(words, trait, value, titles),
                count,
                _link({**params, trait.value: [*had, value]}),
            )
            for value, count in open_ones[:VALUES]
        ]

    def _absolute(self, path: str) -> str:
        return f"{self._deps.settings.public_url}{path}" if path else ""


def _route(
    path: str,
    handler: RouteHandler,
    *,
    query: type[Asked] | None = None,
    picture: bool = False,
) -> Route:
    return Route(
        method="GET",
        path=path,
        handler=handler,
        query=query if query is not None else PageQuery,
        limit=Limit.PICTURE if picture else Limit.DEFAULT,
        early=True,
    )


def _page_of(query: Query) -> Query:
    return replace(query, limit=PAGE, facets=TRAITS)


def _said(lang: str) -> dict[str, list[str]]:
    return {"lang": [lang]} if lang else {}


def _to(lang: str, path: str) -> str:
    """Another page in the same language."""
    return f"{path}?{urlencode({'lang': lang})}" if lang else path


def _link(params: Params) -> str:
    asked = urlencode(params, doseq=True)
    return f"/gifts?{asked}" if asked else "/gifts"


def _without(params: Params, name: str, value: str) -> dict[str, list[str]]:
    kept = {
        one: [each for each in values if (one, each) != (name, value)]
        for one, values in params.items()
    }
    return {one: values for one, values in kept.items() if values}


def _name(words: GiftWords, trait: Trait, value: str, titles: Mapping[str, str]) -> str:
    if trait is Trait.MARKET:
        return words.speech.say(f"gifts-market-{value}")
    return titles.get(value, value) if trait is Trait.COLLECTION else value


def _ranges(words: GiftWords, params: Params) -> list[tuple[str, str]]:
    found = []
    for name, key in _RANGES.items():
        ends = {end: params.get(f"{name}_{end}", ("",))[0] for end in ("min", "max")}
        if not any(ends.values()):
            continue
        which = "both" if all(ends.values()) else ("from" if ends["min"] else "to")
        told = {
            end: words.speech.number(text) if text and name == "price" else text
            for end, text in ends.items()
        }
        said = words.speech.say(f"{key}-{which}", {"from": told["min"], "to": told["max"]})
        rest = {one: v for one, v in params.items() if one not in (f"{name}_min", f"{name}_max")}
        found.append((said, _link(rest)))
    return found


def _market_link(lot: Lot) -> str:
    """Where it is bought; "" where no safe link is known."""
    link = link_if_safe(lot)
    return link.url if link is not None else ""


def _picture_of(items: Sequence[Shown]) -> str:
    return f"{gift_path(items[0].listing.lot.gift)}/picture" if items else ""
