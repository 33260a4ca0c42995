"""What may be topped up, and what may become of a top-up: every pair of the table."""

from dataclasses import replace

import pytest

from domain.payments import rules
from domain.payments.models import (
    Entrance,
    Payment,
    PaymentSettings,
    PreCheckout,
    TopUp,
    TopUpEvent,
    TopUpState,
)
from domain.payments.refusals import (
    AlreadyRefunded,
    NotYourTopUp,
    TopUpGone,
    TopUpUnpaid,
)
from domain.shared.ids import DAY, HOUR, Instant, UserId
from domain.shared.money import POINTS, XTR, Money, of, stars
from domain.shared.refusals import (
    AlreadyDone,
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    DomainError,
    Invalid,
)

NOW = Instant(1_796_115_600_000_000)
ALICE, BOB = UserId(1001), UserId(1002)


OPEN = TopUp(
    id="t1",
    person=ALICE,
    value=stars(50),
    state=TopUpState.OPEN,
    entrance=Entrance.CHAT,
    invoice=None,
    link=None,
    charge=None,
    failure=None,
    hold=None,
    created_at=NOW,
    expires_at=Instant(NOW + DAY),
    paid_at=None,
    matures_at=None,
    matured_at=None,
    changed_at=NOW,
)
QUERY = PreCheckout(person=ALICE, payload="topup:t1", currency="XTR", stars=50)


def topup(state: TopUpState = TopUpState.OPEN) -> TopUp:
    if state in {TopUpState.OPEN, TopUpState.FAILED, TopUpState.EXPIRED}:
        return replace(OPEN, state=state)
    return replace(OPEN, state=state, charge="c1", paid_at=NOW)


@pytest.mark.parametrize(
    ("whole", "refusal"),
    [
        (14, AmountTooSmall),
        (15, None),
        (50, None),
        (1_000_000, None),
        (1_000_001, AmountTooLarge),
    ],
)
def test_bounds_of_a_topup(whole: int, refusal: type[DomainError] | None) -> None:
    if refusal is None:
        rules.accept_amount(stars(whole), PaymentSettings())
    else:
        with pytest.raises(refusal):
            rules.accept_amount(stars(whole), PaymentSettings())


def test_another_asset_is_no_topup() -> None:
    with pytest.raises(Invalid):
        rules.accept_amount(of(POINTS, 50), PaymentSettings())


def test_half_a_star_is_refused() -> None:
    with pytest.raises(AmountNotWhole):
        rules.accept_amount(Money(1550, XTR), PaymentSettings())


@pytest.mark.parametrize(
    ("most", "last", "count"), [(1_000_000, 1_000_000, 16), (10_000, 10_000, 10), (99, 50, 3)]
)
def test_the_setting_hides_larger_presets(most: int, last: int, count: int) -> None:
    offer = rules.offer(PaymentSettings(invoice_max=most))
    assert (offer.presets[-1], len(offer.presets)) == (stars(last), count)
    assert (offer.least, offer.most) == (stars(15), stars(most))
    with pytest.raises(AmountTooLarge):
        rules.accept_amount(stars(most + 1), PaymentSettings(invoice_max=most))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("15", None),
        ("1000000", None),
        ("10.5", AmountNotWhole),
        ("15.0", AmountNotWhole),
        ("0", AmountTooSmall),
        ("000", AmountTooSmall),
        ("+15", Invalid),
        ("-15", Invalid),
        ("1e3", Invalid),
        ("", Invalid),
        (" 15", Invalid),
        ("1 000", Invalid),
        ("15,5", Invalid),
        ("fifty", Invalid),
        ("\N{ARABIC-INDIC DIGIT FIVE}\N{ARABIC-INDIC DIGIT ZERO}", Invalid),
        ("\N{DEVANAGARI DIGIT FIVE}\N{DEVANAGARI DIGIT ZERO}", Invalid),
        ("\N{FULLWIDTH DIGIT FIVE}\N{FULLWIDTH DIGIT ZERO}", Invalid),
        ("5\N{SUPERSCRIPT TWO}", Invalid),
        ("9" * 30, AmountTooLarge),
        ("9" * 5000, AmountTooLarge),
    ],
)
def test_typed_amounts_are_whole_ascii_digits(
    text: str, refusal: type[DomainError] | None
) -> None:
    if refusal is None:
        assert rules.read_stars(text) == stars(int(text))
    else:
        with pytest.raises(refusal):
            rules.read_stars(text)


def test_nothing_is_told_what_is_enough() -> None:
    with pytest.raises(AmountTooSmall) as small:
        rules.read_stars("0")
    assert small.value.fields == {"least": stars(15)}


