"""Mints carried through: what was asked for is sent, what was sent is looked for.

`poll_mints` is the one duty: a job or loop wakes it, each pass may stop anywhere and the next
goes on.
"""

import logging
from typing import Final

from domain.shared.refusals import GatewayError
from domain.ton.mints import rules
from domain.ton.mints.frame import MintFrame
from domain.ton.mints.models import (
    Collection,
    Item,
    MintEvent,
    MintMessage,
    MintState,
    Work,
    WorkKind,
    WorkState,
)
from domain.ton.mints.orders import MintOrders
from domain.ton.models import ChainHead

logger = logging.getLogger(__name__)

_AT_ONCE: Final = 100
_UNDER_WAY: Final = frozenset({MintState.SENT, MintState.REVOKING})


class MintPoll:
    def __init__(self, frame: MintFrame, orders: MintOrders) -> None:
        self._frame = frame
        self._orders = orders
        self._read_to = -1

    @property
    def read_to(self) -> int:
        """The block up to which all that was under way had been read; -1 before the first pass."""
        return self._read_to

    async def poll_mints(self) -> int:
        """One pass over all collections with something to do; how many there were. One that
        cannot be read holds nobody up; raises GatewayError in the end when there was one.
        """
        head = await self._frame.reader.head()
        failed: GatewayError | None = None
        found = await self._frame.rows.under_way(_AT_ONCE)
        for collection_id in found:
            try:
                await self._carry(await self._frame.collection(collection_id), head)
            except GatewayError as error:
                failed = error
        if failed is not None:
            raise failed
        self._read_to = head.seqno
        return len(found)

    async def _carry(self, home: Collection, head: ChainHead) -> None:
        message = await self._frame.rows.waiting(home.id)
        if message is not None:
            message = await self._settled(home, message, head)
        if message is None:
            work = await self._next(await self._frame.collection(home.id))
            if work is not None:
                message = await self._orders.sign(work, head)
        if message is not None and head.at_s <= message.expires_at_s:
            await self._send(message)

    async def _send(self, message: MintMessage) -> None:
        try:
            await self._frame.sender.send(message.boc)
        except GatewayError as failed:
            # Taken in already, or not yet: either way the contracts will show it.
            logger.info("mint message=%s not taken: %s", message.id, failed)

    async def _settled(
        self, home: Collection, message: MintMessage, head: ChainHead
    ) -> MintMessage | None:
        """The message while something of it is open; None when it was closed just now."""
        settings = self._frame.settings
        unseen, read_at_s = await self._look(home, message)
        if not unseen:
            await self._orders.close(message, WorkState.PAID)
            return None
        if message.taken_at_s is None:
            if await self._frame.minter.processed(message.query_id):
                return await self._orders.taken(message, head)
            until, fate = message.expires_at_s + settings.dead_margin_s, MintEvent.LOST
        else:
            until, fate = message.taken_at_s + settings.settle_s, MintEvent.MISSING
        # Too old a reading says nothing: its effect may be there and not seen yet.
        if head.at_s <= until or read_at_s <= until:
            return message
        for thing in unseen:
            await self._orders.move(thing, fate)
        await self._orders.close(message, WorkState.FAILED)
        return None

    async def _look(
        self, home: Collection, message: MintMessage
    ) -> tuple[list[Item | Collection], int]:
        """What of the message is not to be seen yet, and the time of the oldest reading."""
        if message.kind is WorkKind.DEPLOY:
            if home.state not in _UNDER_WAY:
                return [], 0
            seen = await self._see_collection(home)
            account = await self._frame.reader.account(home.address)
            return ([] if seen else [home]), account.read_at_s
        unseen: list[Item | Collection] = []
        oldest_s: list[int] = []
        for item_id in message.items:
            item = await self._frame.item(item_id)
            if item.state not in _UNDER_WAY:
                continue
            view = await self._frame.minter.item(home, item.index)
            event = rules.meaning(item, view)
            if event is not None:
                await self._orders.move(item, event)
            else:
                unseen.append(item)
                oldest_s.append(view.read_at_s)
        return unseen, min(oldest_s, default=0)

    async def _see_collection(self, home: Collection) -> bool:
        event = rules.of_collection(home, await self._frame.minter.collection(home))
        if event is not None:
            await self._orders.move(home, event)
        return event is not None

    async def _next(self, home: Collection) -> Work | None:
        """What is to be sent now. What is there already is taken for sent."""
        if home.state is MintState.CREATED:
            seen = await self._see_collection(home)
            return None if seen else Work(kind=WorkKind.DEPLOY, collection=home)
        if home.state is not MintState.MINTED:
            return None
        most = self._frame.settings.most_items
        revoking = await self._frame.rows.revoking(home.id, most)
        if revoking:
            return Work(kind=WorkKind.REVOKE, collection=home, items=revoking)
        open_items = await self._frame.rows.open_items(home.id, most)
        view = await self._frame.minter.collection(home) if open_items else None
        if view is None:
            return None
        there = [
            item
            for item in open_items
            if item.state is MintState.CREATED and item.index < view.next_index
        ]
        if any([await self._see_item(home, item) for item in there]):
            return None
        items = rules.batch(open_items, view)
        return Work(kind=WorkKind.MINT, collection=home, items=items) if items else None

    async def _see_item(self, home: Collection, item: Item) -> bool:
        event = rules.meaning(item, await self._frame.minter.item(home, item.index))
        if event is not None:
            await self._orders.move(item, event)
        return event is not None
