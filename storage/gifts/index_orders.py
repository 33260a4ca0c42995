"""Lots in the order of a key, ties by id, kept up at each update.

A long array would have to be moved at every insertion, so an order is a list of short blocks
(Python's `array`, whose insertions are one small memmove) and the place at which each begins.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from storage.gifts.index_columns import Keys
from storage.gifts.index_ids import Ids

Place: TypeAlias = tuple[int, bytes]
"""A key and an id: where a lot stands in an order."""

_BLOCK_MOST: Final = 1024
_BLOCK_FILLED: Final = 768
_BLOCK_LEAST: Final = 128


class Order:
    """`keys` gives the key column as it is now (integers of any width); None: by id alone.

    A slot is removed before what it is ordered by changes, and inserted after.
    """

    def __init__(self, ids: Ids, keys: Callable[[], Keys] | None = None) -> None:
        self._ids, self._keys = ids, keys
        self._blocks: list[array[int]] = []
        self._begins: list[Place] = []

    def fill(self, slots: npt.NDArray[np.uint32]) -> None:
        """Begin with these, which come sorted by id."""
        if self._keys is not None:
            slots = slots[np.argsort(self._keys()[slots], kind="stable")]
        self._blocks, self._begins = [], []
        for start in range(0, len(slots), _BLOCK_FILLED):
            block = array("I", slots[start : start + _BLOCK_FILLED].astype(np.uint32).tobytes())
            self._blocks.append(block)
            self._begins.append(self.place(block[0]))

    def keys(self) -> Keys:
        """The key of each slot, as it is now."""
        assert self._keys is not None, "the order by id alone has none"
        return self._keys()

    def place(self, slot: int) -> Place:
        key = 0 if self._keys is None else self._keys().item(slot)
        return key, self._ids.get(slot)

    def insert(self, slot: int) -> None:
        place = self.place(slot)
        if not self._blocks:
            self._blocks, self._begins = [array("I", [slot])], [place]
            return
        number = self._block_of(place)
        block = self._blocks[number]
        at = self._before(block, place)
        block.insert(at, slot)
        if at == 0:
            self._begins[number] = place
        if len(block) > _BLOCK_MOST:
            half = len(block) // 2
            self._blocks.insert(number + 1, block[half:])
            del block[half:]
            self._begins.insert(number + 1, self.place(self._blocks[number + 1][0]))

    def remove(self, slot: int) -> None:
        place = self.place(slot)
        number = self._block_of(place)
        block = self._blocks[number]
        at = self._before(block, place)
        assert block[at] == slot, "a lot stands where its key and id say"
        del block[at]
        if len(block) < _BLOCK_LEAST:
            self._shrink(number)
        elif at == 0:
            self._begins[number] = self.place(block[0])

    def find(self, key: bytes) -> int | None:
        """The slot of an id, in the order by id alone."""
        place = (0, key)
        if not self._blocks:
            return None
        block = self._blocks[self._block_of(place)]
        at = self._before(block, place)
        found = at < len(block) and self.place(block[at]) == place
        return block[at] if found else None

    def walk(self, after: Place | None = None) -> Iterator[npt.NDArray[np.uint32]]:
        """Slots in order, a block at a time, those beyond this place only. Nothing may be changed
        until it ends.
        """
        first = 0 if after is None or not self._blocks else self._block_of(after)
        for number in range(first, len(self._blocks)):
            slots = np.frombuffer(self._blocks[number], dtype=np.uint32)
            if number == first and after is not None:
                slots = slots[self._before(self._blocks[number], (after[0], after[1] + b"\0")) :]
            yield slots

    def _block_of(self, place: Place) -> int:
        return max(0, bisect_right(self._begins, place) - 1)

    def _before(self, block: "array[int]", place: Place) -> int:
        """How many of the block stand before this place."""
        low, high = 0, len(block)
        while low < high:
            middle = (low + high) // 2
            if self._is_before(block[middle], place):
                low = middle + 1
            else:
                high = middle
        return low

    def _is_before(self, slot: int, place: Place) -> bool:
        if self._keys is not None:
            key = self._keys().item(slot)
            if key != place[0]:
                return key < place[0]
        return self._ids.get(slot) < place[1]

    def _shrink(self, number: int) -> None:
        """Join a small block with its neighbour, so that their number stays in proportion."""
        block = self._blocks[number]
        if number + 1 < len(self._blocks) and len(self._blocks[number + 1]) <= _BLOCK_FILLED:
            block.extend(self._blocks[number + 1])
            del self._blocks[number + 1], self._begins[number + 1]
        if block:
            self._begins[number] = self.place(block[0])
        else:
            del self._blocks[number], self._begins[number]