STEPS = {
    (TopUpState.OPEN, TopUpEvent.PAY): TopUpState.PAID,
    (TopUpState.FAILED, TopUpEvent.PAY): TopUpState.PAID,
    (TopUpState.EXPIRED, TopUpEvent.PAY): TopUpState.PAID,
    (TopUpState.OPEN, TopUpEvent.REJECT): TopUpState.FAILED,
    (TopUpState.OPEN, TopUpEvent.EXPIRE): TopUpState.EXPIRED,
    (TopUpState.PAID, TopUpEvent.REFUND): TopUpState.REFUNDING,
    (TopUpState.REFUNDING, TopUpEvent.SETTLE): TopUpState.REFUNDED,
    (TopUpState.REFUNDING, TopUpEvent.VOID): TopUpState.PAID,
    (TopUpState.PAID, TopUpEvent.SETTLE): TopUpState.REFUNDED,
    (TopUpState.PAID, TopUpEvent.CHARGE_BACK): TopUpState.CHARGED_BACK,
    (TopUpState.PAID, TopUpEvent.MATURE): TopUpState.PAID,
}
REFUSALS = {
    (TopUpState.OPEN, TopUpEvent.REFUND): TopUpUnpaid,
    (TopUpState.FAILED, TopUpEvent.REFUND): TopUpUnpaid,
    (TopUpState.EXPIRED, TopUpEvent.REFUND): TopUpUnpaid,
    (TopUpState.REFUNDING, TopUpEvent.REFUND): AlreadyRefunded,
    (TopUpState.REFUNDED, TopUpEvent.REFUND): AlreadyRefunded,
    (TopUpState.CHARGED_BACK, TopUpEvent.REFUND): AlreadyRefunded,
}


@pytest.mark.parametrize("event", TopUpEvent)
@pytest.mark.parametrize("state", TopUpState)
def test_every_state_and_event_of_a_topup_is_decided(state: TopUpState, event: TopUpEvent) -> None:
    to = STEPS.get((state, event))
    if to is not None:
        assert rules.TOPUP.step(state, event).to is to
    else:
        with pytest.raises(REFUSALS.get((state, event), AlreadyDone)):
            rules.TOPUP.step(state, event)


@pytest.mark.parametrize("state", TopUpState)
def test_the_api_knows_four_states(state: TopUpState) -> None:
    assert rules.shown_state(state) in {"open", "paid", "failed", "refunded"}


@pytest.mark.parametrize(
    ("asked", "found", "later", "refusal"),
    [
        (QUERY, topup(), 0, None),
        (QUERY, None, 0, TopUpGone),
        (replace(QUERY, person=BOB), topup(), 0, NotYourTopUp),
        (QUERY, topup(TopUpState.PAID), 0, AlreadyDone),
        (QUERY, topup(TopUpState.REFUNDED), 0, AlreadyDone),
        (QUERY, topup(TopUpState.EXPIRED), 0, TopUpGone),
        (QUERY, topup(TopUpState.FAILED), 0, TopUpGone),
        (QUERY, topup(), DAY - 1, None),
        (QUERY, topup(), DAY, TopUpGone),
        (replace(QUERY, stars=49), topup(), 0, TopUpGone),
        (replace(QUERY, stars=51), topup(), 0, TopUpGone),
        (replace(QUERY, currency="USD"), topup(), 0, TopUpGone),
    ],
)
def test_pre_checkout_checks_the_invoice(
    asked: PreCheckout, found: TopUp | None, later: int, refusal: type[DomainError] | None
) -> None:
    now = Instant(NOW + later)
    if refusal is None:
        assert rules.payable(found, asked, now) is found
    else:
        with pytest.raises(refusal):
            rules.payable(found, asked, now)


@pytest.mark.parametrize(
    ("found", "payer", "whole", "meant"),
    [
        (topup(), ALICE, 50, True),
        (topup(TopUpState.EXPIRED), ALICE, 50, True),
        (topup(TopUpState.FAILED), ALICE, 50, True),
        (topup(), BOB, 50, False),
        (topup(), ALICE, 51, False),
        (topup(TopUpState.PAID), ALICE, 50, False),
        (topup(TopUpState.REFUNDED), ALICE, 50, False),
        (None, ALICE, 50, False),
    ],
)
def test_which_payments_are_strays(
    found: TopUp | None, payer: UserId, whole: int, *, meant: bool
) -> None:
    payment = Payment(person=payer, charge="c9", payload="topup:t1", stars=whole)
    assert rules.meant_by(found, payment) is meant


def test_a_payment_matures_after_21_days() -> None:
    paid = rules.paid(topup(), "c1", NOW)
    assert paid.state is TopUpState.PAID
    assert paid.matures_at == NOW + 21 * 24 * HOUR


@pytest.mark.parametrize(
    ("link", "slug"),
    [
        ("https://t.me/$inv9f2", "inv9f2"),
        ("https://t.me/invoice/inv9f2", "inv9f2"),
        ("http://127.0.0.1:8090/invoice/inv9f2/", "inv9f2"),
    ],
)
def test_the_slug_ends_the_link(link: str, slug: str) -> None:
    assert rules.slug(link) == slug


@pytest.mark.parametrize(
    ("text", "topup_id"),
    [("topup:t1", "t1"), ("topup:", None), ("t1", None), ("", None), ("TOPUP:t1", None)],
)
def test_payloads(text: str, topup_id: str | None) -> None:
    assert rules.topup_of(text) == topup_id


@pytest.mark.parametrize(
    ("state", "available", "acts"),
    [
        (TopUpState.PAID, 50, (TopUpEvent.REFUND,)),
        (TopUpState.PAID, 49, ()),
        (TopUpState.OPEN, 50, ()),
        (TopUpState.REFUNDED, 50, ()),
    ],
)
def test_what_the_payer_may_do(
    state: TopUpState, available: int, acts: tuple[TopUpEvent, ...]
) -> None:
    assert rules.allowed_to_payer(topup(state), stars(available)) == acts
