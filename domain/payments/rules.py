"""Pure rules of payments: what may be topped up, and what may become of a top-up."""

import re
from dataclasses import replace
from typing import Final

from domain.payments.models import (
    Adjust,
    ApprovalEvent,
    ApprovalState,
    Entrance,
    Offer,
    Payment,
    PaymentSettings,
    PreCheckout,
    StaffAct,
    TopUp,
    TopUpEvent,
    TopUpState,
)
from domain.payments.refusals import (
    AlreadyRefunded,
    ApprovalGone,
    NotYourTopUp,
    TopUpGone,
    TopUpUnpaid,
)
from domain.shared.ids import DAY, SECOND, Instant
from domain.shared.machine import Machine, Step
from domain.shared.money import TON, XTR, Money, of, parse, stars
from domain.shared.refusals import (
    AlreadyDone,
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    Invalid,
)

LEAST_STARS: Final = 15
MOST_STARS: Final = 1_000_000
# fmt: off
PRESETS: Final = (
    15, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000,
    500_000, 1_000_000,
)
# fmt: on
MATURITY: Final = 21 * DAY
"""Telegram pays Stars out 21 days after they came in."""
FORFEIT: Final = 3 * 365 * DAY
"""Stars left in a bot's balance are forfeited after three years (Bot developer terms 6.2)."""
PAYLOAD: Final = "topup:"
MOST_WHY: Final = 500

_DECIMAL: Final = re.compile(r"[0-9]+\.[0-9]+", re.ASCII)
_PAYER, _STAFF, _TELEGRAM, _HOUSE = "payer", "staff", "telegram", "house"


def _step(
    state: TopUpState, event: TopUpEvent, to: TopUpState, *by: str, effect: str = ""
) -> Step[TopUpState, TopUpEvent]:
    return Step(state=state, event=event, to=to, by=frozenset(by), effect=effect)


TOPUP: Final = Machine(
    [
        _step(TopUpState.OPEN, TopUpEvent.PAY, TopUpState.PAID, _TELEGRAM, effect="credit"),
        # Telegram took the Stars, so whatever we thought of the invoice, the payer has credit.
        _step(TopUpState.FAILED, TopUpEvent.PAY, TopUpState.PAID, _TELEGRAM, effect="credit"),
        _step(TopUpState.EXPIRED, TopUpEvent.PAY, TopUpState.PAID, _TELEGRAM, effect="credit"),
        _step(TopUpState.OPEN, TopUpEvent.REJECT, TopUpState.FAILED, _TELEGRAM),
        _step(TopUpState.OPEN, TopUpEvent.EXPIRE, TopUpState.EXPIRED, _HOUSE),
        _step(
            TopUpState.PAID, TopUpEvent.REFUND, TopUpState.REFUNDING, _PAYER, _STAFF, effect="hold"
        ),
        _step(
            TopUpState.REFUNDING, TopUpEvent.SETTLE, TopUpState.REFUNDED, _TELEGRAM, effect="post"
        ),
        _step(TopUpState.REFUNDING, TopUpEvent.VOID, TopUpState.PAID, _TELEGRAM, effect="void"),
        _step(TopUpState.PAID, TopUpEvent.SETTLE, TopUpState.REFUNDED, _TELEGRAM, effect="take"),
        _step(
            TopUpState.PAID,
            TopUpEvent.CHARGE_BACK,
            TopUpState.CHARGED_BACK,
            _TELEGRAM,
            effect="take",
        ),
        _step(TopUpState.PAID, TopUpEvent.MATURE, TopUpState.PAID, _HOUSE, effect="mature"),
    ],
    refusals={
        (TopUpState.OPEN, TopUpEvent.REFUND): TopUpUnpaid,
        (TopUpState.FAILED, TopUpEvent.REFUND): TopUpUnpaid,
        (TopUpState.EXPIRED, TopUpEvent.REFUND): TopUpUnpaid,
        (TopUpState.REFUNDING, TopUpEvent.REFUND): AlreadyRefunded,
        (TopUpState.REFUNDED, TopUpEvent.REFUND): AlreadyRefunded,
        (TopUpState.CHARGED_BACK, TopUpEvent.REFUND): AlreadyRefunded,
    },
    default=AlreadyDone,
)

