"""Pools that are kept up hold what ones that are read anew would hold."""

import asyncio
from random import Random

import pytest

from domain.gifts.events import ListingsChanged
from domain.gifts.models import CollectionKey, Listing, ListingId
from domain.gifts.value import pools
from domain.gifts.value.comparables import Price, price_of
from domain.gifts.value.pools import PoolBook
from domain.shared.ids import Instant
from tests.fakes.clock import FakeClock
from tests.gifts.lots import PEPE, listing

MODELS = ("Zebra", "Frog", "Ghost")


class Shop:
    """Implements PoolStore: tells what was for sale when it was asked, once it may."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._known: dict[ListingId, Listing] = {}
        self.may = asyncio.Event()
        self.reads = 0

    def now(self, model: str) -> set[Price]:
        found = [price_of(one) for one in self._known.values() if _model(one) == model]
        return {price for price in found if price is not None}

    async def lots(self, _collection: CollectionKey, model: str) -> tuple[Price, ...]:
        self.reads += 1
        then = tuple(self.now(model))
        await self.may.wait()
        return then

    async def sales(
        self, _collection: CollectionKey, _model: str, _since: Instant
    ) -> tuple[Price, ...]:
        return ()

    def change(self) -> ListingsChanged:
        """A lot comes, goes, or has another price or model from now on."""
        number = self._chance.randrange(40)
        was = self._known.pop(listing(number, 1).id, None)
        if was is not None and self._chance.randrange(3) == 0:
            return ListingsChanged(put=(), gone=(was,))
        now = listing(number, self._chance.randrange(1, 5), model=self._chance.choice(MODELS))
        self._known[now.id] = now
        return ListingsChanged(put=(now,))


def _model(one: Listing) -> str:
    return one.lot.model.name if one.lot.model is not None else ""


@pytest.mark.parametrize(("kept_most", "again"), [(100_000, False), (20, True)])
async def test_a_pool_follows_whatever_comes_while_it_is_read_and_after(
    monkeypatch: pytest.MonkeyPatch, clock: FakeClock, kept_most: int, *, again: bool
) -> None:
    monkeypatch.setattr(pools, "KEPT_MOST", kept_most)
    shop = Shop(Random(5))
    book = PoolBook(shop, clock)
    for _ in range(60):
        shop.may.clear()
        asked = [asyncio.create_task(book.lots((PEPE, model))) for model in MODELS]
        for _ in range(4):
            book.listings_changed(shop.change())
            await asyncio.sleep(0)
        shop.may.set()
        await asyncio.gather(*asked)
        for model in MODELS:
            assert set(await book.lots((PEPE, model))) == shop.now(model)
    assert (shop.reads > len(MODELS)) is again
