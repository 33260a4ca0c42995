"""Pricing a market's lots anew when its fees changed."""

from collections.abc import Sequence

from domain.gifts.models import CollectionKey, ListingId, Market
from domain.gifts.sync.frame import SyncFrame
from domain.gifts.sync.unit import SyncUnit
from domain.gifts.sync.writing import Subject, Writing, parts


class Repricing:
    def __init__(self, frame: SyncFrame, market: Market) -> None:
        self._frame = frame
        self._market = market
        self._writing = Writing(frame, market)

    async def run(self) -> None:
        """All lots of the market by the fees in force; those that are right already are left."""
        for collection in await self._frame.rows.listings.shelves(self._market):
            await self._shelf(collection)

    async def _shelf(self, collection: CollectionKey) -> None:
        ids = sorted(await self._frame.rows.listings.ids_of(self._market, collection))
        for part in parts(ids):

            async def fill(unit: SyncUnit, part: Sequence[ListingId] = part) -> None:
                for listing_id in part:
                    unit.price(listing_id)

            await self._writing.commit(Subject(ids=part), fill)
