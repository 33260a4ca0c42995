"""The values of a collection's traits: how rare each is, and what is for sale with it."""

from collections.abc import Mapping, Sequence
from typing import Final

from domain.gifts.models import Listing, ListingId, Lot, TraitValue
from domain.gifts.search import Trait
from domain.gifts.shown.models import TraitCard, TraitStock

OF_GIFTS: Final = (Trait.MODEL, Trait.BACKDROP, Trait.SYMBOL)
_COMMONEST: Final = 1001
"""Values of unknown rarity come after all others."""


def trait_of(lot: Lot, trait: Trait) -> TraitValue | None:
    """A lot's model, backdrop or symbol."""
    return {Trait.MODEL: lot.model, Trait.BACKDROP: lot.backdrop, Trait.SYMBOL: lot.symbol}[trait]


def trait_cards(
    known: Mapping[Trait, Sequence[TraitValue]],
    stock: Sequence[TraitStock],
    lots: Mapping[ListingId, Listing],
) -> Mapping[Trait, tuple[TraitCard, ...]]:
    """Of all values that are known or for sale, the rarest first, ties by name. `lots` tell of
    the values that are not known.
    """
    values = {trait: {one.name: one for one in known.get(trait, ())} for trait in OF_GIFTS}
    found = {(one.trait, one.name): one for one in stock}
    for one in stock:
        lot = lots.get(one.first)
        told = trait_of(lot.lot, one.trait) if lot is not None else None
        values[one.trait].setdefault(one.name, told or TraitValue(name=one.name))
    return {
        trait: tuple(
            _card(one, found.get((trait, one.name)))
            for one in sorted(values[trait].values(), key=_rarest_first)
        )
        for trait in OF_GIFTS
    }


def unknown(
    known: Mapping[Trait, Sequence[TraitValue]], stock: Sequence[TraitStock]
) -> list[ListingId]:
    """A lot for each value of which nothing is known but its name."""
    names = {trait: {one.name for one in known.get(trait, ())} for trait in OF_GIFTS}
    return [one.first for one in stock if one.name not in names[one.trait]]


def _card(value: TraitValue, stock: TraitStock | None) -> TraitCard:
    if stock is None:
        return TraitCard(value=value, listings=0, floor=None)
    return TraitCard(value=value, listings=stock.listings, floor=stock.floor)


def _rarest_first(value: TraitValue) -> tuple[int, str]:
    known = value.rarity_permille
    return (_COMMONEST if known is None else known), value.name
