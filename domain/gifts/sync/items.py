"""Gifts that we have met, as people see them."""

from domain.gifts.models import GiftKey, TraitValue
from domain.gifts.search import Trait
from domain.gifts.shown.models import Gift
from domain.gifts.sync.knowledge import Knowledge
from domain.gifts.sync.models import Item
from domain.gifts.sync.ports import ItemStore
from domain.shared.refusals import NotFound


class MetGifts:
    """Implements domain.gifts.shown.ports.Items. One of a collection that is not shown is not
    found.
    """

    def __init__(self, rows: ItemStore, knowledge: Knowledge) -> None:
        self._rows = rows
        self._knowledge = knowledge

    async def get(self, gift: GiftKey) -> Gift:
        """Refusal: NotFound."""
        item = (await self._rows.get([gift])).get(gift)
        if item is None or not self._knowledge.shown(item.collection):
            raise NotFound(item=gift)
        return self._shown(item)

    def _shown(self, item: Item) -> Gift:
        known = self._knowledge.collection(item.collection)
        model = self._trait(item, Trait.MODEL, item.model)
        if model is not None and item.model_tier is not None:
            model = TraitValue(name=model.name, rarity_tier=item.model_tier)
        return Gift(
            key=item.gift,
            collection=item.collection,
            number=item.number,
            title=known.title if known is not None else item.collection,
            model=model,
            backdrop=self._trait(item, Trait.BACKDROP, item.backdrop),
            symbol=self._trait(item, Trait.SYMBOL, item.symbol),
            address=item.address,
            about=item.about,
        )

    def _trait(self, item: Item, trait: Trait, name: str | None) -> TraitValue | None:
        if name is None:
            return None
        permille = self._knowledge.rarity(item.collection, trait, name)
        return TraitValue(name=name, rarity_permille=permille)
