"""Implements domain.gifts.market_ports.MarketReader over GetGems' public API.

Paths: https://api.getgems.io/public-api/docs. A place is asked for by `after` and told by
`cursor`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from bot.gateways.markets import exact
from bot.gateways.markets.adapter import Means
from bot.gateways.markets.feeds import Feed, FeedPage
from bot.gateways.markets.getgems import mapping
from bot.gateways.markets.getgems.buying import GetGemsPurchases
from bot.gateways.markets.getgems.errors import judge
from bot.gateways.markets.getgems.graphql import GraphQl
from bot.gateways.markets.getgems.limits import LOOK_ROWS, PAGE_ROWS, RATES
from bot.gateways.markets.getgems.shelving import Shelving
from bot.gateways.markets.health import Tally
from bot.gateways.markets.session import Ask, KeySigner, MarketSession, Missing
from bot.gateways.markets.walks import PAGES_MAX, Place, place_of
from domain.gifts.market_ports import FeesRead, Health, LotPage, News, Shelf
from domain.gifts.models import EventKind, Lot, Market
from domain.shared.ids import MILLISECOND, Instant
from domain.shared.refusals import GatewayRejected

V1: Final = "/public-api/v1"
_LISTS: Final = {"on": f"{V1}/nfts/on-sale", "off": f"{V1}/nfts/offchain/on-sale"}
"""What is sold by contracts on the chain, and what is not there yet."""
_AFTER: Final = {"on": "off"}


class GetGems:
    def __init__(self, base: str, key: str, means: Means, *, graphql: bool = False) -> None:
        """With `graphql` lots are read by the site's own path, which tells less of each."""
        self._means = means
        self._session = MarketSession(
            base,
            means.line(RATES),
            judge,
            headers={"Accept": "application/json"},
            signer=KeySigner({"Authorization": key}),
        )
        self._shelving = Shelving(self._session)
        self._second = GraphQl(self._session, means) if graphql else None
        self._feed = Feed(self._history, "getgems history", means.clock)

    @property
    def market(self) -> Market:
        return Market.GETGEMS

    @property
    def told(self) -> frozenset[EventKind]:
        return frozenset(
            {EventKind.LISTED, EventKind.REPRICED, EventKind.DELISTED, EventKind.SOLD}
        )

    @property
    def purchases(self) -> GetGemsPurchases:
        """Over the same session."""
        return GetGemsPurchases(self._session)

    @property
    def look_most(self) -> int:
        return LOOK_ROWS

    def health(self) -> Health:
        return self._session.health.read()

    async def shelves(self) -> tuple[Shelf, ...]:
        tally = Tally()
        shelves = await self._shelving.all(tally)
        self._session.health.noted("shelves", tally)
        asked = {"shelves", "news", *(shelf.ref for shelf in shelves)}
        self._session.health.forget_but(asked)
        return shelves

    async def page(self, shelf: Shelf, place: str | None) -> LotPage:
        tally, here = Tally(), place_of(place, first="on")
        if self._second is not None:
            page = await self._second.page(shelf, place, tally)
        else:
            page = await self._page(shelf, here, tally)
        # The pages of its second list are counted after all that the first one may have.
        first = PAGES_MAX if here.part in {"off", "auction"} else 0
        self._session.health.noted(
            shelf.ref, tally, page=first + here.step, last=page.next is None
        )
        return page

    async def news(self, mark: str | None) -> News:
        tally = Tally()
        told = await self._feed.since(mark, tally)
        newest = {event.own_id: event for event in told.events}
        listed = [own_id for own_id, event in newest.items() if event.kind is EventKind.LISTED]
        shown = await self._many(listed, tally)
        self._session.health.noted("news", tally)
        events = tuple(
            replace(event, lot=shown.get(event.own_id))
            if event is newest[event.own_id] and event.kind is EventKind.LISTED
            else event
            for event in told.events
        )
        return replace(told, events=events)

    async def look(self, lots: Sequence[Lot]) -> Mapping[str, Lot | None]:
        tally = Tally()
        found = await self._many([lot.own_id for lot in lots], tally)
        self._session.health.noted("look", tally)
        return exact.settled(found, lots, tally)

    async def fees(self) -> FeesRead | None:
        return None

    def set_pace(self, pace: float) -> None:
        self._session.set_pace(pace)

    async def close(self) -> None:
        await self._session.close()

    async def _page(self, shelf: Shelf, here: Place, tally: Tally) -> LotPage:
        told = await self._of_shelf(f"{_LISTS[here.part]}/", shelf, here)
        rows = exact.rows_in(told, "response", "items", what="getgems lots")
        cursor = exact.object_in(told, "response", what="getgems lots").get("cursor")
        following = here.onward(
            cursor if isinstance(cursor, str) else None,
            exact.ids_in(rows, "address"),
            "getgems lots",
        )
        if following is None and here.part in _AFTER:
            following = Place(part=_AFTER[here.part]).text
        read = partial(self._shelving.lot_of, shelf, means=self._means)
        lots = exact.fitting(
            exact.each(rows, read, tally, mapping.ITEM_FIELDS),
            lambda lot: lot.collection == shelf.collection,
            tally,
            "getgems lots",
        )
        return LotPage(lots=exact.once(lots, tally), next=following, odd=tally.left_out)

    async def _of_shelf(self, path: str, shelf: Shelf, here: Place) -> object:
        """By the friendly address; some paths know the raw one only."""
        query = [("limit", str(PAGE_ROWS))]
        query += [("after", here.cursor)] if here.cursor else []
        try:
            return await self._session.json(Ask(path=path + shelf.ref, query=query))
        except Missing:
            address = mapping.raw(shelf.ref)
            return await self._session.json(Ask(path=f"{path}{address}", query=query))

    async def _many(self, own_ids: Sequence[str], tally: Tally) -> dict[str, Lot | None]:
        """Those that could be read; None for those that are not for sale."""
        found: dict[str, Lot | None] = {}
        for start in range(0, len(own_ids), LOOK_ROWS):
            wanted = own_ids[start : start + LOOK_ROWS]
            rows = await self._rows_of(wanted)
            read = exact.each(rows, self._now, tally, mapping.ITEM_FIELDS)
            found.update((own_id, lot) for own_id, lot in read if own_id in wanted)
            for own_id in set(wanted) - set(exact.ids_in(rows, "address")):
                await self._one(own_id, found, tally)
        return found

    async def _rows_of(self, own_ids: Sequence[str]) -> Sequence[object]:
        body = {"addresses": list(own_ids)}
        try:
            told = await self._session.json(Ask(path=f"{V1}/nfts/list", body=body))
        except GatewayRejected:
            return ()
        return exact.rows_in(told, "response", "items", what="getgems items")

    async def _one(self, own_id: str, found: dict[str, Lot | None], tally: Tally) -> None:
        """What is missing among many may be there all the same."""
        try:
            told = await self._session.json(Ask(path=f"{V1}/nft/{own_id}"))
        except Missing:
            found[own_id] = None
            return
        row = exact.object_in(told, "response", what="getgems item")
        if row.get("address") != own_id:
            # Brought to the chain since: what was for sale under this address is not any more.
            found[own_id] = None
            return
        found.update(exact.each([row], self._now, tally, mapping.ITEM_FIELDS))

    def _now(self, row: exact.Row) -> tuple[str, Lot | None]:
        return exact.own_id(row, "address"), mapping.lot(row, self._means)

    async def _history(self, since: Instant | None, cursor: str | None, tally: Tally) -> FeedPage:
        query = [("limit", str(PAGE_ROWS)), *(("types", kind) for kind in mapping.KINDS)]
        if since is not None:
            # Several may share the last time, and nobody says whether its bound is its own.
            query.append(("minTime", str(max(0, since // MILLISECOND - 1))))
        query += [("after", cursor)] if cursor else []
        told = await self._session.json(Ask(path=f"{V1}/nfts/history/gifts", query=query))
        rows = exact.rows_in(told, "response", "items", what="getgems history")
        for row in rows:
            self._shelving.learn(row)
        read = partial(mapping.entry, means=self._means)
        entries = exact.each(rows, read, tally, mapping.EVENT_FIELDS)
        following = exact.object_in(told, "response", what="getgems history").get("cursor")
        return FeedPage(entries=entries, next=following if isinstance(following, str) else None)
