"""What is comparable, kept in memory by collection and model.

A page of listings asks for many pools at once, and each page of a market changes as many. A pool
is therefore read once and then kept up by every commit, lot by lot; those asked for longest ago
are let go of.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, TypeAlias

from domain.gifts.events import HistoryGrew, ListingsChanged
from domain.gifts.models import CollectionKey, EventKind, GiftKey, Listing, ListingId
from domain.gifts.value.comparables import (
    SALES_WITHIN,
    LotShelf,
    Pool,
    Price,
    SaleShelf,
    price_of,
)
from domain.gifts.value.ports import PoolStore
from domain.shared.clock import Clock
from domain.shared.ids import Instant

KEPT_MOST: Final = 100_000
"""Lots and pools together: some 50 MB."""
NAMELESS_KEPT: Final = 10_000
PoolKey: TypeAlias = tuple[CollectionKey, str]
"""A collection and the name of a model."""


@dataclass(slots=True)
class _Kept:
    """`sales` is None until it is asked for; `sold` counts what would change it."""

    lots: LotShelf
    sales: SaleShelf | None = None
    sold: int = 0


class PoolBook:
    """`listings_changed` and `history_grew` hear of the bus, in the order of the commits."""

    def __init__(self, store: PoolStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._pools: OrderedDict[PoolKey, _Kept] = OrderedDict()
        self._lots: dict[ListingId, tuple[PoolKey, Price]] = {}
        self._missed: list[ListingsChanged] = []
        self._nameless: dict[GiftKey, None] = {}
        """Sold without a word of their model."""
        self._reading = asyncio.Lock()

    async def get(self, key: PoolKey) -> Pool:
        kept = await self._get(key)
        return Pool(kept.lots, await self._sales(key, kept))

    async def lots(self, key: PoolKey) -> LotShelf:
        return (await self._get(key)).lots

    def listings_changed(self, event: ListingsChanged) -> None:
        if self._reading.locked():
            self._missed.append(event)
        for listing in event.gone:
            self._drop(listing.id)
        for listing in event.put:
            self._drop(listing.id)
            self._put(listing)
        self._let_go()

    def history_grew(self, event: HistoryGrew) -> None:
        for one in event.events:
            if one.kind is not EventKind.SOLD:
                continue
            # Of a sale told without its model the store may know it from the gift.
            if one.model is not None:
                self._forget_sales((one.collection, one.model))
                continue
            self._nameless[one.gift] = None
            if len(self._nameless) > NAMELESS_KEPT:
                del self._nameless[next(iter(self._nameless))]
            for key in [key for key in self._pools if key[0] == one.collection]:
                self._forget_sales(key)

    def _forget_sales(self, key: PoolKey) -> None:
        kept = self._pools.get(key)
        if kept is not None:
            kept.sales = None
            kept.sold += 1

    def _put(self, listing: Listing) -> None:
        lot, price = listing.lot, price_of(listing)
        if lot.model is None or price is None:
            return
        key = (lot.collection, lot.model.name)
        if lot.gift in self._nameless:
            # Now that its model is known its sales count here.
            del self._nameless[lot.gift]
            self._forget_sales(key)
        kept = self._pools.get(key)
        if kept is not None:
            kept.lots.put(price)
            self._lots[listing.id] = key, price

    def _drop(self, listing: ListingId) -> None:
        known = self._lots.pop(listing, None)
        if known is not None:
            key, price = known
            self._pools[key].lots.drop(price)

    def _let_go(self) -> None:
        while len(self._lots) + len(self._pools) > KEPT_MOST and len(self._pools) > 1:
            _, old = self._pools.popitem(last=False)
            for lot in old.lots:
                if lot.listing is not None:
                    del self._lots[lot.listing]

    async def _get(self, key: PoolKey) -> _Kept:
        kept = self._pools.get(key)
        if kept is None:
            async with self._reading:
                kept = self._pools.get(key) or await self._read(key)
        self._pools.move_to_end(key)
        return kept

    async def _read(self, key: PoolKey) -> _Kept:
        """What changed meanwhile may be missing in what was read: it is done once more, which
        leaves everything as the last change of it says.
        """
        self._missed = []
        read = await self._store.lots(*key)
        # There may be ten thousand: they are put in order beside the loop.
        kept = self._pools[key] = _Kept(await asyncio.to_thread(LotShelf, read))
        for lot in read:
            assert lot.listing is not None, "lots for sale have ids"
            if lot.listing in self._lots:
                # It has come to another pool since, and is known better there.
                kept.lots.drop(lot)
            else:
                self._lots[lot.listing] = key, lot
        missed, self._missed = self._missed, []
        for event in missed:
            self.listings_changed(event)
        self._let_go()
        return kept

    async def _sales(self, key: PoolKey, kept: _Kept) -> SaleShelf:
        if kept.sales is not None:
            return kept.sales
        sold = kept.sold
        since = Instant(self._clock.now() - SALES_WITHIN)
        sales = SaleShelf(await self._store.sales(*key, since))
        if kept.sold == sold:
            kept.sales = sales
        return sales
