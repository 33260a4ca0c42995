"""Implements domain.gifts.market_ports.MarketReader over Tonnel.

Listings are open to all; history and floors want the launch data of its Mini App. Pages of a list
that moves are not stable, so a shelf is walked by the lots' own numbers instead.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

import orjson

from bot.gateways.markets import exact
from bot.gateways.markets.adapter import Means
from bot.gateways.markets.feeds import Feed, FeedPage
from bot.gateways.markets.health import Odd, Tally
from bot.gateways.markets.session import Ask, MarketSession
from bot.gateways.markets.tonnel import mapping
from bot.gateways.markets.tonnel.errors import judge
from bot.gateways.markets.tonnel.limits import HISTORY_ROWS, LIST_PAGES_MAX, PAGE_ROWS, RATES
from bot.gateways.markets.walks import Place, place_of
from domain.gifts.market_ports import FeesRead, Health, LotPage, News, Shelf, Unreadable
from domain.gifts.models import EventKind, Lot, Market
from domain.shared.ids import Instant

Query = Mapping[str, object]
_PAGE: Final = "https://market.tonnel.network"
_ASSETS: Final = ["TON", "USDT"]
_OPEN: Final[Query] = {"buyer": {"$exists": False}, "refunded": {"$ne": True}}
_SALES: Final[Query] = {
    **_OPEN,
    "price": {"$exists": True},
    "export_at": {"$exists": True},
    "asset": {"$in": _ASSETS},
}
_AUCTIONS: Final[Query] = {**_OPEN, "auction_id": {"$exists": True}}
_PARTS: Final[Mapping[str, Query]] = {"sales": _SALES, "auctions": _AUCTIONS}
"""The lists in which the market keeps a collection's lots, in the order of a walk."""
_UNLISTED: Final[Sequence[Query]] = ({**_SALES, "asset": "USDT"}, _AUCTIONS)
"""Of these the floors say nothing."""
_NAMES: Final = ("gift_name", "name")
"""Clients filter by the one, rows have the other."""
_BY_ID: Final = {"gift_id": 1}
_SWAPS_MAX: Final = 1


