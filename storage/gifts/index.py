"""The search index over all active listings, in this process.

The database is the truth; this is made from it at the start and kept up by whoever writes it.
Everything happens in the event loop: a search takes a few milliseconds over a million lots, an
update some tens of microseconds, and nothing is put off, so that answers are exact at once.
"""

from collections.abc import AsyncIterable, Iterable, Mapping
from dataclasses import replace
from heapq import heapify, heappop, heappush
from typing import Final

from domain.gifts.search import PAGE_SIZE_MOST, Page, Query, Sort, Suggestion, Trait
from domain.shared.ids import Instant
from domain.shared.refusals import Invalid
from storage.cursors import read_cursor, write_cursor
from storage.gifts.index_columns import Columns, is_locked
from storage.gifts.index_facets import Counting
from storage.gifts.index_filters import filters_of
from storage.gifts.index_ids import ID_BYTES_MOST, Ids
from storage.gifts.index_load import load
from storage.gifts.index_names import Names, Tallies
from storage.gifts.index_orders import Order, Place
from storage.gifts.index_pages import first, start_of
from storage.gifts.index_rows import TRAITS, Lot
from storage.gifts.index_suggest import suggest
from storage.gifts.index_text import Meaning, Texts

_WITH_WORDS: Final = frozenset({Trait.COLLECTION, Trait.MODEL, Trait.BACKDROP, Trait.SYMBOL})
_KEY_MOST: Final = 2**63 - 1


