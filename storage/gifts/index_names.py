"""Values of traits as small numbers, and how many lots of the default search have each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from domain.gifts.search import Trait
from storage.gifts.index_columns import CODES_MOST, Codes, Keys, Slots

Counts: TypeAlias = npt.NDArray[np.int64]


class Names:
    """The values of one trait, in the order in which they were met. Code 0 is "not told"."""

    def __init__(self) -> None:
        self.values: list[str] = [""]
        self._codes = {"": 0}
        self._ranks: Keys = np.zeros(1, np.int64)
        self._texts = np.array(self.values, dtype=object)

    def __len__(self) -> int:
        return len(self.values)

    def code(self, value: str) -> int:
        """The code of a value, a new one if it was not met before."""
        code = self._codes.get(value)
        if code is None:
            code = self._codes[value] = len(self.values)
            assert code < CODES_MOST, "a trait has at most 65,536 values"
            self.values.append(value)
        return code

    def known(self, values: Iterable[str]) -> list[int]:
        """The codes of those values that exist, each once."""
        wanted = dict.fromkeys(value for value in values if value)
        return [self._codes[value] for value in wanted if value in self._codes]

    def texts(self, codes: Slots) -> tuple[str, ...]:
        """The values of many codes at once."""
        if len(self._texts) != len(self.values):
            self._texts = np.array(self.values, dtype=object)
        return tuple(self._texts.take(codes).tolist())

    def ranks(self) -> Keys:
        """Where each value stands among all, by text."""
        if len(self._ranks) != len(self.values):
            order = sorted(range(len(self.values)), key=self.values.__getitem__)
            self._ranks = np.empty(len(order), np.int64)
            self._ranks[order] = np.arange(len(order))
        return self._ranks


class Tallies:
    """Counts kept at each update, over everything and within each collection: the two that are
    asked most need no look at the lots.
    """

    def __init__(self, names: dict[Trait, Names]) -> None:
        self._names = names
        self._totals: dict[Trait, Counts] = {trait: np.zeros(64, np.int64) for trait in Trait}
        self._within: dict[Trait, dict[int, dict[int, int]]] = {
            trait: defaultdict(dict) for trait in Trait
        }
        self.lots = 0

    def count(self, codes: dict[Trait, int], change: int) -> None:
        self.lots += change
        collection = codes[Trait.COLLECTION]
        for trait, code in codes.items():
            self._room(trait)[code] += change
            within = self._within[trait][collection]
            within[code] = within.get(code, 0) + change

    def fill(self, columns: dict[Trait, Codes]) -> None:
        """Count anew; the columns hold the lots of the default search only."""
        collections = columns[Trait.COLLECTION].astype(np.int64) * CODES_MOST
        self.lots = collections.size
        for trait, column in columns.items():
            counted = np.bincount(column.astype(np.intp), minlength=self._room(trait).size)
            self._totals[trait] = counted.astype(np.int64)
            pairs, counts = np.unique(collections + column, return_counts=True)
            within: dict[int, dict[int, int]] = defaultdict(dict)
            for pair, found in zip(pairs.tolist(), counts.tolist(), strict=True):
                within[pair // CODES_MOST][pair % CODES_MOST] = found
            self._within[trait] = within

    def total(self, trait: Trait) -> Counts:
        return self._room(trait)[: len(self._names[trait])]

    def within(self, trait: Trait, collections: Sequence[int]) -> Counts:
        """The counts in these collections together."""
        counts = np.zeros(len(self._names[trait]), np.int64)
        for collection in collections:
            found = self._within[trait].get(collection)
            if found:
                counts[list(found)] += np.fromiter(found.values(), np.int64, len(found))
        return counts

    def _room(self, trait: Trait) -> Counts:
        counts, wanted = self._totals[trait], len(self._names[trait])
        if counts.size < wanted:
            longer = np.zeros(2 * wanted, np.int64)
            longer[: counts.size] = counts
            self._totals[trait] = counts = longer
        return counts
