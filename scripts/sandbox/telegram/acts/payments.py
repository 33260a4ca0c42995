"""People pay invoices in Stars, or don't; and a payment may be charged back long after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.forms import Refusal
from scripts.sandbox.telegram import deliver, render
from scripts.sandbox.telegram.rows import Charge

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import Bot, Chat, Invoice, Person, StoredMessage, Wire
    from scripts.sandbox.telegram.state import Telegram

CHARGE_ID_BYTES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """As Mini Apps see it: paid, cancelled, failed (with a reason) or pending."""

    status: str
    charge: str | None = None
    reason: str | None = None


def outcome(tg: Telegram, invoice: Invoice) -> Outcome:
    """How it stands with the invoice: what its last payment or refusal came to."""
    if invoice.slug in tg.paying:
        return Outcome(status="pending")
    return Outcome(**invoice.last) if invoice.last else Outcome(status="pending")


async def pay(tg: Telegram, actor: Person, invoice: Invoice) -> Outcome:
    """Pays, if the person has the Stars and the bot agrees within ten real seconds.

    Who has paid an invoice message cannot pay it again; a link may be paid again and again, which
    is the bot's to refuse.
    """
    bot = tg.bots.by_id(invoice.bot)
    assert bot is not None, "an invoice is a bot's"
    if bot.id in actor.blocked_bots:
        raise Refusal("bot-blocked", person=actor.id)
    if invoice.chat and str(actor.id) in invoice.charges:
        return Outcome(status="failed", reason="already-paid")
    if actor.stars < invoice.stars:
        return _note(tg, invoice, Outcome(status="failed", reason="not-enough-stars"))
    tg.paying.append(invoice.slug)
    try:
        reason = await _pre_checkout(tg, actor, bot, invoice)
    finally:
        tg.paying.remove(invoice.slug)
    if reason is not None:
        return _note(tg, invoice, Outcome(status="failed", reason=reason))
    return _settle(tg, actor, bot, invoice)


def buy_media(tg: Telegram, actor: Person, row: StoredMessage) -> str:
    """Pays for the media of a message; the line in the bot's book. Refuses not-allowed."""
    bot = tg.bots.by_id(row.sender)
    paid = row.content.get("paid_media")
    if bot is None or paid is None:
        raise Refusal("not-allowed", message_id=row.message_id)
    stars = int(paid["star_count"])
    if actor.stars < stars:
        raise Refusal("not-allowed", stars=actor.stars, needed=stars)
    actor.stars -= stars
    tg.people.table.save(actor)
    tg.core.live.tell("person", person=actor.id)
    partner_of: Wire = {
        "type": "user",
        "transaction_type": "paid_media_payment",
        "user": render.person(actor),
        "paid_media": paid["paid_media"],
        "paid_media_payload": row.media_payload,
    }
    line_id = f"stm{tg.core.chance.hex(CHARGE_ID_BYTES, 'charges')}"
    tg.money.enter(bot, stars=stars, line_id=line_id, partner=partner_of)
    body: Wire = {"from": render.person(actor), "paid_media_payload": row.media_payload}
    deliver.event(tg, bot, "purchased_paid_media", body, order=actor.id)
    return line_id


def decline(tg: Telegram, invoice: Invoice) -> Outcome:
    """The payment sheet closed without paying."""
    return _note(tg, invoice, Outcome(status="cancelled"))


def charge_back(tg: Telegram, charge: Charge) -> Charge:
    """The shop where the Stars were bought takes the payment back from the bot's balance.

    The person's Stars stay as they are: money was given back, not Stars. In the book it is an
    outgoing line with the id of the payment. Refuses already-done, already-charged-back.
    """
    if charge.state == "charged_back":
        raise Refusal("already-charged-back", charge=charge.id)
    if charge.state == "refunded":
        raise Refusal("already-done", charge=charge.id)
    give_back(tg, charge, state="charged_back")
    return charge


def give_back(tg: Telegram, charge: Charge, *, state: str) -> None:
    """Takes a payment out of the bot's balance; a refund gives the payer their Stars."""
    bot, person = tg.bots.by_id(charge.bot), tg.people.by_id(charge.person)
    assert bot is not None, "a charge is of a bot"
    assert person is not None, "a charge is of a person"
    charge.state = state
    tg.money.save_charge(charge)
    tg.money.enter(bot, stars=-charge.stars, line_id=charge.id, partner=partner(person, charge))
    if state == "refunded":
        person.stars += charge.stars
        tg.people.table.save(person)
        tg.core.live.tell("person", person=person.id)
    invoice = tg.money.invoice(charge.invoice)
    if invoice is not None:
        invoice.state = "refunded" if state == "refunded" else invoice.state
        tg.money.save_invoice(invoice)
        _touch(tg, invoice)


