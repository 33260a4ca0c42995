"""Gifts for sale on all markets, and everything known of them. Public, the same for everybody."""

from collections.abc import Awaitable, Callable
from typing import Final

import orjson

from domain.gifts.models import CollectionKey
from domain.shared.ids import SECOND, Instant
from domain.shared.refusals import NotFound
from webapp.api.gift_forms import (
    Form,
    collection_form,
    collection_page_form,
    event_form,
    floor_form,
    gift_form,
    listing_form,
    market_form,
    search_form,
    suggestion_form,
)
from webapp.api.gifts_models import (
    CollectionAnswer,
    CollectionPageAnswer,
    FloorsAnswer,
    GiftAnswer,
    GiftEventAnswer,
    ListingAnswer,
    MarketsAnswer,
    SearchAnswer,
    SuggestionAnswer,
)
from webapp.api.gifts_query import FloorsQuery, ListingsQuery, SuggestQuery
from webapp.errors import invalid
from webapp.forms import Items, ListOf, Paged, time_text
from webapp.gift_deps import GiftServices
from webapp.keys import READY
from webapp.routing import Call, Route, Written

STEPS_DEFAULT: Final = 24
STEPS_MOST: Final = 1_000


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
    until = _until(call, asked)
    since = asked.since if asked.since is not None else _before(until, asked.step)
    if since > until:
        raise invalid({"from": "after_to"})
    if (until - since) // (asked.step * SECOND) > STEPS_MOST:
        raise invalid({"step": "too_many_steps"})

    async def make() -> Form:
        services = gifts(call)
        await services.showcase.known(key)
        points = (
            await services.floors.floors(
                key, model=asked.model, since=since, until=until, step_s=asked.step
            )
            if services.floors is not None
            else ()
        )
        return {"asset": "TON", "items": [floor_form(point) for point in points]}

    return await _ready(call, make)


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


def _until(call: Call, asked: FloorsQuery) -> Instant:
    return asked.until if asked.until is not None else call.deps.clock.now()


def _before(until: Instant, step_s: int) -> Instant:
    return Instant(until - STEPS_DEFAULT * step_s * SECOND)


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
