"""Payments that were made, and those that a shop took back."""

from typing import Literal

from scripts.sandbox.forms import Json, Refusal, listed, page, stars_text, time_text
from scripts.sandbox.routes import Call, ListQuery, Route
from scripts.sandbox.telegram.acts import payments
from scripts.sandbox.telegram.rows import Charge
from scripts.sandbox.world import World
from scripts.sandbox.world_api.invoices import Nothing
from scripts.sandbox.world_api.names import name_of, person, world_time
from scripts.sandbox.world_api.shapes import Told


class ChargesQuery(ListQuery):
    person: str | None = None


class ChargeTold(Told):
    id: str
    person: str
    stars: str
    payload: str
    state: Literal["paid", "refunded", "charged_back"]
    at: str


class ChargesTold(Told):
    items: list[ChargeTold]
    next: str | None


async def read(call: Call) -> Json:
    asked, world = call.asked(ChargesQuery), call.world
    money = world.telegram.money
    if asked.person is None:
        charges = list(money.charges.rows.values())
    else:
        charges = money.charges_of(person(world, asked.person).id)
    charges.sort(key=_place)
    found, following = page(charges, key=_place, limit=asked.limit, cursor=asked.cursor)
    return listed([_view(world, charge) for charge in found], following)


async def charge_back(call: Call) -> Json:
    charge = call.world.telegram.money.charge(call.part("charge"))
    if charge is None:
        raise Refusal("charge-not-found", charge=call.part("charge"))
    return _view(call.world, payments.charge_back(call.world.telegram, charge))


def _place(charge: Charge) -> str:
    return f"{charge.at_ms:015d}/{charge.id}"


def _view(world: World, charge: Charge) -> Json:
    return {
        "id": charge.id,
        "person": name_of(world, charge.person),
        "stars": stars_text(charge.stars),
        "payload": charge.payload,
        "state": charge.state,
        "at": time_text(world_time(charge.at_ms)),
    }


ROUTES = (
    Route(
        method="GET",
        path="/world/charges",
        act=read,
        says="Payments, oldest first.",
        query=ChargesQuery,
        answer=ChargesTold,
        refusals=("person-not-found",),
    ),
    Route(
        method="POST",
        path="/world/charges/{charge}/chargeback",
        act=charge_back,
        says="The shop takes the payment back from the bot's balance.",
        body=Nothing,
        answer=ChargeTold,
        refusals=("charge-not-found", "already-charged-back", "already-done"),
    ),
)