class GiftIndex:
    """`titles` are the names of collections by key, as people know them; one that comes later is
    told by `name`. Implements the domain's Search.
    """

    def __init__(self, titles: Mapping[str, str] | None = None) -> None:
        self._titles = dict(titles or {})
        self._columns = columns = Columns()
        self._ids = ids = Ids()
        self._names = {trait: Names() for trait in Trait}
        self._tallies = Tallies(self._names)
        self._texts = Texts()
        self._by_id = Order(ids)
        self._orders = {
            Sort.PRICE: Order(ids, lambda: columns.price),
            Sort.PRICE_DOWN: Order(ids, lambda: columns.down),
            Sort.NEWEST: Order(ids, lambda: columns.newest),
            Sort.NUMBER: Order(ids, lambda: columns.number),
            Sort.RARITY: Order(ids, lambda: columns.rarity),
        }
        self._free: list[int] = []
        self._locks: list[tuple[Instant, int]] = []
        self._locked: dict[int, Instant] = {}

    @classmethod
    def build(
        cls, lots: Iterable[Lot], *, now: Instant, titles: Mapping[str, str] | None = None
    ) -> "GiftIndex":
        """From all active listings, each once, in any order. They are taken as they come."""
        index = cls(titles)
        index._load(lots, now)
        index._order()
        return index

    @classmethod
    async def gather(
        cls,
        slices: AsyncIterable[Iterable[Lot]],
        *,
        now: Instant,
        titles: Mapping[str, str] | None = None,
    ) -> "GiftIndex":
        """As `build`, slice by slice, so that no two slices are in memory at once."""
        index = cls(titles)
        async for lots in slices:
            index._load(lots, now)
        index._order()
        return index

    def __len__(self) -> int:
        return self._columns.size - len(self._free)

    def __contains__(self, lot_id: object) -> bool:
        return isinstance(lot_id, str) and self._by_id.find(lot_id.encode()) is not None

    def put(self, lot: Lot, *, now: Instant) -> None:
        """Add a lot, or replace what was known under its id."""
        key = lot.id.encode()
        assert 0 < len(key) <= ID_BYTES_MOST, "ids are short"
        self.remove(lot.id)
        slot = self._free.pop() if self._free else self._columns.size
        self._columns.grow(slot + 1)
        codes = {trait: self._code(trait, read(lot)) for trait, read in TRAITS}
        self._columns.write(slot, lot, codes, locked=is_locked(lot, now))
        self._ids.put(slot, key)
        if self._columns.plain.item(slot):
            self._tallies.count(codes, 1)
        if lot.locked_until is not None and lot.locked_until > now:
            self._locked[slot] = lot.locked_until
            heappush(self._locks, (lot.locked_until, slot))
        self._by_id.insert(slot)
        for order in self._orders.values():
            order.insert(slot)

    def reprice(self, lot_id: str, buyer_total: int) -> bool:
        """Whether there was such a lot. Its asset stays what it was."""
        slot = self._by_id.find(lot_id.encode())
        if slot is None:
            return False
        orders = [self._orders[sort] for sort in (Sort.PRICE, Sort.PRICE_DOWN)]
        for order in orders:
            order.remove(slot)
        self._columns.reprice(slot, buyer_total)
        for order in orders:
            order.insert(slot)
        return True

    def remove(self, lot_id: str) -> bool:
        """Whether there was such a lot."""
        slot = self._by_id.find(lot_id.encode())
        if slot is None:
            return False
        self._by_id.remove(slot)
        for order in self._orders.values():
            order.remove(slot)
        if self._columns.plain.item(slot):
            self._tallies.count(self._columns.codes(slot), -1)
        self._columns.erase(slot)
        self._ids.drop(slot)
        self._locked.pop(slot, None)
        self._free.append(slot)
        return True

    def name(self, collection: str, title: str) -> None:
        """A collection is shown by this name from now on; what it was called is found too."""
        if self._titles.get(collection) != title:
            self._titles[collection] = title
            for code in self._names[Trait.COLLECTION].known([collection]):
                self._texts.add(Trait.COLLECTION, code, title)

    def search(self, query: Query, *, now: Instant) -> Page:
        """Refusal: Invalid (a cursor that was not made for this search)."""
        assert 0 < query.limit <= PAGE_SIZE_MOST, "entrances bound it"
        self._unlock(now)
        scope = _scope(query)
        after = start_of(query, _place(scope, query.cursor))
        words = self._texts.words(query.q)
        filters = filters_of(query, words, self._columns, self._names)
        counting = Counting(self._columns, self._names, self._tallies, filters)
        total = counting.total()
        found = first(counting, self._orders[query.sort], after=after, count=query.limit + 1)
        following = None
        if len(found) > query.limit:
            key, lot_id = self._orders[query.sort].place(found[query.limit - 1])
            following = write_cursor(scope, key, lot_id.decode())
        return Page(
            ids=self._ids.texts(found[: query.limit]),
            next=following,
            total=total,
            as_of=now,
            facets=counting.facets(query.facets),
        )

    def suggest(self, typed: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        """Names for what was typed so far: the word as it stands first, then by lots for sale."""
        return suggest(typed, limit, texts=self._texts, names=self._names, tallies=self._tallies)

    def meanings(self, typed: str) -> tuple[Meaning, ...]:
        """What each word of a search asks of a lot, in values as lots tell them."""
        return tuple(
            Meaning(
                values={
                    trait: frozenset(self._names[trait].values[code] for code in codes)
                    for trait, codes in word.codes.items()
                },
                number=word.number,
            )
            for word in self._texts.words(typed)
        )

    @property
    def vocabulary(self) -> int:
        """How many names are known: what words mean changes only when it grows."""
        return len(self._texts.names)

    def _load(self, lots: Iterable[Lot], now: Instant) -> None:
        self._locks += load(lots, columns=self._columns, ids=self._ids, code=self._code, now=now)

    def _order(self) -> None:
        columns = self._columns
        self._locked = {slot: until for until, slot in self._locks}
        heapify(self._locks)
        by_id = self._ids.sorted()
        for order in (self._by_id, *self._orders.values()):
            order.fill(by_id)
        plain = columns.plain[: columns.size]
        self._tallies.fill(
            {trait: column[: columns.size][plain] for trait, column in columns.traits.items()}
        )

    def _unlock(self, now: Instant) -> None:
        """Lots whose time has come count in the default search from now on."""
        while self._locks and self._locks[0][0] <= now:
            until, slot = heappop(self._locks)
            if self._locked.get(slot) != until:
                continue
            del self._locked[slot]
            self._columns.unlock(slot)
            if self._columns.plain.item(slot):
                self._tallies.count(self._columns.codes(slot), 1)

    def _code(self, trait: Trait, value: str) -> int:
        known = len(self._names[trait])
        code = self._names[trait].code(value)
        if code == known and trait in _WITH_WORDS:
            self._texts.add(trait, code, value)
            title = self._titles.get(value) if trait is Trait.COLLECTION else None
            if title is not None:
                self._texts.add(trait, code, title)
        return code


def _scope(query: Query) -> str:
    """What a cursor is good for: the search, however many are wanted at once."""
    return f"gifts {replace(query, cursor=None, limit=1, facets=())!r}"


def _place(scope: str, cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    match read_cursor(scope, cursor):
        case [int(key), str(lot_id)] if abs(key) <= _KEY_MOST:
            return key, lot_id.encode()
    raise Invalid(field="cursor")
