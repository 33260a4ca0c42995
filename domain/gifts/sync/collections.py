"""Which collections there are, where they are sold, and what staff decided about them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.gifts.events import CollectionChanged
from domain.gifts.market_ports import Shelf
from domain.gifts.models import Collection, CollectionKey, CollectionState, Market, TraitValue
from domain.gifts.names import collection_key
from domain.gifts.search import Trait
from domain.gifts.shown.models import Collection as ShownCollection
from domain.gifts.sync.frame import SyncFrame
from domain.gifts.sync.models import KeptShelf
from domain.shared.change import Decision
from domain.shared.ids import Instant
from domain.shared.refusals import Invalid, NotFound


class Catalogue:
    """What markets tell of collections. Implements domain.gifts.shown.ports.Collections."""

    def __init__(self, frame: SyncFrame) -> None:
        self._frame = frame

    async def take(self, market: Market, shelves: Sequence[Shelf]) -> None:
        """A market says what it sells: new collections and changed names are kept."""
        now = self._frame.clock.now()
        kept = {one.collection: one for one in await self._frame.rows.shelves.of(market)}
        met = [_met(self._frame.knowledge.collection(s.collection), s, now) for s in shelves]
        changed = [one for one in met if self._frame.knowledge.collection(one.key) != one]
        moved = [
            shelf
            for shelf in (_shelf(market, one, kept.get(one.collection)) for one in shelves)
            if kept.get(shelf.collection) != shelf
        ]

        async def decide() -> Decision[None]:
            return Decision(
                None,
                [self._frame.rows.collections.put(one) for one in changed],
                [self._frame.rows.shelves.put(shelf) for shelf in moved],
                events=[CollectionChanged(one) for one in changed],
            )

        await self._frame.store.commit(decide)
        for one in changed:
            self._frame.knowledge.meet(one)

    async def walked(self, market: Market, shelf: Shelf) -> None:
        """All lots of it have just been read."""
        read = replace(_shelf(market, shelf, None), read_at=self._frame.clock.now())

        async def decide() -> Decision[None]:
            return Decision(None, self._frame.rows.shelves.put(read))

        await self._frame.store.commit(decide)

    def read(self, key: CollectionKey) -> bool:
        """Whether its lots are to be read: staff may have paused it."""
        known = self._frame.knowledge.collection(key)
        return known is None or known.state is not CollectionState.PAUSED

    async def all(self) -> tuple[ShownCollection, ...]:
        """Those that are shown, by title."""
        found = [one for one in await self._frame.rows.collections.all() if _is_shown(one)]
        return tuple(map(_shown, sorted(found, key=lambda one: (one.title, one.key))))

    async def get(self, key: CollectionKey) -> ShownCollection:
        """Refusal: NotFound, also for one that is not shown."""
        found = self._frame.knowledge.collection(key)
        if found is None or not _is_shown(found):
            raise NotFound(collection=key)
        return _shown(found)

    async def traits(self, key: CollectionKey) -> Mapping[Trait, Sequence[TraitValue]]:
        """Models, backdrops and symbols as far as anybody told."""
        return {
            trait: tuple(
                TraitValue(name=name, rarity_permille=permille)
                for name, permille in sorted(values.items())
            )
            for trait, values in self._frame.knowledge.rarities(key).items()
        }


def _met(known: Collection | None, shelf: Shelf, now: Instant) -> Collection:
    """A market may tell a name of its own making (a plural); the one that the key is made of is
    the collection's.
    """
    if known is None:
        return Collection(
            key=shelf.collection,
            title=shelf.title,
            supply=shelf.supply,
            seen_at=now,
            changed_at=now,
        )
    own, theirs = _fits(known.title, known.key), _fits(shelf.title, known.key)
    title = shelf.title if theirs and not own else known.title
    supply = shelf.supply if shelf.supply is not None else known.supply
    if (title, supply) == (known.title, known.supply):
        return known
    return replace(known, title=title, supply=supply, changed_at=now)


def _fits(title: str, key: CollectionKey) -> bool:
    try:
        return title != key and collection_key(title) == key
    except Invalid:
        return False


def _shelf(market: Market, shelf: Shelf, kept: KeptShelf | None) -> KeptShelf:
    return KeptShelf(
        market=market,
        collection=shelf.collection,
        title=shelf.title,
        ref=shelf.ref,
        supply=shelf.supply,
        read_at=kept.read_at if kept is not None else None,
    )


def _is_shown(collection: Collection) -> bool:
    return collection.state is CollectionState.SHOWN


def _shown(collection: Collection) -> ShownCollection:
    return ShownCollection(key=collection.key, title=collection.title, supply=collection.supply)
