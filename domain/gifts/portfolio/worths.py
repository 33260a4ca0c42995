"""What one gift of a kind is worth: asked for, and if it had to be sold at once.

Asked for: its fair value where there is enough to say so, else the robust floor of its model, else
that of its collection. Sold at once: the best bid, else what the market of the cheapest comparable
lot leaves of that lot's price, less what sales fall short of the floor at this depth (`depth`).
The gift itself is never its own comparable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.gifts.models import CollectionKey, GiftKey, Listing, ListingId
from domain.gifts.portfolio.models import Subject, Worth, WorthBasis
from domain.gifts.portfolio.ports import Bids
from domain.gifts.ports import ListingStore
from domain.gifts.search import Query, Search
from domain.gifts.shown.models import Gift
from domain.gifts.shown.ports import Items, Values
from domain.gifts.value.depth import honest, realised_permille
from domain.gifts.value.floors import CHEAPEST, floor_of_cheapest
from domain.shared.clock import Clock
from domain.shared.money import TON, Money
from domain.shared.refusals import NotFound

LOOKED_AT: Final = 12
"""The cheapest lots of each kind; a gift of one's own may stand among them several times."""


@dataclass(frozen=True, slots=True)
class _Book:
    """The cheapest lots of a kind, and how many there are."""

    lots: tuple[Listing, ...]
    depth: int

    def without(self, gift: GiftKey | None) -> "_Book":
        """As if this gift were not for sale; any other gift once."""
        own = sum(1 for one in self.lots if one.lot.gift == gift)
        each: dict[GiftKey, Listing] = {}
        for one in self.lots:
            if one.lot.gift != gift:
                each.setdefault(one.lot.gift, one)
        return _Book(tuple(each.values()), self.depth - own)

    @property
    def robust(self) -> Money | None:
        cheapest = [lot.buyer_total.units for lot in self.lots[:CHEAPEST]]
        return floor_of_cheapest(cheapest, self.depth).robust

    @property
    def sell_now(self) -> Money | None:
        """After the market's fee, which is what `seller_net` leaves out."""
        rate = realised_permille(self.depth)
        prices = honest([lot.buyer_total.units for lot in self.lots])
        if rate is None or not prices:
            return None
        base = next(lot for lot in self.lots if lot.buyer_total.units == prices[0])
        return Money(base.seller_net.units * rate // 1000, TON)


_Books = dict[tuple[CollectionKey, str | None], _Book]


class BookWorths:
    """Implements domain.gifts.portfolio.ports.Worths over the search and its listings."""

    def __init__(
        self,
        search: Search,
        listings: ListingStore,
        items: Items,
        values: Values,
        *,
        bids: Sequence[Bids],
        clock: Clock,
    ) -> None:
        self._search = search
        self._listings = listings
        self._items = items
        self._values = values
        self._bids = tuple(bids)
        self._clock = clock

    async def of(self, subjects: Sequence[Subject]) -> Mapping[str, Worth]:
        books: _Books = {}
        return {subject.pool: await self._worth(subject, books) for subject in subjects}

    async def _worth(self, subject: Subject, books: _Books) -> Worth:
        gift = await self._gift(subject.gift)
        model = subject.model or (gift.model.name if gift and gift.model else None)
        own = await self._book(subject, model, books) if model else None
        whole = await self._book(subject, None, books)
        ask, basis = await self._ask(gift, own, whole)
        sell, sell_basis = await self._sell(subject, own, whole)
        return Worth(ask=ask, ask_basis=basis, sell_now=sell, sell_basis=sell_basis)

    async def _ask(
        self, gift: Gift | None, own: _Book | None, whole: _Book
    ) -> tuple[Money | None, WorthBasis | None]:
        fair = await self._values.of_gift(gift) if gift is not None else None
        if fair is not None:
            return fair.value, WorthBasis.FAIR
        if own is not None and own.robust is not None:
            return own.robust, WorthBasis.MODEL
        if whole.robust is not None:
            return whole.robust, WorthBasis.COLLECTION
        return None, None

    async def _sell(
        self, subject: Subject, own: _Book | None, whole: _Book
    ) -> tuple[Money | None, WorthBasis | None]:
        found = [await one.best(subject) for one in self._bids]
        bids = [bid for bid in found if bid is not None]
        if bids:
            return max(bids, key=lambda bid: bid.units), WorthBasis.BID
        for book in (own, whole):
            if book is not None and book.sell_now is not None:
                return book.sell_now, WorthBasis.DEPTH
        return None, None

    async def _gift(self, key: GiftKey | None) -> Gift | None:
        if key is None:
            return None
        try:
            return await self._items.get(key)
        except NotFound:
            return None

    async def _book(self, subject: Subject, model: str | None, books: _Books) -> _Book:
        """Read once for all subjects of a kind."""
        kind = subject.collection, model
        if kind not in books:
            query = Query(
                collection=(subject.collection,),
                model=(model,) if model is not None else (),
                limit=LOOKED_AT,
            )
            page = self._search.search(query, now=self._clock.now())
            ids = [ListingId(one) for one in page.ids]
            found = await self._listings.get(ids)
            books[kind] = _Book(tuple(found[one] for one in ids if one in found), page.total)
        return books[kind].without(subject.gift)
