"""People: met, started, found; their profile."""

from dataclasses import dataclass, replace
from typing import Final

from domain.shared.actor import Actor, Permission, Role
from domain.shared.chance import Chance
from domain.shared.change import Changes, Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import DAY, Instant, UserId
from domain.shared.refusals import Invalid, NotFound
from domain.users import rules
from domain.users.events import PersonChanged
from domain.users.gate import Gate
from domain.users.models import LinkKind, Person, Sighting, Started
from domain.users.names import shown_name
from domain.users.ports import PeopleStore, RoleStore
from domain.users.referrals import Referrals

MOST_FOUND: Final = 20
MOST_DIGITS: Final = 18
"""Ids are 64 bits wide; a longer number is nobody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChange:
    """The fields given change; None leaves a field alone."""

    language: str | None = None
    time_zone: str | None = None
    currency: str | None = None


class People:
    """Who has been here. `languages` are those that we speak."""

    def __init__(  # noqa: PLR0913  the ports that people stand on
        self,
        store: Store,
        people: PeopleStore,
        roles: RoleStore,
        referrals: Referrals,
        gate: Gate,
        *,
        clock: Clock,
        chance: Chance,
        languages: frozenset[str],
    ) -> None:
        self._store = store
        self._people = people
        self._roles = roles
        self._referrals = referrals
        self._gate = gate
        self._clock = clock
        self._chance = chance
        self._languages = languages

    async def meet(self, seen: Sighting) -> Person:
        """The person of an update or a sign-in, added or refreshed. Called before every act, so
        it writes only when something changed or a day has gone by.
        """
        seen = replace(seen, name=shown_name(seen.name, seen.id))
        known = await self._people.get(seen.id)
        now = self._clock.now()
        if known is not None:
            seen = _filled(known, seen)
            if _same(known, seen) and now - known.seen_at < DAY:
                return known

        async def decide() -> Decision[Person]:
            person = await self._people.get(seen.id)
            if person is None:
                person = await self._new(seen, now)
                return Decision(person, self._people.add(person), events=_changed(seen.id))
            return Decision(
                _refreshed(person, seen, now),
                self._people.refresh(seen, now),
                events=_changed(seen.id),
            )

        return await self._store.commit(decide)

    async def start(self, actor: Actor, param: str = "") -> Started:
        """`/start`, with what a deep link carried. The first in a life is kept, once, and may
        bring the person to an inviter; later ones only say where to go. Open without terms.
        """
        link = rules.deep_link(param)

        async def decide() -> Decision[Started]:
            person = await self.me(actor)
            if person.started_at is not None:
                return Decision(Started(person=person, first=False, link=link))
            now = self._clock.now()
            brought: Changes = ()
            if link.kind is LinkKind.REFERRAL:
                brought = await self._referrals.attribute(person.id, link.code)
            started = replace(person, started_at=now, start_param=link.param)
            return Decision(
                Started(person=started, first=True, link=link),
                self._people.start(person.id, link.param, now),
                brought,
                events=_changed(person.id),
            )

        return await self._store.commit(decide)

    async def me(self, actor: Actor) -> Person:
        """One's own row; open without terms. Refusal: NotFound for whom we never met."""
        person = await self._people.get(actor.id)
        if person is None:
            raise NotFound(person=actor.id)
        return person

    async def known(self, person: UserId) -> Person | None:
        """For the entrances: whom to speak to, in which language and time zone."""
        return await self._people.get(person)

    async def change_profile(self, actor: Actor, change: ProfileChange) -> Person:
        """Language (open without terms), time zone, currency. Refusals: Invalid; Banned and
        TermsNeeded for what is more than the language.
        """
        if change.time_zone is not None or change.currency is not None:
            await self._gate.clear(actor)
        if change.language is not None and change.language not in self._languages:
            raise Invalid(field="language")

        async def decide() -> Decision[Person]:
            person = await self.me(actor)
            now = replace(
                person,
                language=change.language or person.language,
                time_zone=rules.time_zone(change.time_zone or person.time_zone),
                currency=rules.currency(change.currency or person.currency),
            )
            settled = self._people.settle(
                person.id,
                language=now.language or "",
                time_zone=now.time_zone,
                currency=now.currency,
            )
            return Decision(now, settled, events=_changed(person.id))

        return await self._store.commit(decide)

    async def set_blocked(self, person: UserId, *, blocked: bool) -> None:
        """The person blocked or unblocked the bot. Whoever is unknown stays so."""

        async def decide() -> Decision[None]:
            known = await self._people.get(person)
            if known is None or known.blocked == blocked:
                return Decision(None)
            change = self._people.blocked(person, blocked=blocked)
            return Decision(None, change, events=_changed(person))

        await self._store.commit(decide)

    async def find(self, actor: Actor, text: str) -> tuple[Person, ...]:
        """By id, by @username, or by a part of the name; seen last first. Refusal: NotAllowed."""
        actor.must(Permission.SEE_USERS)
        text = text.strip()
        if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
            exact = await self._people.get(UserId(int(text)))
            if exact is not None:
                return (exact,)
        if text.startswith("@"):
            named = await self._people.by_username(text[1:])
            return (named,) if named is not None else ()
        return await self._people.search(text, MOST_FOUND)

    async def one(self, actor: Actor, text: str) -> Person:
        """The one person meant. Refusals: NotAllowed; NotFound for none or several."""
        found = await self.find(actor, text)
        if len(found) != 1:
            raise NotFound(person=text, found=len(found))
        return found[0]

    async def staff(self, permission: Permission) -> tuple[Person, ...]:
        """Everybody whose role has the permission and who has met the bot."""
        roles = frozenset(role for role in Role if Actor(id=UserId(1), role=role).may(permission))
        found = [await self._people.get(person) for person in await self._roles.holders(roles)]
        return tuple(person for person in found if person is not None and person.ban is None)

    async def count(self) -> int:
        return await self._people.count()

    async def _new(self, seen: Sighting, now: Instant) -> Person:
        code = "".join(
            rules.CODE_ALPHABET[self._chance.below(len(rules.CODE_ALPHABET))]
            for _ in range(rules.CODE_LENGTH)
        )
        return Person(
            id=seen.id,
            username=seen.username,
            name=seen.name,
            language_code=seen.language_code,
            language=None,
            time_zone="UTC",
            currency="USD",
            is_premium=bool(seen.is_premium),
            role=await self._roles.role(seen.id),
            referral=code,
            terms=None,
            terms_at=None,
            ban=None,
            limit=None,
            note="",
            blocked=False,
            created_at=now,
            seen_at=now,
            started_at=None,
            start_param="",
            sessions_after=Instant(0),
        )


def _filled(person: Person, seen: Sighting) -> Sighting:
    """The sighting with what it does not tell, as it is known."""
    premium = person.is_premium if seen.is_premium is None else seen.is_premium
    language = seen.language_code or person.language_code
    return replace(seen, language_code=language, is_premium=premium)


def _same(person: Person, seen: Sighting) -> bool:
    return (person.username, person.name, person.language_code, person.is_premium) == (
        seen.username,
        seen.name,
        seen.language_code,
        seen.is_premium,
    )


def _refreshed(person: Person, seen: Sighting, now: Instant) -> Person:
    return replace(
        person,
        username=seen.username,
        name=seen.name,
        language_code=seen.language_code,
        is_premium=bool(seen.is_premium),
        seen_at=now,
    )


def _changed(person: UserId) -> tuple[PersonChanged, ...]:
    return (PersonChanged(person),)
