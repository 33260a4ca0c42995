"""The address book in chat: names for addresses, and since when large amounts may go there."""

from typing import Final

from aiogram.fsm.context import FSMContext

from domain.shared.ids import Instant
from domain.ton.withdrawal_models import Contact
from domain.users.gate import Gate
from handlers.menu.keyboards import back
from handlers.screens import Screen, safe, screen
from handlers.ton import keyboards
from handlers.ton.desk import TonDesk
from handlers.ton.words import short, shown
from handlers.visit import Visit
from locales.speech import Moment, Speech

NEW: Final = "ton-book-address"
NAME: Final = "ton-book-name"
ADDRESS_KEY: Final = "address"


async def show(visit: Visit, state: FSMContext, gate: Gate, ton_desk: TonDesk) -> None:
    await gate.clear(visit.actor)
    await state.clear()
    contacts = await ton_desk.ton.book.mine(visit.actor)
    await visit.show(book_screen(visit.speech, contacts, visit.now))


async def add(visit: Visit, state: FSMContext) -> None:
    await state.set_state(NEW)
    await visit.show(_asking(visit.speech, "book-address-ask"))


async def new_address(visit: Visit, state: FSMContext, ton_desk: TonDesk) -> None:
    """Kept at once, so that its time begins; the name comes after. A wrong one may be typed
    again.
    """
    contact = await ton_desk.ton.book.add(visit.actor, visit.args, "")
    await _ask_name(visit, state, contact)


async def contact(visit: Visit, ton_desk: TonDesk) -> None:
    found = await ton_desk.contact(visit, visit.args)
    await visit.show(contact_screen(visit.speech, found, visit.now))


async def ask_name(visit: Visit, state: FSMContext, ton_desk: TonDesk) -> None:
    await _ask_name(visit, state, await ton_desk.contact(visit, visit.args))


async def name(visit: Visit, state: FSMContext, ton_desk: TonDesk) -> None:
    address = str((await state.get_data()).get(ADDRESS_KEY, ""))
    named = await ton_desk.ton.book.rename(visit.actor, address, visit.args)
    await state.clear()
    await visit.show(contact_screen(visit.speech, named, visit.now))


async def drop(visit: Visit, state: FSMContext, gate: Gate, ton_desk: TonDesk) -> None:
    found = await ton_desk.contact(visit, visit.args)
    await ton_desk.ton.book.remove(visit.actor, found.address)
    await visit.toast(visit.say("book-removed"))
    await show(visit, state, gate, ton_desk)


def book_screen(speech: Speech, contacts: tuple[Contact, ...], now: Instant) -> Screen:
    lines = [
        speech.say("book-line", name=safe(one.name) or "—", address=short(shown(one.address)))
        for one in contacts[: keyboards.MOST_CONTACTS]
    ]
    if len(contacts) > keyboards.MOST_CONTACTS:
        more = len(contacts) - keyboards.MOST_CONTACTS
        lines.append(speech.say("book-more", n=str(more)))
    if any(one.usable_at > now for one in contacts):
        lines += ["", speech.say("book-note")]
    rows = keyboards.book(speech, contacts)
    return screen(speech.say("book-title"), lines or [speech.say("book-none")], rows)


def contact_screen(speech: Speech, one: Contact, now: Instant) -> Screen:
    lines = [speech.say("withdraw-to", address=shown(one.address))]
    if one.usable_at > now:
        lines.append(speech.say("book-usable", at=Moment(one.usable_at, now)))
    title = safe(one.name) or speech.say("book-title")
    return screen(title, lines, keyboards.contact(speech, one))


async def _ask_name(visit: Visit, state: FSMContext, contact: Contact) -> None:
    await state.set_state(NAME)
    await state.set_data({ADDRESS_KEY: contact.address})
    await visit.show(_asking(visit.speech, "book-name-ask", address=short(shown(contact.address))))


def _asking(speech: Speech, key: str, **fields: str) -> Screen:
    return screen(speech.say("book-title"), [speech.say(key, fields)], [back(speech, "book")])
