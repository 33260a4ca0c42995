"""Terms, language, profile, time zone, currency, sessions, own data."""

from typing import Final

from aiogram.enums import ChatMemberStatus
from aiogram.fsm.context import FSMContext
from aiogram.types import ChatMemberUpdated

from domain.shared.refusals import Invalid
from domain.users.export import PersonalData
from domain.users.models import Person
from domain.users.people import People, ProfileChange
from domain.users.referrals import Referrals
from domain.users.sessions import Sessions
from domain.users.terms import Terms
from handlers.links import Links
from handlers.menu.home import Home
from handlers.menu.keyboards import back
from handlers.onward import Onward
from handlers.routes import Routes
from handlers.screens import Screen
from handlers.users import views
from handlers.visit import Visit
from locales.documents import PRIVACY, TERMS
from locales.speech import Speech
from locales.words import Words

ZONE: Final = "profile-zone"
UNNAMED: Final = "-"
"""What a photo says when a zone's name is asked for."""


def routes() -> Routes:
    return Routes(
        commands={
            "profile": profile,
            "terms": read_terms,
            "privacy": read_privacy,
            "language": language,
        },
        callbacks={
            "terms:accept": accept,
            "terms:read": read_terms,
            "terms:privacy": read_privacy,
            "lang": choose_language,
            "profile": profile,
            "profile:language": language,
            "profile:zone": zone,
            "profile:currency": currency,
            "profile:sessions": list_sessions,
            "profile:data": own_data,
            "zone": choose_zone,
            "currency": choose_currency,
            "session:end": end_session,
            "session:all": end_sessions,
            "data:delete": ask_delete,
            "data:deleted": delete,
        },
        kinds={"my_chat_member": standing},
        dialogues={ZONE: choose_zone},
    )


class Profile:
    """The profile screen, which several acts end in."""

    def __init__(self, referrals: Referrals, words: Words, links: Links) -> None:
        self._referrals = referrals
        self._words = words
        self._links = links

    async def screen(self, visit: Visit, person: Person) -> Screen:
        speech = Speech(self._words, person.speaks, person.time_zone)
        invited = await self._referrals.count(visit.actor)
        return views.profile_screen(
            speech, self._words, person, invited=invited, links=self._links, now=visit.now
        )


async def accept(
    visit: Visit, state: FSMContext, terms: Terms, home: Home, onward: Onward
) -> None:
    """Whoever came by a link to something goes on there."""
    await terms.accept(visit.actor, terms.document)
    asked_for = await onward.screen(visit, state)
    if asked_for is None:
        asked_for = await home.screen(visit, lead=visit.say("terms-accepted"))
    await visit.show(asked_for)


async def standing(visit: Visit, event: ChatMemberUpdated, people: People) -> None:
    """Somebody blocked the bot, or let it in again. Of groups we keep nothing here."""
    if visit.private:
        blocked = event.new_chat_member.status == ChatMemberStatus.KICKED
        await people.set_blocked(visit.actor.id, blocked=blocked)


async def read_terms(visit: Visit) -> None:
    await visit.show(views.document_screen(visit.speech, TERMS, [back(visit.speech, "menu")]))


async def read_privacy(visit: Visit) -> None:
    await visit.show(views.document_screen(visit.speech, PRIVACY, [back(visit.speech, "menu")]))


async def language(visit: Visit, words: Words) -> None:
    await visit.show(views.language_screen(visit.speech, words))


async def choose_language(visit: Visit, people: People, home: Home, words: Words) -> None:
    person = await people.change_profile(visit.actor, ProfileChange(language=visit.args))
    speech = Speech(words, person.speaks, person.time_zone)
    await visit.show(await home.screen(visit, speech=speech))


async def profile(
    visit: Visit, state: FSMContext, people: People, profile_screen: Profile
) -> None:
    await state.clear()
    await visit.show(await profile_screen.screen(visit, await people.me(visit.actor)))


async def zone(visit: Visit, state: FSMContext) -> None:
    await state.set_state(ZONE)
    await visit.show(views.zone_screen(visit.speech))


async def choose_zone(
    visit: Visit, state: FSMContext, people: People, profile_screen: Profile
) -> None:
    """By a button or typed: a name that is none is asked again, and the dialogue stays."""
    typed = visit.args.strip() or UNNAMED
    try:
        person = await people.change_profile(visit.actor, ProfileChange(time_zone=typed))
    except Invalid:
        await visit.show(views.zone_screen(visit.speech, unknown=True))
        return
    await state.clear()
    await visit.show(await profile_screen.screen(visit, person))


async def currency(visit: Visit) -> None:
    await visit.show(views.currency_screen(visit.speech))


async def choose_currency(visit: Visit, people: People, profile_screen: Profile) -> None:
    person = await people.change_profile(visit.actor, ProfileChange(currency=visit.args))
    await visit.show(await profile_screen.screen(visit, person))


async def list_sessions(visit: Visit, sessions: Sessions) -> None:
    mine = await sessions.mine(visit.actor)
    await visit.show(views.sessions_screen(visit.speech, mine, visit.now))


async def end_session(visit: Visit, sessions: Sessions) -> None:
    await sessions.end(visit.actor, visit.args)
    await _sessions_ended(visit, sessions)


async def end_sessions(visit: Visit, sessions: Sessions) -> None:
    for session in await sessions.mine(visit.actor):
        await sessions.end(visit.actor, session.id)
    await _sessions_ended(visit, sessions)


async def own_data(visit: Visit, links: Links) -> None:
    await visit.show(views.data_screen(visit.speech, links))


async def ask_delete(visit: Visit) -> None:
    await visit.show(views.delete_screen(visit.speech))


async def delete(visit: Visit, personal_data: PersonalData) -> None:
    await personal_data.delete(visit.actor, key=visit.key)
    await visit.show(Screen(text=visit.say("data-deleted")))


async def _sessions_ended(visit: Visit, sessions: Sessions) -> None:
    await visit.toast(visit.say("sessions-ended"))
    await list_sessions(visit, sessions)
