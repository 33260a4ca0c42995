"""The live topic of a saved search, for whoever saved it.

Snapshot: `total` and the first `items`; delta: `total`, the lots `put` into the window or changed,
the ids `gone` from it. A search that is changed is told by its difference too; one that is deleted
finds nothing any more.
"""

from dataclasses import replace
from typing import Final

from domain.gifts.events import ListingsChanged, SourceChanged
from domain.gifts.saved.models import SearchChanged
from domain.gifts.saved.service import Searches
from domain.gifts.search import Query
from domain.gifts.shown.models import Found
from domain.gifts.shown.showcase import Showcase
from domain.shared.actor import Actor
from domain.shared.ids import UserId
from domain.shared.refusals import NotFound
from webapp.api.gifts.forms import Form
from webapp.deps import Bus
from webapp.feed import Hub
from webapp.gifts.windows import WINDOW, Windows

SEARCH: Final = "search:"
_NOTHING: Final = Query(collection=("",), limit=WINDOW)
"""No collection has this key."""


def register(hub: Hub, bus: Bus, showcase: Showcase, searches: Searches) -> None:
    topic = SearchTopic(searches, showcase, hub)
    hub.register(topic)
    bus.subscribe(ListingsChanged, topic.listings_changed)
    bus.subscribe(SourceChanged, topic.source_changed)
    bus.subscribe(SearchChanged, topic.search_changed)
    bus.subscribe(ListingsChanged, topic.tell)
    bus.subscribe(SourceChanged, topic.tell)
    bus.subscribe(SearchChanged, topic.tell)


class SearchTopic:
    name = SEARCH
    private = True

    def __init__(self, searches: Searches, showcase: Showcase, hub: Hub) -> None:
        self._searches = searches
        self._showcase = showcase
        self._hub = hub
        self._windows = Windows(showcase, hub)
        self._open: dict[str, tuple[UserId, Query]] = {}
        self._dirty: dict[str, None] = {}
        self._states: tuple[object, ...] = ()

    async def exists(self, topic: str, person: UserId | None) -> bool:
        """Refusals: Banned, TermsNeeded."""
        assert person is not None, "a saved search is somebody's"
        try:
            saved = await self._searches.get(Actor(id=person), topic.removeprefix(SEARCH))
        except NotFound:
            return False
        await self._windows.prepare(topic, person, _window(saved.query))
        return True

    async def snapshot(self, topic: str, person: UserId | None) -> object:
        assert person is not None, "a saved search is somebody's"
        key = topic.removeprefix(SEARCH)
        try:
            saved = await self._searches.get(Actor(id=person), key)
        except NotFound:
            query = _NOTHING
        else:
            query = _window(saved.query)
        self._open[key] = (person, query)
        return {"id": key, **await self._windows.snapshot(topic, person, query, _head)}

    def listings_changed(self, event: ListingsChanged) -> None:
        """Those that it may concern: which of its lots a search shows, the search itself says."""
        keys = {one.lot.collection for one in (*event.put, *event.gone)}
        for key, (_, query) in self._open.items():
            if not query.collection or not keys.isdisjoint(query.collection):
                self._dirty[key] = None

    def source_changed(self, _event: SourceChanged) -> None:
        """Every listing shows the state of its market."""
        states = tuple((one.market, one.state) for one in self._showcase.sources())
        if states != self._states:
            self._states = states
            self._dirty.update(dict.fromkeys(self._open))

    def search_changed(self, event: SearchChanged) -> None:
        was = self._open.get(event.id)
        if was is not None:
            query = _window(event.search.query) if event.search is not None else _NOTHING
            self._open[event.id] = (was[0], query)
            self._dirty[event.id] = None

    async def tell(self, _event: object) -> None:
        while self._dirty:
            key = next(iter(self._dirty))
            del self._dirty[key]
            person, query = self._open[key]
            if self._hub.channel(SEARCH + key, person) is None:
                del self._open[key]
            else:
                await self._windows.tell(SEARCH + key, person, query, _head)


def _window(query: Query) -> Query:
    return replace(query, limit=WINDOW, cursor=None, facets=())


def _head(found: Found) -> Form:
    return {"total": found.total}
