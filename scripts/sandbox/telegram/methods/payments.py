"""Methods about Stars: invoices, pre-checkout, refunds, the Star book."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.telegram import deliver, formatting, render, sending
from scripts.sandbox.telegram.acts import payments as acts
from scripts.sandbox.telegram.errors import bad
from scripts.sandbox.telegram.methods.messages import media_content
from scripts.sandbox.telegram.rows import Invoice

if TYPE_CHECKING:
    from scripts.sandbox.telegram.call import Call
    from scripts.sandbox.telegram.rows import Charge, Loose, StarTransaction, Wire

TITLE_MAX = 32
DESCRIPTION_MAX = 255
PAYLOAD_BYTES_MAX = 128
SUBSCRIPTION_S = 2_592_000
SUBSCRIPTION_STARS_MAX = 10_000
STARS_MAX = 2**53 - 1
PAID_MEDIA_STARS_MAX = 25_000
PAID_MEDIA_MAX = 10
SLUG_BYTES = 6
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an invoice is for, as checked."""

    title: str
    description: str
    payload: str
    stars: int


def send_invoice(call: Call) -> Wire:
    asked = _asked(call)
    start = call.args.text("start_parameter")
    if not re.fullmatch(r"[A-Za-z0-9_=-]{0,64}", start):
        raise bad("START_PARAM_INVALID")
    invoice = _new_invoice(call, asked, start=start)
    content: Wire = {
        "invoice": {
            "title": asked.title,
            "description": asked.description,
            "start_parameter": start,
            "currency": "XTR",
            "total_amount": asked.stars,
        }
    }
    row = sending.send(call, sending.Outgoing(content=content, invoice=invoice.slug))
    invoice.chat, invoice.message_id = row.chat, row.message_id
    call.tg.money.save_invoice(invoice)
    return render.message(call.tg, row)


def create_invoice_link(call: Call) -> str:
    asked = _asked(call)
    period = call.args.integer("subscription_period", least=0)
    if period not in {0, SUBSCRIPTION_S}:
        raise bad("SUBSCRIPTION_PERIOD_INVALID")
    if period and asked.stars > SUBSCRIPTION_STARS_MAX:
        raise bad("STARS_INVOICE_INVALID")
    invoice = _new_invoice(call, asked)
    invoice.subscription_period = period
    call.tg.money.save_invoice(invoice)
    return f"https://t.me/${invoice.slug}"


def answer_pre_checkout_query(call: Call) -> bool:
    good = call.args.flag("ok")
    words = "" if good else call.args.need("error_message")
    query = call.tg.queries.find("pre_checkout", call.bot, call.args.need("pre_checkout_query_id"))
    if query is None:
        raise bad(_TOO_OLD)
    call.tg.queries.answer(query, {"ok": good, "error_message": words})
    return True


def refund_star_payment(call: Call) -> bool:
    """The whole payment, once; it goes out of the bot's balance under the payment's id."""
    who = call.user_id()
    charge = call.tg.money.charge(call.args.need("telegram_payment_charge_id"))
    if charge is None or charge.bot != call.bot.id or charge.person != who:
        raise bad("CHARGE_ID_INVALID")
    if charge.state != "paid":
        raise bad("CHARGE_ALREADY_REFUNDED")
    if call.bot.stars < charge.stars:
        raise bad("BALANCE_TOO_LOW")
    acts.give_back(call.tg, charge, state="refunded")
    _announce_refund(call, charge)
    return True


def edit_user_star_subscription(call: Call) -> bool:
    who = call.user_id()
    charge = call.tg.money.charge(call.args.need("telegram_payment_charge_id"))
    if charge is None or charge.bot != call.bot.id or charge.person != who:
        raise bad("CHARGE_ID_INVALID")
    if not charge.subscription_until:
        raise bad("SUBSCRIPTION_ID_INVALID")
    charge.cancelled = call.args.flag("is_canceled")
    call.tg.money.save_charge(charge)
    return True


def get_star_transactions(call: Call) -> Wire:
    """Oldest first. An incoming line has a source, an outgoing one a receiver."""
    offset = call.args.integer("offset", least=0)
    limit = call.args.integer("limit", 100, least=1, most=100)
    lines = call.tg.money.lines(call.bot.id)[offset : offset + limit]
    return {"transactions": [_line(one) for one in lines]}


def get_my_star_balance(call: Call) -> Wire:
    return {"amount": call.bot.stars}


