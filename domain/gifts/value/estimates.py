"""Fair values of gifts and listings, from what is for sale and was sold."""

from collections.abc import Mapping, Sequence

from domain.gifts.models import Listing, ListingId
from domain.gifts.shown.models import FairValue, Gift
from domain.gifts.value.comparables import View
from domain.gifts.value.coverage import Coverage
from domain.gifts.value.pools import PoolBook
from domain.gifts.value.valuing import Subject, estimate
from domain.shared.clock import Clock


class Estimates:
    """Implements domain.gifts.shown.ports.Values."""

    def __init__(self, pools: PoolBook, coverage: Coverage, clock: Clock) -> None:
        self._pools = pools
        self._coverage = coverage
        self._clock = clock

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
            pool = await self._pools.get((lot.collection, lot.model.name))
            value = estimate(subject, pool, view)
            if value is not None:
                found[listing.id] = value
        return found

    async def of_gift(self, gift: Gift) -> FairValue | None:
        if gift.model is None:
            return None
        backdrop = gift.backdrop.name if gift.backdrop is not None else None
        subject = Subject(gift=gift.key, number=gift.number, backdrop=backdrop)
        pool = await self._pools.get((gift.collection, gift.model.name))
        return estimate(subject, pool, self._view())

    def _view(self) -> View:
        return View(now=self._clock.now(), fresh=self._coverage.fresh())
