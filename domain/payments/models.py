"""Stars in and back out: top-ups and what becomes of them; approvals; adjustments."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from domain.shared.ids import Instant, UserId
from domain.shared.money import Money
from domain.shared.refusals import DomainError


class TopUpState(StrEnum):
    OPEN = "open"
    PAID = "paid"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    CHARGED_BACK = "charged_back"
    FAILED = "failed"
    EXPIRED = "expired"


class TopUpEvent(StrEnum):
    PAY = "pay"
    REJECT = "reject"
    EXPIRE = "expire"
    REFUND = "refund"
    SETTLE = "settle"
    VOID = "void"
    CHARGE_BACK = "charge_back"
    MATURE = "mature"


class Entrance(StrEnum):
    """Where the invoice is shown. `stray` is a payment for no top-up of ours: credited all the
    same, under a top-up made for it.
    """

    CHAT = "chat"
    APP = "app"
    STRAY = "stray"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUp:
    """`charge` is telegram_payment_charge_id. `invoice` and `link` exist for those of the app.
    `failure` holds Telegram's own words when it refused. `hold` is the ledger hold of a refund
    under way. `changed_at` is when the state was entered.
    """

    id: str
    person: UserId
    value: Money
    state: TopUpState
    entrance: Entrance
    invoice: str | None
    link: str | None
    charge: str | None
    failure: str | None
    hold: str | None
    created_at: Instant
    expires_at: Instant
    paid_at: Instant | None
    matures_at: Instant | None
    matured_at: Instant | None
    changed_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTopUp:
    """The order of a top-up."""

    value: Money
    entrance: Entrance


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What may be chosen: presets and the bounds of an own amount, both ends included."""

    presets: tuple[Money, ...]
    least: Money
    most: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PreCheckout:
    """Bot API `PreCheckoutQuery`, what counts of it. `stars` are whole."""

    person: UserId
    payload: str
    currency: str
    stars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to a pre-checkout query: fine when `refusal` is None."""

    refusal: DomainError | None

    @property
    def ok(self) -> bool:
        return self.refusal is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Bot API `SuccessfulPayment` with its payer; also made from a Star transaction."""

    person: UserId
    charge: str
    payload: str
    stars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignRefund:
    """Bot API `RefundedPayment` with its payer."""

    person: UserId
    charge: str
    stars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Stars that came in on one day: spendable by the house from `matures_at`, forfeited at
    `expires_at`.
    """

    day: str
    value: Money
    matures_at: Instant
    expires_at: Instant
    matured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjust:
    """Give (positive) or take (negative) by hand, `why` is shown in the audit log."""

    person: UserId
    amount: Money
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundOther:
    """Refund somebody's top-up as staff."""

    topup: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaAct:
    """An act on something of an area above, carried out by the doer of its `kind`. `ref` names
    the thing.
    """

    kind: str
    ref: str
    why: str


StaffAct: TypeAlias = Adjust | RefundOther | AreaAct


class ApprovalState(StrEnum):
    TO_CONFIRM = "to_confirm"
    TO_APPROVE = "to_approve"
    DONE = "done"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class ApprovalEvent(StrEnum):
    CONFIRM = "confirm"
    ESCALATE = "escalate"
    CANCEL = "cancel"
    APPROVE = "approve"
    REJECT = "reject"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """An act of staff on its way: asked, confirmed by the asker, and over a threshold approved
    by somebody else. `subject` is the person it is about, `value` what it moves.
    """

    id: str
    act: StaffAct
    by: UserId
    subject: UserId
    value: Money
    state: ApprovalState
    decided_by: UserId | None
    created_at: Instant
    expires_at: Instant
    decided_at: Instant | None


class Direction(StrEnum):
    INCOMING = "in"
    OUTGOING = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class StarTransaction:
    """Bot API `StarTransaction`. `id` is the charge of a payment, and of its refund again.
    `partner` is the kind of the other side (`user`, `fragment`, ...); `person` and `payload`
    stand for users only. `nanostars` is the part below one Star.
    """

    id: str
    stars: int
    nanostars: int
    at: Instant
    direction: Direction
    partner: str
    person: UserId | None
    payload: str


class FindingKind(StrEnum):
    CREDIT_MADE_GOOD = "credit_made_good"
    CHARGEBACK = "chargeback"
    REFUND_SETTLED = "refund_settled"
    AMOUNT_DIFFERS = "amount_differs"
    NOT_AT_TELEGRAM = "not_at_telegram"
    UNKNOWN = "unknown"
    LEDGER_DIFFERS = "ledger_differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something the reconciliation found. `mismatch` ones pause the area."""

    kind: FindingKind
    ref: str
    stars: int
    person: UserId | None
    at: Instant

    @property
    def mismatch(self) -> bool:
        return self.kind in _MISMATCHES


_MISMATCHES = frozenset(
    {FindingKind.AMOUNT_DIFFERS, FindingKind.NOT_AT_TELEGRAM, FindingKind.LEDGER_DIFFERS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileReport:
    """`read` transactions were compared in this run; `equal` when nothing is amiss now."""

    read: int
    findings: tuple[Finding, ...]
    at: Instant
    equal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSettings:
    """Bounds and spans, from the settings. Amounts are whole units; an act of staff that moves
    more than `second_person_over` needs a second person.
    """

    invoice_max: int = 1_000_000
    invoice_life_s: int = 24 * 3600
    approval_life_s: int = 24 * 3600
    unseen_grace_s: int = 3600
    second_person_over: int = 1_000
    second_person_over_ton: int = 10
