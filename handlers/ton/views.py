"""Screens of deposits and withdrawals."""

from collections.abc import Sequence

from domain.shared.ids import Instant
from domain.shared.money import TON, Asset, Money
from domain.shared.page import Page
from domain.ton.address import MAIN_NET
from domain.ton.deposit_models import Deposit, DepositAddress
from domain.ton.deposits.pay_links import Explorer, transfer_link
from domain.ton.withdrawal_models import Contact, Quote, Withdrawal, WithdrawalState
from domain.ton.withdrawals.service import Judged
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.screens import Screen, safe, screen
from handlers.ton import keyboards
from handlers.ton.words import short, shown, symbol
from locales.speech import Moment, Speech


def assets_screen(speech: Speech, act: str, assets: Sequence[Asset]) -> Screen:
    title = speech.say(f"{act}-title")
    return screen(title, [speech.say("ton-which")], keyboards.assets(speech, act, assets))


def deposit_card(speech: Speech, where: DepositAddress, links: Links, *, away: bool) -> Screen:
    """A picture to scan, and the same as text to copy."""
    link = transfer_link(where)
    name = symbol(where.asset)
    lines = [
        speech.say("deposit-how", symbol=name),
        "",
        speech.say("deposit-address", address=where.friendly),
        speech.say("deposit-comment", comment=where.comment),
        "",
        speech.say("deposit-delayed" if away else "deposit-when"),
    ]
    if where.asset != TON:
        master = where.asset.code.partition(":")[2]
        lines.insert(2, speech.say("deposit-jetton", master=master))
    rows = keyboards.deposit(speech, where, link, links)
    made = screen(speech.say("deposit-title-of", symbol=name), lines, rows)
    return Screen(text=made.text, rows=made.rows, code=link)


def amount_screen(speech: Speech, asset: Asset, quote: Quote, steps: int) -> Screen:
    lines = [
        speech.say("withdraw-amount-ask", symbol=symbol(asset)),
        speech.say("withdraw-bounds", least=quote.least, most=quote.most, fee=quote.fee),
        speech.say("withdraw-day-left", left=quote.day_left),
        speech.say("dialogue-step", step=steps - 2, of=steps),
    ]
    return screen(speech.say("withdraw-title"), lines, [back(speech, "wallet")])


def address_screen(
    speech: Speech, value: Money, contacts: Sequence[Contact], steps: int
) -> Screen:
    lines = [
        speech.say("withdraw-address-ask", amount=value),
        speech.say("dialogue-step", step=steps - 1, of=steps),
    ]
    return screen(speech.say("withdraw-title"), lines, keyboards.targets(speech, contacts))


def question(speech: Speech, asked: Withdrawal, judged: Judged, network: str) -> Screen:
    """Everything that matters before money leaves for good."""
    lines = [
        speech.say("withdraw-to", address=shown(asked.to, bounceable=asked.bounceable)),
        *_named(speech, judged.contact),
        speech.say("withdraw-network-main" if network == MAIN_NET else "withdraw-network-test"),
        speech.say("withdraw-fee", fee=asked.fee, total=asked.total),
        speech.say("withdraw-final"),
    ]
    title = speech.say("withdraw-question", amount=asked.value)
    return screen(title, lines, keyboards.question(speech, asked))


def settled(speech: Speech, withdrawal: Withdrawal) -> Screen:
    """What became of the question, in its place."""
    fields = {
        "amount": withdrawal.value,
        "to": short(shown(withdrawal.to, bounceable=withdrawal.bounceable)),
    }
    line = speech.say(f"withdraw-now-{withdrawal.state.value}", fields)
    return screen(speech.say("withdraw-title"), [line], keyboards.settled(speech, withdrawal))


def withdrawal_screen(
    speech: Speech, withdrawal: Withdrawal, now: Instant, explorer: Explorer
) -> Screen:
    lines = [
        speech.say("withdraw-to", address=shown(withdrawal.to, bounceable=withdrawal.bounceable)),
        speech.say("withdraw-fee", fee=withdrawal.fee, total=withdrawal.total),
        speech.say("withdraw-state", state=_state(speech, withdrawal.state)),
        speech.say("withdraw-at", at=Moment(withdrawal.created_at, now)),
    ]
    if withdrawal.tx_hash is not None:
        lines.append(seen(speech, explorer, withdrawal.tx_hash))
    title = speech.say("withdraw-one", amount=withdrawal.value)
    return screen(title, lines, keyboards.withdrawal(speech, withdrawal))


def withdrawals_screen(
    speech: Speech, page: Page[Withdrawal], now: Instant, explorer: Explorer, *, first: bool
) -> Screen:
    lines = []
    for one in page.items:
        fields = {
            "at": Moment(one.created_at, now),
            "amount": one.value,
            "to": short(shown(one.to)),
            "state": _state(speech, one.state),
        }
        tail = f" · {seen(speech, explorer, one.tx_hash)}" if one.tx_hash is not None else ""
        lines.append(speech.say("withdrawals-line", fields) + tail)
    rows = keyboards.withdrawals(speech, page, first=first)
    title = speech.say("withdrawals-title")
    return screen(title, lines or [speech.say("withdrawals-none")], rows)


def deposits_screen(
    speech: Speech, page: Page[Deposit], now: Instant, explorer: Explorer, *, first: bool
) -> Screen:
    lines = []
    for one in page.items:
        fields = {
            "at": Moment(one.seen_at, now),
            "amount": one.value,
            "state": speech.say(f"deposits-state-{one.state.value}"),
            "link": seen(speech, explorer, one.at.hash),
        }
        lines.append(speech.say("deposits-line", fields))
    rows = keyboards.pages(speech, "deposits", page.next, first=first)
    return screen(
        speech.say("deposits-title"),
        lines or [speech.say("deposits-none")],
        (*rows, back(speech, "wallet")),
    )


def seen(speech: Speech, explorer: Explorer, tx_hash: str) -> str:
    """A link to the transaction."""
    return f'<a href="{explorer.transaction(tx_hash)}">{speech.say("ton-on-chain")}</a>'


def seen_account(speech: Speech, explorer: Explorer, address: str) -> str:
    """A link to an account."""
    return f'<a href="{explorer.account(address)}">{speech.say("ton-on-chain")}</a>'


def _state(speech: Speech, state: WithdrawalState) -> str:
    return speech.say(f"withdrawals-state-{state.value}")


def _named(speech: Speech, contact: Contact | None) -> list[str]:
    if contact is None:
        return [speech.say("withdraw-new-address")]
    return [speech.say("withdraw-contact", name=safe(contact.name))] if contact.name else []
