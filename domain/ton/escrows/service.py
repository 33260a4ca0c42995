"""Escrows as use cases: made for a deal, released to the owner, given back to the advertiser.

Only what our own reading of the chain shows counts. An order is kept before anything is signed,
and what is signed is kept before it is sent: whatever stops in between goes on from there.
"""

import logging
from dataclasses import replace
from functools import partial
from typing import Final

from domain.shared.actor import HOUSE, Actor, Permission
from domain.shared.change import Decision, IdempotencyKey
from domain.shared.ids import SECOND
from domain.shared.page import Page
from domain.shared.refusals import NotFound
from domain.ton.address import usable
from domain.ton.escrows import rules
from domain.ton.escrows.frame import EscrowChanged, EscrowFrame
from domain.ton.escrows.models import (
    CreateEscrow,
    DepositRequest,
    EndEscrow,
    Escrow,
    EscrowState,
    EscrowTerms,
    OrderKind,
)
from domain.ton.escrows.poll import EscrowPoll
from domain.ton.escrows.refusals import DealHasEscrow
from domain.ton.refusals import OwnAddress
from domain.users.models import Area
from domain.users.wallets import Wallets

logger = logging.getLogger(__name__)

PERMISSION: Final = Permission.ADJUST
"""Who may make an escrow and end it: the house for its deals, and finance by hand."""