def send_paid_media(call: Call) -> Wire:
    stars = call.args.integer("star_count", least=0)
    if not 1 <= stars <= PAID_MEDIA_STARS_MAX:
        raise bad("STARS_AMOUNT_INVALID")
    media = call.args.json("media")
    if not isinstance(media, list) or not 1 <= len(media) <= PAID_MEDIA_MAX:
        raise bad("expected an Array of InputPaidMedia")
    caption = formatting.caption_content(call.tg, call.args)
    sending.may_send(call, call.find_chat())
    items = [_paid_item(call, one) for one in media]
    content: Wire = {"paid_media": {"star_count": stars, "paid_media": items}, **caption}
    payload = call.args.text("payload")
    if len(payload.encode()) > PAYLOAD_BYTES_MAX:
        raise bad("MEDIA_PAYLOAD_INVALID")
    row = sending.send(call, sending.Outgoing(content=content))
    row.media_payload = payload
    call.tg.messages.save(row)
    return render.message(call.tg, row)


def _asked(call: Call) -> Asked:
    """The parameters that both kinds of invoice share, refused as the server does."""
    args = call.args
    asked = Asked(
        title=args.need("title"),
        description=args.need("description"),
        payload=args.need("payload"),
        stars=_total(args.json("prices", "can't parse prices JSON object"), args.need("currency")),
    )
    if args.text("provider_token") or args.integer("max_tip_amount") or args.flag("is_flexible"):
        raise bad("STARS_INVOICE_INVALID")
    if len(asked.title) > TITLE_MAX:
        raise bad("INVOICE_TITLE_INVALID")
    if len(asked.description) > DESCRIPTION_MAX:
        raise bad("INVOICE_DESCRIPTION_INVALID")
    if len(asked.payload.encode()) > PAYLOAD_BYTES_MAX:
        raise bad("INVOICE_PAYLOAD_INVALID")
    return asked


def _total(prices: Loose, currency: str) -> int:
    """The one price, in Stars. Other currencies need a provider, and there is none here."""
    if prices is None:
        raise bad('parameter "prices" is required')
    if not isinstance(prices, list):
        raise bad("expected an Array of labeled prices")
    amounts = [_amount(one) for one in prices]
    if currency != "XTR":
        raise bad("PAYMENT_PROVIDER_INVALID")
    if not amounts:
        raise bad("there must be at least one price")
    if len(amounts) > 1:
        raise bad("STARS_INVOICE_INVALID")
    if not 1 <= amounts[0] <= STARS_MAX:
        raise bad("CURRENCY_TOTAL_AMOUNT_INVALID")
    return amounts[0]


def _amount(price: Loose) -> int:
    fault = "can't parse labeled price: "
    if not isinstance(price, dict):
        raise bad(f"{fault}LabeledPrice must be an Object")
    if not price.get("label"):
        raise bad(f"{fault}LabeledPrice label must be non-empty")
    try:
        return int(price.get("amount", ""))
    except (TypeError, ValueError) as error:
        raise bad(f'{fault}Field "amount" must be a Number') from error


def _new_invoice(call: Call, asked: Asked, *, start: str = "") -> Invoice:
    """Not yet kept: a sending that is refused leaves no invoice behind."""
    return Invoice(
        slug=f"inv{call.tg.core.chance.hex(SLUG_BYTES, 'ids')}",
        bot=call.bot.id,
        title=asked.title,
        description=asked.description,
        payload=asked.payload,
        stars=asked.stars,
        start_parameter=start,
    )


def _announce_refund(call: Call, charge: Charge) -> None:
    """The service message in the payer's chat, of which the bot is told though it caused it."""
    chat = call.tg.chats.open_private(charge.person, call.bot.id)
    payment: Wire = {
        "currency": "XTR",
        "total_amount": charge.stars,
        "invoice_payload": charge.payload,
        "telegram_payment_charge_id": charge.id,
    }
    row = call.tg.messages.new(chat, {"refunded_payment": payment})
    row.sender, row.service = call.bot.id, True
    call.tg.messages.save(row)
    deliver.message(call.tg, chat, row)


def _line(row: StarTransaction) -> Wire:
    side = "source" if row.stars > 0 else "receiver"
    return {"id": row.id, "amount": abs(row.stars), "date": row.date, side: row.partner}


def _paid_item(call: Call, one: Loose) -> Wire:
    if not isinstance(one, dict) or one.get("type") not in {"photo", "video"}:
        raise bad("can't parse InputPaidMedia: type is unsupported")
    kind = str(one["type"])
    return {"type": kind, **media_content(sending.media_of(call, one), kind)}
