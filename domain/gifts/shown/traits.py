"""The values of a collection's traits: how rare each is, and what is for sale with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from domain.gifts.models import Listing, Lot, TraitValue
from domain.gifts.search import Trait
from domain.gifts.shown.models import TraitCard
from domain.gifts.value.floors import counts
from domain.shared.ids import Instant
from domain.shared.money import TON, Money

OF_GIFTS: Final = (Trait.MODEL, Trait.BACKDROP, Trait.SYMBOL)
_COMMONEST: Final = 1001
"""Values of unknown rarity come after all others."""


def trait_of(lot: Lot, trait: Trait) -> TraitValue | None:
    """A lot's model, backdrop or symbol."""
    return {Trait.MODEL: lot.model, Trait.BACKDROP: lot.backdrop, Trait.SYMBOL: lot.symbol}[trait]


def trait_cards(
    known: Mapping[Trait, Sequence[TraitValue]], listings: Iterable[Listing], now: Instant
) -> Mapping[Trait, tuple[TraitCard, ...]]:
    """Of all values that are known or for sale, the rarest first, ties by name."""
    values = {trait: {one.name: one for one in known.get(trait, ())} for trait in OF_GIFTS}
    totals: dict[Trait, dict[str, list[int]]] = {trait: defaultdict(list) for trait in OF_GIFTS}
    for listing in listings:
        plain = counts(listing, now)
        for trait in OF_GIFTS:
            value = trait_of(listing.lot, trait)
            if value is not None:
                values[trait].setdefault(value.name, value)
                if plain:
                    totals[trait][value.name].append(listing.buyer_total.units)
    return {
        trait: tuple(
            _card(one, totals[trait].get(one.name, []))
            for one in sorted(values[trait].values(), key=_rarest_first)
        )
        for trait in OF_GIFTS
    }


def _card(value: TraitValue, totals: Sequence[int]) -> TraitCard:
    floor = Money(min(totals), TON) if totals else None
    return TraitCard(value=value, listings=len(totals), floor=floor)


def _rarest_first(value: TraitValue) -> tuple[int, str]:
    known = value.rarity_permille
    return (_COMMONEST if known is None else known), value.name
