"""Exact counts by value, each with all filters but its own."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from domain.gifts.search import Facet, Trait
from storage.gifts.index_columns import Columns, Mask, Slots
from storage.gifts.index_filters import Filters
from storage.gifts.index_names import Counts, Names, Tallies


@dataclass(slots=True)
class Counting:
    """The counts of one query. What several of them need is made once."""

    columns: Columns
    names: dict[Trait, Names]
    tallies: Tallies
    filters: Filters
    _mask: Mask | None = None
    _hits: Slots | None = None

    @property
    def mask(self) -> Mask:
        """The lots found."""
        if self._mask is None:
            self._mask = self.filters.all()
        return self._mask

    @property
    def hits(self) -> Slots:
        if self._hits is None:
            self._hits = np.flatnonzero(self.mask)
        return self._hits

    def total(self) -> int:
        filters = self.filters
        if filters.plain and not filters.own:
            return self.tallies.lots
        if filters.plain and filters.own.keys() == {Trait.COLLECTION}:
            return int(self.tallies.total(Trait.COLLECTION)[list(filters.collections)].sum())
        return int(np.count_nonzero(self.mask)) if self._hits is None else self._hits.size

    def facets(self, traits: Iterable[Trait]) -> tuple[Facet, ...]:
        return tuple(self._facet(trait) for trait in dict.fromkeys(traits))

    def _facet(self, trait: Trait) -> Facet:
        counts = self._counts(trait)
        counts[0] = 0
        codes = np.flatnonzero(counts)
        names = self.names[trait]
        # Count down, then value: both in one integer, since that sorts fastest.
        order = np.argsort(names.ranks()[codes] - (counts[codes] << 32))
        codes = codes[order]
        return Facet(
            trait=trait,
            values=names.texts(codes),
            counts=tuple(counts[codes].tolist()),
        )

    def _counts(self, trait: Trait) -> Counts:
        """A new array, by code."""
        filters = self.filters
        bounding = filters.own.keys() - {trait}
        if filters.plain and not bounding:
            return self.tallies.total(trait).copy()
        if filters.plain and bounding == {Trait.COLLECTION}:
            return self.tallies.within(trait, filters.collections)
        if trait not in filters.own:
            return self._scan(trait, self.mask, self.hits)
        mask = filters.but(trait)
        return self._scan(trait, mask, np.flatnonzero(mask))

    def _scan(self, trait: Trait, mask: Mask, hits: Slots) -> Counts:
        """Count the hits, or what is left out when that is less work."""
        column = self.columns.traits[trait]
        size = len(self.names[trait])
        plain = self.columns.plain[: self.columns.size]
        if 2 * hits.size > self.tallies.lots and not self.filters.special:
            others = np.flatnonzero(plain & ~mask)
            left = np.bincount(column.take(others), minlength=size)
            return self.tallies.total(trait) - left
        return np.bincount(column.take(hits), minlength=size).astype(np.int64, copy=False)