APPROVAL: Final = Machine(
    [
        Step(state=state, event=event, to=to, by=frozenset({by}))
        for state, event, to, by in (
            (ApprovalState.TO_CONFIRM, ApprovalEvent.CONFIRM, ApprovalState.DONE, "asker"),
            (ApprovalState.TO_CONFIRM, ApprovalEvent.ESCALATE, ApprovalState.TO_APPROVE, "asker"),
            (ApprovalState.TO_CONFIRM, ApprovalEvent.CANCEL, ApprovalState.CANCELLED, "asker"),
            (ApprovalState.TO_CONFIRM, ApprovalEvent.EXPIRE, ApprovalState.EXPIRED, "house"),
            (ApprovalState.TO_APPROVE, ApprovalEvent.APPROVE, ApprovalState.DONE, "other"),
            (ApprovalState.TO_APPROVE, ApprovalEvent.REJECT, ApprovalState.REJECTED, "other"),
            (ApprovalState.TO_APPROVE, ApprovalEvent.CANCEL, ApprovalState.CANCELLED, "asker"),
            (ApprovalState.TO_APPROVE, ApprovalEvent.EXPIRE, ApprovalState.EXPIRED, "house"),
        )
    ],
    refusals={},
    default=ApprovalGone,
)


def offer(settings: PaymentSettings) -> Offer:
    """Presets and bounds within what the settings let through."""
    most = min(MOST_STARS, settings.invoice_max)
    return Offer(
        presets=tuple(stars(preset) for preset in PRESETS if preset <= most),
        least=stars(LEAST_STARS),
        most=stars(most),
    )


def read_stars(text: str) -> Money:
    """An own amount as typed: whole ASCII digits and nothing else.

    Refusals: AmountNotWhole for a decimal; Invalid for signs, exponents, spaces inside, words and
    other scripts' digits; AmountTooSmall for zero; AmountTooLarge beyond any bound.
    """
    if _DECIMAL.fullmatch(text):
        raise AmountNotWhole(amount=text, asset=XTR.code)
    if not (text.isascii() and text.isdigit()):
        raise Invalid(field="amount")
    digits = text.lstrip("0")
    if not digits:
        raise AmountTooSmall(least=stars(LEAST_STARS))
    if len(digits) > len(str(MOST_STARS)):
        raise AmountTooLarge(most=stars(MOST_STARS))
    return parse(digits, XTR)


def accept_amount(value: Money, settings: PaymentSettings) -> None:
    """Refusals: Invalid for another asset than Stars, AmountNotWhole, AmountTooSmall,
    AmountTooLarge.
    """
    if value.asset != XTR:
        raise Invalid(field="asset")
    bounds = offer(settings)
    if value < bounds.least:
        raise AmountTooSmall(least=bounds.least)
    if value > bounds.most:
        raise AmountTooLarge(most=bounds.most)
    assert value.whole, "an amount within bounds is some Stars"


def payload(topup_id: str) -> str:
    """The invoice's payload: 1 to 128 bytes, never shown to the payer."""
    return f"{PAYLOAD}{topup_id}"


def topup_of(invoice_payload: str) -> str | None:
    """The top-up that a payload names."""
    if not invoice_payload.startswith(PAYLOAD):
        return None
    return invoice_payload.removeprefix(PAYLOAD) or None


def slug(link: str) -> str:
    """The invoice's slug, at the end of `https://t.me/$slug` and `https://t.me/invoice/slug`."""
    return link.rstrip("/").rpartition("/")[2].lstrip("$")


