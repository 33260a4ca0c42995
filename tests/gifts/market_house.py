"""Keeping up with markets, put together over a real store; the markets are fakes with memory.

A `MarketHouse` is one run of the app. A crash is one left behind, and another one built over the
same store and the same markets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.gifts.costs import FeeTable
from domain.gifts.events import HistoryGrew, ListingsChanged
from domain.gifts.models import CollectionKey, EventKind, GiftEvent, Listing, ListingId, Market
from domain.gifts.sync.collections import Catalogue
from domain.gifts.sync.frame import Stores, SyncFrame
from domain.gifts.sync.knowledge import Knowledge
from domain.gifts.sync.service import MarketSync
from domain.gifts.sync.sources import SourceBook
from domain.gifts.value.wash import wash_sales
from domain.shared.change import Event, Store
from domain.shared.ids import Instant
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.gifts.collections import CollectionRows, ShelfRows
from storage.gifts.history import HistoryRows
from storage.gifts.items import ItemRows, RarityRows
from storage.gifts.listings import ListingRows
from storage.gifts.sources import JobRows, SourceRows
from storage.gifts.spans import SpanRows
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.fakes.markets import FakeMarket

LONG_AGO, FOR_EVER = Instant(0), Instant(2**60)
EVERY_KIND = frozenset(EventKind)


class MarketHouse:
    def __init__(
        self,
        database: SqliteDatabase | PostgresDatabase,
        store: Store,
        clock: FakeClock,
        ids: FakeIds,
        markets: Sequence[FakeMarket],
    ) -> None:
        self.markets = {market.market: market for market in markets}
        self.clock = clock
        self.knowledge = Knowledge()
        self.fees = FeeTable()
        self.rows = Stores(
            listings=ListingRows(database, self.knowledge.complete),
            history=HistoryRows(database),
            items=ItemRows(database),
            rarities=RarityRows(database),
            collections=CollectionRows(database),
            shelves=ShelfRows(database),
            sources=SourceRows(database),
            jobs=JobRows(database),
            spans=SpanRows(database),
        )
        self.frame = SyncFrame(
            store=store,
            rows=self.rows,
            knowledge=self.knowledge,
            fees=self.fees,
            clock=clock,
            ids=ids,
            wash=wash_sales,
        )
        self.sources = SourceBook(self.rows.sources, self.fees, clock)
        self.catalogue = Catalogue(self.frame)
        self.syncs = {
            market: MarketSync(self.frame, reader, self.sources, self.catalogue)
            for market, reader in self.markets.items()
        }

    async def load(self) -> None:
        self.knowledge.fill(
            await self.rows.collections.all(),
            await self.rows.rarities.all(),
            await self.rows.items.tiers(),
        )
        await self.sources.load(list(self.markets))

    async def read(self, market: Market = Market.PORTALS, *, afresh: bool = True) -> None:
        """A complete round."""
        sync = self.syncs[market]
        await sync.begin(afresh=afresh)
        while not await sync.step():
            pass
        await sync.report()

    async def for_sale(self, *titles: CollectionKey) -> Mapping[ListingId, Listing]:
        found: dict[ListingId, Listing] = {}
        async for listings in self.rows.listings.all():
            found |= {one.id: one for one in listings}
        return {
            key: one for key, one in found.items() if not titles or one.lot.collection in titles
        }

    async def prices(self) -> dict[str, int]:
        """What is for sale and for how much, in smallest units as the market shows it."""
        return {key: one.lot.price.units for key, one in (await self.for_sale()).items()}

    def truth(self, market: Market = Market.PORTALS) -> dict[str, int]:
        lots = self.markets[market].lots.values()
        return {one.id: one.price.units for one in lots}

    async def history(self, collection: str = "plushpepe") -> list[GiftEvent]:
        """Oldest first."""
        return list(
            await self.rows.history.of_collection(
                CollectionKey(collection), kinds=EVERY_KIND, since=LONG_AGO, until=FOR_EVER
            )
        )

    async def kinds(self, collection: str = "plushpepe") -> list[str]:
        return [event.kind.value for event in await self.history(collection)]


def told_of(published: Sequence[Event]) -> tuple[dict[ListingId, Listing], list[GiftEvent]]:
    """What a subscriber of the bus knows after these: what is for sale, and the history."""
    listings: dict[ListingId, Listing] = {}
    history: list[GiftEvent] = []
    for event in published:
        if isinstance(event, ListingsChanged):
            for gone in event.gone:
                listings.pop(gone.id, None)
            listings |= {one.id: one for one in event.put}
        elif isinstance(event, HistoryGrew):
            history += event.events
    return listings, history


def plain(events: Sequence[GiftEvent]) -> list[GiftEvent]:
    """Without what differs from run to run: the names of what was seen."""
    return [
        replace(event, id="", ref="") if event.ref.startswith("seen:") else event
        for event in events
    ]
