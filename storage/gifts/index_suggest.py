"""Names in the order in which they are offered to somebody who is typing."""

from collections.abc import Mapping
from heapq import nsmallest

from domain.gifts.search import Suggestion, Trait
from storage.gifts.index_names import Names, Tallies
from storage.gifts.index_text import Texts


def suggest(
    typed: str,
    limit: int,
    *,
    texts: Texts,
    names: Mapping[Trait, Names],
    tallies: Tallies,
) -> tuple[Suggestion, ...]:
    """Those with the last word as it stands first, then those with more lots, then by name."""
    fits, exact = texts.suggest(typed)
    totals = {trait: tallies.total(trait) for trait in Trait}

    def rank(number: int) -> tuple[bool, int, str]:
        name = texts.names[number]
        return number not in exact, -totals[name.trait].item(name.code), name.text

    return tuple(
        Suggestion(
            trait=name.trait,
            value=names[name.trait].values[name.code],
            name=name.text,
            count=totals[name.trait].item(name.code),
        )
        for name in (texts.names[number] for number in nsmallest(limit, fits, key=rank))
    )
