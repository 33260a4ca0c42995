"""The gifts area put together: what is known of all markets, how it is kept up, who reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.gifts.index import LiveIndex
from bot.markets import CADENCES, MarketWorker
from bot.wiring.foundation import Foundation
from bot.wiring.gifts.values import GiftValues, gift_values
from bot.wiring.markets import fee_table
from domain.gifts.costs import FeeTable
from domain.gifts.events import CollectionChanged, ListingsChanged
from domain.gifts.market_ports import MarketReader
from domain.gifts.models import CollectionKey, Market
from domain.gifts.ports import HistoryStore, ListingStore
from domain.gifts.shown.showcase import Showcase, Stock
from domain.gifts.sync.collections import Catalogue
from domain.gifts.sync.frame import Stores, SyncFrame
from domain.gifts.sync.items import MetGifts
from domain.gifts.sync.knowledge import Knowledge
from domain.gifts.sync.ports import ItemStore
from domain.gifts.sync.service import MarketSync
from domain.gifts.sync.sources import SourceBook
from domain.gifts.value.wash import wash_sales
from storage.gifts.collections import CollectionRows, ShelfRows
from storage.gifts.history import HistoryRows
from storage.gifts.items import ItemRows, RarityRows
from storage.gifts.listings import ListingRows
from storage.gifts.sources import JobRows, SourceRows
from storage.gifts.spans import SpanRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Gifts:
    """`search` answers once `load` has built the index. `readers` are the markets that can be
    read; the rest is `off`.
    """

    frame: SyncFrame
    readers: Mapping[Market, MarketReader]
    workers: tuple[MarketWorker, ...]
    search: LiveIndex
    showcase: Showcase
    collections: Catalogue
    sources: SourceBook
    values: GiftValues

    @property
    def listings(self) -> ListingStore:
        return self.frame.rows.listings

    @property
    def history(self) -> HistoryStore:
        return self.frame.rows.history

    @property
    def items(self) -> ItemStore:
        return self.frame.rows.items

    @property
    def fees(self) -> FeeTable:
        return self.frame.fees

    @property
    def titles(self) -> Callable[[CollectionKey], str]:
        """Names of collections as people know them."""
        return self.frame.knowledge.title

    async def load(self) -> None:
        """What is in the store, before anybody reads or searches."""
        rows, knowledge = self.frame.rows, self.frame.knowledge
        knowledge.fill(
            await rows.collections.all(), await rows.rarities.all(), await rows.items.tiers()
        )
        await self.sources.load(list(self.readers))
        await self.values.coverage.load()
        await self.search.build()

    async def progress(self) -> Mapping[str, tuple[int, int]]:
        """By job, over all markets: how much is done, of how much."""
        found: dict[str, tuple[int, int]] = {}
        for one in await self.frame.rows.jobs.all():
            done, total = found.get(one.job, (0, 0))
            found[one.job] = (done + one.done, total + one.total)
        return found

    def reread(self, collection: CollectionKey) -> None:
        """On every market, out of turn."""
        for worker in self.workers:
            worker.ask_shelf(collection)

    def expect(self, changes: Mapping[str, int]) -> Mapping[str, int]:
        """The world says which change of each market was the last; answers up to which one each
        has been read. A market without a reader shows nothing that could be read.
        """
        for worker in self.workers:
            worker.expect(changes.get(worker.market.value, 0))
        return {**changes, **{worker.market.value: worker.read_to for worker in self.workers}}

    def set_pace(self, pace: float) -> None:
        for worker in self.workers:
            worker.set_pace(pace)


def gifts(f: Foundation, readers: Mapping[Market, MarketReader]) -> Gifts:
    frame = _frame(f)
    search = LiveIndex(f.database, frame.knowledge, f.clock)
    f.bus.subscribe(ListingsChanged, search.changed)
    f.bus.subscribe(CollectionChanged, search.named)
    catalogue = Catalogue(frame)
    sources = SourceBook(frame.rows.sources, frame.fees, f.clock)
    values = gift_values(f, frame.rows.history, sources)
    showcase = Showcase(
        Stock(
            search=search,
            listings=ListingRows(f.database, frame.knowledge.complete),
            history=frame.rows.history,
            items=MetGifts(frame.rows.items, frame.knowledge),
            collections=catalogue,
            sources=sources,
            values=values.estimates,
        ),
        f.clock,
    )
    f.bus.subscribe(ListingsChanged, showcase.changed)
    return Gifts(
        frame=frame,
        readers=readers,
        workers=tuple(
            MarketWorker(MarketSync(frame, reader, sources, catalogue), CADENCES[market])
            for market, reader in readers.items()
        ),
        search=search,
        showcase=showcase,
        collections=catalogue,
        sources=sources,
        values=values,
    )


def _frame(f: Foundation) -> SyncFrame:
    knowledge = Knowledge()
    return SyncFrame(
        store=f.writer,
        rows=Stores(
            listings=ListingRows(f.database, knowledge.complete),
            history=HistoryRows(f.database),
            items=ItemRows(f.database),
            rarities=RarityRows(f.database),
            collections=CollectionRows(f.database),
            shelves=ShelfRows(f.database),
            sources=SourceRows(f.database),
            jobs=JobRows(f.database),
            spans=SpanRows(f.database),
        ),
        knowledge=knowledge,
        fees=fee_table(f.settings),
        clock=f.clock,
        ids=f.ids,
        wash=wash_sales,
    )
