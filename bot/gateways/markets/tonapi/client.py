"""Implements domain.gifts.market_ports.MarketReader over TON API, and bot.gateways.markets.onchain
for who else reads the chain by it.

It has no list of what is for sale: all items of a collection are walked. What GetGems and Fragment
sell on the chain is told by these markets' own adapters.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

from bot.gateways.markets import exact
from bot.gateways.markets.adapter import Means
from bot.gateways.markets.health import Odd, Tally
from bot.gateways.markets.onchain import ChainItem, ItemPage, delisted
from bot.gateways.markets.session import Ask, KeySigner, MarketSession, Missing
from bot.gateways.markets.tonapi import mapping
from bot.gateways.markets.tonapi.ends import (
    OPERATION_FIELDS,
    Operation,
    gone_away,
    left,
    operation,
    sellers,
)
from bot.gateways.markets.tonapi.errors import judge
from bot.gateways.markets.tonapi.limits import (
    BULK_ROWS,
    HISTORY_ROWS,
    KEYED_PER_S,
    PAGE_ROWS,
    rates,
)
from bot.gateways.markets.walks import place_of
from domain.gifts.market_ports import (
    FeesRead,
    Health,
    LotPage,
    MarketEvent,
    News,
    Shelf,
    Unreadable,
)
from domain.gifts.models import EventKind, Lot, Market

LIST_PAGES_MAX: Final = 300
"""There are over a hundred thousand collections on the chain, of which some hundred are gifts."""
OWNED_PAGES_MAX: Final = 20


class TonApi:
    """An own id is an item's raw address."""

    def __init__(
        self, base: str, key: str, means: Means, *, calls_per_s: float = KEYED_PER_S
    ) -> None:
        """An empty key means none; `calls_per_s` is what the key's plan allows."""
        signer = KeySigner({"Authorization": f"Bearer {key}"} if key else None)
        line = means.line(rates(key, calls_per_s))
        self._session = MarketSession(base, line, judge, signer=signer)
        self._means = means
        self._gifts: dict[str, Shelf] = {}
        self._listed_to = 0

    @property
    def market(self) -> Market:
        return Market.TONAPI

    @property
    def told(self) -> frozenset[EventKind]:
        return frozenset()

    @property
    def look_most(self) -> int:
        return BULK_ROWS

    def health(self) -> Health:
        return self._session.health.read()

    async def shelves(self) -> tuple[Shelf, ...]:
        """The list is read on from its last page that was not full: older ones do not change."""
        tally, before = Tally(), ""
        for _ in range(LIST_PAGES_MAX):
            query = (("limit", str(PAGE_ROWS)), ("offset", str(self._listed_to)))
            told = await self._session.json(Ask(path="/v2/nfts/collections", query=query))
            rows = exact.rows_in(told, "nft_collections", what="tonapi collections")
            found = exact.each(rows, mapping.shelf, tally, mapping.COLLECTION_FIELDS)
            self._gifts.update((shelf.ref, shelf) for shelf in found)
            first = str(exact.ids_in(rows, "address")[:1])
            if len(rows) < PAGE_ROWS:
                break
            if first == before:
                raise Unreadable("tonapi collections: the same page again and again")
            before = first
            self._listed_to += PAGE_ROWS
        shelves = tuple({one.collection: one for one in self._gifts.values()}.values())
        self._session.health.noted("shelves", tally)
        self._session.health.forget_but({"shelves", *(one.ref for one in shelves)})
        return shelves

    async def page(self, shelf: Shelf, place: str | None) -> LotPage:
        here = place_of(place)
        offset = int(here.cursor or 0)
        read = await self.items_of(shelf.ref, offset=offset)
        following = str(offset + PAGE_ROWS) if read.full else None
        onward = here.onward(following, read.ids, "tonapi items")
        fit = [one for one in read.items if one.parent == shelf.ref]
        lots = [lot for one in fit for lot in _lots(one, shelf, read.tally)]
        found = exact.once(lots, read.tally)
        self._session.health.noted(shelf.ref, read.tally, page=here.step, last=onward is None)
        return LotPage(lots=found, next=onward, odd=read.tally.left_out)

    async def news(self, mark: str | None) -> News:
        """It has no feed of sales."""
        return News(events=(), mark=mark or "", whole=True)

    async def look(self, lots: Sequence[Lot]) -> Mapping[str, Lot | None]:
        tally = Tally()
        wanted = {lot.own_id: lot for lot in lots}
        looked: dict[str, Lot | None] = {}
        for address, one in (await self.items_at(list(wanted), tally)).items():
            if one is None or one.sale is None or not mapping.ours(one.sale.house):
                looked[address] = None
                continue
            lot = one.lot(Market.TONAPI, one.address)
            if lot is not None and one.trusted:
                looked[address] = lot
            elif one.sale.odd is not None:
                tally.add(one.sale.odd)
        self._session.health.noted("look", tally)
        return exact.settled(looked, lots, tally)

    async def ends(self, lots: Sequence[Lot]) -> Mapping[str, MarketEvent]:
        """Implements domain.gifts.market_ports.EndsReader."""
        tally, now = Tally(), self._means.clock.now()
        wanted = {lot.address: lot for lot in lots if lot.address is not None}
        found: dict[str, MarketEvent] = {}
        away: list[Lot] = []
        for address, one in (await self.items_at(list(wanted), tally)).items():
            lot = wanted[address]
            told = delisted(lot, one, now) if one is not None else None
            if told is not None:
                found[lot.own_id] = told
            elif one is not None and left(lot, one):
                away.append(lot)
        operations = [await self._operations(one, tally) for one in sellers(away)]
        for lot in away:
            told = gone_away(lot, chain.from_iterable(operations))
            if told is not None:
                found[lot.own_id] = told
        self._session.health.noted("ends", tally)
        return found

    async def fees(self) -> FeesRead | None:
        return None

    async def items_of(self, collection: str, *, offset: int) -> ItemPage:
        query = (("limit", str(PAGE_ROWS)), ("offset", str(offset)))
        ask = Ask(path=f"/v2/nfts/collections/{collection}/items", query=query)
        return self._items(await self._session.json(ask))

    async def items_at(
        self, addresses: Sequence[str], tally: Tally
    ) -> Mapping[str, ChainItem | None]:
        found: dict[str, ChainItem | None] = {}
        for start in range(0, len(addresses), BULK_ROWS):
            part = addresses[start : start + BULK_ROWS]
            ask = Ask(path="/v2/nfts/_bulk", body={"account_ids": list(part)})
            page = self._items(await self._session.json(ask), tally)
            found.update((address, None) for address in set(part) - set(page.ids))
            found.update((one.address, one) for one in page.items if one.address in part)
        return found

    async def owned(self, wallet: str) -> tuple[ChainItem, ...]:
        """Gifts of an address that the index trusts, each once, also those that lie in contracts
        of sales. Raises GatewayError: the answer is whole or none.
        """
        if not self._gifts:
            await self.shelves()
        found: dict[str, ChainItem] = {}
        for number in range(OWNED_PAGES_MAX):
            page = await self._owned_page(wallet, number * PAGE_ROWS)
            new = [one for one in page.items if one.address not in found]
            found.update((one.address, one) for one in new if self._is_gift(one))
            if page.tally.left_out:
                raise Unreadable("tonapi: a wallet's items that cannot be read")
            if not page.full:
                return tuple(found.values())
        raise Unreadable("tonapi: a wallet without end")

    async def ask(self, path: str, query: Sequence[tuple[str, str]]) -> object:
        """Anything else that it tells, under the same limit on calls."""
        return await self._session.json(Ask(path=path, query=query))

    def set_pace(self, pace: float) -> None:
        self._session.set_pace(pace)

    async def close(self) -> None:
        await self._session.close()

    async def _operations(self, account: str, tally: Tally) -> Sequence[Operation]:
        """The newest ones of an address."""
        ask = Ask(
            path=f"/v2/accounts/{account}/nfts/history", query=(("limit", str(HISTORY_ROWS)),)
        )
        try:
            told = await self._session.json(ask)
        except Missing:
            return ()
        rows = exact.rows_in(told, "operations", what="tonapi history")
        return exact.each(rows, operation, tally, OPERATION_FIELDS)

    async def _owned_page(self, wallet: str, offset: int) -> ItemPage:
        query = (
            ("limit", str(PAGE_ROWS)),
            ("offset", str(offset)),
            ("indirect_ownership", "true"),
        )
        try:
            told = await self._session.json(Ask(path=f"/v2/accounts/{wallet}/nfts", query=query))
        except Missing:
            return ItemPage(items=(), ids=(), tally=Tally(), full=False)
        gifts = [row for row in _rows(told) if self._of_gifts(row)]
        page = self._items({"nft_items": gifts})
        return ItemPage(
            items=page.items,
            ids=page.ids,
            tally=page.tally,
            full=len(_rows(told)) >= PAGE_ROWS,
        )

    def _of_gifts(self, row: object) -> bool:
        """By the address of its collection: names can be anybody's."""
        parent = row.get("collection") if isinstance(row, Mapping) else None
        address = parent.get("address") if isinstance(parent, Mapping) else None
        return isinstance(address, str) and address.lower() in self._gifts

    def _is_gift(self, one: ChainItem) -> bool:
        shelf = self._gifts.get(one.parent)
        return one.trusted and shelf is not None and shelf.collection == one.collection

    def _items(self, told: object, tally: Tally | None = None) -> ItemPage:
        tally, rows = tally or Tally(), _rows(told)
        read = exact.each(
            rows, lambda row: mapping.item(row, self._means), tally, mapping.ITEM_FIELDS
        )
        return ItemPage(
            items=tuple(read),
            ids=tuple(one.lower() for one in exact.ids_in(rows, "address")),
            tally=tally,
            full=len(rows) >= PAGE_ROWS,
        )


def _rows(told: object) -> Sequence[object]:
    return exact.rows_in(told, "nft_items", what="tonapi items")


def _lots(one: ChainItem, shelf: Shelf, tally: Tally) -> list[Lot]:
    """What this market sells of it: nothing, or one lot."""
    if one.sale is None or not mapping.ours(one.sale.house) or not one.trusted:
        return []
    if one.collection != shelf.collection:
        tally.add(Odd.CONTRADICTION)
        return []
    if one.sale.odd is not None:
        tally.add(one.sale.odd)
    lot = one.lot(Market.TONAPI, one.address)
    return [lot] if lot is not None else []
