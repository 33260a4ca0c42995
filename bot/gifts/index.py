"""The search index in the running process: built from the store at the start, then fed by every
commit, in order.

numpy is imported when it is built, not before.
"""

import logging
import time
from typing import TYPE_CHECKING

from domain.gifts.events import CollectionChanged, ListingsChanged
from domain.gifts.models import CollectionKey, Listing
from domain.gifts.search import Page, Query, Suggestion
from domain.gifts.sync.knowledge import Knowledge
from domain.shared.clock import Clock
from domain.shared.ids import Instant
from storage.engine import Database

if TYPE_CHECKING:
    from storage.gifts.index import GiftIndex
    from storage.gifts.index_text import Meaning

logger = logging.getLogger(__name__)


class LiveIndex:
    """Implements the domain's Search. Collections that are not shown are not in it."""

    def __init__(self, database: Database, knowledge: Knowledge, clock: Clock) -> None:
        self._database = database
        self._knowledge = knowledge
        self._clock = clock
        self._index: GiftIndex | None = None

    async def build(self) -> None:
        """From everything in the store. Nothing is written meanwhile."""
        from storage.gifts.index import GiftIndex
        from storage.gifts.index_source import stored_lots

        began_s = time.monotonic()
        self._index = await GiftIndex.gather(
            stored_lots(self._database, self._knowledge),
            now=self._clock.now(),
            titles=self._knowledge.titles(),
        )
        took_ms = (time.monotonic() - began_s) * 1000
        logger.info("the index has %d lots after %.0f ms", len(self._index), took_ms)

    def __len__(self) -> int:
        return len(self._built)

    def search(self, query: Query, *, now: Instant) -> Page:
        return self._built.search(query, now=now)

    def suggest(self, typed: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        return self._built.suggest(typed, limit=limit)

    def meanings(self, typed: str) -> "tuple[Meaning, ...]":
        return self._built.meanings(typed)

    @property
    def vocabulary(self) -> int:
        return self._built.vocabulary

    def changed(self, event: ListingsChanged) -> None:
        """A plain subscriber of the bus: told in the order of the commits, at once."""
        from storage.gifts.index_source import lot_of

        index, now = self._built, self._clock.now()
        for listing in event.gone:
            index.remove(listing.id)
        for listing in event.put:
            if self._knowledge.shown(listing.lot.collection):
                index.put(lot_of(listing, self._knowledge), now=now)

    def named(self, event: CollectionChanged) -> None:
        self._built.name(event.collection.key, event.collection.title)

    def hide(self, collection: CollectionKey, listings: tuple[Listing, ...]) -> None:
        """Take a collection out that `Knowledge` says is not shown any more."""
        assert not self._knowledge.shown(collection), "what is put from now on stays out too"
        for listing in listings:
            self._built.remove(listing.id)

    @property
    def _built(self) -> "GiftIndex":
        assert self._index is not None, "the index is built before anybody searches"
        return self._index
