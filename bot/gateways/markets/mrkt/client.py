"""Implements domain.gifts.market_ports.MarketReader over MRKT.

Paths and bodies: unofficial, as clients of 2026-09 use them. Only the cookie opens the door, and
it wants to come from the market's own page.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from bot.gateways.markets import exact
from bot.gateways.markets.adapter import Means
from bot.gateways.markets.feeds import Feed, FeedPage
from bot.gateways.markets.health import Tally
from bot.gateways.markets.mrkt import mapping
from bot.gateways.markets.mrkt.errors import judge
from bot.gateways.markets.mrkt.limits import (
    FITS_MOST,
    LOOK_MOST,
    MODEL_LOTS,
    PAGE_ROWS,
    RATES,
)
from bot.gateways.markets.session import Ask, MarketSession, Missing, Unsigned
from bot.gateways.markets.walks import place_of
from domain.gifts.market_ports import FeesRead, Health, LotPage, News, Shelf
from domain.gifts.models import CollectionKey, EventKind, Lot, Market
from domain.shared.ids import Instant
from domain.shared.refusals import GatewayRejected

BASE: Final = "/api/v1"
_PAGE: Final = "https://cdn.tgmrkt.io"
_LOTS: Final = "mrkt lots"
_TOKEN: Final = re.compile(r"[\x21-\x3a\x3c-\x7e]{1,512}", re.ASCII)
"""What fits into a cookie."""
_EVERYTHING: Final[Mapping[str, object]] = {
    "modelNames": [],
    "backdropNames": [],
    "symbolNames": [],
    "ordering": "Price",
    "lowToHigh": True,
    "minPrice": None,
    "maxPrice": None,
    "number": None,
    "mintable": None,
    "isPremarket": None,
    "isCrafted": None,
    "isTransferable": None,
    "luckyBuy": None,
    "giftType": None,
    "query": None,
    "promotedFirst": False,
    "count": PAGE_ROWS,
}
"""The complete question: what is left out changes what the market answers."""


class Mrkt:
    def __init__(self, base: str, init_data: str, means: Means) -> None:
        """`init_data` is what MRKT's Mini App was launched with, signed by Telegram."""
        headers = {"Origin": _PAGE, "Referer": f"{_PAGE}/", "Accept": "application/json"}
        self._session = MarketSession(base, means.line(RATES), judge, headers=headers)
        self._session.signer = _LogIn(self._session, init_data)
        self._feed = Feed(self._feed_page, "mrkt feed", means.clock)
        self._names: Mapping[CollectionKey, str] = {}
        self._models: dict[CollectionKey, Counter[str]] = {}

    @property
    def market(self) -> Market:
        return Market.MRKT

    @property
    def told(self) -> frozenset[EventKind]:
        return frozenset({EventKind.LISTED, EventKind.REPRICED, EventKind.SOLD})

    @property
    def look_most(self) -> int:
        return LOOK_MOST

    def health(self) -> Health:
        return self._session.health.read()

    async def shelves(self) -> tuple[Shelf, ...]:
        tally = Tally()
        told = await self._session.json(Ask(path=f"{BASE}/gifts/collections"))
        rows = exact.rows_in(told, what="mrkt collections")
        found = exact.each(rows, mapping.shelf, tally, mapping.SHELF_FIELDS)
        shelves = tuple({shelf.collection: shelf for shelf in found}.values())
        self._names = {shelf.collection: shelf.ref for shelf in shelves}
        self._session.health.noted("shelves", tally)
        self._session.health.forget_but({"shelves", "news", *(shelf.ref for shelf in shelves)})
        return shelves

    async def page(self, shelf: Shelf, place: str | None) -> LotPage:
        tally, here = Tally(), place_of(place)
        told = await self._on_sale({"collectionNames": [shelf.ref], "cursor": here.cursor})
        rows = exact.rows_in(told, "gifts", what=_LOTS)
        cursor = told.get("cursor")
        following = here.onward(
            cursor if isinstance(cursor, str) else None, exact.ids_in(rows, "id"), _LOTS
        )
        read = exact.each(rows, mapping.lot, tally, mapping.GIFT_FIELDS)
        lots = exact.fitting(read, lambda lot: lot.collection == shelf.collection, tally, _LOTS)
        exact.in_order(lots, lambda lot: lot.price.units, tally)
        found = exact.once(lots, tally)
        seen = self._models.setdefault(shelf.collection, Counter()) if here.step else Counter()
        seen.update(map(_model, found))
        self._models[shelf.collection] = seen
        self._session.health.noted(shelf.ref, tally, page=here.step, last=following is None)
        return LotPage(lots=found, next=following, odd=tally.left_out)

    async def news(self, mark: str | None) -> News:
        tally = Tally()
        told = await self._feed.since(mark, tally)
        self._session.health.noted("news", tally)
        return told

    async def look(self, lots: Sequence[Lot]) -> Mapping[str, Lot | None]:
        """Several of one collection by their models, where all lots of these fit on a page; the
        rest one by one, which is all that the market has for it.
        """
        tally = Tally()
        found: dict[str, Lot | None] = {}
        for collection in dict.fromkeys(lot.collection for lot in lots):
            named = [lot for lot in lots if lot.collection == collection and lot.model is not None]
            found |= await self._by_models(named, tally)
        for lot in lots:
            if lot.own_id in found:
                continue
            path = f"{BASE}/gifts/gift/{lot.own_id}"
            try:
                row = await self._session.json(Ask(path=path))
            except Missing:
                found[lot.own_id] = None
                continue
            for now in exact.each([row], _now, tally, mapping.GIFT_FIELDS):
                found[lot.own_id] = now[0]
        self._session.health.noted("look", tally)
        return exact.settled(found, lots, tally)

    async def fees(self) -> FeesRead | None:
        return None

    def set_pace(self, pace: float) -> None:
        self._session.set_pace(pace)

    async def close(self) -> None:
        await self._session.close()

    async def _by_models(self, lots: Sequence[Lot], tally: Tally) -> dict[str, Lot | None]:
        """How these of one collection stand; nothing of those that would take as many calls one
        by one, and of those whose answer does not fit on a page.
        """
        name = self._names.get(lots[0].collection) if lots else None
        found: dict[str, Lot | None] = {}
        for part in self._fitting(lots) if name is not None else ():
            wanted = sorted(set(map(_model, part)))
            told = await self._on_sale({"collectionNames": [name], "modelNames": wanted})
            rows = exact.rows_in(told, "gifts", what=_LOTS)
            read = exact.each(rows, mapping.lot, tally, mapping.GIFT_FIELDS)
            here = {one.own_id: one for one in read}
            theirs = all(
                one.collection == part[0].collection and _model(one) in wanted for one in read
            )
            # An empty answer may also say that a name is not understood.
            if not read or not theirs or told.get("total") != len(rows):
                continue
            unread = set(exact.ids_in(rows, "id")) - here.keys()
            ids = [lot.own_id for lot in part if lot.own_id not in unread]
            found.update((own_id, here.get(own_id)) for own_id in ids)
        return found

    def _fitting(self, lots: Sequence[Lot]) -> Sequence[Sequence[Lot]]:
        """In parts of a few models each, all lots of which fit on a page by what the last walk
        saw; parts of one lot are left out.
        """
        seen = self._models.get(lots[0].collection, Counter())
        parts: list[list[Lot]] = []
        room, last = 0, ""
        for lot in sorted(lots, key=_model):
            if _model(lot) != last or not parts:
                last = _model(lot)
                room -= seen[last] or MODEL_LOTS
                if room < 0:
                    parts.append([])
                    room = FITS_MOST - (seen[last] or MODEL_LOTS)
            parts[-1].append(lot)
        return [part for part in parts if len(part) > 1]

    async def _on_sale(self, wanted: Mapping[str, object]) -> exact.Row:
        ask = Ask(path=f"{BASE}/gifts/saling", body={**_EVERYTHING, "cursor": "", **wanted})
        return exact.object_in(await self._session.json(ask), what=_LOTS)

    async def _feed_page(
        self, since: Instant | None, cursor: str | None, tally: Tally
    ) -> FeedPage:
        del since
        body = {"count": PAGE_ROWS, "cursor": cursor or ""}
        told = exact.object_in(
            await self._session.json(Ask(path=f"{BASE}/feed", body=body)), what="mrkt feed"
        )
        rows = exact.rows_in(told, "items", what="mrkt feed")
        entries = exact.each(rows, mapping.entry, tally, mapping.FEED_FIELDS)
        following = told.get("cursor")
        return FeedPage(
            entries=entries, next=following if isinstance(following, str) and following else None
        )


class _LogIn:
    """Implements Signer: `POST /auth` gives a token for launch data, for about a day."""

    def __init__(self, session: MarketSession, init_data: str) -> None:
        self._session = session
        self._init_data = init_data
        self._token = ""
        self._turn = asyncio.Lock()

    def headers(self) -> Mapping[str, str]:
        # Some clients were let in by the one, some by the other.
        return {"Cookie": f"access_token={self._token}", "Authorization": self._token}

    async def ready(self) -> None:
        if not self._token:
            await self.renew()

    async def renew(self) -> bool:
        refused = self._token
        async with self._turn:
            if self._token != refused:
                return True
            ask = Ask(path=f"{BASE}/auth", body={"data": self._init_data})
            try:
                told = await self._session.plainly(ask)
            except (Unsigned, GatewayRejected):
                return False
            token = told.get("token") if isinstance(told, Mapping) else None
            if not isinstance(token, str) or not _TOKEN.fullmatch(token):
                return False
            self._token = token
            return True


def _model(lot: Lot) -> str:
    return lot.model.name if lot.model is not None else ""


def _now(row: exact.Row) -> tuple[Lot | None]:
    """In a tuple, since None is an answer here: no longer for sale."""
    return (mapping.lot(row),)
