"""Orders to a contract: signed once, kept, sent again and again, given up when proven dead.

The contract lets only one end happen, so a second message for the same order can do no harm; it
is made only when the first can do nothing more, for what goes along with each is the house's.
"""

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision, IdempotencyKey
from domain.shared.ids import DAY
from domain.shared.refusals import GatewayError
from domain.ton import escrow_rules as rules
from domain.ton.escrow_frame import EscrowFrame
from domain.ton.escrow_models import (
    Escrow,
    EscrowMessage,
    EscrowMessageState,
    OrderKind,
)
from domain.ton.frame import CHAIN
from domain.ton.models import AccountState, AccountView, ChainHead
from domain.ton.rules import QUERIES, query_id

logger = logging.getLogger(__name__)

_NOT_SIGNED: Final = None


@dataclass(frozen=True, slots=True)
class ControllerShort:
    """The alarm that the controller's wallet cannot pay for an order, once a day."""

    day: int


class EscrowOrders:
    def __init__(self, frame: EscrowFrame) -> None:
        self._frame = frame

    async def carry(self, escrow: Escrow, kind: OrderKind, *, actor: Actor) -> None:
        """Bring an order one step further: sign, send, again, or bury. Raises GatewayError."""
        outside = self._frame.outside
        head = await outside.reader.head()
        message = await self._frame.rows.waiting(escrow.id)
        if message is not None:
            message = await self._still_good(escrow, message, head)
        if message is None and _wanted(escrow, kind):
            message = await self._sign(escrow, kind, head, actor)
        if message is not None and head.at_s <= message.expires_at_s:
            await self._send(message)

    async def _send(self, message: EscrowMessage) -> None:
        try:
            await self._frame.outside.sender.send(message.boc)
        except GatewayError as failed:
            # Taken in already, or not yet: either way the contract will show it.
            logger.info("escrow=%s message=%s not taken: %s", message.escrow, message.id, failed)

    async def _still_good(
        self, escrow: Escrow, message: EscrowMessage, head: ChainHead
    ) -> EscrowMessage | None:
        """The message, or None when it was buried just now."""
        settings = self._frame.settings
        if message.kind is OrderKind.SWEEP and not rules.sweepable(escrow):
            await self._close(message, EscrowMessageState.DONE)
            return None
        if message.taken_at_s is None:
            controller = self._frame.outside.controller
            if await controller.processed(message.query_id, message.created_at_s):
                return await self._taken(message, head)
            if head.at_s <= message.expires_at_s + settings.dead_margin_s:
                return message
        elif head.at_s <= message.taken_at_s + settings.settle_s:
            return message
        if escrow.read_at_s < head.at_s - settings.settle_s:
            # Too old a reading says nothing: its effect may be there and not seen yet.
            return message
        await self._close(message, EscrowMessageState.DEAD)
        return None

    async def _taken(self, message: EscrowMessage, head: ChainHead) -> EscrowMessage:
        now = replace(message, taken_at_s=head.at_s, version=message.version + 1)

        async def decide() -> Decision[EscrowMessage]:
            return Decision(now, self._frame.rows.move_message(message, now))

        return await self._frame.base.store.commit(decide)

    async def _close(self, message: EscrowMessage, state: EscrowMessageState) -> None:
        async def decide() -> Decision[None]:
            was = await self._frame.rows.waiting(message.escrow)
            if was is None or was.id != message.id:
                return Decision(None)
            now = replace(was, state=state, version=was.version + 1)
            return Decision(
                None,
                self._frame.rows.move_message(was, now),
                self._frame.base.audit.entry(
                    CHAIN,
                    f"escrow-message-{state}",
                    entity=("escrow", was.escrow),
                    after={"message": was.id, "kind": was.kind.value, "hash": was.hash},
                ),
            )

        await self._frame.base.store.commit(decide)
        logger.info("escrow=%s message=%s is %s", message.escrow, message.id, state)

    async def _sign(
        self, escrow: Escrow, kind: OrderKind, head: ChainHead, actor: Actor
    ) -> EscrowMessage | None:
        """Sign and keep; None when the controller cannot pay for it, or somebody was faster."""
        outside = self._frame.outside
        view = await outside.reader.account(outside.controller.address)
        others = await self._frame.rows.signed()
        coins = view.balance - self._frame.settings.keep_coins
        if coins < (others + 1) * outside.controller.order_coins:
            await self._short(escrow)
            return None
        decide = partial(self._signed, escrow.id, kind, head, view, actor)
        return await self._frame.base.store.commit(decide)

    async def _signed(
        self, escrow_id: str, kind: OrderKind, head: ChainHead, view: AccountView, actor: Actor
    ) -> Decision[EscrowMessage | None]:
        escrow = await self._frame.escrow(escrow_id)
        if not _wanted(escrow, kind) or await self._frame.rows.waiting(escrow_id) is not None:
            return Decision(_NOT_SIGNED)
        number, taken = await self._number()
        signed = self._frame.outside.controller.sign(
            kind,
            escrow.address,
            query_id=query_id(number),
            created_at_s=head.at_s - self._frame.settings.backdate_s,
            deploy=view.state is not AccountState.ACTIVE,
        )
        message = EscrowMessage(
            id=self._frame.base.ids.new(),
            escrow=escrow.id,
            kind=kind,
            boc=signed.boc,
            hash=signed.hash,
            query_id=signed.query_id,
            created_at_s=signed.created_at_s,
            expires_at_s=signed.expires_at_s,
            taken_at_s=None,
            state=EscrowMessageState.SIGNED,
            created_at=self._frame.base.clock.now(),
        )
        logger.info("escrow=%s message=%s signed to %s", escrow.id, message.id, kind)
        return Decision(
            message,
            taken,
            self._frame.rows.add_message(message),
            self._frame.base.audit.entry(
                actor,
                "escrow-message-signed",
                entity=("escrow", escrow.id),
                after={
                    "message": message.id,
                    "kind": kind.value,
                    "query": message.query_id,
                    "hash": message.hash,
                },
            ),
        )

    async def _number(self) -> tuple[int, Changes]:
        """The next number of the controller's own sequence, begun anywhere: a store that was lost
        does not use the same ones again.
        """
        messages = self._frame.base.rows.messages
        wallet = self._frame.outside.controller.address
        number = await messages.next_number(wallet)
        if number is not None:
            return number, messages.number(wallet, number)
        first = self._frame.base.chance.below(QUERIES)
        return first, messages.begin(wallet, first + 1)

    async def _short(self, escrow: Escrow) -> None:
        """The order waits; staff hear of it once a day."""
        address = self._frame.outside.controller.address
        logger.warning("the escrow controller %s is short of coins", address)
        day = self._frame.base.clock.now() // DAY

        async def decide() -> Decision[None]:
            text = "notice-escrow-short"
            return Decision(
                None, await self._frame.tell_staff(text, escrow, controller=address), made=str(day)
            )

        async def again(_made: str) -> None:
            return None

        key = IdempotencyKey(f"escrow-short:{day}")
        await self._frame.base.store.once(key, CHAIN, ControllerShort(day), decide, again=again)


def _wanted(escrow: Escrow, kind: OrderKind) -> bool:
    """Whether a message of this kind is still to be made."""
    if kind is OrderKind.SWEEP:
        return rules.sweepable(escrow)
    return rules.ordered(escrow.state) is kind
