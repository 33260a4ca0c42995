"""The lots of one page, in order, from a place on.

Two ways to the first few of many: walk the order until enough lots of the mask were met, or pick
the least keys among the hits. The first is for many hits, the second for few.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from domain.gifts.search import Query, Sort
from storage.gifts.index_columns import Mask, Slots
from storage.gifts.index_facets import Counting
from storage.gifts.index_orders import Order, Place

_PICKED_MOST: Final = 100_000
_BLOCKS_WALKED_MOST: Final = 200
_TIES_SORTED_MOST: Final = 512


def start_of(query: Query, after: Place | None) -> Place | None:
    """Where the lots of a query can begin in its order: no earlier than its range does."""
    begin = {
        Sort.PRICE: query.price_min,
        Sort.PRICE_DOWN: None if query.price_max is None else -query.price_max,
        Sort.NUMBER: query.number_min,
    }.get(query.sort)
    if begin is None:
        return after
    return max(after or (begin, b""), (begin, b""))


def first(counting: Counting, order: Order, *, after: Place | None, count: int) -> list[int]:
    """So many of the lots found that stand beyond the place, or all that there are."""
    pages = _Pages(order, counting.mask)
    if counting.total() > _PICKED_MOST:
        found = pages.walk(after, count)
        if found is not None:
            return found
    return pages.pick(counting.hits, after, count)


@dataclass(frozen=True, slots=True)
class _Pages:
    order: Order
    mask: Mask

    def walk(self, after: Place | None, count: int) -> list[int] | None:
        """None when they lie too far apart."""
        found: list[int] = []
        for blocks, slots in enumerate(self.order.walk(after)):
            found += slots[self.mask.take(slots)].tolist()
            if len(found) >= count:
                return found[:count]
            if blocks == _BLOCKS_WALKED_MOST:
                return None
        return found

    def pick(self, hits: Slots, after: Place | None, count: int) -> list[int]:
        keys = self.order.keys().take(hits)
        found: list[int] = []
        if after is not None:
            found = self._ties(hits.compress(keys == after[0]), after, count)
            beyond = np.flatnonzero(keys > after[0])
            hits, keys = hits.take(beyond), keys.take(beyond)
        wanted = count - len(found)
        if wanted <= 0 or not keys.size:
            return found
        if keys.size <= wanted:
            return found + self._sorted(hits)
        last = np.partition(keys, wanted - 1)[wanted - 1].item()
        found += self._sorted(hits.compress(keys < last))
        ties = hits.compress(keys == last)
        return found + self._ties(ties, (last, b""), count - len(found))

    def _sorted(self, slots: Slots) -> list[int]:
        return sorted(slots.tolist(), key=self.order.place)

    def _ties(self, slots: Slots, after: Place, count: int) -> list[int]:
        """The first by id among lots with one key, those beyond the place."""
        if slots.size <= _TIES_SORTED_MOST:
            return [slot for slot in self._sorted(slots) if self.order.place(slot) > after][:count]
        found: list[int] = []
        for block in self.order.walk(after):
            same = self.order.keys().take(block) == after[0]
            found += block[self.mask.take(block) & same].tolist()
            if len(found) >= count or not same.all():
                break
        return found[:count]
