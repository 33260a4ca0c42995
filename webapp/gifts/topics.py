"""The live topics of gifts: a collection, a gift, the markets. Everybody reads the same frames.

A plain subscriber notes at once what a commit touched; one that may wait tells it. However many
commits come meanwhile, each channel is worked out once for all of them.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from domain.gifts.events import HistoryGrew, ListingsChanged, SourceChanged
from domain.gifts.names import parse_gift
from domain.gifts.search import Query
from domain.gifts.shown.models import Found
from domain.gifts.shown.showcase import Showcase
from domain.shared.clock import Clock
from domain.shared.ids import UserId
from domain.shared.refusals import Invalid, NotFound
from webapp.api.gifts.forms import (
    Form,
    event_form,
    listing_form,
    market_form,
    money_form,
    valuation_form,
)
from webapp.deps import Bus
from webapp.feed import Hub
from webapp.forms import time_text
from webapp.gifts.windows import WINDOW, Windows

COLLECTION: Final = "collection:"
GIFT: Final = "gift:"
MARKETS: Final = "markets"
EVENTS_SHOWN: Final = 20
_STATE: Final = "state"


def register(hub: Hub, bus: Bus, showcase: Showcase, clock: Clock) -> None:
    """All topics, told by the bus."""
    collections = CollectionTopic(showcase, hub, Windows(showcase, hub))
    gifts = GiftTopic(showcase, hub, clock)
    for topic in (collections, gifts):
        bus.subscribe(ListingsChanged, topic.listings_changed)
        bus.subscribe(SourceChanged, topic.source_changed)
        bus.subscribe(ListingsChanged, topic.tell)
        bus.subscribe(SourceChanged, topic.tell)
    bus.subscribe(HistoryGrew, gifts.history_grew)
    bus.subscribe(HistoryGrew, gifts.tell)
    markets = MarketsTopic(showcase, hub, clock)
    bus.subscribe(SourceChanged, markets.changed)
    for one in (collections, gifts, markets):
        hub.register(one)


class Touched:
    """Which channels have something to tell: those that were touched and are open."""

    def __init__(self, showcase: Showcase, hub: Hub, prefix: str) -> None:
        self._showcase = showcase
        self._hub = hub
        self._prefix = prefix
        self._open: dict[str, None] = {}
        self._dirty: dict[str, None] = {}
        self._states: tuple[object, ...] = ()

    def opened(self, key: str) -> None:
        self._open[key] = None

    def touch(self, keys: Iterable[str]) -> None:
        self._dirty.update(dict.fromkeys(key for key in keys if key in self._open))

    def source(self) -> None:
        """Every listing shows the state of its market."""
        states = tuple((one.market, one.state) for one in self._showcase.sources())
        if states != self._states:
            self._states = states
            self.touch(list(self._open))

    def next(self) -> str | None:
        """One that is to be told of; channels that are no more are forgotten."""
        while self._dirty:
            key = next(iter(self._dirty))
            del self._dirty[key]
            if self._hub.channel(self._prefix + key) is not None:
                return key
            self._open.pop(key, None)
        return None


class CollectionTopic:
    """The cheapest lots of a collection's default search.

    Snapshot: `total`, `floor`, the `items`; delta: `total` and `floor` as they are now, the lots
    `put` into the window or changed, the ids `gone` from it.
    """

    name = COLLECTION
    private = False

    def __init__(self, showcase: Showcase, hub: Hub, windows: Windows) -> None:
        self._showcase = showcase
        self._windows = windows
        self._touched = Touched(showcase, hub, COLLECTION)

    async def exists(self, topic: str, _person: UserId | None) -> bool:
        key = topic.removeprefix(COLLECTION)
        try:
            await self._showcase.known(key)
        except NotFound:
            return False
        await self._windows.prepare(topic, None, _of_collection(key))
        return True

    async def snapshot(self, topic: str, person: UserId | None) -> object:
        assert person is None, "everybody sees the same"
        key = topic.removeprefix(COLLECTION)
        self._touched.opened(key)
        form = await self._windows.snapshot(topic, None, _of_collection(key), _head)
        return {"key": key, **form}

    def listings_changed(self, event: ListingsChanged) -> None:
        self._touched.touch(one.lot.collection for one in (*event.put, *event.gone))

    def source_changed(self, _event: SourceChanged) -> None:
        self._touched.source()

    async def tell(self, _event: object) -> None:
        while (key := self._touched.next()) is not None:
            await self._windows.tell(COLLECTION + key, None, _of_collection(key), _head)


class GiftTopic:
    """One gift, always whole: its `offers`, `fair_value` and newest `events`."""

    name = GIFT
    private = False

    def __init__(self, showcase: Showcase, hub: Hub, clock: Clock) -> None:
        self._showcase = showcase
        self._hub = hub
        self._clock = clock
        self._touched = Touched(showcase, hub, GIFT)
        self._lock = asyncio.Lock()

    async def exists(self, topic: str, _person: UserId | None) -> bool:
        key = topic.removeprefix(GIFT)
        try:
            collection, number = parse_gift(key)
            await self._showcase.gift(key)
        except (NotFound, Invalid):
            return False
        return key == f"{collection}-{number}"

    async def snapshot(self, topic: str, person: UserId | None) -> object:
        assert person is None, "everybody sees the same"
        key = topic.removeprefix(GIFT)
        self._touched.opened(key)
        async with self._lock:
            state = await self._state(key)
            self._tell(key, state)
        return self._dated(state)

    def listings_changed(self, event: ListingsChanged) -> None:
        self._touched.touch(one.lot.gift for one in (*event.put, *event.gone))

    def history_grew(self, event: HistoryGrew) -> None:
        self._touched.touch(one.gift for one in event.events)

    def source_changed(self, _event: SourceChanged) -> None:
        self._touched.source()

    async def tell(self, _event: object) -> None:
        while (key := self._touched.next()) is not None:
            # Of a gift that staff has hidden meanwhile nothing more is told.
            with suppress(NotFound):
                async with self._lock:
                    self._tell(key, await self._state(key))

    def _tell(self, key: str, state: Form) -> None:
        """Whoever follows hears of it, unless it is what they know or the first thing told."""
        channel = self._hub.channel(GIFT + key)
        if channel is None:
            return
        was = channel.told.get(_STATE)
        channel.told[_STATE] = state
        if was is not None and was != state:
            self._hub.publish(GIFT + key, self._dated(state))

    async def _state(self, key: str) -> Form:
        page = await self._showcase.gift(key)
        events = await self._showcase.events(key, cursor=None, limit=EVENTS_SHOWN)
        return {
            "gift": key,
            "offers": [listing_form(one) for one in page.offers],
            "fair_value": valuation_form(page.fair_value),
            "events": [event_form(one) for one in events.items],
        }

    def _dated(self, state: Form) -> Form:
        return {**state, "as_of": time_text(self._clock.now())}


class MarketsTopic:
    """How each market can be read, and how old what we know is. Delta: those that changed."""

    name = MARKETS
    private = False

    def __init__(self, showcase: Showcase, hub: Hub, clock: Clock) -> None:
        self._showcase = showcase
        self._hub = hub
        self._clock = clock

    async def exists(self, topic: str, _person: UserId | None) -> bool:
        return topic == MARKETS

    async def snapshot(self, topic: str, person: UserId | None) -> object:
        assert (topic, person) == (MARKETS, None), "the hub asks for what everybody sees"
        return self._form([market_form(one) for one in self._showcase.sources()])

    def changed(self, event: SourceChanged) -> None:
        """Subscribe this to the bus."""
        if self._hub.channel(MARKETS) is not None:
            found = [one for one in self._showcase.sources() if one.market is event.market]
            self._hub.publish(MARKETS, self._form([market_form(one) for one in found]))

    def _form(self, items: list[Form]) -> Form:
        return {"items": items, "now": time_text(self._clock.now())}


def _of_collection(key: str) -> Query:
    return Query(collection=(key,), limit=WINDOW)


def _head(found: Found) -> Form:
    """By price and without special lots, so the first one is the floor."""
    floor = money_form(found.items[0].listing.buyer_total) if found.items else None
    return {"total": found.total, "floor": floor}
