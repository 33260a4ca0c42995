"""The screen that every way leads back to: the menu; until they are accepted the terms; for the
banned why they are.
"""

from domain.ledger.accounts import user
from domain.ledger.service import Ledger
from domain.users.people import People
from domain.users.terms import Terms
from handlers.links import Links
from handlers.menu import views
from handlers.menu.keyboards import back
from handlers.screens import Rows, Screen
from handlers.users.keyboards import terms
from handlers.users.views import banned_screen, terms_screen
from handlers.visit import Visit
from locales.speech import Speech
from locales.words import Words


class Home:
    def __init__(
        self, people: People, terms: Terms, ledger: Ledger, words: Words, links: Links
    ) -> None:
        self._people = people
        self._terms = terms
        self._ledger = ledger
        self._words = words
        self._links = links

    async def screen(
        self, visit: Visit, *, lead: str = "", speech: Speech | None = None
    ) -> Screen:
        """`lead` says what just happened or was not understood, in place of the greeting."""
        speaking = speech or visit.speech
        person = await self._people.me(visit.actor)
        if person.ban is not None:
            return banned_screen(speaking, person.ban)
        if not self._terms.accepted(person):
            changed = person.terms is not None
            return terms_screen(speaking, self._words, lead=lead, changed=changed)
        balances = await self._ledger.balances(user(person.id))
        return views.menu_screen(speaking, person, balances, self._links, lead=lead)

    async def ways_on(self, visit: Visit) -> Rows:
        """Buttons under what is open to everybody: back, or before that the terms."""
        person = await self._people.me(visit.actor)
        if self._terms.accepted(person):
            return (back(visit.speech),)
        return terms(visit.speech, self._words)
