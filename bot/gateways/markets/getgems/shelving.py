"""GetGems' collections under our keys: it names them in the plural, items in the singular.

A collection is known there by its address alone. What its name means is what is known of such
names, and for a name that nobody knows what one of its items is called.
"""

from collections.abc import Sequence
from typing import Final

from bot.gateways.markets import exact
from bot.gateways.markets.adapter import Means
from bot.gateways.markets.getgems import mapping
from bot.gateways.markets.getgems.limits import PAGE_ROWS
from bot.gateways.markets.getgems.mapping import Named
from bot.gateways.markets.health import Tally
from bot.gateways.markets.session import Ask, MarketSession
from bot.gateways.markets.walks import place_of
from domain.gifts.market_ports import Shelf, Unreadable
from domain.gifts.models import CollectionKey, Lot
from domain.gifts.names import collection_key
from domain.gifts.plurals import singular
from domain.shared.refusals import GatewayRejected, Invalid
from domain.ton import address

V1: Final = "/public-api/v1"


class Shelving:
    def __init__(self, session: MarketSession) -> None:
        self._session = session
        self._titles: dict[str, str] = {}

    async def all(self, tally: Tally) -> tuple[Shelf, ...]:
        """Raises GatewayError."""
        found: dict[CollectionKey, Shelf] = {}
        place: str | None = None
        while True:
            here = place_of(place)
            query = [("limit", str(PAGE_ROWS))]
            query += [("after", here.cursor)] if here.cursor else []
            told = await self._session.json(Ask(path=f"{V1}/gifts/collections", query=query))
            rows = exact.rows_in(told, "response", "items", what="getgems collections")
            cursor = exact.object_in(told, "response", what="getgems collections").get("cursor")
            place = here.onward(
                cursor if isinstance(cursor, str) else None,
                exact.ids_in(rows, "address"),
                "getgems collections",
            )
            for shelf in await self._shelves(rows, tally):
                found[shelf.collection] = shelf
            if place is None:
                return tuple(found.values())

    def learn(self, row: object) -> None:
        """What a collection is called in the singular, by any row that shows one of its items."""
        if not isinstance(row, dict):
            return
        of_collection = mapping.collection_address(row)
        try:
            title, _, _ = mapping.identity(row)
        except exact.OddRow:
            return
        if of_collection is not None:
            self._titles[of_collection] = title

    def lot_of(self, shelf: Shelf, row: exact.Row, means: Means) -> Lot | None:
        """A row of a collection's list. Raises OddRow, and Unreadable when the collection is
        another one than its name made us believe: the next list of shelves knows it.
        """
        self.learn(row)
        found = mapping.lot(row, means)
        own = mapping.collection_address(row) == mapping.raw(shelf.ref)
        if found is not None and own and found.collection != shelf.collection:
            raise Unreadable(f"getgems: {shelf.title} is {found.title}")
        return found

    async def _shelves(self, rows: Sequence[object], tally: Tally) -> list[Shelf]:
        named = exact.each(rows, mapping.named, tally, mapping.SHELF_FIELDS)
        return [await self._shelf(one) for one in named]

    async def _shelf(self, one: Named) -> Shelf:
        title = self._titles.get(one.address)
        try:
            guess = singular(one.plural)
        except Invalid:
            guess = None
        if title is None and guess is not None and guess.sure:
            title = guess.title
        if title is None:
            title = await self._asked(one) or (one.plural if guess is None else guess.title)
            self._titles[one.address] = title
        return Shelf(collection=collection_key(title), title=title, ref=_friendly(one))

    async def _asked(self, one: Named) -> str | None:
        """By one of its items, for sale or not."""
        query = (("collectionAddress", _friendly(one)), ("limit", "1"))
        try:
            told = await self._session.json(Ask(path=f"{V1}/nft/search", query=query))
        except GatewayRejected:
            return None
        for row in exact.rows_in(told, "response", "items", what="getgems items"):
            self.learn(row)
        return self._titles.get(one.address)


def _friendly(one: Named) -> str:
    return address.friendly(one.address, bounceable=True)
