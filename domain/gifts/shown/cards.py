"""The floor of each collection, worked out again only when something of it changed."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Final

from domain.gifts.events import ListingsChanged
from domain.gifts.models import CollectionKey, ListingId
from domain.gifts.search import Page, Query, Search
from domain.gifts.shown.models import Collection, CollectionCard
from domain.gifts.shown.ports import Listings
from domain.gifts.value.floors import CHEAPEST, floor_of_cheapest
from domain.shared.clock import Clock
from domain.shared.ids import SECOND, Instant

KEPT: Final = 10 * SECOND
"""A lock that ends tells nobody: so long a card may leave its lot out."""


class CollectionCards:
    """`changed` must hear of ListingsChanged, after the index did."""

    def __init__(self, search: Search, listings: Listings, clock: Clock) -> None:
        self._search = search
        self._listings = listings
        self._clock = clock
        self._made: dict[CollectionKey, tuple[Instant, CollectionCard]] = {}
        self._changes: Counter[CollectionKey] = Counter()

    def changed(self, event: ListingsChanged) -> None:
        for key in {one.lot.collection for one in (*event.put, *event.gone)}:
            self._made.pop(key, None)
            self._changes[key] += 1

    async def of(self, collections: Sequence[Collection]) -> tuple[CollectionCard, ...]:
        """In their order."""
        now = self._clock.now()
        cards = {one.key: self._known(one, now) for one in collections}
        missing = [one for one in collections if cards[one.key] is None]
        before = {one.key: self._changes[one.key] for one in missing}
        pages: dict[CollectionKey, Page] = {}
        for one in missing:
            query = Query(collection=(one.key,), limit=CHEAPEST)
            pages[one.key] = self._search.search(query, now=now)
            # Over a large index a hundred searches in a row would be too long a breath.
            await asyncio.sleep(0)
        lots = await self._listings.get([ListingId(lot) for p in pages.values() for lot in p.ids])
        for one in missing:
            page = pages[one.key]
            ids = [ListingId(lot) for lot in page.ids]
            totals = [lots[lot].buyer_total.units for lot in ids if lot in lots]
            card = CollectionCard(
                collection=one, floor=floor_of_cheapest(sorted(totals), page.total)
            )
            cards[one.key] = card
            if self._changes[one.key] == before[one.key]:
                self._made[one.key] = (now, card)
        return tuple(card for card in cards.values() if card is not None)

    def _known(self, collection: Collection, now: Instant) -> CollectionCard | None:
        at, card = self._made.get(collection.key, (None, None))
        if at is None or card is None or card.collection != collection:
            return None
        return card if 0 <= now - at < KEPT else None
