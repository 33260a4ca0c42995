"""The first lots of a search as live channels show them: whole at first, then what changed.

Each channel remembers what its readers were told last, and is told the difference to what is
there now. Differences are states: a lot that is `put` stands so now, one that is `gone` is in the
window no more (sold, or pushed out by cheaper ones).
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, cast

from domain.gifts.search import PAGE_SIZE_MOST
from domain.gifts.search import Query as SearchQuery
from domain.gifts.shown.models import Found
from domain.gifts.shown.showcase import Showcase
from domain.shared.ids import UserId
from webapp.api.gifts.forms import Form, listing_form
from webapp.feed import Channel, Hub
from webapp.forms import time_text

WINDOW: Final = PAGE_SIZE_MOST
PREPARED_MOST: Final = 1_000
_ITEMS: Final = "items"
_HEAD: Final = "head"

Head = Callable[[Found], Form]
"""What stands beside the lots."""


class Windows:
    """One difference is worked out at a time, so that they add up whatever comes meanwhile."""

    def __init__(self, showcase: Showcase, hub: Hub) -> None:
        self._showcase = showcase
        self._hub = hub
        self._lock = asyncio.Lock()
        self._preparing = asyncio.Lock()
        self._prepared: OrderedDict[str, None] = OrderedDict()

    async def prepare(self, topic: str, person: UserId | None, query: SearchQuery) -> None:
        """Have what a first snapshot needs read, while only those wait who ask for it: the pump,
        which then takes the snapshot, serves everybody.
        """
        async with self._preparing:
            if topic in self._prepared or self._hub.channel(topic, person) is not None:
                return
            await self._showcase.find(query)
            self._prepared[topic] = None
            if len(self._prepared) > PREPARED_MOST:
                self._prepared.popitem(last=False)

    async def snapshot(
        self, topic: str, person: UserId | None, query: SearchQuery, head: Head
    ) -> Form:
        """The whole window. Whoever follows already is told up to here first, so that snapshot
        and differences tell one story.
        """
        async with self._lock:
            found = await self._showcase.find(query)
            items, beside = _forms(found), head(found)
            channel = self._hub.channel(topic, person)
            if channel is not None:
                self._tell(channel, found, items, beside)
        return {**beside, "as_of": time_text(found.as_of), "items": list(items.values())}

    async def tell(
        self, topic: str, person: UserId | None, query: SearchQuery, head: Head
    ) -> None:
        """The difference, if there is one and anybody was told the whole before."""
        async with self._lock:
            channel = self._hub.channel(topic, person)
            if channel is None or _ITEMS not in channel.told:
                return
            found = await self._showcase.find(query)
            self._tell(channel, found, _forms(found), head(found))

    def _tell(self, channel: Channel, found: Found, items: dict[str, Form], beside: Form) -> None:
        first = _ITEMS not in channel.told
        was = cast("dict[str, Form]", channel.told.get(_ITEMS, {}))
        put = [form for lot, form in items.items() if was.get(lot) != form]
        gone = [lot for lot in was if lot not in items]
        changed = bool(put or gone or channel.told.get(_HEAD) != beside)
        channel.told.update({_ITEMS: items, _HEAD: beside})
        if changed and not first:
            delta = {**beside, "as_of": time_text(found.as_of), "put": put, "gone": gone}
            self._hub.publish(channel.topic, delta, channel.person)


def _forms(found: Found) -> dict[str, Form]:
    return {one.listing.id: listing_form(one) for one in found.items}
