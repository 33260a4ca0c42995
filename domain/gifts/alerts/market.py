"""How alerts see what is for sale: through the search index, and at the markets themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.gifts.costs import FeeTable
from domain.gifts.market_ports import MarketReader, SwitchedOff
from domain.gifts.models import Listing, ListingId, Lot, Market, TraitValue
from domain.gifts.ports import ListingStore
from domain.gifts.search import Page, Query, Search, Sort
from domain.gifts.value.floors import CHEAPEST, Floor, floor_of_cheapest
from domain.shared.clock import Clock


class IndexStock:
    """Implements the ports Stock and Floors over the index."""

    def __init__(self, search: Search, listings: ListingStore, clock: Clock) -> None:
        self._search = search
        self._listings = listings
        self._clock = clock

    async def cheapest(self, query: Query, limit: int) -> tuple[Listing, ...]:
        return await self._read(self._page(query, limit))

    def count(self, query: Query) -> int:
        return self._page(query, 1).total

    async def of(self, query: Query) -> Floor:
        page = self._page(query, CHEAPEST)
        totals = [one.buyer_total.units for one in await self._read(page)]
        return floor_of_cheapest(totals, page.total)

    def _page(self, query: Query, limit: int) -> Page:
        asked = replace(query, sort=Sort.PRICE, limit=limit, cursor=None, facets=())
        return self._search.search(asked, now=self._clock.now())

    async def _read(self, page: Page) -> tuple[Listing, ...]:
        ids = [ListingId(one) for one in page.ids]
        found = await self._listings.get(ids)
        return tuple(found[one] for one in ids if one in found)


class MarketLooks:
    """Implements the port Looks."""

    def __init__(
        self, readers: Mapping[Market, MarketReader], fees: FeeTable, clock: Clock
    ) -> None:
        self._readers = readers
        self._fees = fees
        self._clock = clock

    async def look(self, listings: Sequence[Listing]) -> Mapping[ListingId, Listing | None]:
        markets = {one.lot.market for one in listings}
        assert len(markets) <= 1, "all of one market"
        if not listings:
            return {}
        market = listings[0].lot.market
        reader = self._readers.get(market)
        if reader is None:
            raise SwitchedOff(market.value)
        shown = await reader.look([one.lot for one in listings])
        return {
            one.id: self._priced(one, shown[one.lot.own_id])
            for one in listings
            if one.lot.own_id in shown
        }

    def _priced(self, was: Listing, lot: Lot | None) -> Listing | None:
        """What a market does not say at a single look stays as it was."""
        if lot is None or lot.gift != was.lot.gift:
            return None
        now = self._clock.now()
        fees = self._fees.at(lot.market, now)
        whole = replace(
            lot,
            title=lot.title or was.lot.title,
            model=_fuller(was.lot.model, lot.model),
            backdrop=_fuller(was.lot.backdrop, lot.backdrop),
            symbol=_fuller(was.lot.symbol, lot.symbol),
        )
        return replace(
            was,
            lot=whole,
            buyer_total=fees.buyer_total(lot.price),
            seller_net=fees.seller_net(lot.price),
        )


def _fuller(was: TraitValue | None, now: TraitValue | None) -> TraitValue | None:
    if now is None or (was is not None and was.name == now.name):
        return was
    return now
