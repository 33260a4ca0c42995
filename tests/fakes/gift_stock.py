"""What a shop of gifts has, in memory: lots, events, things, markets, what they are worth."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.gifts.costs import FEES
from domain.gifts.models import (
    CollectionKey,
    GiftEvent,
    GiftKey,
    Listing,
    ListingId,
    Market,
    SourceState,
    TraitValue,
)
from domain.gifts.search import Trait
from domain.gifts.shown.models import Collection, FairValue, Gift, Source, TraitStock
from domain.gifts.shown.traits import OF_GIFTS, trait_of
from domain.gifts.value.floors import counts
from domain.shared.ids import Instant
from domain.shared.page import Page
from domain.shared.refusals import NotFound
from storage.cursors import read_cursor, write_cursor
from tests.fakes.clock import FakeClock


class Lots:
    """The lots for sale, by id."""

    def __init__(self) -> None:
        self.all: dict[ListingId, Listing] = {}
        self.reads = 0

    async def get(self, ids: Sequence[ListingId]) -> Mapping[ListingId, Listing]:
        await asyncio.sleep(0)
        self.reads += 1
        return {one: self.all[one] for one in ids if one in self.all}

    async def of_gift(self, gift: GiftKey) -> tuple[Listing, ...]:
        return tuple(one for one in self.all.values() if one.lot.gift == gift)

    async def traits(self, collection: CollectionKey, now: Instant) -> tuple[TraitStock, ...]:
        there = [one for one in self.all.values() if one.lot.collection == collection]
        return trait_stock(there, now)


def trait_stock(listings: Sequence[Listing], now: Instant) -> tuple[TraitStock, ...]:
    """Counted by hand, by trait and name."""
    found: list[TraitStock] = []
    for trait in OF_GIFTS:
        lots: dict[str, list[Listing]] = {}
        for one in listings:
            value = trait_of(one.lot, trait)
            if value is not None:
                lots.setdefault(value.name, []).append(one)
        for name, those in sorted(lots.items()):
            totals = [one.buyer_total for one in those if counts(one, now)]
            found.append(
                TraitStock(
                    trait=trait,
                    name=name,
                    first=min(one.id for one in those),
                    listings=len(totals),
                    floor=min(totals, default=None),
                )
            )
    return tuple(found)


class Events:
    def __init__(self) -> None:
        self.all: list[GiftEvent] = []

    async def of_gift(self, gift: GiftKey, *, cursor: str | None, limit: int) -> Page[GiftEvent]:
        found = [one for one in reversed(self.all) if one.gift == gift]
        begin = 0
        if cursor is not None:
            begin = int(read_cursor(gift, cursor)[0])
        end = begin + limit
        following = write_cursor(gift, end) if end < len(found) else None
        return Page(tuple(found[begin:end]), following)


class Things:
    """Items and collections as they were met."""

    def __init__(self) -> None:
        self.gifts: dict[GiftKey, Gift] = {}
        self.known: dict[CollectionKey, Collection] = {}

    async def get(self, gift: GiftKey) -> Gift:
        if gift not in self.gifts:
            raise NotFound(item=gift)
        return self.gifts[gift]


class Shelves:
    def __init__(self, things: Things) -> None:
        self._things = things

    async def all(self) -> tuple[Collection, ...]:
        return tuple(sorted(self._things.known.values(), key=lambda one: one.title))

    async def get(self, key: CollectionKey) -> Collection:
        if key not in self._things.known:
            raise NotFound(item=key)
        return self._things.known[key]

    async def traits(self, key: CollectionKey) -> Mapping[Trait, Sequence[TraitValue]]:
        gifts = [one for one in self._things.gifts.values() if one.collection == key]
        read = {Trait.MODEL: "model", Trait.BACKDROP: "backdrop", Trait.SYMBOL: "symbol"}
        return {
            trait: list(dict.fromkeys(v for g in gifts if (v := getattr(g, name)) is not None))
            for trait, name in read.items()
        }


class Markets:
    def __init__(self, clock: FakeClock) -> None:
        self.states = {
            market: Source(
                market=market,
                state=SourceState.OK,
                since=clock.now(),
                read_at=clock.now(),
                fees=FEES[market],
            )
            for market in Market
        }

    def all(self) -> tuple[Source, ...]:
        return tuple(self.states.values())

    def of(self, market: Market) -> Source:
        return self.states[market]


class Estimates:
    """What tests say that gifts are worth."""

    def __init__(self) -> None:
        self.said: dict[GiftKey, FairValue] = {}

    async def of(self, listings: Sequence[Listing]) -> Mapping[ListingId, FairValue]:
        found = {one.id: self.said.get(one.lot.gift) for one in listings}
        return {one: replace(v, comparables=()) for one, v in found.items() if v is not None}

    async def of_gift(self, gift: Gift) -> FairValue | None:
        return self.said.get(gift.key)
