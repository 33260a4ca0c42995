"""A withdrawal as it is made, and the question that goes with it."""

from domain.shared.change import Changes
from domain.shared.ids import SECOND, Instant, UserId
from domain.ton import rules
from domain.ton.frame import Frame
from domain.ton.treasury import Treasury
from domain.ton.withdrawal_models import Judged, Purpose, Reason, Withdrawal, WithdrawalState


def new_withdrawal(frame: Frame, treasury: Treasury, judged: Judged, person: UserId) -> Withdrawal:
    """To be confirmed in time; its holds are still to be made."""
    made, now = frame.ids.new(), frame.clock.now()
    return Withdrawal(
        id=made,
        purpose=Purpose.PERSON,
        person=person,
        wallet=treasury.payout,
        value=judged.value,
        fee=judged.fee,
        to=judged.address,
        bounceable=judged.bounceable,
        state=WithdrawalState.TO_CONFIRM,
        reason=Reason.NONE,
        hold=frame.ids.new(),
        fee_hold=frame.ids.new() if judged.fee.units else None,
        approval=None,
        message=None,
        query_id=rules.payout_query(made),
        attempts=0,
        deposit=None,
        tx_hash=None,
        tx_lt=None,
        created_at=now,
        expires_at=Instant(now + frame.settings.confirm_within),
        changed_at=now,
    )


def question(frame: Frame, withdrawal: Withdrawal, to: str) -> Changes:
    """In the chat, with its two buttons. `to` is the address as people read it."""
    fields = {
        "value": withdrawal.value,
        "fee": withdrawal.fee,
        "to": to,
        "until": withdrawal.expires_at // SECOND,
        "withdrawal": withdrawal.id,
    }
    buttons = (
        ("button-withdraw-confirm", f"confirm:{withdrawal.id}"),
        ("button-cancel", f"cancel:{withdrawal.id}"),
    )
    text = "notice-withdrawal-ask"
    return frame.tell(withdrawal.person, "ton-withdrawal", text, fields, buttons=buttons)
