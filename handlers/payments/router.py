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
from domain.users.gate import Gate
from domain.users.support import Support
from handlers.links import Links
from handlers.payments import views
from handlers.routes import Routes
from handlers.visit import Visit

AMOUNT: Final = "topup-amount"
QUESTION: Final = "paysupport-question"
OWN: Final = "own"
LINES: Final = 6
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
            "paysupport": paysupport,
            "paysupport:ask": ask_question,
        },
        kinds={
            "pre_checkout_query": pre_checkout,
            "successful_payment": paid,
            "refunded_payment": refunded,
        },
        dialogues={AMOUNT: own_amount, QUESTION: question},
    )


async def wallet(
    visit: Visit, state: FSMContext, gate: Gate, ledger: Ledger, links: Links
) -> None:
    await gate.clear(visit.actor)
    await state.clear()
    balances = await ledger.balances(user(visit.actor.id))
    await visit.show(views.wallet_screen(visit.speech, balances, links))


async def topup(visit: Visit, state: FSMContext, gate: Gate, topups: TopUps) -> None:
    """Without an amount the presets; with one the invoice at once."""
    await gate.clear(visit.actor)
    if visit.args == OWN:
        await state.set_state(AMOUNT)
        await visit.show(views.own_amount_screen(visit.speech, topups.offer()))
        return
    if not visit.args:
        await state.clear()
        await visit.show(views.topup_screen(visit.speech, topups.offer()))
        return
    await own_amount(visit, state, topups)


async def own_amount(visit: Visit, state: FSMContext, topups: TopUps) -> None:
    """An amount that does not fit is refused, and a dialogue that is open stays open."""
    order = OpenTopUp(value=read_stars(visit.args), entrance=Entrance.CHAT)
    opened = await topups.open(visit.actor, order, key=visit.key)
    await state.clear()
    if visit.pressed is not None or opened.failure is not None:
        await visit.show(views.sent_screen(visit.speech, opened))


async def topups(visit: Visit, gate: Gate, topups: TopUps) -> None:
    await gate.clear(visit.actor)
    page = await topups.mine(visit.actor, cursor=None, limit=LINES)
    await visit.show(views.topups_screen(visit.speech, page.items, visit.now))


async def ask_refund(visit: Visit, gate: Gate, topups: TopUps, refunds: Refunds) -> None:
    """A receipt's own button asks in a new message: receipts are never edited away. What cannot
    go back any more is refused before anything is asked.
    """
    await gate.clear(visit.actor)
    found = await topups.get(visit.actor, visit.args)
    refunds.reserved(found)
    act_id = f"{REFUND_ACT}{found.id}"
    await visit.send(views.refund_question(visit.speech, found, act_id))


async def refund(visit: Visit, refunds: Refunds, topup_id: str) -> None:
    """The payer has confirmed."""
    done = await refunds.refund(visit.actor, topup_id, key=visit.key)
    through = done.state is TopUpState.REFUNDED
    await visit.show(views.refund_screen(visit.speech, done, done=through))


async def statement(visit: Visit, gate: Gate, ledger: Ledger) -> None:
    await gate.clear(visit.actor)
    page = await ledger.statement(
        user(visit.actor.id), LineFilter(), cursor=visit.args or None, limit=LINES
    )
    first = not visit.args
    await visit.show(views.statement_screen(visit.speech, page, visit.now, first=first))


async def paysupport(visit: Visit, state: FSMContext, support: Support) -> None:
    """Alone it explains; what stands after it goes to our people."""
    if visit.args:
        await question(visit, state, support)
        return
    await state.clear()
    await visit.show(views.paysupport_screen(visit.speech))


async def ask_question(visit: Visit, state: FSMContext) -> None:
    await state.set_state(QUESTION)
    await visit.show(views.question_screen(visit.speech))


async def question(visit: Visit, state: FSMContext, support: Support) -> None:
    """A question that is refused (a photo alone, too long) may be written again."""
    number = await support.ask(visit.actor, visit.args, key=visit.key)
    await state.clear()
    await visit.show(views.asked_screen(visit.speech, number))


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