class Tonnel:
    """An own id is the lot's `gift_id`, which is none of Telegram's numbers."""

    def __init__(self, base: str, init_data: str, means: Means) -> None:
        """`init_data` is what Tonnel's Mini App was launched with; without it there is no history,
        and collections are known by their lots alone.
        """
        headers = {"Origin": _PAGE, "Referer": f"{_PAGE}/", "Accept": "application/json"}
        self._session = MarketSession(base, means.line(RATES), judge, headers=headers)
        self._auth = init_data
        self._means = means
        self._feed = Feed(self._feed_page, "tonnel history", means.clock)
        self._name = _NAMES[0]
        self._shelves: dict[str, Shelf] = {}

    @property
    def market(self) -> Market:
        return Market.TONNEL

    @property
    def told(self) -> frozenset[EventKind]:
        return frozenset({EventKind.SOLD} if self._auth else ())

    @property
    def look_most(self) -> int:
        return PAGE_ROWS

    def health(self) -> Health:
        return self._session.health.read()

    async def shelves(self) -> tuple[Shelf, ...]:
        """Collections that had lots at any time since the start: an empty one is walked too."""
        tally = Tally()
        if self._auth:
            self._know(await self._floors())
        for query in _UNLISTED if self._auth else _PARTS.values():
            self._know(await self._collections_in(query, tally))
        self._session.health.noted("shelves", tally)
        lists = {_question(one, part) for one in self._shelves.values() for part in _PARTS}
        self._session.health.forget_but({"shelves", "news", *lists})
        return tuple(self._shelves.values())

    async def page(self, shelf: Shelf, place: str | None) -> LotPage:
        tally, here = Tally(), place_of(place, first=next(iter(_PARTS)))
        rows = await self._rows_of(shelf, here)
        read = exact.each(rows, partial(mapping.lot, means=self._means), tally, mapping.LOT_FIELDS)
        lots = exact.fitting(
            read, lambda lot: lot.collection == shelf.collection, tally, "tonnel lots"
        )
        found = exact.once(lots, tally)
        following = _following(rows, here, tally)
        last = here.ends_before(following)
        self._session.health.noted(_question(shelf, here.part), tally, page=here.step, last=last)
        return LotPage(lots=found, next=following, odd=tally.left_out)

    async def news(self, mark: str | None) -> News:
        if not self._auth:
            return News(events=(), mark=mark or "", whole=True)
        tally = Tally()
        told = await self._feed.since(mark, tally)
        self._session.health.noted("news", tally)
        return told

    async def look(self, lots: Sequence[Lot]) -> Mapping[str, Lot | None]:
        """By number and asset alone: with the whole filter, lots that stand are not found."""
        tally = Tally()
        wanted = [lot.own_id for lot in lots]
        found: dict[str, Lot | None] = {}
        for start in range(0, len(wanted), PAGE_ROWS):
            part = wanted[start : start + PAGE_ROWS]
            query = {"gift_id": {"$in": [int(one) for one in part]}, "asset": {"$in": _ASSETS}}
            rows = await self._page_gifts(query)
            there = {str(row.get("gift_id")) for row in rows if isinstance(row, Mapping)}
            found.update((one, None) for one in part if one not in there)
            found.update(self._now(rows, frozenset(part), tally))
        self._session.health.noted("look", tally)
        return exact.settled(found, lots, tally)

    async def fees(self) -> FeesRead | None:
        return None

    def set_pace(self, pace: float) -> None:
        self._session.set_pace(pace)

    async def close(self) -> None:
        await self._session.close()

    def _know(self, shelves: Sequence[Shelf]) -> None:
        for shelf in shelves:
            self._shelves.setdefault(shelf.collection, shelf)

    async def _floors(self) -> list[Shelf]:
        """One call covers the whole market."""
        told = await self._session.json(Ask(path="/api/filterStats", body=self._signed({})))
        stats = exact.object_in(told, "data", what="tonnel floors")
        shelves = (mapping.shelf_of_floor(name) for name in stats)
        return [shelf for shelf in shelves if shelf is not None]

    async def _collections_in(self, query: Query, tally: Tally) -> list[Shelf]:
        """Of the lots that a query finds, the first few hundred of them."""
        found: dict[str, Shelf] = {}
        after: int | None = None
        for _ in range(LIST_PAGES_MAX):
            rows = await self._page_gifts(_after(query, after))
            read = exact.each(
                rows, partial(mapping.lot, means=self._means), tally, mapping.LOT_FIELDS
            )
            shelves = (mapping.shelf_of(lot.title) for lot in read)
            found.update((one.collection, one) for one in shelves if one is not None)
            last = max(_ids(rows), default=None)
            if len(rows) < PAGE_ROWS or last is None or last == after:
                break
            after = last
        return list(found.values())

    async def _rows_of(self, shelf: Shelf, here: Place) -> Sequence[object]:
        """While nothing has answered to the one name of the filter, the other one is tried."""
        query = _PARTS.get(here.part)
        if query is None:
            raise Unreadable("a place that no walk gave")
        query = _after(query, int(here.cursor) if here.cursor else None)
        rows = await self._page_gifts({**query, self._name: shelf.ref})
        if rows or here.step:
            return rows
        other = next(name for name in _NAMES if name != self._name)
        rows = await self._page_gifts({**query, other: shelf.ref})
        if rows:
            self._name = other
        return rows

    async def _page_gifts(self, query: Query) -> Sequence[object]:
        body = {
            "page": 1,
            "limit": PAGE_ROWS,
            "sort": orjson.dumps(_BY_ID).decode(),
            "filter": orjson.dumps(query).decode(),
            "price_range": None,
            "ref": 0,
            "user_auth": "",
        }
        told = await self._session.json(Ask(path="/api/pageGifts", body=body))
        return exact.rows_in(told, what="tonnel lots")

    async def _feed_page(
        self, since: Instant | None, cursor: str | None, tally: Tally
    ) -> FeedPage:
        del since
        page = int(cursor or 1)
        asked = {"page": page, "limit": HISTORY_ROWS, "type": "ALL", "filter": {}}
        body = self._signed({**asked, "sort": {"timestamp": -1, "gift_id": -1}})
        told = await self._session.json(Ask(path="/api/saleHistory", body=body))
        rows = exact.rows_in(told, what="tonnel history")
        entries = exact.each(
            rows, partial(mapping.entry, means=self._means), tally, mapping.SALE_FIELDS
        )
        following = str(page + 1) if len(rows) >= HISTORY_ROWS else None
        return FeedPage(entries=entries, next=following)

    def _signed(self, body: Query) -> Query:
        return {"authData": self._auth, **body}

    def _now(
        self, rows: Sequence[object], wanted: frozenset[str], tally: Tally
    ) -> dict[str, Lot | None]:
        def now(row: exact.Row) -> tuple[str, Lot | None]:
            return str(mapping.gift_id(row)), mapping.lot(row, self._means)

        read = exact.each(rows, now, tally, mapping.LOT_FIELDS)
        return {own_id: lot for own_id, lot in read if own_id in wanted}


def _question(shelf: Shelf, part: str) -> str:
    return f"{shelf.ref} {part}"


def _after(query: Query, gift_id: int | None) -> Query:
    return query if gift_id is None else {**query, "gift_id": {"$gt": gift_id}}


def _following(rows: Sequence[object], here: Place, tally: Tally) -> str | None:
    """Where the walk goes on: after the greatest number, or in the next list. Raises Unreadable
    when the market did not keep to the order, in which case lots would be passed over.
    """
    ids = _ids(rows)
    swaps = sum(one > two for one, two in pairwise(ids))
    if swaps:
        tally.add(Odd.ORDER)
    if swaps > _SWAPS_MAX:
        raise Unreadable("tonnel lots: not in the order asked for")
    last = str(max(ids)) if len(rows) >= PAGE_ROWS and ids else None
    onward = here.onward(last, map(str, ids), "tonnel lots")
    if onward is not None:
        return onward
    parts = list(_PARTS)
    rest = parts[parts.index(here.part) + 1 :]
    return Place(part=rest[0]).text if rest else None


def _ids(rows: Sequence[object]) -> list[int]:
    told = (row.get("gift_id") for row in rows if isinstance(row, Mapping))
    return [one for one in told if isinstance(one, int) and not isinstance(one, bool)]
