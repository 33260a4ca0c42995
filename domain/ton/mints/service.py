"""Mints as use cases: collections made, items asked for, taken back, judged by a person.

An index is reserved in the store before anything is signed, a message is kept before it is sent,
and only what the contracts themselves show counts. The rest of a mint is `domain.ton.mints.poll`.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from domain.shared.actor import HOUSE, Actor, Permission
from domain.shared.change import Decision, IdempotencyKey
from domain.shared.page import Page
from domain.shared.refusals import Invalid, NotFound
from domain.ton.address import usable
from domain.ton.mints import rules
from domain.ton.mints.frame import CollectionChanged, ItemChanged, MintFrame
from domain.ton.mints.models import (
    Collection,
    CollectionTerms,
    CreateCollection,
    Item,
    JudgeItem,
    MintEvent,
    MintItem,
    MintMessage,
    MintState,
)
from domain.users.models import Area
from domain.users.wallets import Wallets

logger = logging.getLogger(__name__)

PERMISSION: Final = Permission.ADJUST
"""Who may mint and take back: the house for its events, and finance by hand."""
_PREFIX_MOST: Final = 126
"""What items' metadata begin with must fit into one cell beside its tag."""


class Mints:
    def __init__(self, frame: MintFrame, wallets: Wallets) -> None:
        self._frame = frame
        self._wallets = wallets

    async def create_collection(
        self, actor: Actor, order: CreateCollection, *, key: IdempotencyKey
    ) -> Collection:
        """It is deployed as soon as the minter comes round. Again under the same name: the same
        collection. Refusals: NotAllowed, AreaPaused, Invalid.
        """
        await self._may(actor)
        base = self._frame.base

        async def decide() -> Decision[Collection]:
            await base.gate.open_area(Area.TON)
            rules.accept_collection(order)
            there = await self._frame.rows.collection_named(order.name)
            if there is not None:
                if there.terms.kind is not order.kind:
                    raise Invalid(field="kind")
                return Decision(there, made=there.id)
            new = self._new_collection(order)
            return Decision(
                new,
                self._frame.rows.add_collection(new),
                self._frame.log(actor, new),
                made=new.id,
                events=(CollectionChanged(new, None),),
            )

        made = await base.store.once(key, actor, order, decide, again=self._frame.collection)
        logger.info("collection id=%s name=%s user=%s", made.id, made.name, actor.id)
        return made

    async def request(self, actor: Actor, order: MintItem, *, key: IdempotencyKey) -> Item:
        """Reserve the next index for it; it is minted as soon as the minter comes round. Again for
        the same `ref`: the same item. Refusals: NotAllowed, AreaPaused, NotFound, Invalid,
        AddressInvalid, WrongNetwork.
        """
        await self._may(actor)
        base = self._frame.base

        async def decide() -> Decision[Item]:
            await base.gate.open_area(Area.TON)
            rules.accept_item(order)
            home = await self._frame.collection(order.collection)
            there = await self._frame.rows.item_for(home.id, order.ref)
            if there is not None:
                return Decision(there, made=there.id)
            new = self._new_item(home, order)
            onward = replace(home, next_index=home.next_index + 1, version=home.version + 1)
            return Decision(
                new,
                self._frame.rows.move_collection(home, onward),
                self._frame.rows.add_item(new),
                self._frame.log(actor, new),
                made=new.id,
                events=(ItemChanged(new, None),),
            )

        made = await base.store.once(key, actor, order, decide, again=self._frame.item)
        logger.info("mint id=%s index=%d user=%s", made.id, made.index, actor.id)
        return made

    async def take_back(self, actor: Actor, item_id: str, *, key: IdempotencyKey) -> Item:
        """Revoke an SBT on the chain; mark an NFT so in its metadata, which is all that can be
        done. Refusals: NotAllowed, NotFound, AlreadyDone unless it is minted.
        """
        item = await self._frame.item(item_id)
        home = await self._frame.collection(item.collection)
        return await self._judged(actor, item_id, rules.GONE[home.terms.kind], key)

    async def retry(self, actor: Actor, item_id: str, *, key: IdempotencyKey) -> Item:
        """A person has looked at it: mint it again. Refusals as `take_back`, unless in review."""
        return await self._judged(actor, item_id, MintEvent.RETRY, key)

    async def accept(self, actor: Actor, item_id: str, *, key: IdempotencyKey) -> Item:
        """A person has looked at it: it is right as it is. Refusals as `retry`."""
        return await self._judged(actor, item_id, MintEvent.ACCEPT, key)

    async def collection(self, collection_id: str) -> Collection:
        """Refusal: NotFound."""
        return await self._frame.collection(collection_id)

    async def item(self, item_id: str) -> Item:
        """Refusal: NotFound."""
        return await self._frame.item(item_id)

    async def seen(self, actor: Actor, item_id: str) -> Item:
        """For whoever has linked the wallet that it was minted to, and for staff who see money.
        Refusal: NotFound, also for others.
        """
        item = await self._frame.item(item_id)
        if actor.may(Permission.SEE_MONEY):
            return item
        if item.owner not in {wallet.address for wallet in await self._wallets.mine(actor)}:
            raise NotFound(item=item_id)
        return item

    async def items(
        self, actor: Actor, collection_id: str, *, cursor: str | None, limit: int
    ) -> Page[Item]:
        """By index. Refusals: NotAllowed, NotFound."""
        actor.must(Permission.SEE_MONEY)
        await self._frame.collection(collection_id)
        return await self._frame.rows.items(collection_id, cursor=cursor, limit=limit)

    async def history(self, item: Item) -> tuple[MintMessage, ...]:
        """The messages that carried it, oldest first."""
        return await self._frame.rows.messages(item.collection, item.id)

    async def owner(self, item_id: str) -> str | None:
        """Whose it is by the chain's own word, whatever anybody says. None while it is nobody's.
        Raises GatewayError.
        """
        item = await self._frame.item(item_id)
        home = await self._frame.collection(item.collection)
        return await self._frame.minter.owner_of(item.address, collection=home.address)

    async def collection_card(self, collection_id: str) -> Mapping[str, object]:
        """What its metadata address answers. Refusal: NotFound."""
        home = await self._frame.collection(collection_id)
        return rules.collection_card(home, self._frame.settings.public)

    async def item_card(self, collection_id: str, index: int) -> Mapping[str, object]:
        """The same for an item, from the moment its index is reserved. Refusal: NotFound."""
        home = await self._frame.collection(collection_id)
        item = await self._frame.rows.item_at(collection_id, index)
        if item is None:
            raise NotFound(item=str(index))
        return rules.item_card(home, item, self._frame.settings.public)

    async def _judged(
        self, actor: Actor, item_id: str, event: MintEvent, key: IdempotencyKey
    ) -> Item:
        await self._may(actor)
        order = JudgeItem(item=item_id, act=event)
        decide = partial(self._judge, actor, order)
        store = self._frame.base.store
        now = await store.once(key, actor, order, decide, again=self._frame.item)
        logger.info("mint %s id=%s user=%s", event, item_id, actor.id)
        return now

    async def _judge(self, actor: Actor, order: JudgeItem) -> Decision[Item]:
        was = await self._frame.item(order.item)
        now = rules.stepped(was, order.act, self._frame.base.clock.now())
        return Decision(
            now,
            self._frame.rows.move_item(was, now),
            self._frame.log(actor, now, was),
            made=now.id,
            events=(ItemChanged(now, was.state),),
        )

    def _new_collection(self, order: CreateCollection) -> Collection:
        frame, now = self._frame, self._frame.base.clock.now()
        collection_id, owner = frame.base.ids.new(), frame.minter.address
        home = f"{frame.settings.public}/nft/{collection_id}"
        assert len(f"{home}/") <= _PREFIX_MOST, "the public address is too long for metadata"
        terms = CollectionTerms(
            kind=order.kind,
            owner=owner,
            content=f"{home}.json",
            items=f"{home}/",
            royalty_bps=order.royalty_bps,
            royalty_to=owner,
        )
        return Collection(
            id=collection_id,
            name=order.name,
            title=order.title.strip(),
            about=order.about,
            terms=terms,
            address=frame.minter.collection_address(terms),
            state=MintState.CREATED,
            next_index=0,
            created_at=now,
            changed_at=now,
        )

    def _new_item(self, home: Collection, order: MintItem) -> Item:
        frame, now = self._frame, self._frame.base.clock.now()
        kind, index = home.terms.kind, home.next_index
        return Item(
            id=frame.base.ids.new(),
            collection=home.id,
            index=index,
            ref=order.ref,
            owner=usable(order.owner, network=frame.base.settings.network).raw,
            title=order.title.strip(),
            traits=order.traits,
            address=frame.minter.item_address(kind, home.address, index),
            state=MintState.CREATED,
            created_at=now,
            changed_at=now,
        )

    async def _may(self, actor: Actor) -> None:
        if actor.id != HOUSE:
            await self._frame.base.gate.clear(actor)
            actor.must(PERMISSION)
