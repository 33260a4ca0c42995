"""`/admin` acts on people: find, balance, ban, unban, limit, note, role."""

from domain.ledger.accounts import user
from domain.ledger.service import Ledger
from domain.shared.actor import Permission, Role
from domain.shared.refusals import NotFound
from domain.users.bans import Bans
from domain.users.models import Person
from domain.users.people import People
from domain.users.roles import Roles
from domain.users.terms import Terms
from handlers.admin import views
from handlers.admin.words import Usage, split, whole_digits
from handlers.screens import safe
from handlers.visit import Visit


class PeopleDesk:
    """The acts by the word after `/admin`. Each raises Usage when its form is not met."""

    def __init__(
        self, people: People, roles: Roles, bans: Bans, terms: Terms, ledger: Ledger
    ) -> None:
        self._people = people
        self._roles = roles
        self._bans = bans
        self._terms = terms
        self._ledger = ledger

    async def find(self, visit: Visit, text: str) -> None:
        if not text:
            raise Usage("find @bob")
        found = await self._people.find(visit.actor, text)
        if not found:
            raise NotFound(person=text)
        if len(found) == 1:
            await self._show(visit, found[0])
        else:
            await visit.show(views.found_screen(visit.speech, found))

    async def balance(self, visit: Visit, text: str) -> None:
        if not text:
            raise Usage("balance @bob")
        visit.actor.must(Permission.SEE_MONEY)
        await self._show(visit, await self._people.one(visit.actor, text))

    async def ban(self, visit: Visit, text: str) -> None:
        who, why = split(text, 2, "ban @bob why")
        person = await self._people.one(visit.actor, who)
        await self._bans.ban(visit.actor, person.id, why, key=visit.key)
        await self._done(visit, "admin-banned", person)

    async def unban(self, visit: Visit, text: str) -> None:
        (who,) = split(text, 1, "unban @bob")
        person = await self._people.one(visit.actor, who)
        await self._bans.unban(visit.actor, person.id, key=visit.key)
        await self._done(visit, "admin-unbanned", person)

    async def limit(self, visit: Visit, text: str) -> None:
        """`limit @bob 100 why`; `limit @bob off` takes it away."""
        form = "limit @bob 100 why"
        who, rest = split(text, 2, form)
        amount, _, why = rest.partition(" ")
        stars = None if amount == "off" else whole_digits(amount, form)
        if stars is not None and not why:
            raise Usage(form)
        person = await self._people.one(visit.actor, who)
        await self._bans.limit(visit.actor, person.id, stars, why, key=visit.key)
        key = "admin-unlimited" if stars is None else "admin-limited"
        await self._done(visit, key, person, stars=str(stars))

    async def note(self, visit: Visit, text: str) -> None:
        who, note = split(text, 2, "note @bob text")
        person = await self._people.one(visit.actor, who)
        await self._bans.note(visit.actor, person.id, note, key=visit.key)
        await self._done(visit, "admin-noted", person)

    async def role(self, visit: Visit, text: str) -> None:
        form = "role @bob finance"
        who, name = split(text, 2, form)
        if name not in set(Role):
            raise Usage(form)
        person = await self._people.one(visit.actor, who)
        role = await self._roles.set(visit.actor, person.id, Role(name), key=visit.key)
        await self._done(visit, "admin-role-set", person, role=visit.say(f"role-{role.value}"))

    async def _show(self, visit: Visit, person: Person) -> None:
        balances = None
        if visit.actor.may(Permission.SEE_MONEY):
            balances = await self._ledger.balances(user(person.id))
        accepted = self._terms.accepted(person)
        await visit.show(
            views.person_screen(visit.speech, person, accepted=accepted, balances=balances)
        )

    async def _done(self, visit: Visit, key: str, person: Person, **fields: object) -> None:
        await visit.show(views.said(visit.say(key, name=safe(person.name), **fields)))
