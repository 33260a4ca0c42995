"""What staff do about withdrawals: approve a large one, give up one that waits."""

from collections.abc import Mapping
from typing import Final

from domain.payments.acts import Carried, Subject
from domain.payments.models import AreaAct, StaffAct
from domain.shared.actor import Actor, Permission
from domain.shared.change import Changes
from domain.shared.refusals import Invalid
from domain.ton import rules
from domain.ton.address import friendly
from domain.ton.deposit_models import DepositEvent, DepositState
from domain.ton.deposit_models import Reason as Odd
from domain.ton.events import WithdrawalChanged
from domain.ton.frame import Frame, staff
from domain.ton.refusals import WithdrawalGone
from domain.ton.withdrawal_models import (
    Purpose,
    Reason,
    Withdrawal,
    WithdrawalEvent,
    WithdrawalState,
)

FAIL: Final = "ton-fail"
"""The kind of act: `AreaAct(kind=FAIL, ref=<withdrawal>, why=...)`."""
MOST_WHY: Final = 500


class ApproveWithdrawal:
    """Doer of `ton-withdrawal`: the second person of a large withdrawal."""

    permission = Permission.APPROVE

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    async def subject(self, act: StaffAct) -> Subject:
        """Refusal: Invalid: only the withdrawal itself asks for this."""
        raise Invalid(field="kind", act=act.why)

    async def carry_out(self, actor: Actor, act: StaffAct, approval_id: str) -> Carried:
        """On to the queue. Refusal: WithdrawalGone."""
        was = await _withdrawal(self._frame, act)
        now = rules.stepped(was, WithdrawalEvent.APPROVE, self._frame.clock.now())
        told = _told(self._frame, now, "notice-withdrawal-approved")
        return _carried(self._frame, actor, (was, now), told, staff(act, approval_id))

    async def declined(self, actor: Actor, act: StaffAct, *, expired: bool) -> Carried:
        """The money is free again."""
        was = await _withdrawal(self._frame, act)
        event = WithdrawalEvent.EXPIRE if expired else WithdrawalEvent.REJECT
        reason = Reason.EXPIRED if expired else Reason.REJECTED
        now = rules.stepped(was, event, self._frame.clock.now(), reason=reason)
        told = _told(self._frame, now, "notice-withdrawal-rejected")
        freed: Changes = (self._frame.books.release(was), told)
        return _carried(self._frame, actor, (was, now), freed, {})

    async def afterwards(self, act: StaffAct) -> None:
        """The queue is looked at by its own worker."""


class FailWithdrawal:
    """Doer of `ton-fail`: a withdrawal that waits in the queue gets its money back."""

    permission = Permission.REFUND

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    async def subject(self, act: StaffAct) -> Subject:
        """Refusals: NotFound, WithdrawalGone once it is sent, Invalid without a reason."""
        was = await _withdrawal(self._frame, act)
        if not act.why.strip() or len(act.why) > MOST_WHY:
            raise Invalid(field="why")
        waits(was)
        return Subject(person=was.person, value=was.value)

    async def carry_out(self, actor: Actor, act: StaffAct, approval_id: str) -> Carried:
        """Refusal: WithdrawalGone."""
        was = await _withdrawal(self._frame, act)
        waits(was)
        now = rules.stepped(
            was, WithdrawalEvent.GIVE_UP, self._frame.clock.now(), reason=Reason.STAFF
        )
        return _carried(
            self._frame,
            actor,
            (was, now),
            (
                self._frame.books.release(was),
                _told(self._frame, now, "notice-withdrawal-failed"),
                await self._payment_waits_again(was),
            ),
            staff(act, approval_id),
        )

    async def afterwards(self, act: StaffAct) -> None:
        """Nothing leaves the house."""

    async def _payment_waits_again(self, was: Withdrawal) -> Changes:
        if was.purpose is not Purpose.RETURN:
            return ()
        assert was.deposit is not None, "a return sends a payment back"
        deposit = await self._frame.deposit(was.deposit)
        if deposit.state is not DepositState.RETURNING:
            return ()
        now = self._frame.clock.now()
        again = rules.moved(deposit, DepositEvent.FAIL, now, reason=Odd.REFUSED)
        return self._frame.rows.deposits.move(deposit, again)


def waits(withdrawal: Withdrawal) -> None:
    """Only what no message carries can be given up by hand. Refusal: WithdrawalGone."""
    if withdrawal.state is not WithdrawalState.QUEUED:
        raise WithdrawalGone(state=withdrawal.state.value)


async def _withdrawal(frame: Frame, act: StaffAct) -> Withdrawal:
    assert isinstance(act, AreaAct), "the wiring sends acts of areas here"
    return await frame.withdrawal(act.ref)


def _carried(
    frame: Frame,
    actor: Actor,
    step: tuple[Withdrawal, Withdrawal],
    more: Changes,
    by: Mapping[str, str],
) -> Carried:
    was, now = step
    action = f"withdrawal-{now.state.value.replace('_', '-')}"
    return Carried(
        changes=(
            frame.rows.withdrawals.move(was, now),
            more,
            frame.log_withdrawal(actor, action, now, was=was, staff=by),
        ),
        events=(WithdrawalChanged(now),),
    )


def _told(frame: Frame, withdrawal: Withdrawal, text: str) -> Changes:
    if withdrawal.purpose is not Purpose.PERSON:
        return ()
    fields = {
        "value": withdrawal.value,
        "fee": withdrawal.fee,
        "to": friendly(withdrawal.to),
        "withdrawal": withdrawal.id,
        "reason": withdrawal.reason.value,
    }
    return frame.tell(withdrawal.person, "ton-withdrawal", text, fields)
