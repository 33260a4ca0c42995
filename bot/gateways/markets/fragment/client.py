"""Implements domain.gifts.market_ports.MarketReader over Fragment.

What it sells at a fixed price lies in contracts on the chain and is read of an index of the chain
first; its own pages are read for auctions, which no index tells, and for all lots while the index
does not answer.
"""

import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from bot.gateways.markets import exact
from bot.gateways.markets.adapter import Means
from bot.gateways.markets.feeds import Feed, FeedPage
from bot.gateways.markets.fragment import mapping, pages
from bot.gateways.markets.fragment.errors import OldHash, judge
from bot.gateways.markets.fragment.limits import LOOK_MOST, RATES, TRAITS_KEPT_MAX
from bot.gateways.markets.health import Tally
from bot.gateways.markets.onchain import ChainItems, delisted
from bot.gateways.markets.session import Ask, MarketSession, Missing
from bot.gateways.markets.walks import Place, place_of
from domain.gifts.market_ports import (
    AuthExpired,
    FeesRead,
    Health,
    LotPage,
    MarketEvent,
    News,
    Shelf,
    Unreadable,
)
from domain.gifts.models import CollectionKey, EventKind, Lot, Market
from domain.gifts.search import SaleKind
from domain.shared.ids import Instant
from domain.shared.refusals import GatewayError

INDEX_S_MAX: Final = 3.0
_CHAIN, _SALE, _AUCTION, _SOLD = "chain", "sale", "auction", "sold"
_SORTS: Final = {_SALE: "price_asc", _AUCTION: "price_asc", _SOLD: "ending"}
_WHAT: Final = "fragment lots"