def partner(person: Person, charge: Charge) -> Wire:
    """TransactionPartner for a payment of this person."""
    shown: Wire = {
        "type": "user",
        "transaction_type": "invoice_payment",
        "user": render.person(person),
        "invoice_payload": charge.payload,
    }
    return shown


async def _pre_checkout(tg: Telegram, actor: Person, bot: Bot, invoice: Invoice) -> str | None:
    """Why the payment may not go on; None when it may."""
    query = tg.queries.open("pre_checkout", bot, actor, {"invoice": invoice.slug})
    body: Wire = {
        "currency": "XTR",
        "total_amount": invoice.stars,
        "invoice_payload": invoice.payload,
    }
    deliver.query(tg, "pre_checkout_query", query, body)
    answer = await tg.queries.wait(query)
    if answer is None:
        tg.queries.expire(query)
        return "pre-checkout-timeout"
    if not answer["ok"]:
        return str(answer.get("error_message", ""))
    if actor.stars < invoice.stars:
        return "not-enough-stars"
    if invoice.chat and str(actor.id) in invoice.charges:
        return "already-paid"
    return None


def _settle(tg: Telegram, actor: Person, bot: Bot, invoice: Invoice) -> Outcome:
    chat = _place(tg, actor, bot, invoice)
    now = tg.core.clock.now().timestamp()
    charge = Charge(
        id=f"stx{tg.core.chance.hex(CHARGE_ID_BYTES, 'charges')}",
        bot=bot.id,
        person=actor.id,
        stars=invoice.stars,
        payload=invoice.payload,
        invoice=invoice.slug,
        at_ms=int(now * 1000),
        chat=chat.key,
        subscription_until=int(now) + invoice.subscription_period
        if invoice.subscription_period
        else 0,
    )
    actor.stars -= invoice.stars
    tg.people.table.save(actor)
    tg.core.live.tell("person", person=actor.id)
    tg.money.save_charge(charge)
    tg.money.enter(bot, stars=invoice.stars, line_id=charge.id, partner=partner(actor, charge))
    invoice.state = "paid"
    invoice.charges[str(actor.id)] = charge.id
    paid = _note(tg, invoice, Outcome(status="paid", charge=charge.id))
    _touch(tg, invoice)
    _announce(tg, actor, chat, invoice, charge)
    return paid


def _announce(tg: Telegram, actor: Person, chat: Chat, invoice: Invoice, charge: Charge) -> None:
    """The service message by which the bot learns of the payment."""
    payment: Wire = {
        "currency": "XTR",
        "total_amount": invoice.stars,
        "invoice_payload": invoice.payload,
        "telegram_payment_charge_id": charge.id,
        "provider_payment_charge_id": f"{actor.id}_{charge.seq}",
    }
    if charge.subscription_until:
        payment["subscription_expiration_date"] = charge.subscription_until
        payment["is_recurring"] = True
        payment["is_first_recurring"] = True
    row = tg.messages.new(chat, {"successful_payment": payment})
    row.sender, row.service = actor.id, True
    row.reply_to = invoice.message_id if invoice.chat == chat.key else 0
    tg.messages.save(row)
    deliver.message(tg, chat, row)


def _place(tg: Telegram, actor: Person, bot: Bot, invoice: Invoice) -> Chat:
    """Where the payment is announced: in the invoice's group, else between payer and bot."""
    chat = tg.chats.by_key(invoice.chat) if invoice.chat else None
    if chat is not None and not chat.private:
        return chat
    return tg.chats.open_private(actor.id, bot.id)


def _note(tg: Telegram, invoice: Invoice, result: Outcome) -> Outcome:
    invoice.last = {"status": result.status, "charge": result.charge, "reason": result.reason}
    tg.money.save_invoice(invoice)
    return result


def _touch(tg: Telegram, invoice: Invoice) -> None:
    """The invoice message shows another state: it changed, though bots aren't told."""
    chat = tg.chats.by_key(invoice.chat) if invoice.chat else None
    row = tg.messages.get(chat, invoice.message_id) if chat is not None else None
    if row is not None:
        tg.messages.save(row)
