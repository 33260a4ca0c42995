"""Top-ups by Stars, and taking them back."""

from typing import Final

from domain.ledger import accounts
from domain.payments import rules
from domain.payments.models import Entrance, OpenTopUp, TopUp, TopUpEvent
from domain.payments.refusals import AlreadyRefunded, AlreadySpent, RefundRejected, TopUpUnpaid
from domain.shared.money import XTR, Money
from domain.shared.refusals import (
    AlreadyDone,
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    AreaPaused,
    Invalid,
    LimitReached,
    NotFound,
)
from webapp.errors import Unavailable
from webapp.forms import (
    Answer,
    Body,
    Empty,
    ListOf,
    MoneyBody,
    MoneyForm,
    Paged,
    TimeText,
    time_text,
)
from webapp.routing import Call, Route


class TopUpBody(Body):
    value: MoneyBody


class TopUpAnswer(Answer):
    """`invoice` is the slug for Telegram's openInvoice; `failure` is Telegram's own reason.

    `state` is `open`, `paid`, `failed` or `refunded`; `stage` tells finer where it stands.
    """

    id: str
    state: str
    stage: str
    value: MoneyForm
    invoice: str | None
    link: str | None
    failure: str | None
    at: TimeText
    expires_at: TimeText
    paid_at: TimeText | None
    refunded_at: TimeText | None
    refundable: bool
    allowed: list[str]


async def open_topup(call: Call) -> TopUpAnswer:
    """Top up with Stars: an invoice to pay

    An amount that Telegram itself refuses makes a `failed` top-up with its reason.
    """
    value = call.body(TopUpBody).value.read("value")
    if value.asset != XTR:
        raise Invalid(**{"value.asset": "stars_only"})
    order = OpenTopUp(value=value, entrance=Entrance.APP)
    topup = await call.deps.topups.open(call.actor, order, key=call.once)
    return topup_answer(topup, await _available(call))


async def list_topups(call: Call) -> ListOf[TopUpAnswer]:
    """My top-ups, newest first"""
    asked = call.query(Paged)
    page = await call.deps.topups.mine(call.actor, cursor=asked.cursor, limit=asked.limit)
    available = await _available(call)
    return ListOf[TopUpAnswer](
        items=[topup_answer(topup, available) for topup in page.items], next=page.next
    )


async def show_topup(call: Call) -> TopUpAnswer:
    """One of my top-ups"""
    topup = await call.deps.topups.get(call.actor, call.path("id"))
    return topup_answer(topup, await _available(call))


async def refund_topup(call: Call) -> TopUpAnswer:
    """Take a top-up back, whole, while its Stars are unspent"""
    topup = await call.deps.refunds.refund(call.actor, call.path("id"), key=call.once)
    return topup_answer(topup, await _available(call))


def topup_answer(topup: TopUp, available: Money) -> TopUpAnswer:
    state = rules.shown_state(topup.state)
    allowed = rules.allowed_to_payer(topup, available)
    refunded = state == "refunded"
    return TopUpAnswer(
        id=topup.id,
        state=state,
        stage=topup.state.value,
        value=MoneyForm.of(topup.value),
        invoice=topup.invoice,
        link=topup.link,
        failure=topup.failure,
        at=time_text(topup.created_at),
        expires_at=time_text(topup.expires_at),
        paid_at=time_text(topup.paid_at) if topup.paid_at is not None else None,
        refunded_at=time_text(topup.changed_at) if refunded else None,
        refundable=TopUpEvent.REFUND in allowed,
        allowed=[event.value for event in allowed],
    )


async def _available(call: Call) -> Money:
    """The asker's Stars that can be used now."""
    return (await call.deps.ledger.balance(accounts.user(call.actor.id), XTR)).available


_AMOUNTS: Final = (AmountTooSmall, AmountTooLarge, AmountNotWhole)

ROUTES = (
    Route(
        method="POST",
        path="/api/v1/topups",
        handler=open_topup,
        body=TopUpBody,
        answer=TopUpAnswer,
        status=201,
        once=True,
        refusals=(*_AMOUNTS, AreaPaused, LimitReached, Unavailable),
    ),
    Route(
        method="GET",
        path="/api/v1/topups",
        handler=list_topups,
        query=Paged,
        answer=ListOf[TopUpAnswer],
    ),
    Route(
        method="GET",
        path="/api/v1/topups/{id}",
        handler=show_topup,
        answer=TopUpAnswer,
        refusals=(NotFound,),
    ),
    Route(
        method="POST",
        path="/api/v1/topups/{id}/refund",
        handler=refund_topup,
        body=Empty,
        answer=TopUpAnswer,
        once=True,
        refusals=(
            NotFound,
            AlreadySpent,
            AlreadyRefunded,
            AlreadyDone,
            TopUpUnpaid,
            RefundRejected,
            AreaPaused,
            LimitReached,
            Unavailable,
        ),
    ),
)
