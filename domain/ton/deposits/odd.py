"""The operator's list: payments that belong to nobody yet, and what staff do about them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from domain.ledger import accounts
from domain.payments.acts import Carried, Subject
from domain.payments.models import AreaAct, StaffAct
from domain.shared.actor import HOUSE, Actor, Permission
from domain.shared.change import Change, Changes
from domain.shared.ids import UserId
from domain.shared.page import Page
from domain.shared.refusals import AmountTooSmall, Invalid, NotFound
from domain.ton import rules
from domain.ton.booking.incoming import Incoming
from domain.ton.deposit_models import ASIDE, Deposit, DepositEvent, DepositState
from domain.ton.events import DepositChanged, WithdrawalChanged
from domain.ton.frame import Frame, staff
from domain.ton.refusals import SenderUnknown
from domain.ton.treasury import Treasury
from domain.ton.withdrawal_models import Purpose, Reason, Withdrawal, WithdrawalState

ASSIGN: Final = "ton-assign"
RETURN: Final = "ton-return"
KEEP: Final = "ton-keep"
"""The kinds of acts: `AreaAct(kind=..., ref=<deposit>, why=...)`. For ASSIGN `ref` is
`<deposit>:<person's id>`.
"""
MOST_WHY: Final = 500


def assignment(deposit_id: str, person: UserId) -> str:
    """The `ref` of an ASSIGN act."""
    return f"{deposit_id}:{person}"


class OddPayments:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    async def waiting(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Deposit]:
        """What stands aside, oldest first. Refusal: NotAllowed."""
        actor.must(Permission.SEE_MONEY)
        states = tuple(state for state in DepositState if state in ASIDE)
        return await self._frame.rows.deposits.within(states, cursor=cursor, limit=limit)

    async def get(self, actor: Actor, deposit_id: str) -> Deposit:
        """Anybody's. Refusals: NotAllowed, NotFound."""
        actor.must(Permission.SEE_MONEY)
        return await self._frame.deposit(deposit_id)


class _Doer:
    """What the three acts have in common."""

    permission = Permission.ADJUST
    event: DepositEvent

    def __init__(self, frame: Frame, incoming: Incoming, treasury: Treasury) -> None:
        self._frame = frame
        self._incoming = incoming
        self._treasury = treasury

    async def subject(self, act: StaffAct) -> Subject:
        """Refusals: NotFound, DepositGone, Invalid without a reason; those of the act."""
        was = await self._deposit(act)
        if not act.why.strip() or len(act.why) > MOST_WHY:
            raise Invalid(field="why")
        rules.moved(was, self.event, was.changed_at)
        person = await self._judged(act, was)
        return Subject(person=person, value=was.value)

    async def afterwards(self, act: StaffAct) -> None:
        """The queue is looked at by its own worker."""

    async def _judged(self, _act: StaffAct, was: Deposit) -> UserId:
        """Whom it is about; the house when nobody."""
        return was.person if was.person is not None else HOUSE

    async def _deposit(self, act: StaffAct) -> Deposit:
        assert isinstance(act, AreaAct), "the wiring sends acts of areas here"
        return await self._frame.deposit(act.ref.partition(":")[0])

    def _log(self, actor: Actor, was: Deposit, now: Deposit, by: Mapping[str, str]) -> Change:
        action = f"deposit-{self.event.value}"
        return self._frame.log_deposit(actor, action, now, was=was, staff=by)


class AssignPayment(_Doer):
    """Doer of `ton-assign`: the payment was this person's."""

    event = DepositEvent.ASSIGN

    async def carry_out(self, actor: Actor, act: StaffAct, approval_id: str) -> Carried:
        """Refusals: DepositGone, NotFound."""
        was = await self._deposit(act)
        person = await self._judged(act, was)
        now = replace(rules.moved(was, self.event, self._frame.clock.now()), person=person)
        return Carried(
            changes=(
                self._frame.rows.deposits.move(was, now),
                self._frame.books.given(now, accounts.user(person), now.value),
                self._log(actor, was, now, staff(act, approval_id)),
                await self._incoming.told(now),
            ),
            events=(DepositChanged(now),),
        )

    async def _judged(self, act: StaffAct, _was: Deposit) -> UserId:
        """Refusal: NotFound for somebody whom we never met."""
        assert isinstance(act, AreaAct), "the wiring sends acts of areas here"
        told = act.ref.partition(":")[2]
        person = UserId(int(told)) if told.isdecimal() else None
        if person is None or await self._frame.people.known(person) is None:
            raise NotFound(person=told)
        return person


class ReturnPayment(_Doer):
    """Doer of `ton-return`: back to its sender, less the fee of a withdrawal."""

    permission = Permission.REFUND
    event = DepositEvent.RETURN

    async def carry_out(self, actor: Actor, act: StaffAct, approval_id: str) -> Carried:
        """Refusals: DepositGone, SenderUnknown, AmountTooSmall when the fee takes it all."""
        was = await self._deposit(act)
        payout = self._payout(was)
        now = replace(rules.moved(was, self.event, self._frame.clock.now()), withdrawal=payout.id)
        return Carried(
            changes=(
                self._frame.rows.deposits.move(was, now),
                self._frame.rows.withdrawals.add(payout),
                self._frame.books.reserve(payout),
                self._log(actor, was, now, staff(act, approval_id)),
            ),
            events=(DepositChanged(now), WithdrawalChanged(payout)),
        )

    async def _judged(self, act: StaffAct, was: Deposit) -> UserId:
        self._payout(was)
        return await super()._judged(act, was)

    def _payout(self, deposit: Deposit) -> Withdrawal:
        if deposit.sender is None:
            raise SenderUnknown(deposit=deposit.id)
        fee = self._frame.settings.fee(deposit.value.asset)
        if deposit.value <= fee:
            raise AmountTooSmall(least=fee)
        made, now = self._frame.ids.new(), self._frame.clock.now()
        return Withdrawal(
            id=made,
            purpose=Purpose.RETURN,
            person=HOUSE,
            wallet=self._treasury.payout,
            value=deposit.value - fee,
            fee=fee,
            to=deposit.sender,
            bounceable=False,
            state=WithdrawalState.QUEUED,
            reason=Reason.NONE,
            hold=self._frame.ids.new(),
            fee_hold=self._frame.ids.new() if fee.units else None,
            approval=None,
            message=None,
            query_id=rules.payout_query(made),
            attempts=0,
            deposit=deposit.id,
            tx_hash=None,
            tx_lt=None,
            created_at=now,
            expires_at=now,
            changed_at=now,
        )


class KeepPayment(_Doer):
    """Doer of `ton-keep`: the house's."""

    event = DepositEvent.KEEP

    async def carry_out(self, actor: Actor, act: StaffAct, approval_id: str) -> Carried:
        """Refusal: DepositGone."""
        was = await self._deposit(act)
        now = rules.moved(was, self.event, self._frame.clock.now())
        money: Changes = self._frame.books.given(now, accounts.HOUSE_FEES, now.value)
        return Carried(
            changes=(
                self._frame.rows.deposits.move(was, now),
                money,
                self._log(actor, was, now, staff(act, approval_id)),
            ),
            events=(DepositChanged(now),),
        )
