"""What any market told of collections, rarities and crafted gifts, kept in memory: with it a lot
is completed that another market shows with less.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from domain.gifts.models import (
    Collection,
    CollectionKey,
    CollectionState,
    GiftKey,
    Lot,
    TraitValue,
)
from domain.gifts.search import Trait
from domain.gifts.sync.models import Rarity
from domain.shared.ids import Instant

Tier: TypeAlias = tuple[GiftKey, str]
_Place: TypeAlias = tuple[Trait, str]
_TRAITS = ((Trait.MODEL, "model"), (Trait.BACKDROP, "backdrop"), (Trait.SYMBOL, "symbol"))


class Knowledge:
    """One per process, filled from the store at the start. What was told first stays."""

    def __init__(self) -> None:
        self._collections: dict[CollectionKey, Collection] = {}
        self._permille: dict[CollectionKey, dict[_Place, int]] = {}
        self._tiers: dict[GiftKey, str] = {}

    def fill(
        self,
        collections: Iterable[Collection],
        rarities: Iterable[Rarity],
        tiers: Mapping[GiftKey, str],
    ) -> None:
        """From the store."""
        self.learn(rarities, tiers.items())
        for collection in collections:
            self.meet(collection)

    def learn(self, rarities: Iterable[Rarity], tiers: Iterable[Tier] = ()) -> None:
        for rarity in rarities:
            told = self._permille.setdefault(rarity.collection, {})
            told.setdefault((rarity.trait, rarity.value), rarity.permille)
        self._tiers.update(tiers)

    def forget(self, rarities: Iterable[Rarity], tiers: Iterable[Tier]) -> None:
        """What was learned did not get into the store."""
        for rarity in rarities:
            self._permille[rarity.collection].pop((rarity.trait, rarity.value), None)
        for gift, _ in tiers:
            self._tiers.pop(gift, None)

    def meet(self, collection: Collection) -> None:
        self._collections[collection.key] = collection

    def collection(self, key: CollectionKey) -> Collection | None:
        return self._collections.get(key)

    def title(self, key: CollectionKey) -> str:
        """As people know it."""
        known = self._collections.get(key)
        return known.title if known is not None else key

    def known(self, key: CollectionKey) -> bool:
        return key in self._collections

    def shown(self, key: CollectionKey) -> bool:
        """Whether people may see it; one that nobody decided about may be seen."""
        known = self._collections.get(key)
        return known is None or known.state is CollectionState.SHOWN

    def titles(self) -> Mapping[str, str]:
        return {key: collection.title for key, collection in self._collections.items()}

    def rarity(self, collection: CollectionKey, trait: Trait, value: str) -> int | None:
        """Per mille."""
        return self._permille.get(collection, {}).get((trait, value))

    def tier(self, gift: GiftKey) -> str | None:
        """Of a crafted gift."""
        return self._tiers.get(gift)

    def rarities(self, collection: CollectionKey) -> Mapping[Trait, Mapping[str, int]]:
        """Of all traits of a collection of which anybody told it."""
        found: dict[Trait, dict[str, int]] = {trait: {} for trait, _ in _TRAITS}
        for (trait, value), permille in self._permille.get(collection, {}).items():
            found[trait][value] = permille
        return found

    def news(self, lots: Iterable[Lot], now: Instant) -> tuple[list[Rarity], list[Tier]]:
        """What these lots tell that was not known."""
        rarities: dict[tuple[CollectionKey, Trait, str], Rarity] = {}
        tiers: dict[GiftKey, str] = {}
        for lot in lots:
            for trait, value in _values(lot):
                permille = value.rarity_permille
                if permille is None or self.rarity(lot.collection, trait, value.name) is not None:
                    continue
                place = (lot.collection, trait, value.name)
                rarities.setdefault(place, _rarity(lot, trait, value, permille, now))
            tier = lot.model.rarity_tier if lot.model is not None else None
            if tier is not None and self._tiers.get(lot.gift) != tier:
                tiers[lot.gift] = tier
        return list(rarities.values()), list(tiers.items())

    def complete(self, lot: Lot) -> Lot:
        """With the collection's name and every rarity that anybody told. A crafted gift's model
        has a tier and no figure.
        """
        known = self._collections.get(lot.collection)
        return replace(
            lot,
            title=known.title if known is not None else lot.title,
            model=self._model(lot),
            backdrop=self._told(lot, Trait.BACKDROP, lot.backdrop),
            symbol=self._told(lot, Trait.SYMBOL, lot.symbol),
        )

    def _model(self, lot: Lot) -> TraitValue | None:
        if lot.model is None:
            return None
        tier = lot.model.rarity_tier or self._tiers.get(lot.gift)
        if tier is not None:
            return TraitValue(name=lot.model.name, rarity_tier=tier)
        return self._told(lot, Trait.MODEL, lot.model)

    def _told(self, lot: Lot, trait: Trait, value: TraitValue | None) -> TraitValue | None:
        if value is None:
            return None
        known = self.rarity(lot.collection, trait, value.name)
        if known is None or known == value.rarity_permille:
            return value
        return replace(value, rarity_permille=known)


def _values(lot: Lot) -> Iterable[tuple[Trait, TraitValue]]:
    for trait, name in _TRAITS:
        value: TraitValue | None = getattr(lot, name)
        if value is not None:
            yield trait, value


def _rarity(lot: Lot, trait: Trait, value: TraitValue, permille: int, now: Instant) -> Rarity:
    return Rarity(
        collection=lot.collection,
        trait=trait,
        value=value.name,
        permille=permille,
        market=lot.market,
        told_at=now,
    )