def payable(topup: TopUp | None, query: PreCheckout, now: Instant) -> TopUp:
    """Whether a pre-checkout query may go on. Refusals: TopUpGone for an unknown, expired or
    failed invoice and for another amount or currency; NotYourTopUp; AlreadyDone when paid.
    """
    if topup is None:
        raise TopUpGone
    if topup.person != query.person:
        raise NotYourTopUp
    TOPUP.step(topup.state, TopUpEvent.PAY)
    if topup.state is not TopUpState.OPEN or topup.expires_at <= now:
        raise TopUpGone
    if query.currency != XTR.code or query.stars != topup.value.whole:
        raise TopUpGone
    return topup


def meant_by(topup: TopUp | None, payment: Payment) -> bool:
    """Whether the payment settles this top-up, and is not a stray that needs one of its own."""
    return (
        topup is not None
        and topup.person == payment.person
        and topup.value == stars(payment.stars)
        and (topup.state, TopUpEvent.PAY) in TOPUP.steps
    )


def paid(topup: TopUp, charge: str, now: Instant) -> TopUp:
    state = TOPUP.step(topup.state, TopUpEvent.PAY).to
    return replace(
        topup,
        state=state,
        charge=charge,
        paid_at=now,
        matures_at=Instant(now + MATURITY),
        changed_at=now,
    )


def stray(topup_id: str, payment: Payment, now: Instant) -> TopUp:
    """The top-up of a payment that none of ours was waiting for."""
    return TopUp(
        id=topup_id,
        person=payment.person,
        value=stars(payment.stars),
        state=TopUpState.PAID,
        entrance=Entrance.STRAY,
        invoice=None,
        link=None,
        charge=payment.charge,
        failure=None,
        hold=None,
        created_at=now,
        expires_at=now,
        paid_at=now,
        matures_at=Instant(now + MATURITY),
        matured_at=None,
        changed_at=now,
    )


def moved(topup: TopUp, event: TopUpEvent, now: Instant, *, failure: str | None = None) -> TopUp:
    """The top-up after any other event; `failure` replaces the words kept with it.

    Refusals: as the table TOPUP says.
    """
    state = TOPUP.step(topup.state, event).to
    return replace(topup, state=state, changed_at=now, failure=failure or topup.failure)


def shown_state(state: TopUpState) -> str:
    """The state as the API names it: `open`, `paid`, `failed` or `refunded`."""
    return _SHOWN[state].value


_SHOWN: Final = {
    TopUpState.OPEN: TopUpState.OPEN,
    TopUpState.PAID: TopUpState.PAID,
    TopUpState.REFUNDING: TopUpState.PAID,
    TopUpState.REFUNDED: TopUpState.REFUNDED,
    TopUpState.CHARGED_BACK: TopUpState.REFUNDED,
    TopUpState.FAILED: TopUpState.FAILED,
    TopUpState.EXPIRED: TopUpState.FAILED,
}


def allowed_to_payer(topup: TopUp, available: Money) -> tuple[TopUpEvent, ...]:
    """The acts open to the payer now."""
    events = TOPUP.allowed(topup.state, _PAYER)
    return tuple(e for e in events if e is not TopUpEvent.REFUND or available >= topup.value)


def accept_adjustment(act: Adjust) -> None:
    """Refusals: AmountTooSmall for nothing, AmountNotWhole, Invalid without a reason."""
    step = 10 ** (act.amount.asset.scale - act.amount.asset.edge_scale)
    if act.amount.units == 0:
        raise AmountTooSmall(least=Money(step, act.amount.asset))
    if act.amount.units % step:
        raise AmountNotWhole(amount=act.amount)
    accept_why(act)


def accept_why(act: StaffAct) -> None:
    if not act.why.strip() or len(act.why) > MOST_WHY:
        raise Invalid(field="why")


def needs_second(value: Money, settings: PaymentSettings) -> bool:
    """Whether staff may move so much only with a second person."""
    most = settings.second_person_over_ton if value.asset == TON else settings.second_person_over
    return Money(abs(value.units), value.asset) > of(value.asset, most)


def lives_until(now: Instant, life_s: int) -> Instant:
    return Instant(now + life_s * SECOND)
