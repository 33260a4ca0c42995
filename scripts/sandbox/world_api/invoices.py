"""Invoices in Stars, paid or not."""

from typing import Literal

from scripts.sandbox.forms import Json, Refusal, stars_text
from scripts.sandbox.routes import Body, Call, Route
from scripts.sandbox.telegram.acts import payments
from scripts.sandbox.telegram.acts.payments import Outcome
from scripts.sandbox.telegram.rows import Invoice, Person
from scripts.sandbox.world import World
from scripts.sandbox.world_api.names import actor, name_of
from scripts.sandbox.world_api.shapes import Told

Status = Literal["paid", "cancelled", "failed", "pending"]


class Nothing(Body):
    """No fields."""


class OutcomeTold(Told):
    status: Status
    charge: str | None
    reason: str | None


class InvoiceTold(OutcomeTold):
    slug: str
    title: str
    description: str
    stars: str
    state: Literal["open", "paid", "refunded"]
    bot: str


async def read(call: Call) -> Json:
    world, invoice = call.world, _invoice(call)
    return {
        "slug": invoice.slug,
        "title": invoice.title,
        "description": invoice.description,
        "stars": stars_text(invoice.stars),
        "state": invoice.state,
        "bot": name_of(world, invoice.bot),
        **_told(payments.outcome(world.telegram, invoice)),
    }


async def pay(call: Call) -> Json:
    invoice = _invoice(call)
    payer = _payer(call, invoice)
    return _told(await payments.pay(call.world.telegram, payer, invoice))


async def decline(call: Call) -> Json:
    invoice = _invoice(call)
    _payer(call, invoice)
    return _told(payments.decline(call.world.telegram, invoice))


def _invoice(call: Call) -> Invoice:
    slug = call.part("slug")
    invoice = call.world.telegram.money.invoice(slug)
    if invoice is None:
        raise Refusal("invoice-not-found", invoice=slug)
    return invoice


def _payer(call: Call, invoice: Invoice) -> Person:
    """Who acts; in a private chat its person when nobody is named."""
    if call.query.actor is None:
        found = _person_of(call.world, invoice)
        if found is not None:
            return found
    return actor(call)


def _person_of(world: World, invoice: Invoice) -> Person | None:
    chat = world.telegram.chats.by_key(invoice.chat) if invoice.chat else None
    private = chat is not None and chat.private
    return world.telegram.people.by_id(chat.person) if chat is not None and private else None


def _told(outcome: Outcome) -> Json:
    return {"status": outcome.status, "charge": outcome.charge, "reason": outcome.reason}


ROUTES = (
    Route(
        method="GET",
        path="/world/invoices/{slug}",
        act=read,
        says="An invoice and how it stands.",
        answer=InvoiceTold,
        refusals=("invoice-not-found",),
    ),
    Route(
        method="POST",
        path="/world/invoices/{slug}/pay",
        act=pay,
        says="Pay it; the bot is asked first.",
        body=Nothing,
        answer=OutcomeTold,
        refusals=("invoice-not-found", "person-not-found", "bot-blocked", "not-allowed"),
    ),
    Route(
        method="POST",
        path="/world/invoices/{slug}/decline",
        act=decline,
        says="Close the payment sheet without paying.",
        body=Nothing,
        answer=OutcomeTold,
        refusals=("invoice-not-found", "person-not-found", "not-allowed"),
    ),
)
