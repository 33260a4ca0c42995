"""Floors, estimates and summaries over a real store, with markets that say when they were read."""

from collections.abc import Sequence
from dataclasses import replace

from domain.gifts.costs import Fees
from domain.gifts.events import HistoryGrew, ListingsChanged, SourceChanged
from domain.gifts.models import GiftEvent, Listing, ListingId, Market, SourceState
from domain.gifts.shown.models import Source
from domain.gifts.sync.models import Item
from domain.gifts.value.coverage import Coverage
from domain.gifts.value.estimates import Estimates
from domain.gifts.value.floor_history import FloorHistory
from domain.gifts.value.floor_rolling import FloorRolling
from domain.gifts.value.pools import PoolBook
from domain.gifts.value.summaries import Summaries
from domain.shared.change import Changes, Decision
from domain.shared.ids import Instant
from domain.shared.money import Money
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.gifts.floor_points import PointRows
from storage.gifts.history import HistoryRows
from storage.gifts.items import ItemRows
from storage.gifts.listings import ListingRows
from storage.gifts.pools import PoolRows
from storage.gifts.reads import ReadRows
from storage.gifts.spans import SpanRows
from storage.writer import Writer
from tests.fakes.clock import FakeClock


class Sources:
    """Markets as people see them; `read` says that one was read completely just now."""

    def __init__(self, clock: FakeClock, markets: Sequence[Market]) -> None:
        self._clock = clock
        self._known = {
            market: Source(
                market=market, state=SourceState.OK, since=clock.now(), read_at=None, fees=Fees()
            )
            for market in markets
        }

    def all(self) -> Sequence[Source]:
        return tuple(self._known.values())

    def of(self, market: Market) -> Source:
        return self._known[market]

    def read(self, *markets: Market) -> None:
        for market in markets or tuple(self._known):
            self._known[market] = replace(
                self._known[market], state=SourceState.OK, read_at=self._clock.now()
            )

    def fail(self, market: Market) -> None:
        self._known[market] = replace(self._known[market], state=SourceState.BLOCKED)


class ValueHouse:
    """`database` and `writer` are open."""

    def __init__(
        self,
        database: SqliteDatabase | PostgresDatabase,
        writer: Writer,
        clock: FakeClock,
        markets: Sequence[Market] = (Market.TONNEL, Market.PORTALS),
    ) -> None:
        self.clock = clock
        self.writer = writer
        self.sources = Sources(clock, markets)
        self.listings = ListingRows(database)
        self.items = ItemRows(database)
        self.spans = SpanRows(database)
        self.points = PointRows(database)
        self.past = HistoryRows(database)
        self.coverage = Coverage(ReadRows(database), self.sources, writer, clock)
        self.floors = FloorHistory(self.spans, self.points, self.coverage, clock)
        self.pools = PoolBook(PoolRows(database), clock)
        self.estimates = Estimates(self.pools, self.coverage, clock)
        self.summaries = Summaries(self.spans, self.past, self.coverage, clock)
        self.rolling = FloorRolling(writer, self.spans, self.points, self.coverage, clock)
        self.stood: list[tuple[Listing, Instant, Instant | None]] = []
        """Every state that a lot had, from when until when: what tests count by hand."""

    def read(self, *markets: Market) -> None:
        """These, or all, were read completely just now."""
        self.sources.read(*markets)
        self._heard(*markets)

    def fail(self, *markets: Market) -> None:
        """These, or all, cannot be read."""
        for market in markets or tuple(source.market for source in self.sources.all()):
            self.sources.fail(market)
        self._heard(*markets)

    async def show(self, *listings: Listing) -> None:
        """New lots, or lots that have changed, as of their `changed_at`."""
        known = await self.listings.get([one.id for one in listings])
        changes: list[Changes] = []
        for one in listings:
            was = known.get(one.id)
            changes += [] if was is None else [self.spans.close(was, one.changed_at)]
            changes.append(self.listings.put(one))
            self._over(one.id, one.changed_at)
            self.stood.append((one, one.changed_at, None))
        await self._commit(*changes)
        self.pools.listings_changed(ListingsChanged(put=listings))

    async def meet(self, *listings: Listing) -> None:
        """Their gifts, as the markets tell of them."""
        at = self.clock.now()
        for one in listings:
            lot = one.lot
            item = Item(
                gift=lot.gift,
                collection=lot.collection,
                number=lot.number,
                seen_at=at,
                model=lot.model.name if lot.model is not None else None,
                content_at=at,
            )
            await self._commit(self.items.put(item))

    async def reprice(self, listing: Listing, ton: float) -> Listing:
        now = replace(
            listing,
            buyer_total=Money(round(ton * 10**9), listing.buyer_total.asset),
            changed_at=self.clock.now(),
        )
        await self.show(now)
        return now

    async def end(self, listing: Listing) -> None:
        now = self.clock.now()
        await self._commit(self.spans.close(listing, now), self.listings.drop(listing))
        self._over(listing.id, now)
        self.pools.listings_changed(ListingsChanged(put=(), gone=(listing,)))

    async def tell(self, *events: GiftEvent) -> None:
        await self._commit(*(self.past.add(event) for event in events))
        self.pools.history_grew(HistoryGrew(events))

    def _heard(self, *markets: Market) -> None:
        for source in self.sources.all():
            if not markets or source.market in markets:
                self.coverage.heard(SourceChanged(source.market))

    async def _commit(self, *changes: Changes) -> None:
        async def decide() -> Decision[None]:
            return Decision(None, *changes)

        await self.writer.commit(decide)

    def _over(self, listing: ListingId, at: Instant) -> None:
        self.stood = [
            (one, since, at if one.id == listing and until is None else until)
            for one, since, until in self.stood
        ]
