"""Partner keys in chat, and the question whether a partner may play for somebody."""

from typing import Final

from aiogram.fsm.context import FSMContext

from domain.shared.refusals import NotFound
from domain.users.gate import Gate
from domain.users.partners.keys import PartnerKeys
from domain.users.partners.models import MakeKey, Scope, scopes_of
from domain.users.partners.people import LINK, PartnerPeople
from domain.users.people import People
from handlers.routes import Routes
from handlers.screens import Screen
from handlers.users import keys_views as views
from handlers.visit import Visit

NAME: Final = "keys-name"
SCOPES: Final = "scopes"


def routes() -> Routes:
    return Routes(
        commands={"keys": list_keys},
        callbacks={
            "keys": list_keys,
            "keys:new": ask_scopes,
            "keys:scope": choose_scope,
            "keys:rotate": rotate,
            "keys:revoke": ask_revoke,
            "keys:revoked": revoke,
            "partner:agree": agree,
            "partner:refuse": refuse,
            "partner:show": question,
        },
        deep_links={LINK: from_link},
        dialogues={NAME: make},
    )


async def list_keys(
    visit: Visit, state: FSMContext, partner_keys: PartnerKeys, partner_people: PartnerPeople
) -> None:
    await state.clear()
    mine = await partner_keys.mine(visit.actor)
    asked = await partner_people.mine(visit.actor)
    await visit.show(views.keys_screen(visit.speech, mine, asked, visit.now))


async def ask_scopes(visit: Visit, state: FSMContext) -> None:
    await state.set_state(NAME)
    await state.set_data({SCOPES: Scope.READ.value})
    await visit.show(views.scopes_screen(visit.speech, frozenset({Scope.READ})))


async def choose_scope(visit: Visit, state: FSMContext) -> None:
    """On and off; the last one stays on."""
    await state.set_state(NAME)
    pressed = scopes_of([visit.args] if visit.args in set(Scope) else [])
    chosen = _chosen(await state.get_data()) ^ pressed or pressed
    await state.set_data({SCOPES: " ".join(sorted(chosen))})
    await visit.show(views.scopes_screen(visit.speech, frozenset(chosen)))


async def make(visit: Visit, state: FSMContext, partner_keys: PartnerKeys) -> None:
    order = MakeKey(name=visit.args, scopes=_chosen(await state.get_data()))
    shown = await partner_keys.make(visit.actor, order, key=visit.key)
    await state.clear()
    await visit.send(views.secret_screen(visit.speech, shown, "keys-made"))


async def rotate(visit: Visit, partner_keys: PartnerKeys) -> None:
    shown = await partner_keys.rotate(visit.actor, visit.args, key=visit.key)
    await visit.show(views.secret_screen(visit.speech, shown, "keys-rotated"))


async def ask_revoke(visit: Visit, partner_keys: PartnerKeys) -> None:
    known = {key.id: key for key in await partner_keys.mine(visit.actor)}
    found = [key for key in known.values() if key.id == visit.args]
    await visit.show(views.revoke_screen(visit.speech, found))


async def revoke(
    visit: Visit, state: FSMContext, partner_keys: PartnerKeys, partner_people: PartnerPeople
) -> None:
    await partner_keys.revoke(visit.actor, visit.args, key=visit.key)
    await visit.toast(visit.say("keys-revoked"))
    await list_keys(visit, state, partner_keys, partner_people)


async def from_link(
    visit: Visit, state: FSMContext, people: People, gate: Gate, partner_people: PartnerPeople
) -> None:
    """The link that a partner hands out. Whoever has not accepted the terms yet comes back here
    once they have.
    """
    await state.clear()
    await people.start(visit.actor, visit.args)
    key_id = visit.args.removeprefix(f"{LINK}_")
    await state.set_data({LINK: key_id})
    await gate.clear(visit.actor)
    await state.clear()
    key = await partner_people.asked_by(visit.actor, key_id)
    await visit.show(views.question_screen(visit.speech, key))


class PartnerOnward:
    """Implements handlers.onward.Onward."""

    def __init__(self, partner_people: PartnerPeople) -> None:
        self._partner_people = partner_people

    async def screen(self, visit: Visit, state: FSMContext) -> Screen | None:
        key_id = (await state.get_data()).get(LINK)
        if key_id is None:
            return None
        await state.clear()
        try:
            key = await self._partner_people.asked_by(visit.actor, str(key_id))
        except NotFound:
            return None
        return views.question_screen(visit.speech, key)


async def question(visit: Visit, partner_people: PartnerPeople) -> None:
    key = await partner_people.asked_by(visit.actor, visit.args)
    await visit.show(views.question_screen(visit.speech, key))


async def agree(visit: Visit, partner_people: PartnerPeople) -> None:
    key = await partner_people.answer(visit.actor, visit.args, agrees=True)
    await visit.show(views.answered_screen(visit.speech, key, agreed=True))


async def refuse(visit: Visit, partner_people: PartnerPeople) -> None:
    key = await partner_people.answer(visit.actor, visit.args, agrees=False)
    await visit.show(views.answered_screen(visit.speech, key, agreed=False))


def _chosen(data: dict[str, object]) -> frozenset[Scope]:
    return scopes_of(str(data.get(SCOPES, Scope.READ.value)).split())
