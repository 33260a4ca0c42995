"""A query as masks over the slots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np

from domain.gifts.search import Query, Trait
from storage.gifts.index_columns import (
    ACTIVE,
    BITS_OF_INCLUDE,
    BITS_OF_NUMBERS,
    ONCHAIN,
    OTHER_ASSETS_FROM,
    SPECIAL,
    Columns,
    Mask,
    Slots,
)
from storage.gifts.index_names import Names
from storage.gifts.index_text import Word

_BOTH: Final = 2
_COMPARED_MOST: Final = 8
"""So many values are compared one by one; with more of them a table is looked up."""


@dataclass(frozen=True, slots=True)
class Filters:
    """`shared` bounds every count; those of a trait bound all counts but its own. `collections`
    are the codes wanted, none when any will do. `special`: lots beyond the default search count
    too. `plain`: nothing bounds but the default search and filters of traits.
    """

    shared: Mask
    own: dict[Trait, Mask]
    collections: tuple[int, ...]
    special: bool
    plain: bool

    def all(self) -> Mask:
        return reduce(np.logical_and, self.own.values(), self.shared)

    def but(self, trait: Trait) -> Mask:
        others = (mask for own, mask in self.own.items() if own is not trait)
        return reduce(np.logical_and, others, self.shared)


def filters_of(
    query: Query, words: Sequence[Word], columns: Columns, names: dict[Trait, Names]
) -> Filters:
    masks = [*_bounds(query, columns)]
    own = {
        trait: any_of(columns, trait, names[trait].known(query.values(trait)))
        for trait in Trait
        if query.values(trait)
    }
    shared = reduce(np.logical_and, masks, _eligible(query, columns))
    return Filters(
        shared=_with_words(words, shared, columns) if words else shared,
        own=own,
        collections=tuple(names[Trait.COLLECTION].known(query.collection)),
        special=bool(query.include),
        plain=not masks and not words and not query.include,
    )


def any_of(
    columns: Columns, trait: Trait, codes: Sequence[int], hits: Slots | None = None
) -> Mask:
    """Which of all lots have one of these values, or which of some."""
    whole = columns.traits[trait]
    column = whole[: columns.size] if hits is None else whole.take(hits)
    if not codes:
        return np.zeros(column.size, np.bool_)
    if len(codes) <= _COMPARED_MOST:
        return _any(column == np.uint16(code) for code in codes)
    wanted = np.zeros(max(int(column.max(initial=0)), *codes) + 1, np.bool_)
    wanted[list(codes)] = True
    # `take` is ten times faster than `wanted[column]` for narrow integers.
    return wanted.take(column)


def _eligible(query: Query, columns: Columns) -> Mask:
    if not query.include:
        return columns.plain[: columns.size]
    refused = SPECIAL & ~sum(BITS_OF_INCLUDE[part] for part in set(query.include))
    flags: Mask = columns.flags[: columns.size] & np.uint16(ACTIVE | refused) == np.uint16(ACTIVE)
    return flags


def _bounds(query: Query, columns: Columns) -> Iterable[Mask]:
    size, flags = columns.size, columns.flags[: columns.size]
    if query.onchain and len(set(query.onchain)) < _BOTH:
        yield (flags & np.uint16(ONCHAIN) != 0) == query.onchain[0]
    if query.number_kind:
        bits = sum(BITS_OF_NUMBERS[kind] for kind in set(query.number_kind))
        yield flags & np.uint16(bits) != 0
    if query.number_min is not None:
        yield columns.number[:size] >= query.number_min
    if query.number_max is not None:
        yield columns.number[:size] <= query.number_max
    if query.price_min is not None:
        yield columns.price[:size] >= min(query.price_min, OTHER_ASSETS_FROM)
    if query.price_min is not None or query.price_max is not None:
        highest = OTHER_ASSETS_FROM if query.price_max is None else query.price_max
        yield columns.price[:size] <= min(highest, OTHER_ASSETS_FROM - 1)


def _with_words(words: Sequence[Word], mask: Mask, columns: Columns) -> Mask:
    """Lots that have each word in one of their names, or as their number. The first word looks
    at all of them, each later one at what is left.
    """
    first, *rest = sorted(words, key=lambda word: sum(map(len, word.codes.values())))
    hits = np.flatnonzero(mask & _with_word(first, columns, None))
    for word in rest:
        hits = hits.compress(_with_word(word, columns, hits))
    found = np.zeros(columns.size, np.bool_)
    found[hits] = True
    return found


def _with_word(word: Word, columns: Columns, hits: Slots | None) -> Mask:
    """Over all lots, or over these."""
    masks = [any_of(columns, trait, codes, hits) for trait, codes in word.codes.items()]
    if word.number is not None:
        numbers = columns.number[: columns.size] if hits is None else columns.number.take(hits)
        masks.append(numbers == word.number)
    if not masks:
        return np.zeros(columns.size if hits is None else hits.size, np.bool_)
    return _any(masks)


def _any(masks: Iterable[Mask]) -> Mask:
    return reduce(np.logical_or, masks)
