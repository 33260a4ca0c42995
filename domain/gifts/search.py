"""What may be asked of the active listings, and what comes back. Pure values.

A parameter that is repeated means "or", different ones mean "and"; an empty one asks nothing.
Without `include` only unlocked lots at a fixed price in TON count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from domain.shared.ids import Instant

PAGE_SIZE: Final = 50
PAGE_SIZE_MOST: Final = 100
LOW_NUMBERS_BELOW: Final = 100
_PATTERN_DIGITS_LEAST: Final = 2


class SaleKind(StrEnum):
    FIX = "fix"
    AUCTION = "auction"
    BUNDLE = "bundle"
    PREMARKET = "premarket"


class Include(StrEnum):
    """Lots that are left out unless asked for. One that is several of these needs each named."""

    AUCTION = "auction"
    BUNDLE = "bundle"
    PREMARKET = "premarket"
    LOCKED = "locked"
    OTHER_ASSETS = "other_assets"


class Sort(StrEnum):
    """Ties go by id. Lots in other assets come after those in TON whichever way prices go;
    rarity is the model's, rarest first, and lots of unknown rarity come last.
    """

    PRICE = "price"
    PRICE_DOWN = "-price"
    NEWEST = "newest"
    NUMBER = "number"
    RARITY = "rarity"


class Trait(StrEnum):
    """What facets are asked for, and what a name can be of."""

    COLLECTION = "collection"
    MODEL = "model"
    BACKDROP = "backdrop"
    SYMBOL = "symbol"
    MARKET = "market"


class NumberKind(StrEnum):
    LOW = "low"
    PALINDROME = "palindrome"
    REPEATING = "repeating"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Prices are nano of the buyer's total and say nothing of lots in other assets, which they
    therefore leave out. Ranges include their ends. `q` is as a person typed it.
    """

    q: str = ""
    collection: tuple[str, ...] = ()
    model: tuple[str, ...] = ()
    backdrop: tuple[str, ...] = ()
    symbol: tuple[str, ...] = ()
    market: tuple[str, ...] = ()
    onchain: tuple[bool, ...] = ()
    number_min: int | None = None
    number_max: int | None = None
    number_kind: tuple[NumberKind, ...] = ()
    price_min: int | None = None
    price_max: int | None = None
    include: tuple[Include, ...] = ()
    sort: Sort = Sort.PRICE
    facets: tuple[Trait, ...] = ()
    limit: int = PAGE_SIZE
    cursor: str | None = None

    def values(self, trait: Trait) -> tuple[str, ...]:
        """The values wanted of this trait; none: all."""
        wanted: tuple[str, ...] = getattr(self, trait.value)
        return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """How many listings have each value, all filters applied but this trait's own. Counts go
    down, equal ones by value; values without listings are left out.
    """

    trait: Trait
    values: tuple[str, ...]
    counts: tuple[int, ...]

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return zip(self.values, self.counts, strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Listings by id. A walk by `next` meets each listing that stays as it is exactly once,
    whatever comes and goes meanwhile.
    """

    ids: tuple[str, ...]
    next: str | None
    total: int
    as_of: Instant
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name that may be meant, and how many lots of the default search have it."""

    trait: Trait
    value: str
    name: str
    count: int


class Search(Protocol):
    """Searches what is for sale now. Refusal: Invalid (a cursor that is not of this search)."""

    def search(self, query: Query, *, now: Instant) -> Page: ...

    def suggest(self, typed: str, *, limit: int = 10) -> tuple[Suggestion, ...]: ...


def number_kinds(number: int) -> tuple[NumberKind, ...]:
    """Low is under 100; palindromes and repeated digits count from two digits on."""
    digits = str(number)
    kinds = [NumberKind.LOW] if number < LOW_NUMBERS_BELOW else []
    if len(digits) >= _PATTERN_DIGITS_LEAST and digits == digits[::-1]:
        kinds.append(NumberKind.PALINDROME)
        if digits == digits[0] * len(digits):
            kinds.append(NumberKind.REPEATING)
    return tuple(kinds)
