"""A listing as the search index takes it."""

from operator import attrgetter
from typing import Final, NamedTuple

from domain.gifts.search import SaleKind, Trait
from domain.shared.ids import Instant

NATIVE: Final = "TON"


class Lot(NamedTuple):
    """One active listing. A named tuple, since a million of them are made at each start.

    `buyer_total` is in 10^-9 of its asset (nano for TON). `newest_at` is when it was listed, else
    when it was first seen. A trait that no market tells is the empty text; `rarity_permille` is
    the model's.
    """

    id: str
    market: str
    collection: str
    number: int
    model: str
    backdrop: str
    symbol: str
    onchain: bool
    sale_kind: SaleKind
    locked_until: Instant | None
    asset: str
    buyer_total: int
    newest_at: Instant
    rarity_permille: int | None


TRAITS: Final = tuple((trait, attrgetter(trait.value)) for trait in Trait)
"""Each trait, and what reads it off a lot."""
