"""Gifts for sale on all markets, and everything known of them. Public, the same for everybody."""

from collections.abc import Awaitable, Callable

import orjson

from domain.gifts.models import CollectionKey
from domain.gifts.rates_ports import Currency
from domain.shared.money import ASSETS, POINTS, TON
from domain.shared.refusals import NotFound
from webapp.api.gifts.forms import (
    Form,
    collection_form,
    collection_page_form,
    event_form,
    floor_form,
    gift_form,
    listing_form,
    market_form,
    rate_form,
    search_form,
    suggestion_form,
    summary_form,
)
from webapp.api.gifts.models import (
    CollectionAnswer,
    CollectionPageAnswer,
    FloorsAnswer,
    GiftAnswer,
    GiftEventAnswer,
    ListingAnswer,
    MarketsAnswer,
    RatesAnswer,
    SearchAnswer,
    SuggestionAnswer,
    SummaryAnswer,
)
from webapp.api.gifts.query import FloorsQuery, ListingsQuery, RatesQuery, SuggestQuery
from webapp.forms import Items, ListOf, Paged, time_text
from webapp.gifts.deps import GiftServices
from webapp.keys import READY
from webapp.routing import Call, Route, Written


async def search_listings(call: Call) -> Written:
    """Search what is for sale, with exact counts by facet

    Without `include` only unlocked lots at a fixed price in TON count.
    """
    query = call.query(ListingsQuery).read()

    async def make() -> Form:
        return search_form(await gifts(call).showcase.find(query))

    return await _ready(call, make)


async def show_listing(call: Call) -> Written:
    """One lot for sale"""

    async def make() -> Form:
        return listing_form(await gifts(call).showcase.listing(call.path("id")))

    return await _ready(call, make)


async def suggest_names(call: Call) -> Written:
    """Names for what was typed so far"""
    asked = call.query(SuggestQuery)
    found = gifts(call).showcase.suggest(asked.q, limit=asked.limit)
    return _written({"items": [suggestion_form(one) for one in found]})


async def list_collections(call: Call) -> Written:
    """All collections with their floors, by title"""

    async def make() -> Form:
        found = await gifts(call).showcase.collections()
        return {"items": [collection_form(one) for one in found]}

    return await _ready(call, make)


async def show_collection(call: Call) -> Written:
    """One collection with the rarity of its traits"""

    async def make() -> Form:
        return collection_page_form(await gifts(call).showcase.collection(call.path("key")))

    return await _ready(call, make)


async def list_floors(call: Call) -> Written:
    """Floors over time, at the end of each step; null where nothing was known"""
    key, asked = CollectionKey(call.path("key")), call.query(FloorsQuery)

    async def make() -> Form:
        services = gifts(call)
        await services.showcase.known(key)
        points = await services.floors.series(
            key, model=asked.model, since=asked.since, until=asked.until, step=asked.step
        )
        return {"asset": TON.code, "items": [floor_form(point) for point in points]}

    return await _ready(call, make)


async def show_summary(call: Call) -> Written:
    """A collection in a few figures: depth, volume, last sales, movers

    Sales that look like trade with oneself are left out and counted.
    """
    key = CollectionKey(call.path("key"))

    async def make() -> Form:
        services = gifts(call)
        await services.showcase.known(key)
        return summary_form(await services.summaries.of(key))

    return await _ready(call, make)


async def list_rates(call: Call) -> Written:
    """What one whole unit of each asset is worth in a currency, who said so and when"""
    currency, rates = Currency(call.query(RatesQuery).currency), gifts(call).rates
    codes = [asset.code for asset in ASSETS.values() if asset != POINTS]
    found = [rates.rate(code, currency) for code in codes] if rates is not None else []
    items = [rate_form(one) for one in found if one is not None]
    return _written({"items": items, "now": time_text(call.deps.clock.now())})


async def list_markets(call: Call) -> Written:
    """The markets: how each can be read, how old what we know is, and its fees"""
    sources = gifts(call).showcase.sources()
    now = time_text(call.deps.clock.now())
    return _written({"items": [market_form(one) for one in sources], "now": now})


async def show_gift(call: Call) -> Written:
    """One gift with everything for sale of it"""

    async def make() -> Form:
        page = await gifts(call).showcase.gift(call.path("gift"))
        return gift_form(page, public_url=call.deps.settings.public_url)

    return await _ready(call, make)


async def list_events(call: Call) -> Written:
    """What happened to a gift, newest first, each with how sure it is"""
    asked = call.query(Paged)

    async def make() -> Form:
        page = await gifts(call).showcase.events(
            call.path("gift"), cursor=asked.cursor, limit=asked.limit
        )
        return {"items": [event_form(one) for one in page.items], "next": page.next}

    return await _ready(call, make)


def gifts(call: Call) -> GiftServices:
    """Refusal: NotFound where no gifts are kept."""
    services = call.deps.gifts
    if services is None:
        raise NotFound(item="gifts")
    return services


async def _ready(call: Call, make: Callable[[], Awaitable[Form]]) -> Written:
    """From the ready bytes: everybody who asks the same gets the same."""

    async def body() -> bytes:
        return orjson.dumps(await make())

    ready = call.request.app[READY]
    return Written(await ready.bytes_of(call.request.raw_path, body))


def _written(form: Form) -> Written:
    return Written(orjson.dumps(form))


ROUTES = (
    Route(
        method="GET",
        path="/api/v1/gifts/listings",
        handler=search_listings,
        query=ListingsQuery,
        answer=SearchAnswer,
        early=True,
        refusals=(NotFound,),
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/listings/{id}",
        handler=show_listing,
        answer=ListingAnswer,
        early=True,
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/suggest",
        handler=suggest_names,
        query=SuggestQuery,
        answer=Items[SuggestionAnswer],
        early=True,
        refusals=(NotFound,),
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/markets",
        handler=list_markets,
        answer=MarketsAnswer,
        early=True,
        refusals=(NotFound,),
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/collections",
        handler=list_collections,
        answer=Items[CollectionAnswer],
        early=True,
        refusals=(NotFound,),
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/collections/{key}",
        handler=show_collection,
        answer=CollectionPageAnswer,
        early=True,
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/collections/{key}/floors",
        handler=list_floors,
        query=FloorsQuery,
        answer=FloorsAnswer,
        early=True,
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/collections/{key}/summary",
        handler=show_summary,
        answer=SummaryAnswer,
        early=True,
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/rates",
        handler=list_rates,
        query=RatesQuery,
        answer=RatesAnswer,
        early=True,
        refusals=(NotFound,),
    ),
)
"""Those of one gift follow: their names are wide open, so that they come after all others."""

OF_A_GIFT = (
    Route(
        method="GET",
        path="/api/v1/gifts/{gift}",
        handler=show_gift,
        answer=GiftAnswer,
        early=True,
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/{gift}/events",
        handler=list_events,
        query=Paged,
        answer=ListOf[GiftEventAnswer],
        early=True,
    ),
)