class Fragment:
    """An own id is a gift's slug, which is its key."""

    def __init__(self, base: str, chain: ChainItems | None, means: Means) -> None:
        """`chain` is the index that is read first; None for the pages alone."""
        headers = {"Accept": "text/html,application/json", "X-Requested-With": "XMLHttpRequest"}
        self._session = MarketSession(base, means.line(RATES), judge, headers=headers)
        self._chain = chain
        self._now = means.clock.now
        self._parents: dict[CollectionKey, str] = {}
        self._waits_since_s: float | None = None
        self._hash = ""
        self._traits: OrderedDict[str, mapping.Traits] = OrderedDict()
        self._feed = Feed(self._feed_page, "fragment sales", means.clock)

    @property
    def market(self) -> Market:
        return Market.FRAGMENT

    @property
    def told(self) -> frozenset[EventKind]:
        return frozenset({EventKind.SOLD})

    @property
    def look_most(self) -> int:
        return LOOK_MOST

    def health(self) -> Health:
        return self._session.health.read()

    async def shelves(self) -> tuple[Shelf, ...]:
        tally = Tally()
        html = await self._page("/gifts", {"sort": "price_asc", "filter": _SALE})
        found = exact.each(pages.collections_of(html), mapping.shelf, tally, mapping.SHELF_FIELDS)
        shelves = tuple({shelf.collection: shelf for shelf in found}.values())
        self._session.health.noted("shelves", tally)
        lists = {f"{one.ref} {kind}" for one in shelves for kind in (_SALE, _AUCTION)}
        self._session.health.forget_but({"shelves", "news", *lists})
        return shelves

    async def page(self, shelf: Shelf, place: str | None) -> LotPage:
        here = place_of(place, first=_SALE if self._chain is None else _CHAIN)
        if here.part == _CHAIN:
            told = await self._chain_page(shelf, here)
            if told is not None:
                return told
            here = Place(part=_SALE)
        tally = Tally()
        if here.part not in _SORTS:
            raise Unreadable("a place that no walk gave")
        lots, following = await self._grid(shelf, here, tally)
        found = exact.once(await self._with_traits(lots), tally)
        self._noted(shelf, here, tally, following)
        return LotPage(lots=found, next=following, odd=tally.left_out)

    async def news(self, mark: str | None) -> News:
        tally = Tally()
        told = await self._feed.since(mark, tally)
        self._session.health.noted("news", tally)
        return told

    async def look(self, lots: Sequence[Lot]) -> Mapping[str, Lot | None]:
        """Of the index first; what that does not show for sale, and auctions, by its own page."""
        tally = Tally()
        found = await self._in_chain(lots, tally)
        for lot in (one for one in lots if one.own_id not in found):
            found.update(await self._by_page(lot, tally))
        self._session.health.noted("look", tally)
        return exact.settled(found, lots, tally)

    async def ends(self, lots: Sequence[Lot]) -> Mapping[str, MarketEvent]:
        """Implements domain.gifts.market_ports.EndsReader: what is back with its seller was taken
        off. Sales are told by the feed. While the index fails it is waited for, but not for long:
        it is another market's.
        """
        asked = {lot.address: lot for lot in lots if lot.address is not None}
        if self._chain is None or not asked:
            return {}
        try:
            items = await self._chain.items_at(list(asked), Tally())
        except GatewayError:
            self._waits_since_s = self._waits_since_s or time.monotonic()
            if time.monotonic() - self._waits_since_s < INDEX_S_MAX:
                raise
            return {}
        self._waits_since_s = None
        now = self._now()
        told = (delisted(asked[at], one, now) for at, one in items.items() if one is not None)
        return {event.own_id: event for event in told if event is not None}

    async def fees(self) -> FeesRead | None:
        return None

    def set_pace(self, pace: float) -> None:
        self._session.set_pace(pace)

    async def close(self) -> None:
        await self._session.close()

    async def _chain_page(self, shelf: Shelf, here: Place) -> LotPage | None:
        """None when the index does not answer, or does not know the collection, at its first
        page; later it is an error like any other.
        """
        assert self._chain is not None, "there is an index, or no walk over it"
        offset = int(here.cursor or 0)
        try:
            parent = await self._parent(shelf)
            if parent is None:
                return None
            read = await self._chain.items_of(parent, offset=offset)
            following = here.onward(
                str(offset + len(read.ids)) if read.full else None, read.ids, _WHAT
            )
        except GatewayError:
            if here.step:
                raise
            return None
        tally = read.tally
        lots = [lot for one in read.items for lot in mapping.sold_here(one, shelf, tally)]
        found = exact.once(lots, tally)
        following = following or Place(part=_AUCTION).text
        self._noted(shelf, here, tally, following)
        return LotPage(lots=found, next=following, odd=tally.left_out)

    def _noted(self, shelf: Shelf, here: Place, tally: Tally, following: str | None) -> None:
        """Lots at a fixed price are one list, whoever tells them."""
        question = f"{shelf.ref} {_AUCTION if here.part == _AUCTION else _SALE}"
        last = here.ends_before(following)
        self._session.health.noted(question, tally, page=here.step, last=last)

    async def _parent(self, shelf: Shelf) -> str | None:
        assert self._chain is not None, "there is an index, or no walk over it"
        if shelf.collection not in self._parents:
            found = await self._chain.shelves()
            self._parents.update((one.collection, one.ref) for one in found)
        return self._parents.get(shelf.collection)

    async def _grid(
        self, shelf: Shelf, here: Place, tally: Tally
    ) -> tuple[Sequence[Lot], str | None]:
        """A page of rows: the first as HTML, those behind it of the inner API."""
        wanted = {"sort": _SORTS[here.part], "filter": here.part}
        rows, cursor = await self._rows(shelf.ref, wanted, here.cursor)
        read = exact.each(rows, mapping.lot, tally, mapping.ROW_FIELDS)
        kind = SaleKind.AUCTION if here.part == _AUCTION else SaleKind.FIX
        lots = exact.fitting(
            read,
            lambda lot: lot.collection == shelf.collection and lot.sale_kind is kind,
            tally,
            _WHAT,
        )
        following = here.onward(cursor, exact.ids_in(rows, "href"), _WHAT)
        if following is None and here.part == _SALE:
            following = Place(part=_AUCTION).text
        return lots, following

    async def _rows(
        self, collection: str, wanted: Mapping[str, str], offset: str
    ) -> tuple[Sequence[pages.Row], str | None]:
        if not offset:
            path = f"/gifts/{collection}" if collection else "/gifts"
            html = await self._page(path, wanted)
            return pages.rows_of(html), pages.next_of(html)
        fields = {"method": "searchAuctions", "type": "gifts", "collection": collection}
        told = exact.object_in(
            await self._inner({**fields, **wanted, "offset_id": offset}), what=_WHAT
        )
        found, foot = told.get("html"), told.get("foot")
        if not isinstance(found, str):
            raise Unreadable(f"{_WHAT}: an answer without rows")
        return pages.rows_of(found), pages.next_of(foot if isinstance(foot, str) else found)

    async def _page(self, path: str, query: Mapping[str, str]) -> str:
        html = await self._session.page(Ask(path=path, query=tuple(query.items())))
        self._hash = pages.hash_of(html) or self._hash
        return html

    async def _inner(self, fields: Mapping[str, str]) -> object:
        """By the hash of the last page that was read; once more when that is no longer taken."""
        if self._hash:
            try:
                return await self._session.json(self._hashed(fields))
            except OldHash:
                self._hash = ""
        await self._page("/gifts", {})
        try:
            return await self._session.json(self._hashed(fields))
        except OldHash:
            expired = AuthExpired("fragment: no hash is taken")
            self._session.health.failed(expired)
            raise expired from None

    def _hashed(self, fields: Mapping[str, str]) -> Ask:
        return Ask(path="/api", query=(("hash", self._hash),), form=fields)

    async def _feed_page(
        self, since: Instant | None, cursor: str | None, tally: Tally
    ) -> FeedPage:
        del since
        wanted = {"sort": _SORTS[_SOLD], "filter": _SOLD}
        rows, following = await self._rows("", wanted, cursor or "")
        return FeedPage(
            entries=exact.each(rows, mapping.entry, tally, mapping.ROW_FIELDS), next=following
        )

    async def _with_traits(self, lots: Sequence[Lot]) -> list[Lot]:
        """Rows tell no traits: the gift's own page does, and it is read once."""
        made = []
        for lot in lots:
            if lot.own_id not in self._traits:
                with suppress(Missing):
                    await self._detail(lot.own_id)
            traits = self._traits.get(lot.own_id)
            made.append(lot if traits is None else mapping.with_traits(lot, traits))
        return made

    async def _detail(self, slug: str) -> pages.Row:
        """Raises Missing for a gift that is not on the chain."""
        row = pages.detail_of(await self._page(f"/gift/{slug}", {}))
        self._traits[slug] = mapping.traits(row)
        if len(self._traits) > TRAITS_KEPT_MAX:
            self._traits.popitem(last=False)
        return row

    async def _in_chain(self, lots: Sequence[Lot], tally: Tally) -> dict[str, Lot | None]:
        """Those that the index shows for sale here."""
        asked = {lot.address: lot for lot in lots if lot.address is not None}
        if self._chain is None or not asked:
            return {}
        try:
            items = await self._chain.items_at(list(asked), tally)
        except GatewayError:
            return {}
        found: dict[str, Lot | None] = {}
        for address, one in items.items():
            own_id = asked[address].own_id
            if (
                one is None
                or one.sale is None
                or one.sale.house != mapping.HOUSE
                or not one.trusted
            ):
                continue
            lot = one.lot(Market.FRAGMENT, own_id)
            if lot is not None:
                found[own_id] = lot
        return found

    async def _by_page(self, lot: Lot, tally: Tally) -> dict[str, Lot | None]:
        """By the gift's own page; nothing when that cannot be read."""
        try:
            return {lot.own_id: mapping.lot_of_page(await self._detail(lot.own_id), lot)}
        except Missing:
            return {lot.own_id: None}
        except exact.OddRow as why:
            tally.add(why.odd)
            return {}
