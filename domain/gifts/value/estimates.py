"""Fair values of gifts and listings, from what the store holds now.

What is comparable is kept per collection and model until something there changes, since a page of
listings asks for many at once.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from domain.gifts.events import HistoryGrew, ListingsChanged
from domain.gifts.models import CollectionKey, EventKind, Listing, ListingId
from domain.gifts.shown.models import FairValue, Gift
from domain.gifts.value.coverage import Coverage
from domain.gifts.value.ports import PoolStore
from domain.gifts.value.valuing import SALES_WITHIN, Pool, Subject, View, estimate
from domain.shared.clock import Clock
from domain.shared.ids import Instant

POOLS_KEPT: Final = 500
PLAIN_NUMBER: Final = 1_234_567
_Key: TypeAlias = tuple[CollectionKey, str]


class Estimates:
    """Implements domain.gifts.shown.ports.Values. `listings_changed` and `history_grew` hear of
    the bus.
    """

    def __init__(self, store: PoolStore, coverage: Coverage, clock: Clock) -> None:
        self._store = store
        self._coverage = coverage
        self._clock = clock
        self._pools: OrderedDict[_Key, Pool] = OrderedDict()
        self._changes = 0

    async def of(self, listings: Sequence[Listing]) -> Mapping[ListingId, FairValue]:
        """Of each as if it were not for sale itself."""
        found: dict[ListingId, FairValue] = {}
        view = self._view()
        for listing in listings:
            lot = listing.lot
            if lot.model is None:
                continue
            backdrop = lot.backdrop.name if lot.backdrop is not None else None
            subject = Subject(gift=lot.gift, number=lot.number, backdrop=backdrop)
            pool = await self._pool((lot.collection, lot.model.name))
            value = estimate(subject, pool, view)
            if value is not None:
                found[listing.id] = value
        return found

    async def of_gift(self, gift: Gift) -> FairValue | None:
        if gift.model is None:
            return None
        backdrop = gift.backdrop.name if gift.backdrop is not None else None
        subject = Subject(gift=gift.key, number=gift.number, backdrop=backdrop)
        pool = await self._pool((gift.collection, gift.model.name))
        return estimate(subject, pool, self._view())

    def listings_changed(self, event: ListingsChanged) -> None:
        for listing in (*event.put, *event.gone):
            if listing.lot.model is not None:
                self._forget((listing.lot.collection, listing.lot.model.name))

    def history_grew(self, event: HistoryGrew) -> None:
        for one in event.events:
            if one.kind is EventKind.SOLD and one.model is not None:
                self._forget((one.collection, one.model))

    def _view(self) -> View:
        return View(now=self._clock.now(), fresh=self._coverage.fresh())

    async def _pool(self, key: _Key) -> Pool:
        kept = self._pools.get(key)
        if kept is not None:
            self._pools.move_to_end(key)
            return kept
        changes = self._changes
        pool = await self._read(key)
        # What changed while it was read may be missing in it.
        if changes == self._changes:
            self._pools[key] = pool
            if len(self._pools) > POOLS_KEPT:
                self._pools.popitem(last=False)
        return pool

    async def _read(self, key: _Key) -> Pool:
        since = Instant(self._clock.now() - SALES_WITHIN)
        return Pool(await self._store.lots(*key), await self._store.sales(*key, since))

    def _forget(self, key: _Key) -> None:
        self._changes += 1
        self._pools.pop(key, None)
