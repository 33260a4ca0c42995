"""Acts of staff: which need a second person, and every step of an approval."""

import pytest

from domain.payments import rules
from domain.payments.models import (
    Adjust,
    ApprovalEvent,
    ApprovalState,
    PaymentSettings,
)
from domain.payments.refusals import (
    ApprovalGone,
)
from domain.shared.ids import UserId
from domain.shared.money import POINTS, TON, XTR, Money, of
from domain.shared.refusals import (
    AmountNotWhole,
    AmountTooSmall,
    DomainError,
    Invalid,
)

ALICE = UserId(1001)


@pytest.mark.parametrize("event", ApprovalEvent)
@pytest.mark.parametrize(
    "state", [s for s in ApprovalState if s not in {"to_confirm", "to_approve"}]
)
def test_a_decided_approval_is_gone(state: ApprovalState, event: ApprovalEvent) -> None:
    with pytest.raises(ApprovalGone):
        rules.APPROVAL.step(state, event)


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (ApprovalState.TO_CONFIRM, ApprovalEvent.APPROVE),
        (ApprovalState.TO_CONFIRM, ApprovalEvent.REJECT),
        (ApprovalState.TO_APPROVE, ApprovalEvent.CONFIRM),
        (ApprovalState.TO_APPROVE, ApprovalEvent.ESCALATE),
    ],
)
def test_an_approval_takes_one_step_after_the_other(
    state: ApprovalState, event: ApprovalEvent
) -> None:
    with pytest.raises(ApprovalGone):
        rules.APPROVAL.step(state, event)


@pytest.mark.parametrize(
    ("amount", "second"),
    [
        (of(XTR, 1000), False),
        (Money(100_001, XTR), True),
        (of(POINTS, -1000), False),
        (of(POINTS, -1001), True),
        (of(TON, 10), False),
        (of(TON, 11), True),
    ],
)
def test_over_the_threshold_a_second_person_is_needed(amount: Money, *, second: bool) -> None:
    assert rules.needs_second(amount, PaymentSettings()) is second


@pytest.mark.parametrize(
    ("amount", "why", "refusal"),
    [
        (of(POINTS, 100), "sorry", None),
        (of(POINTS, -100), "sorry", None),
        (of(POINTS, 0), "sorry", AmountTooSmall),
        (Money(150, POINTS), "sorry", AmountNotWhole),
        (Money(1, TON), "sorry", None),
        (of(POINTS, 100), "  ", Invalid),
        (of(POINTS, 100), "x" * 501, Invalid),
    ],
)
def test_adjustments(amount: Money, why: str, refusal: type[DomainError] | None) -> None:
    act = Adjust(person=ALICE, amount=amount, why=why)
    if refusal is None:
        rules.accept_adjustment(act)
    else:
        with pytest.raises(refusal):
            rules.accept_adjustment(act)
