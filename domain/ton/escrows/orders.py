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
from domain.ton.escrows import rules
from domain.ton.escrows.frame import EscrowFrame
from domain.ton.escrows.models import (
    Escrow,
    EscrowMessage,
    EscrowMessageState,
    OrderKind,
)
from domain.ton.escrows.ports import Controller
from domain.ton.frame import CHAIN
from domain.ton.models import AccountState, ChainHead
from domain.ton.rules import QUERIES, query_id

logger = logging.getLogger(__name__)

_NOT_SIGNED: Final = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWaits:
    """The alarm that a controller cannot give its order, once a day for each reason."""

    day: int
    text: str
    controller: str


class EscrowOrders:
    def __init__(self, frame: EscrowFrame) -> None:
        self._frame = frame

    async def carry(self, escrow: Escrow, kind: OrderKind, *, actor: Actor) -> None:
        """Bring an order one step further: sign, send, again, or bury. Raises GatewayError."""
        controller = self._frame.outside.controller_of(escrow)
        if controller is None:
            await self._alarm(escrow, "notice-escrow-keyless")
            return
        head = await self._frame.outside.reader.head()
        message = await self._frame.rows.waiting(escrow.id)
        if message is not None:
            message = await self._still_good(escrow, message, controller, head)
        if message is None and _wanted(escrow, kind):
            message = await self._sign(escrow, kind, controller, head, actor)
        if message is not None and head.at_s <= message.expires_at_s:
            await self._send(message)

    async def _send(self, message: EscrowMessage) -> None:
        try:
            await self._frame.outside.sender.send(message.boc)
        except GatewayError as failed:
            # Taken in already, or not yet: either way the contract will show it.
            logger.info("escrow=%s message=%s not taken: %s", message.escrow, message.id, failed)

    async def _still_good(
        self, escrow: Escrow, message: EscrowMessage, controller: Controller, head: ChainHead
    ) -> EscrowMessage | None:
        """The message, or None when it was buried just now."""
        settings = self._frame.settings
        if message.kind is OrderKind.SWEEP and not rules.sweepable(escrow):
            await self._close(message, EscrowMessageState.DONE)
            return None
        if message.taken_at_s is None:
            if await controller.processed(message.query_id):
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
        self,
        escrow: Escrow,
        kind: OrderKind,
        controller: Controller,
        head: ChainHead,
        actor: Actor,
    ) -> EscrowMessage | None:
        """Sign and keep; None when the controller cannot pay for it, or somebody was faster."""
        view = await self._frame.outside.reader.account(controller.address)
        others = await self._frame.rows.signed()
        coins = view.balance - self._frame.settings.keep_coins
        if coins < (others + 1) * controller.order_coins:
            await self._alarm(escrow, "notice-escrow-short")
            return None
        deploy = view.state is not AccountState.ACTIVE
        draft = _Draft(escrow=escrow.id, kind=kind, head=head, deploy=deploy, actor=actor)
        decide = partial(self._signed, controller, draft)
        return await self._frame.base.store.commit(decide)

    async def _signed(
        self, controller: Controller, draft: "_Draft"
    ) -> Decision[EscrowMessage | None]:
        escrow, kind = await self._frame.escrow(draft.escrow), draft.kind
        if not _wanted(escrow, kind) or await self._frame.rows.waiting(escrow.id) is not None:
            return Decision(_NOT_SIGNED)
        number, taken = await self._number(controller.address)
        signed = controller.sign(
            kind,
            escrow.address,
            query_id=query_id(number),
            created_at_s=draft.head.at_s - self._frame.settings.backdate_s,
            deploy=draft.deploy,
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
                draft.actor,
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

    async def _number(self, wallet: str) -> tuple[int, Changes]:
        """The next number of the controller's own sequence, begun anywhere: a store that was lost
        does not use the same ones again.
        """
        messages = self._frame.base.rows.messages
        number = await messages.next_number(wallet)
        if number is not None:
            return number, messages.number(wallet, number)
        first = self._frame.base.chance.below(QUERIES)
        return first, messages.begin(wallet, first + 1)

    async def _alarm(self, escrow: Escrow, text: str) -> None:
        """The order waits; staff hear of it once a day."""
        controller = escrow.terms.controller
        logger.warning("escrow=%s controller=%s: %s", escrow.id, controller, text)
        day = self._frame.base.clock.now() // DAY

        async def decide() -> Decision[None]:
            told = await self._frame.tell_staff(text, escrow, controller=controller)
            return Decision(None, told, made=str(day))

        async def again(_made: str) -> None:
            return None

        key = IdempotencyKey(f"{text}:{controller}:{day}")
        order = OrderWaits(day=day, text=text, controller=controller)
        await self._frame.base.store.once(key, CHAIN, order, decide, again=again)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What a message is to be made of."""

    escrow: str
    kind: OrderKind
    head: ChainHead
    deploy: bool
    actor: Actor


def _wanted(escrow: Escrow, kind: OrderKind) -> bool:
    """Whether a message of this kind is still to be made."""
    if kind is OrderKind.SWEEP:
        return rules.sweepable(escrow)
    return rules.ordered(escrow.state) is kind
