"""Escrows read from the chain, and what was ordered carried through to its end.

`poll_escrows` is the one duty: a job or loop wakes it, each pass may stop anywhere and the next
goes on. What an order has done is told by the contract's own state and by nothing else.
"""

import logging
from collections.abc import Awaitable
from dataclasses import replace
from functools import partial
from typing import Final

from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision, Event
from domain.shared.ids import Instant
from domain.shared.refusals import AlreadyDone, GatewayError
from domain.ton.escrows import rules
from domain.ton.escrows.frame import EscrowChanged, EscrowFrame
from domain.ton.escrows.models import (
    ContractView,
    Escrow,
    EscrowEvent,
    EscrowMessageState,
    EscrowState,
    OrderKind,
)
from domain.ton.escrows.orders import EscrowOrders
from domain.ton.frame import CHAIN

logger = logging.getLogger(__name__)

WARNINGS: Final = {1: "notice-escrow-near", 2: "notice-escrow-past"}


class EscrowPoll:
    def __init__(self, frame: EscrowFrame, orders: EscrowOrders) -> None:
        self._frame = frame
        self._orders = orders
        self._read_to = -1
        # Where the next pass goes on, so that many that are due all have their turn.
        self._read_after = ""
        self._sent_after = ""

    @property
    def read_to(self) -> int:
        """The block up to which all that was due had been read; -1 before the first pass."""
        return self._read_to

    async def unseen(self) -> int:
        """Messages that were signed and have not been seen to do what they order."""
        return await self._frame.rows.signed()

    async def poll_escrows(self) -> int:
        """One pass: read what is due, send what is ordered. How many were read. One that cannot
        be read holds nobody up; raises GatewayError in the end when there was one.
        """
        head = await self._frame.outside.reader.head()
        most = self._frame.settings.most_at_once
        now, rows = self._frame.base.clock.now(), self._frame.rows
        due = await rows.due(now, after=self._read_after, limit=most)
        self._read_after = due[-1].id if len(due) == most else ""
        failed = [await self._tried(self.look(escrow)) for escrow in due]
        ordered = await rows.under_way(after=self._sent_after, limit=most)
        self._sent_after = ordered[-1] if len(ordered) == most else ""
        failed += [await self._tried(self._carry_on(escrow_id)) for escrow_id in ordered]
        for error in failed:
            if error is not None:
                raise error
        self._read_to = head.seqno
        return len(due)

    async def look(self, escrow: Escrow) -> Escrow:
        """Read it now and believe what may be believed. Raises GatewayError."""
        large = escrow.terms.amount >= self._frame.settings.second_reader_over
        second = large and escrow.state is EscrowState.WAITING
        view = await self._frame.outside.contract.read(escrow.address, second=second)
        if view is None:
            logger.info("escrow id=%s: the readers disagree", escrow.id)
            return escrow
        return await self._frame.base.store.commit(partial(self._mirrored, escrow.id, view))

    async def look_if_it_answers(self, escrow: Escrow) -> Escrow:
        """The same; the escrow as it was last read when the chain does not answer."""
        try:
            return await self.look(escrow)
        except GatewayError as failed:
            logger.info("escrow id=%s not read: %s", escrow.id, failed)
            return await self._frame.escrow(escrow.id)

    async def push_if_it_answers(self, escrow: Escrow) -> Escrow:
        """Send what is ordered at once; what fails now is for the next pass."""
        try:
            await self._carry(escrow)
        except GatewayError as failed:
            logger.info("escrow id=%s not sent: %s", escrow.id, failed)
        return await self._frame.escrow(escrow.id)

    async def sweep(self, actor: Actor, escrow_id: str) -> Escrow:
        """Order a sweep. Refusals: EscrowFunded, AlreadyDone. Raises GatewayError."""
        escrow = await self.look(await self._frame.escrow(escrow_id))
        rules.stepped(escrow, EscrowEvent.SWEEP, self._frame.base.clock.now())
        if not rules.sweepable(escrow):
            raise AlreadyDone(escrow=escrow.id)
        await self._orders.carry(escrow, OrderKind.SWEEP, actor=actor)
        return await self._frame.escrow(escrow_id)

    async def _tried(self, step: Awaitable[object]) -> GatewayError | None:
        try:
            await step
        except GatewayError as error:
            return error
        return None

    async def _carry_on(self, escrow_id: str) -> None:
        await self._carry(await self._frame.escrow(escrow_id))

    async def _carry(self, escrow: Escrow) -> None:
        """Whatever is under way for it, after a look at how far it has come."""
        escrow = await self.look(escrow)
        kind = rules.ordered(escrow.state)
        message = await self._frame.rows.waiting(escrow.id)
        if message is not None and message.kind is OrderKind.SWEEP:
            # An order to end it waits until the sweep before it is over.
            kind = OrderKind.SWEEP
        if kind is not None:
            await self._orders.carry(escrow, kind, actor=CHAIN)

    async def _mirrored(self, escrow_id: str, view: ContractView) -> Decision[Escrow]:
        was = await self._frame.escrow(escrow_id)
        if not rules.believed(was, view):
            logger.info("escrow id=%s: an older or foreign reading is left aside", was.id)
            return Decision(was)
        clock = self._frame.base.clock.now()
        event = rules.meaning(was, view)
        stepped = was if event is None else rules.stepped(was, event, clock)
        read = replace(
            stepped,
            state_seen=view.state,
            balance=view.balance,
            code_hash=view.code_hash,
            lt=view.last_lt,
            read_at_s=view.read_at_s,
            warned=rules.warning(stepped, self._frame.settings, clock),
        )
        now = replace(read, look_at=rules.next_look(read, self._frame.settings, clock))
        if not _worth_keeping(was, now, clock):
            return Decision(now)
        kept = replace(now, version=was.version + 1)
        changes, events = await self._told(was, kept)
        return Decision(kept, self._frame.rows.move(was, kept), changes, events=events)

    async def _told(self, was: Escrow, now: Escrow) -> tuple[Changes, tuple[Event, ...]]:
        changes: list[Changes] = []
        if now.warned > was.warned:
            changes.append(await self._frame.tell_staff(WARNINGS[now.warned], now))
        if now.state is was.state:
            return changes, ()
        logger.info("escrow id=%s is %s", now.id, now.state)
        changes.append(self._frame.log(CHAIN, f"escrow-{now.state}", now, was))
        changes.append(await self._settled(now))
        if _lost_the_race(was.state, now.state):
            changes.append(await self._frame.tell_staff("notice-escrow-raced", now))
        return changes, (EscrowChanged(now, was.state),)

    async def _settled(self, now: Escrow) -> Changes:
        """The message that waited has done what it could, or somebody else has."""
        if now.state not in {EscrowState.RELEASED, EscrowState.REFUNDED}:
            return ()
        message = await self._frame.rows.waiting(now.id)
        if message is None or message.kind is OrderKind.SWEEP:
            return ()
        done = replace(message, state=EscrowMessageState.DONE, version=message.version + 1)
        return self._frame.rows.move_message(message, done)


def _lost_the_race(was: EscrowState, now: EscrowState) -> bool:
    """It ended, and not as the house had ordered: the deadline came first."""
    return (was, now) in {
        (EscrowState.RELEASING, EscrowState.REFUNDED),
        (EscrowState.REFUNDING, EscrowState.RELEASED),
    }


def _worth_keeping(was: Escrow, now: Escrow, clock: Instant) -> bool:
    """A pass that finds nothing new writes nothing, unless it puts off the next one."""
    same = replace(now, read_at_s=was.read_at_s, look_at=was.look_at) == was
    return not same or now.look_at not in {was.look_at, clock}
