"""Messages of the minter: signed once, kept, sent again and again, given up when proven dead.

One message at a time per collection. What it does is told by the contracts and by nothing else.
That an item exists once is the chain's own promise: its address is made of collection and index.
"""

import logging
from dataclasses import replace
from functools import partial

from domain.shared.change import Changes, Decision, Event
from domain.ton.frame import CHAIN
from domain.ton.mints import rules
from domain.ton.mints.frame import CollectionChanged, ItemChanged, MintFrame
from domain.ton.mints.models import (
    Collection,
    Item,
    MintEvent,
    MintMessage,
    Work,
    WorkKind,
    WorkState,
)
from domain.ton.models import AccountState, AccountView, ChainHead
from domain.ton.rules import QUERIES, query_id

logger = logging.getLogger(__name__)


class MintOrders:
    def __init__(self, frame: MintFrame) -> None:
        self._frame = frame

    async def sign(self, work: Work, head: ChainHead) -> MintMessage | None:
        """Sign and keep; None when the wallet cannot pay for it, or somebody was faster."""
        frame = self._frame
        view = await frame.reader.account(frame.minter.address)
        if view.balance < frame.minter.coins(work) + frame.settings.keep_coins:
            logger.warning("the minter %s is short of coins", frame.minter.address)
            return None
        return await frame.base.store.commit(partial(self._signed, work, head, view))

    async def taken(self, message: MintMessage, head: ChainHead) -> MintMessage:
        """Its wallet has taken it in."""
        now = replace(message, taken_at_s=head.at_s, version=message.version + 1)

        async def decide() -> Decision[MintMessage]:
            return Decision(now, self._frame.rows.move_message(message, now))

        return await self._frame.base.store.commit(decide)

    async def close(self, message: MintMessage, state: WorkState) -> None:
        """All that it carried is settled."""

        async def decide() -> Decision[None]:
            was = await self._frame.rows.waiting(message.collection)
            if was is None or was.id != message.id:
                return Decision(None)
            now = replace(was, state=state, version=was.version + 1)
            return Decision(None, self._frame.rows.move_message(was, now))

        await self._frame.base.store.commit(decide)
        logger.info("mint message=%s is %s", message.id, state)

    async def move(self, thing: Item | Collection, event: MintEvent) -> None:
        """What was seen of it; nothing when it has moved on meanwhile."""

        async def decide() -> Decision[None]:
            found = await self._now(thing)
            if (found.state, event) not in rules.MACHINE.steps:
                return Decision(None)
            changes, events = await self._moved(found, event)
            return Decision(None, changes, events=events)

        await self._frame.base.store.commit(decide)

    async def _now(self, thing: Item | Collection) -> Item | Collection:
        if isinstance(thing, Item):
            return await self._frame.item(thing.id)
        return await self._frame.collection(thing.id)

    async def _moved(
        self, was: Item | Collection, event: MintEvent
    ) -> tuple[Changes, tuple[Event, ...]]:
        frame, clock = self._frame, self._frame.base.clock.now()
        effect = rules.MACHINE.step(was.state, event).effect
        changes: list[Changes] = []
        told: Event
        now: Item | Collection
        if isinstance(was, Item):
            now = rules.stepped(was, event, clock)
            changes.append(frame.rows.move_item(was, now))
            told = ItemChanged(now, was.state)
        else:
            now = rules.deployed(was, event, clock)
            changes.append(frame.rows.move_collection(was, now))
            told = CollectionChanged(now, was.state)
        if now.state is was.state:
            return changes, ()
        changes.append(frame.log(CHAIN, now, was))
        if effect == "alarm":
            changes.append(await frame.alarm(now))
        return changes, (told,)

    async def _signed(
        self, work: Work, head: ChainHead, view: AccountView
    ) -> Decision[MintMessage | None]:
        """The message and what it carries move in one commit."""
        frame = self._frame
        nothing: MintMessage | None = None
        home = await frame.collection(work.collection.id)
        now = [await frame.item(item.id) for item in work.items]
        if await frame.rows.waiting(home.id) is not None or now != list(work.items):
            return Decision(nothing)
        number, numbered = await self._number()
        signed = frame.minter.sign(
            work,
            query_id=query_id(number),
            created_at_s=head.at_s - frame.settings.backdate_s,
            deploy=view.state is not AccountState.ACTIVE,
        )
        message = MintMessage(
            id=frame.base.ids.new(),
            collection=home.id,
            kind=work.kind,
            items=tuple(item.id for item in work.items),
            value=frame.minter.value(work),
            boc=signed.boc,
            hash=signed.hash,
            query_id=signed.query_id,
            created_at_s=signed.created_at_s,
            expires_at_s=signed.expires_at_s,
            taken_at_s=None,
            state=WorkState.PENDING,
            created_at=frame.base.clock.now(),
        )
        carried: tuple[Item | Collection, ...] = work.items
        if work.kind is WorkKind.DEPLOY:
            carried = (home,)
        # Each row that moves guards its version: an item that is not what it was stops this.
        moved = [await self._moved(one, MintEvent.SEND) for one in carried]
        logger.info("mint message=%s signed to %s %s", message.id, work.kind, home.name)
        return Decision(
            message,
            numbered,
            frame.rows.add_message(message),
            [changes for changes, _ in moved],
            events=[event for _, events in moved for event in events],
        )

    async def _number(self) -> tuple[int, Changes]:
        """The next number of the minter's own sequence, begun anywhere: a store that was lost
        does not use the same ones again.
        """
        messages, wallet = self._frame.base.rows.messages, self._frame.minter.address
        number = await messages.next_number(wallet)
        if number is not None:
            return number, messages.number(wallet, number)
        first = self._frame.base.chance.below(QUERIES)
        return first, messages.begin(wallet, first + 1)
