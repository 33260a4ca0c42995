"""Buttons of deposits, withdrawals and the address book."""

from collections.abc import Sequence
from typing import Final

from domain.shared.money import Asset
from domain.shared.page import Page
from domain.ton.deposit_models import DepositAddress
from domain.ton.machines import WITHDRAWAL
from domain.ton.withdrawal_models import Contact, Withdrawal, WithdrawalEvent
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.screens import MOST_DATA_BYTES, Button, Rows, clip
from handlers.ton.words import key_of, short, shown, symbol
from locales.speech import Speech

MOST_CONTACTS: Final = 5
MOST_OPEN: Final = 3
_NAME: Final = 24
_PERSON: Final = "person"


def assets(speech: Speech, act: str, known: Sequence[Asset]) -> Rows:
    row = [Button(label=symbol(asset), data=f"{act}:{symbol(asset)}") for asset in known[:6]]
    pairs = tuple(tuple(row[i : i + 2]) for i in range(0, len(row), 2))
    return (*pairs, back(speech, "wallet"))


def deposit(speech: Speech, where: DepositAddress, link: str, links: Links) -> Rows:
    return (
        (Button(label=speech.say("deposit-button-open"), url=link),),
        *links.app_row(speech.say("deposit-button-connect"), f"#/deposit/{symbol(where.asset)}"),
        (
            Button(label=speech.say("deposit-button-copy-address"), copy=where.friendly),
            Button(label=speech.say("deposit-button-copy-comment"), copy=where.comment),
        ),
        back(speech, "wallet"),
    )


def targets(speech: Speech, contacts: Sequence[Contact]) -> Rows:
    rows = [
        (Button(label=contact_label(one), data=f"withdraw:to:{key_of(one.address)}"),)
        for one in contacts[:MOST_CONTACTS]
    ]
    return (*rows, back(speech, "wallet"))


def question(speech: Speech, asked: Withdrawal) -> Rows:
    act = speech.say("withdraw-button-yes", amount=asked.value)
    return (
        (Button(label=act, data=f"confirm:{asked.id}"),),
        (Button(label=speech.say("button-cancel"), data=f"cancel:{asked.id}"),),
    )


def settled(speech: Speech, withdrawal: Withdrawal) -> Rows:
    look = Button(label=speech.say("withdraw-button-look"), data=f"withdrawal:{withdrawal.id}")
    return ((look,), back(speech, "wallet"))


def withdrawal(speech: Speech, one: Withdrawal) -> Rows:
    """What its state leaves open to its person."""
    open_to = WITHDRAWAL.allowed(one.state, _PERSON)
    rows: list[tuple[Button, ...]] = []
    if WithdrawalEvent.CONFIRM in open_to:
        act = speech.say("withdraw-button-yes", amount=one.value)
        rows.append((Button(label=act, data=f"confirm:{one.id}"),))
    if WithdrawalEvent.CANCEL in open_to:
        rows.append((Button(label=speech.say("button-cancel"), data=f"cancel:{one.id}"),))
    again = Button(label=speech.say("button-refresh"), data=f"withdrawal:{one.id}")
    return (*rows, (again,), back(speech, "withdrawals"))


def withdrawals(speech: Speech, page: Page[Withdrawal], *, first: bool) -> Rows:
    """Those that still wait have a button each."""
    open_ones = [one for one in page.items if WITHDRAWAL.allowed(one.state, _PERSON)]
    rows = [
        (
            Button(
                label=speech.say("withdrawals-button-one", amount=one.value),
                data=f"withdrawal:{one.id}",
            ),
        )
        for one in open_ones[:MOST_OPEN]
    ]
    turning = pages(speech, "withdrawals", page.next, first=first)
    beside = (
        Button(label=speech.say("withdrawals-button-deposits"), data="deposits"),
        Button(label=speech.say("withdrawals-button-book"), data="book"),
    )
    return (*rows, *turning, beside, back(speech, "wallet"))


def pages(speech: Speech, act: str, older: str | None, *, first: bool) -> Rows:
    """Where a list goes on, and its beginning."""
    row = []
    if not first:
        row.append(Button(label=speech.say("button-newer"), data=act))
    data = f"{act}:{older}"
    if older is not None and len(data.encode()) <= MOST_DATA_BYTES:
        row.append(Button(label=speech.say("button-older"), data=data))
    return (tuple(row),) if row else ()


def book(speech: Speech, contacts: Sequence[Contact]) -> Rows:
    rows = [
        (Button(label=contact_label(one), data=f"contact:{key_of(one.address)}"),)
        for one in contacts[:MOST_CONTACTS]
    ]
    add = Button(label=speech.say("book-button-add"), data="book:add")
    return (*rows, (add,), back(speech, "wallet"))


def contact(speech: Speech, one: Contact) -> Rows:
    key = key_of(one.address)
    return (
        (Button(label=speech.say("deposit-button-copy-address"), copy=shown(one.address)),),
        (
            Button(label=speech.say("book-button-rename"), data=f"contact:name:{key}"),
            Button(label=speech.say("book-button-remove"), data=f"contact:drop:{key}"),
        ),
        back(speech, "book"),
    )


def contact_label(one: Contact) -> str:
    address = short(shown(one.address))
    return f"{clip(one.name, _NAME)} · {address}" if one.name else address
