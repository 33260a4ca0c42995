"""What the services of mints stand on."""

from dataclasses import dataclass

from domain.shared.actor import Actor
from domain.shared.change import Change, Changes, Event
from domain.shared.refusals import NotFound
from domain.ton.address import friendly
from domain.ton.frame import Frame
from domain.ton.mints.models import Collection, Item, MintSettings, MintState
from domain.ton.mints.ports import Minter, MintReader, MintStore
from domain.ton.ports import Sender


@dataclass(frozen=True, slots=True)
class ItemChanged(Event):
    """Told after the commit; `was` is None when it has just been asked for."""

    item: Item
    was: MintState | None


@dataclass(frozen=True, slots=True)
class CollectionChanged(Event):
    collection: Collection
    was: MintState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MintFrame:
    """`base` is what every service of TON stands on."""

    base: Frame
    rows: MintStore
    minter: Minter
    reader: MintReader
    sender: Sender
    settings: MintSettings

    async def collection(self, collection_id: str) -> Collection:
        """Refusal: NotFound."""
        found = await self.rows.collection(collection_id)
        if found is None:
            raise NotFound(collection=collection_id)
        return found

    async def item(self, item_id: str) -> Item:
        """Refusal: NotFound."""
        found = await self.rows.item(item_id)
        if found is None:
            raise NotFound(item=item_id)
        return found

    def log(
        self, actor: Actor, thing: Item | Collection, was: Item | Collection | None = None
    ) -> Change:
        """`mint-<state>` of an item, `collection-<state>` of a collection."""
        kind = "mint" if isinstance(thing, Item) else "collection"
        return self.base.audit.entry(
            actor,
            f"{kind}-{thing.state.value}",
            entity=(kind, thing.id),
            before={"state": was.state.value} if was is not None else None,
            after={"state": thing.state.value, "address": thing.address},
        )

    async def alarm(self, thing: Item | Collection) -> Changes:
        """Staff look at what is not on the chain as it was ordered."""
        fields = {
            "mint": thing.id,
            "address": friendly(thing.address, bounceable=True),
            "state": thing.state.value,
        }
        return await self.base.tell_staff("ton-odd", "notice-mint-review", fields)
