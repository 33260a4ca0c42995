"""Gifts as people and programs read them, put together from what the area knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.gifts.costs import Fees
from domain.gifts.models import (
    CollectionKey,
    GiftKey,
    Listing,
    ListingId,
    Market,
    SourceState,
    TraitValue,
)
from domain.gifts.search import Facet, SaleKind, Trait
from domain.gifts.value.floors import Floor
from domain.shared.ids import Instant
from domain.shared.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A market as people see it: how it can be read and since when, and when all of it was read
    last. `fees` are those by which its listings are priced now.
    """

    market: Market
    state: SourceState
    since: Instant
    read_at: Instant | None
    fees: Fees


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """A gift that we have met, for sale or not. `title` is its collection's name, `address` its
    raw address where it is on the chain, `owner` a raw address, where anybody told.
    """

    key: GiftKey
    collection: CollectionKey
    number: int
    title: str
    model: TraitValue | None
    backdrop: TraitValue | None
    symbol: TraitValue | None
    address: str | None = None
    owner: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """`supply` is how many there are in all, where a market tells it."""

    key: CollectionKey
    title: str
    supply: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """A lot or a sale that an estimate rests on; `at` is when it was sold, None for a lot."""

    gift: GiftKey
    market: Market
    buyer_total: Money
    at: Instant | None = None


class Basis(StrEnum):
    """Whether an estimate rests on what is asked for comparable gifts, or on what they brought."""

    ASKS = "asks"
    SALES = "sales"


@dataclass(frozen=True, slots=True, kw_only=True)
class FairValue:
    """What a gift may fetch. Where there is too little to say so there is no FairValue at all.

    `low` and `high` bound what is likely. `level` names what was compared: `pair` (model and
    backdrop) or `model` among plain numbers, `pair-number` or `model-number` among numbers of the
    same class; words for it are `gift-value-level-<level>`. `realised_permille` is how much of the
    floor sales bring at that depth, where asking prices are the basis (see `depth`).
    """

    value: Money
    low: Money
    high: Money
    confidence_permille: int
    level: str
    basis: Basis
    realised_permille: int | None = None
    comparables: tuple[Comparable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A listing, the state of its market now, and what it may be worth."""

    listing: Listing
    source: SourceState
    fair_value: FairValue | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of a search."""

    items: tuple[Shown, ...]
    next: str | None
    total: int
    as_of: Instant
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionCard:
    """A collection with the floor of its default search; its depth is how many lots that has."""

    collection: Collection
    floor: Floor


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitStock:
    """A value of a trait that lots of a collection have: the first of them by id, how many of
    them the default search shows, and the least buyer's total of those.
    """

    trait: Trait
    name: str
    first: ListingId
    listings: int
    floor: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitCard:
    """A value of a trait within a collection: how rare, how many for sale in the default search,
    and the least buyer's total of those.
    """

    value: TraitValue
    listings: int
    floor: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPage:
    """A collection with all values of its traits, the rarest first, ties by name."""

    card: CollectionCard
    traits: Mapping[Trait, tuple[TraitCard, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftPage:
    """A gift with everything for sale of it, cheapest first whatever the kind of sale; offers in
    other assets come after those in TON.
    """

    gift: Gift
    offers: tuple[Shown, ...]
    fair_value: FairValue | None

    def buyable(self, now: Instant) -> Shown | None:
        """The cheapest that whoever comes can have at once for its price."""
        for one in self.offers:
            lot = one.listing.lot
            if lot.sale_kind is SaleKind.FIX and (lot.locked_until or now) <= now:
                return one
        return None
