"""Writing what a market showed or told, in units of bounded size."""

from collections.abc import Awaitable, Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from domain.gifts.events import ListingsChanged
from domain.gifts.market_ports import MarketEvent
from domain.gifts.models import CollectionKey, EventKind, GiftKey, ListingId, Lot, Market, Told
from domain.gifts.search import Trait
from domain.gifts.sync.frame import SyncFrame
from domain.gifts.sync.knowledge import Tier
from domain.gifts.sync.models import Rarity
from domain.gifts.sync.rules import difference, merged, seen_event, told_event
from domain.gifts.sync.unit import SyncUnit
from domain.shared.change import Decision
from domain.shared.ids import Instant

T = TypeVar("T")
Fill = Callable[[SyncUnit], Awaitable[None]]
UNIT_MOST: Final = 100
"""So many lots or rows of a feed go into one unit: the writer holds the loop for some ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a read found different: lots as they are for sale now, and ids that are not for sale
    any more. `untold` are the kinds of which the market's feed says nothing, so that what was
    seen is all that anybody will know, but for ends of which the chain says `why`. `first`: the
    market was never read whole.
    """

    lots: Sequence[Lot] = ()
    ended: Sequence[ListingId] = ()
    untold: frozenset[EventKind] = frozenset()
    why: Mapping[ListingId, MarketEvent] = field(default_factory=dict)
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a unit is about, to be read before it; `lots` tell of their gifts and of rarities."""

    ids: Sequence[ListingId]
    gifts: Sequence[GiftKey] = ()
    lots: Sequence[Lot] = ()


class Writing:
    def __init__(self, frame: SyncFrame, market: Market) -> None:
        self._frame = frame
        self._market = market

    async def see(self, seen: Seen) -> None:
        """Make the differences true."""
        for lots in parts(seen.lots):
            await self._see(Seen(lots=lots, untold=seen.untold, first=seen.first))
        for ended in parts(seen.ended):
            await self._see(Seen(ended=ended, untold=seen.untold, why=seen.why))

    async def commit(self, subject: Subject, fill: Fill, *, first: bool = False) -> None:
        """One unit. What it teaches of rarities is known to everybody at once, and lots that
        others showed without them are told of again.
        """
        knowledge = self._frame.knowledge
        rarities: list[Rarity] = []
        tiers: list[Tier] = []

        async def decide() -> Decision[None]:
            # Of an earlier try that somebody else was faster than.
            knowledge.forget(rarities, tiers)
            unit = await SyncUnit.open(self._frame, subject.ids, subject.gifts)
            unit.learn(subject.lots)
            await fill(unit)
            await unit.judge()
            rarities[:], tiers[:] = unit.rarities, unit.tiers
            knowledge.learn(rarities, tiers)
            return unit.decision(first=first)

        try:
            await self._frame.store.commit(decide)
        except BaseException:
            knowledge.forget(rarities, tiers)
            raise
        await self._tell_again(rarities, tiers, frozenset(subject.ids))

    async def _see(self, seen: Seen) -> None:
        async def fill(unit: SyncUnit) -> None:
            for lot in seen.lots:
                self._show(unit, lot, seen.untold)
            for listing_id in seen.ended:
                self._end(unit, listing_id, seen)

        ids = [*(lot.id for lot in seen.lots), *seen.ended]
        gifts = [lot.gift for lot in seen.lots]
        subject = Subject(ids=ids, gifts=gifts, lots=seen.lots)
        await self.commit(subject, fill, first=seen.first)

    def _show(self, unit: SyncUnit, lot: Lot, untold: frozenset[EventKind]) -> None:
        was = unit.listing(lot.id)
        kind = difference(was.lot if was is not None else None, lot)
        unit.show(lot)
        if kind is None or kind not in untold:
            return
        # A page may leave out what an earlier read told, such as who sells.
        lot = merged(was.lot if was is not None else None, lot)
        known = kind is EventKind.LISTED and lot.listed_at is not None
        self._tell(unit, kind, lot, at=min(lot.listed_at or unit.now, unit.now) if known else None)

    def _end(self, unit: SyncUnit, listing_id: ListingId, seen: Seen) -> None:
        was, why = unit.listing(listing_id), seen.why.get(listing_id)
        unit.end(listing_id, at=why.at if why is not None else None)
        if was is None or EventKind.GONE not in seen.untold:
            return
        if why is None:
            self._tell(unit, EventKind.GONE, was.lot)
            return
        fees = self._frame.fees.at(self._market, why.at)
        item = unit.item(why.gift)
        unit.tell(told_event(why, self._market, fees, item, Told.CHAIN))

    def _tell(self, unit: SyncUnit, kind: EventKind, lot: Lot, at: Instant | None = None) -> None:
        """Its ref is new: the state that it came from stands in the same unit, so the same
        difference is never seen twice.
        """
        fees = self._frame.fees.at(self._market, unit.now)
        ref = f"seen:{self._frame.ids.new()}"
        unit.tell(seen_event(kind, lot, fees, at=unit.now if at is None else at, ref=ref))

    async def _tell_again(
        self, rarities: Sequence[Rarity], tiers: Sequence[Tier], told: Container[ListingId]
    ) -> None:
        listings = self._frame.rows.listings
        models: dict[CollectionKey, list[str]] = {}
        for rarity in rarities:
            if rarity.trait is Trait.MODEL:
                models.setdefault(rarity.collection, []).append(rarity.value)
        ids: list[ListingId] = []
        for collection, names in models.items():
            found = await listings.with_models(collection, names)
            ids += [one.id for one in found]
        for gift, _ in tiers:
            ids += [one.id for one in await listings.of_gift(gift)]
        await announce(self._frame, [one for one in ids if one not in told])


async def announce(frame: SyncFrame, ids: Sequence[ListingId]) -> None:
    """Tell the rest of the process of listings as they stand, in the order of commits."""
    for part in parts(ids):

        async def decide(part: Sequence[ListingId] = part) -> Decision[None]:
            found = tuple((await frame.rows.listings.get(part)).values())
            standing = [frame.rows.listings.stands(one) for one in found]
            return Decision(None, *standing, events=(ListingsChanged(put=found),))

        await frame.store.commit(decide)


def parts(many: Sequence[T], most: int = UNIT_MOST) -> Iterator[Sequence[T]]:
    """In pieces, of a size for one unit each."""
    for start in range(0, len(many), most):
        yield many[start : start + most]