class EscrowService:
    def __init__(self, frame: EscrowFrame, poll: EscrowPoll, wallets: Wallets) -> None:
        self._frame = frame
        self._poll = poll
        self._wallets = wallets

    async def create_escrow_for_deal(
        self, actor: Actor, order: CreateEscrow, *, key: IdempotencyKey
    ) -> Escrow:
        """The address, before anything is on the chain. Again for the same deal and terms: the
        same escrow. Refusals: NotAllowed, AreaPaused, AssetNotOnChain, AmountTooSmall,
        AmountTooLarge, DeadlineOutOfRange, AddressInvalid, WrongNetwork, OwnAddress,
        DealHasEscrow.
        """
        await self._may(actor)
        base = self._frame.base

        async def decide() -> Decision[Escrow]:
            await base.gate.open_area(Area.TON)
            rules.accept(order, self._frame.settings, base.clock.now())
            new = self._new(order)
            there = await self._frame.rows.by_deal(new.deal)
            if there is not None:
                if there.terms != new.terms:
                    raise DealHasEscrow(escrow=there.id)
                return Decision(there, made=there.id)
            return Decision(
                new,
                self._frame.rows.add(new),
                self._frame.log(actor, "escrow-created", new),
                made=new.id,
                events=(EscrowChanged(new, None),),
            )

        escrow = await base.store.once(key, actor, order, decide, again=self._frame.escrow)
        logger.info("escrow made id=%s deal=%s user=%s", escrow.id, escrow.deal, actor.id)
        return escrow

    async def release_to_owner(
        self, actor: Actor, escrow_id: str, *, key: IdempotencyKey
    ) -> Escrow:
        """The amount to the owner. Reads the chain first, and does nothing when it is done or
        under way already. Refusals: NotAllowed, NotFound, EscrowNotFunded, EscrowEnded.
        """
        return await self._end(actor, EndEscrow(escrow=escrow_id, kind=OrderKind.RELEASE), key)

    async def refund_to_advertiser(
        self, actor: Actor, escrow_id: str, *, key: IdempotencyKey
    ) -> Escrow:
        """All of it back to the advertiser. As `release_to_owner`."""
        return await self._end(actor, EndEscrow(escrow=escrow_id, kind=OrderKind.REFUND), key)

    async def sweep(self, actor: Actor, escrow_id: str) -> Escrow:
        """Coins that came without a deposit, before or after the deal, to the advertiser.
        Refusals: NotAllowed, NotFound, EscrowFunded, AlreadyDone when there is nothing. Raises
        GatewayError.
        """
        await self._may(actor)
        await self._frame.escrow(escrow_id)
        return await self._poll.sweep(actor, escrow_id)

    async def get(self, actor: Actor, escrow_id: str) -> Escrow:
        """With the chain read just now, if it answers. For its two sides, by the wallets that they
        have proved, and for staff who see money. Refusal: NotFound, also for others.
        """
        escrow = await self._frame.escrow(escrow_id)
        if not actor.may(Permission.SEE_MONEY) and not await self._side(actor, escrow):
            raise NotFound(escrow=escrow_id)
        return await self._poll.look_if_it_answers(escrow)

    async def find(self, actor: Actor, address: str) -> Escrow:
        """By its address, in any form. As `get`."""
        raw = usable(address, network=self._frame.base.settings.network).raw
        found = await self._frame.rows.by_address(raw)
        if found is None:
            raise NotFound(escrow=raw)
        return await self.get(actor, found.id)

    async def all(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Escrow]:
        """Newest first, as last read. Refusal: NotAllowed."""
        actor.must(Permission.SEE_MONEY)
        return await self._frame.rows.all(cursor=cursor, limit=limit)

    def may(self, actor: Actor) -> bool:
        """Whether these acts are open to somebody like this."""
        return actor.may(PERMISSION)

    def deposit_request(self, escrow: Escrow) -> DepositRequest:
        """What the advertiser's wallet must send."""
        attach = self._frame.settings.attach
        return self._frame.outside.contract.deposit(escrow.terms, attach=attach)

    async def counts(self) -> dict[EscrowState, int]:
        """By the contract's four states; those of which there are none count zero."""
        counts = dict.fromkeys(rules.CONTRACT_STATES, 0)
        for state, count in (await self._frame.rows.counts()).items():
            counts[rules.shown(state)] += count
        return counts

    async def _end(self, actor: Actor, order: EndEscrow, key: IdempotencyKey) -> Escrow:
        await self._may(actor)
        await self._poll.look_if_it_answers(await self._frame.escrow(order.escrow))
        decide = partial(self._ended, actor, order)
        store = self._frame.base.store
        ended = await store.once(key, actor, order, decide, again=self._frame.escrow)
        logger.info("escrow %s id=%s user=%s", order.kind, ended.id, actor.id)
        return await self._poll.push_if_it_answers(ended)

    async def _ended(self, actor: Actor, order: EndEscrow) -> Decision[Escrow]:
        was = await self._frame.escrow(order.escrow)
        stepped = rules.stepped(was, rules.ACTS[order.kind], self._frame.base.clock.now())
        if stepped is was:
            return Decision(was, made=was.id)
        now = replace(stepped, version=was.version + 1)
        return Decision(
            now,
            self._frame.rows.move(was, now),
            self._frame.log(actor, f"escrow-{order.kind}", now, was),
            made=now.id,
            events=(EscrowChanged(now, was.state),),
        )

    def _new(self, order: CreateEscrow) -> Escrow:
        base, outside = self._frame.base, self._frame.outside
        now, escrow_id = base.clock.now(), base.ids.new()
        terms = EscrowTerms(
            number=rules.deal_number(order.deal or escrow_id),
            amount=order.amount.units,
            fee=order.fee.units,
            deadline_s=order.deadline // SECOND,
            controller=outside.controller.address,
            advertiser=self._party(order.advertiser),
            owner=self._party(order.owner),
        )
        return Escrow(
            id=escrow_id,
            deal=order.deal or escrow_id,
            terms=terms,
            address=outside.contract.address(terms),
            state=EscrowState.WAITING,
            state_seen=None,
            balance=0,
            code_hash=None,
            lt=0,
            read_at_s=0,
            look_at=now,
            warned=0,
            created_at=now,
            changed_at=now,
        )

    def _party(self, text: str) -> str:
        raw = usable(text, network=self._frame.base.settings.network).raw
        if raw in {self._frame.outside.controller.address, *self._frame.base.settings.own}:
            raise OwnAddress(address=raw)
        return raw

    async def _may(self, actor: Actor) -> None:
        if actor.id != HOUSE:
            await self._frame.base.gate.clear(actor)
            actor.must(PERMISSION)

    async def _side(self, actor: Actor, escrow: Escrow) -> bool:
        mine = {wallet.address for wallet in await self._wallets.mine(actor)}
        return not mine.isdisjoint({escrow.terms.advertiser, escrow.terms.owner})
