"""Whether words that somebody typed find a lot, as the search index would: the port Words."""

from typing import TYPE_CHECKING, Final, Protocol

from domain.gifts.alerts.match import value_of
from domain.gifts.models import Listing

if TYPE_CHECKING:
    from storage.gifts.index_text import Meaning

_KEPT_MOST: Final = 20_000


class Meanings(Protocol):
    """The part of the index that knows words."""

    @property
    def vocabulary(self) -> int: ...

    def meanings(self, typed: str) -> "tuple[Meaning, ...]": ...


class IndexWords:
    """What words mean is asked of the index once and kept until it learns a new name."""

    def __init__(self, index: Meanings) -> None:
        self._index = index
        self._meanings: dict[str, tuple[Meaning, ...]] = {}
        self._vocabulary = 0

    def fits(self, q: str, listing: Listing) -> bool:
        return all(_means(one, listing) for one in self._meaning(q))

    def _meaning(self, q: str) -> "tuple[Meaning, ...]":
        index = self._index
        if index.vocabulary != self._vocabulary or len(self._meanings) > _KEPT_MOST:
            self._meanings.clear()
            self._vocabulary = index.vocabulary
        found = self._meanings.get(q)
        if found is None:
            found = self._meanings[q] = index.meanings(q)
        return found


def _means(word: "Meaning", listing: Listing) -> bool:
    if word.number is not None and word.number == listing.lot.number:
        return True
    return any(value_of(listing, trait) in values for trait, values in word.values.items())
