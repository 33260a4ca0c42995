"""Everything by which people and programs read gifts. Public: nobody needs to be signed in.

Searches ask the index, which is exact at once; what they found is then read from the store. A lot
that is sold in between is left out of the page, and the next answer counts it no more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.gifts.events import ListingsChanged
from domain.gifts.models import (
    CollectionKey,
    GiftEvent,
    GiftKey,
    Listing,
    ListingId,
    Market,
)
from domain.gifts.names import gift_key, parse_gift
from domain.gifts.search import Query, Search, Suggestion
from domain.gifts.shown.cards import CollectionCards
from domain.gifts.shown.models import (
    Collection,
    CollectionCard,
    CollectionPage,
    Found,
    Gift,
    GiftPage,
    Shown,
    Source,
)
from domain.gifts.shown.ports import (
    Collections,
    Histories,
    Items,
    Listings,
    Sources,
    Values,
)
from domain.gifts.shown.traits import trait_cards, unknown
from domain.shared.clock import Clock
from domain.shared.money import TON
from domain.shared.page import Page
from domain.shared.refusals import Invalid, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What the showcase reads from. Without `values` nothing is estimated."""

    search: Search
    listings: Listings
    history: Histories
    items: Items
    collections: Collections
    sources: Sources
    values: Values | None = None


class Showcase:
    """`changed` must hear of ListingsChanged, after the index did."""

    def __init__(self, stock: Stock, clock: Clock) -> None:
        self._stock = stock
        self._clock = clock
        self._cards = CollectionCards(stock.search, stock.listings, clock)

    def changed(self, event: ListingsChanged) -> None:
        self._cards.changed(event)

    async def find(self, query: Query) -> Found:
        """Refusal: Invalid (a cursor that is not of this search)."""
        page = self._stock.search.search(query, now=self._clock.now())
        return Found(
            items=await self._by_id(page.ids),
            next=page.next,
            total=page.total,
            as_of=page.as_of,
            facets=page.facets,
        )

    def suggest(self, typed: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        return self._stock.search.suggest(typed, limit=limit)

    async def listing(self, listing_id: str) -> Shown:
        """Refusal: NotFound for what is not, or no longer, for sale."""
        found = await self._by_id((listing_id,))
        if not found:
            raise NotFound(item=listing_id)
        await self.known(found[0].listing.lot.collection)
        return found[0]

    async def gift(self, text: str) -> GiftPage:
        """By its key or slug. Refusal: NotFound."""
        gift = await self._stock.items.get(_key(text))
        offers = await self._stock.listings.of_gift(gift.key)
        values = self._stock.values
        return GiftPage(
            gift=gift,
            offers=await self.shown(sorted(offers, key=cheapest_first)),
            fair_value=await values.of_gift(gift) if values is not None else None,
        )

    async def events(self, text: str, *, cursor: str | None, limit: int) -> Page[GiftEvent]:
        """Newest first. Refusals: NotFound, Invalid (the cursor)."""
        gift = await self._stock.items.get(_key(text))
        return await self._stock.history.of_gift(gift.key, cursor=cursor, limit=limit)

    async def collections(self) -> tuple[CollectionCard, ...]:
        """By title."""
        return await self.cards(await self._stock.collections.all())

    async def cards(self, collections: Sequence[Collection]) -> tuple[CollectionCard, ...]:
        """In their order."""
        return await self._cards.of(collections)

    async def collection(self, key: str) -> CollectionPage:
        """Refusal: NotFound."""
        collection = await self._stock.collections.get(CollectionKey(key))
        known = await self._stock.collections.traits(collection.key)
        stock = await self._stock.listings.traits(collection.key, self._clock.now())
        lots = await self._stock.listings.get(unknown(known, stock))
        (card,) = await self._cards.of((collection,))
        return CollectionPage(card=card, traits=trait_cards(known, stock, lots))

    async def known(self, key: str) -> Collection:
        """Refusal: NotFound for a collection that is not shown."""
        return await self._stock.collections.get(CollectionKey(key))

    async def met(self, gift: GiftKey) -> Gift:
        """Refusal: NotFound for a gift that we never met."""
        return await self._stock.items.get(gift)

    async def titles(self) -> Mapping[str, str]:
        """What people call the collections, by key."""
        return {one.key: one.title for one in await self._stock.collections.all()}

    def source(self, market: Market) -> Source:
        return self._stock.sources.of(market)

    def sources(self) -> Sequence[Source]:
        return self._stock.sources.all()

    async def shown(self, listings: Sequence[Listing]) -> tuple[Shown, ...]:
        """With the state of their markets and what they may be worth."""
        values = self._stock.values
        worth = await values.of(listings) if values is not None else {}
        return tuple(
            Shown(
                listing=one,
                source=self._stock.sources.of(one.lot.market).state,
                fair_value=worth.get(one.id),
            )
            for one in listings
        )

    async def _by_id(self, ids: Sequence[str]) -> tuple[Shown, ...]:
        wanted = [ListingId(one) for one in ids]
        found = await self._stock.listings.get(wanted)
        return await self.shown([found[one] for one in wanted if one in found])


def cheapest_first(listing: Listing) -> tuple[bool, int, str]:
    """Those in other assets after those in TON, since what they are worth in it changes."""
    total = listing.buyer_total
    return total.asset != TON, total.units, listing.id


def _key(text: str) -> GiftKey:
    """Refusal: NotFound for what is no gift's name."""
    try:
        return gift_key(*parse_gift(text))
    except Invalid:
        raise NotFound(item=text) from None
