"""Implements domain.gifts.market_ports.MarketReader over Portals, by either of its doors.

The order of parameters counts: the sort stands first or is overlooked. Unknown parameters are
overlooked as well, so that every answer is held against its question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.gateways.markets import exact
from bot.gateways.markets.adapter import Means
from bot.gateways.markets.feeds import Feed, FeedPage
from bot.gateways.markets.health import Tally
from bot.gateways.markets.portals import limits, mapping
from bot.gateways.markets.portals.errors import judge
from bot.gateways.markets.portals.offsets import Behind, Offset
from bot.gateways.markets.session import Ask, KeySigner, MarketSession
from bot.gateways.markets.walks import place_of
from domain.gifts.market_ports import FeesRead, Health, LotPage, News, Shelf, Unreadable
from domain.gifts.models import EventKind, Lot, Market
from domain.shared.ids import Instant

_PARTNERS: Final = "partners "
_PAGE: Final = "https://portal-market.com"
_AGENT: Final = "Mozilla/5.0 (compatible; Souk)"
_SHOWN: Final = frozenset({EventKind.LISTED, EventKind.REPRICED})


class Portals:
    def __init__(self, base: str, authorization: str, means: Means) -> None:
        """`authorization` is `partners <token>`, `tma <launch data>`, or empty."""
        self._partners = authorization.startswith(_PARTNERS)
        rates = limits.PARTNERS if self._partners else limits.ANONYMOUS
        # Without these some paths close the connection.
        headers = {"Origin": _PAGE, "Referer": f"{_PAGE}/", "User-Agent": _AGENT}
        signed = {"Authorization": authorization} if authorization else {}
        door = "/partners" if self._partners else "/api"
        self._session = MarketSession(
            base.rstrip("/") + door,
            means.line(rates),
            judge,
            headers={**headers, "Accept": "application/json"},
            signer=KeySigner(signed),
        )
        self._feed = Feed(self._actions, "portals actions", means.clock)

    @property
    def market(self) -> Market:
        return Market.PORTALS

    @property
    def told(self) -> frozenset[EventKind]:
        return frozenset(
            {EventKind.LISTED, EventKind.REPRICED, EventKind.DELISTED, EventKind.SOLD}
        )

    @property
    def look_most(self) -> int:
        return limits.PAGE_ROWS

    def health(self) -> Health:
        return self._session.health.read()

    async def shelves(self) -> tuple[Shelf, ...]:
        tally = Tally()
        found: dict[str, Shelf] = {}
        place: str | None = None
        while True:
            here = place_of(place)
            offset = int(here.cursor or 0)
            query = (("limit", str(limits.SHELF_ROWS)), ("offset", str(offset)))
            told = await self._session.json(Ask(path="/collections", query=query))
            rows = exact.rows_in(told, "collections", what="portals collections")
            more = str(offset + len(rows)) if len(rows) >= limits.SHELF_ROWS else None
            place = here.onward(more, exact.ids_in(rows, "id"), "portals collections")
            for shelf in exact.each(rows, mapping.shelf, tally, mapping.SHELF_FIELDS):
                found[shelf.collection] = shelf
            if place is None:
                break
        self._session.health.noted("shelves", tally)
        asked = {"shelves", "news", *(shelf.ref for shelf in found.values())}
        self._session.health.forget_but(asked)
        return tuple(found.values())

    async def page(self, shelf: Shelf, place: str | None) -> LotPage:
        tally, here = Tally(), place_of(place)
        at = Offset.of(here.cursor)
        rows, total = await self._search(
            ("sort_by", "external_collection_number asc"),
            ("offset", str(at.start)),
            ("collection_ids", shelf.ref),
        )
        ids = exact.ids_in(rows, "id")
        if not at.follows(ids):
            at = at.further_back()
            return await self.page(shelf, replace(here, cursor=at.text, before="").text)
        more = at.onward(ids, total)
        following = here.onward(None if more is None else more.text, ids, "portals lots")
        read = exact.each(rows, mapping.lot, tally, mapping.GIFT_FIELDS)
        lots = exact.fitting(
            read, lambda lot: lot.collection == shelf.collection, tally, "portals lots"
        )
        exact.in_order(lots, lambda lot: lot.number, tally)
        found = exact.once(lots, tally)
        self._session.health.noted(shelf.ref, tally, page=here.step, last=following is None)
        return LotPage(lots=found, next=following, odd=tally.left_out)

    async def news(self, mark: str | None) -> News:
        tally = Tally()
        told = await self._feed.since(mark, tally)
        newest = {event.own_id: event for event in told.events}
        wanted = [own_id for own_id, event in newest.items() if event.kind in _SHOWN]
        shown = await self._of_ids(wanted, tally)
        self._session.health.noted("news", tally)
        events = tuple(
            replace(event, lot=shown.get(event.own_id))
            if event is newest[event.own_id] and event.kind in _SHOWN
            else event
            for event in told.events
        )
        return replace(told, events=events)

    async def look(self, lots: Sequence[Lot]) -> Mapping[str, Lot | None]:
        tally = Tally()
        found = await self._of_ids([lot.own_id for lot in lots], tally)
        self._session.health.noted("look", tally)
        return exact.settled(found, lots, tally)

    async def fees(self) -> FeesRead | None:
        told = await self._session.json(Ask(path="/market/config"))
        return mapping.fees(exact.object_in(told, what="portals config"))

    def set_pace(self, pace: float) -> None:
        self._session.set_pace(pace)

    async def close(self) -> None:
        await self._session.close()

    async def _search(self, *query: tuple[str, str]) -> tuple[Sequence[object], int]:
        """The rows and how many there are in all."""
        asked = (*query, ("limit", str(limits.PAGE_ROWS)))
        told = exact.object_in(
            await self._session.json(Ask(path="/nfts/search", query=asked, bucket=limits.SEARCH)),
            what="portals lots",
        )
        rows, total = exact.rows_in(told, "results", what="portals lots"), told.get("total_count")
        if not isinstance(total, int) or isinstance(total, bool) or total < 0:
            raise Unreadable("portals lots: no count of all")
        return rows, total

    async def _of_ids(self, own_ids: Sequence[str], tally: Tally) -> dict[str, Lot | None]:
        """Those that could be read; None for those that are not for sale."""
        found: dict[str, Lot | None] = {}
        for start in range(0, len(own_ids), limits.PAGE_ROWS):
            wanted = own_ids[start : start + limits.PAGE_ROWS]
            rows, _ = await self._search(
                ("sort_by", "external_collection_number asc"),
                ("offset", "0"),
                ("ids", ",".join(wanted)),
            )
            there = set(exact.ids_in(rows, "id"))
            read = exact.each(rows, mapping.lot, tally, mapping.GIFT_FIELDS)
            lots = exact.fitting(read, lambda lot: lot.own_id in own_ids, tally, "portals lots")
            found.update(dict.fromkeys(own_id for own_id in wanted if own_id not in there))
            found.update((lot.own_id, lot) for lot in exact.once(lots, tally))
        return found

    async def _actions(self, since: Instant | None, cursor: str | None, tally: Tally) -> FeedPage:
        del since
        at = Behind.of(cursor)
        rows = await self._happened(at.start)
        ids = exact.ids_in(rows, "id")
        if at.came_in(ids) is None and at.start > at.nearest.start:
            at = at.nearest
            rows = await self._happened(at.start)
            ids = exact.ids_in(rows, "id")
        entries = exact.each(rows, mapping.entry, tally, mapping.ACTION_FIELDS)
        following = at.onward(ids) if ids and len(rows) >= self._action_rows else None
        furthest = limits.PARTNERS_ACTIONS_FURTHEST if self._partners else None
        cut = following is not None and furthest is not None and following.start > furthest
        return FeedPage(
            entries=entries, next=None if following is None or cut else following.text, cut=cut
        )

    @property
    def _action_rows(self) -> int:
        return limits.PARTNERS_ACTION_ROWS if self._partners else limits.PAGE_ROWS

    async def _happened(self, offset: int) -> Sequence[object]:
        query = (
            ("sort_by", "created_at desc"),
            ("offset", str(offset)),
            ("limit", str(self._action_rows)),
            ("action_types", ",".join(mapping.KINDS)),
        )
        ask = Ask(path="/market/actions/", query=query, bucket=limits.ACTIONS)
        return exact.rows_in(await self._session.json(ask), "actions", what="portals actions")
