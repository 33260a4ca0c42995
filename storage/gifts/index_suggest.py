"""Names in the order in which they are offered to somebody who is typing."""

from collections.abc import Mapping

import numpy as np

from domain.gifts.search import Suggestion, Trait
from storage.gifts.index_columns import Slots
from storage.gifts.index_names import Counts, Names, Tallies
from storage.gifts.index_text import TRAIT_NUMBERS, Texts


def suggest(
    typed: str,
    limit: int,
    *,
    texts: Texts,
    names: Mapping[Trait, Names],
    tallies: Tallies,
) -> tuple[Suggestion, ...]:
    """Those with the last word as it stands first, then those with more lots, then by name.
    Names without lots in the default search are left out.
    """
    fits, exact = texts.suggest(typed)
    numbers = np.fromiter(fits, np.intp, len(fits))
    counts = _counts(numbers, texts, tallies)
    numbers, counts = numbers.compress(counts > 0), counts.compress(counts > 0)
    if not numbers.size or limit < 1:
        return ()
    # All that may be among the first: those with no fewer lots than the last of them.
    least = np.partition(counts, max(0, len(counts) - limit))[max(0, len(counts) - limit)]
    whole = np.fromiter((number in exact for number in numbers.tolist()), np.bool_, numbers.size)
    chosen = np.flatnonzero((counts >= least) | whole)

    def rank(place: int) -> tuple[bool, int, str]:
        return not whole[place], -counts[place], texts.names[numbers[place]].text

    return tuple(
        Suggestion(
            trait=(name := texts.names[numbers[place]]).trait,
            value=names[name.trait].values[name.code],
            name=name.text,
            count=int(counts[place]),
        )
        for place in sorted(chosen.tolist(), key=rank)[:limit]
    )


def _counts(numbers: Slots, texts: Texts, tallies: Tallies) -> Counts:
    """How many lots have each of these names."""
    traits = np.array(texts.traits, np.uint8)[numbers]
    codes = np.array(texts.codes, np.uint16)[numbers]
    counts = np.zeros(len(numbers), np.int64)
    for trait, number in TRAIT_NUMBERS.items():
        here = np.flatnonzero(traits == number)
        counts[here] = tallies.total(trait)[codes[here]]
    return counts
