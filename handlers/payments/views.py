"""Screens of wallet, top-up, refund and statement."""

from collections.abc import Sequence

from domain.ledger.models import Balance, Line
from domain.payments.models import Offer, TopUp
from domain.shared.ids import Instant
from domain.shared.page import Page
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.payments import keyboards
from handlers.screens import Screen, screen
from locales.speech import Moment, Speech


def wallet_screen(speech: Speech, balances: Sequence[Balance], links: Links) -> Screen:
    lines = [balance_line(speech, balance) for balance in balances]
    rows = keyboards.wallet(speech, links)
    return screen(speech.say("wallet-title"), lines or [speech.say("wallet-empty")], rows)


def balance_line(speech: Speech, balance: Balance) -> str:
    if balance.held.units:
        return speech.say("wallet-line-held", available=balance.available, held=balance.held)
    return speech.say("wallet-line", available=balance.available)


def topup_screen(speech: Speech, offer: Offer) -> Screen:
    line = speech.say("topup-ask", least=offer.least, most=offer.most)
    return screen(speech.say("topup-title"), [line], keyboards.amounts(speech, offer))


def own_amount_screen(speech: Speech, offer: Offer) -> Screen:
    line = speech.say("topup-own-ask", least=offer.least, most=offer.most)
    return screen(speech.say("topup-title"), [line], keyboards.own_amount(speech, offer))


def sent_screen(speech: Speech, topup: TopUp) -> Screen:
    """What stands where the amounts stood, while the invoice is the newest message."""
    if topup.failure is not None:
        failed = {"value": topup.value, "reason": topup.failure}
        line = speech.notice("notice-topup-failed", failed, at=topup.created_at)
    else:
        line = speech.say("topup-sent", amount=topup.value)
    return screen(speech.say("topup-title"), [line], [back(speech, "wallet")])


def topups_screen(speech: Speech, found: Sequence[TopUp], now: Instant) -> Screen:
    lines = [
        speech.say(
            "topups-line",
            at=Moment(topup.created_at, now),
            amount=topup.value,
            state=speech.say(f"topups-state-{topup.state.value}"),
        )
        for topup in found
    ]
    rows = keyboards.topups(speech, found)
    lines += ["", speech.say("topups-refund-hint")] if len(rows) > 1 else []
    return screen(speech.say("topups-title"), lines or [speech.say("topups-none")], rows)


def refund_question(speech: Speech, topup: TopUp, act_id: str) -> Screen:
    line = speech.say("refund-ask", amount=topup.value)
    return screen(speech.say("refund-title"), [line], keyboards.question(speech, act_id, topup))


def refund_screen(speech: Speech, topup: TopUp, *, done: bool) -> Screen:
    line = speech.say("refund-done" if done else "refund-later", amount=topup.value)
    return screen(speech.say("refund-title"), [line], [back(speech, "wallet")])


def statement_screen(speech: Speech, page: Page[Line], now: Instant, *, first: bool) -> Screen:
    lines = [
        speech.say(
            "statement-line",
            at=Moment(line.at, now),
            kind=kind(speech, line.kind),
            amount=_signed(speech, line),
            after=line.balance_after,
        )
        for line in page.items
    ]
    rows = keyboards.pages(speech, older=page.next, first=first)
    return screen(speech.say("statement-title"), lines or [speech.say("statement-none")], rows)


def kind(speech: Speech, code: str) -> str:
    """The name of a kind of movement."""
    return speech.say(f"kind-{code}" if speech.has(f"kind-{code}") else "kind-other")


def paysupport_screen(speech: Speech) -> Screen:
    lines = [speech.say("paysupport-text")]
    return screen(speech.say("paysupport-title"), lines, keyboards.paysupport(speech))


def question_screen(speech: Speech) -> Screen:
    lines = [speech.say("paysupport-ask")]
    return screen(speech.say("paysupport-title"), lines, [back(speech, "paysupport")])


def asked_screen(speech: Speech, number: str) -> Screen:
    return Screen(text=speech.say("paysupport-received", id=number))


def _signed(speech: Speech, line: Line) -> str:
    sign = "+" if line.amount.units > 0 else "\N{MINUS SIGN}"
    amount = line.amount if line.amount.units > 0 else -line.amount
    return f"{sign}{speech.money(amount)}"
