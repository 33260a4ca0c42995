"""Wallet, top-up by Stars, refund, statement, and what Telegram reports about payments."""

from typing import Final

from aiogram.fsm.context import FSMContext
from aiogram.types import Message, PreCheckoutQuery

from domain.ledger.accounts import user
from domain.ledger.ports import LineFilter
from domain.ledger.service import Ledger
from domain.payments.models import (
    Entrance,
    ForeignRefund,
    OpenTopUp,
    Payment,
    PreCheckout,
    TopUpState,
    Verdict,
)
from domain.payments.refunds import Refunds
from domain.payments.rules import read_stars
from domain.payments.topups import TopUps
from domain.shared.ids import UserId
from domain.users.support import Support
from handlers.links import Links
from handlers.payments import views
from handlers.routes import Routes
from handlers.screens import Screen
from handlers.visit import Visit

AMOUNT: Final = "topup-amount"
OWN: Final = "own"
LINES: Final = 6
TOPUPS: Final = 8
REFUND_ACT: Final = "refund-"
"""A question about a refund is named by this and the top-up's id."""


def routes() -> Routes:
    return Routes(
        commands={
            "wallet": wallet,
            "topup": topup,
            "statement": statement,
            "paysupport": paysupport,
        },
        callbacks={
            "wallet": wallet,
            "topup": topup,
            "topups": topups,
            "refund": ask_refund,
            "statement": statement,
        },
        kinds={
            "pre_checkout_query": pre_checkout,
            "successful_payment": paid,
            "refunded_payment": refunded,
        },
        dialogues={AMOUNT: topup},
    )


async def wallet(visit: Visit, state: FSMContext, ledger: Ledger, links: Links) -> None:
    await state.clear()
    balances = await ledger.balances(user(visit.actor.id))
    await visit.show(views.wallet_screen(visit.speech, balances, links))


async def topup(visit: Visit, state: FSMContext, topups: TopUps) -> None:
    """Without an amount the presets; with one the invoice at once. An amount that does not fit
    is refused and the dialogue, if one is open, stays open.
    """
    offer = topups.offer()
    if visit.args == OWN:
        await state.set_state(AMOUNT)
        await visit.show(views.own_amount_screen(visit.speech, offer))
        return
    if not visit.args:
        await state.clear()
        await visit.show(views.topup_screen(visit.speech, offer))
        return
    order = OpenTopUp(value=read_stars(visit.args), entrance=Entrance.CHAT)
    opened = await topups.open(visit.actor, order, key=visit.key)
    await state.clear()
    if visit.pressed is not None or opened.failure is not None:
        await visit.show(views.sent_screen(visit.speech, opened))


async def topups(visit: Visit, topups: TopUps) -> None:
    page = await topups.mine(visit.actor, cursor=None, limit=TOPUPS)
    await visit.show(views.topups_screen(visit.speech, page.items, visit.now))


async def ask_refund(visit: Visit, topups: TopUps) -> None:
    """A receipt's own button asks in a new message: receipts are never edited away."""
    found = await topups.get(visit.actor, visit.args)
    act_id = f"{REFUND_ACT}{found.id}"
    await visit.send(views.refund_question(visit.speech, found, act_id))


async def refund(visit: Visit, refunds: Refunds, topup_id: str) -> None:
    """The payer has confirmed."""
    done = await refunds.refund(visit.actor, topup_id, key=visit.key)
    through = done.state is TopUpState.REFUNDED
    await visit.show(views.refund_screen(visit.speech, done, done=through))


async def statement(visit: Visit, ledger: Ledger) -> None:
    page = await ledger.statement(
        user(visit.actor.id), LineFilter(), cursor=visit.args or None, limit=LINES
    )
    first = not visit.args
    await visit.show(views.statement_screen(visit.speech, page, visit.now, first=first))


async def paysupport(visit: Visit, support: Support) -> None:
    """Alone it explains; what stands after it goes to our people."""
    if not visit.args:
        await visit.show(views.paysupport_screen(visit.speech))
        return
    number = await support.ask(visit.actor, visit.args, key=visit.key)
    await visit.show(Screen(text=visit.say("paysupport-received", id=number)))


async def pre_checkout(visit: Visit, event: PreCheckoutQuery, topups: TopUps) -> Verdict:
    return await topups.check(
        PreCheckout(
            person=visit.actor.id,
            payload=event.invoice_payload,
            currency=event.currency,
            stars=event.total_amount,
        )
    )


async def paid(visit: Visit, event: Message, topups: TopUps) -> None:
    payment = event.successful_payment
    assert payment is not None, "the table led here by this field"
    await topups.paid(
        Payment(
            person=visit.actor.id,
            charge=payment.telegram_payment_charge_id,
            payload=payment.invoice_payload,
            stars=payment.total_amount,
        ),
        trace=visit.actor.trace,
    )


async def refunded(visit: Visit, event: Message, refunds: Refunds) -> None:
    refund = event.refunded_payment
    assert refund is not None, "the table led here by this field"
    await refunds.told(
        ForeignRefund(
            person=UserId(visit.chat_id),
            charge=refund.telegram_payment_charge_id,
            stars=refund.total_amount,
        )
    )
