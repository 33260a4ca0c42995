"""Keeping order: ban, limit, note."""

from dataclasses import replace
from typing import Final

from domain.shared.actor import Actor, Permission
from domain.shared.audit import Audit
from domain.shared.change import Changes, Decision, IdempotencyKey, Store
from domain.shared.clock import Clock
from domain.shared.ids import UserId
from domain.shared.outbox import Notice, Notices
from domain.shared.refusals import AlreadyDone, Invalid, NotFound
from domain.users import rules
from domain.users.events import PersonChanged, SessionsEnded
from domain.users.gate import Gate
from domain.users.models import Ban, MoneyLimit, Person
from domain.users.orders import BanPerson, LimitPerson, NotePerson, UnbanPerson
from domain.users.ports import PeopleStore

MOST_STARS_PER_DAY: Final = 10**9


class Bans:
    """Each act is audited in its own unit. Refusals of all: NotAllowed, NotFound, Banned,
    TermsNeeded; nobody reaches themselves or somebody of the same or a higher role.
    """

    def __init__(
        self,
        store: Store,
        people: PeopleStore,
        gate: Gate,
        audit: Audit,
        notices: Notices,
        *,
        clock: Clock,
    ) -> None:
        self._store = store
        self._people = people
        self._gate = gate
        self._audit = audit
        self._notices = notices
        self._clock = clock

    async def ban(
        self, actor: Actor, person: UserId, reason: str, *, key: IdempotencyKey
    ) -> Person:
        """Shut somebody out and end their sessions at once. Refusals: AlreadyDone; Invalid
        without a reason.
        """
        await self._may(actor, Permission.BAN)
        if not reason.strip():
            raise Invalid(field="reason")

        async def decide() -> Decision[Person]:
            was = await self._lower(actor, person)
            if was.ban is not None:
                raise AlreadyDone(person=person)
            now = self._clock.now()
            ban = Ban(reason=reason.strip()[: rules.MOST_NOTE], at=now)
            told = Notice(
                to=person, kind="users-ban", text="notice-banned", fields={"reason": ban.reason}
            )
            return Decision(
                replace(was, ban=ban, sessions_after=now),
                self._people.ban(person, ban, sessions_after=now),
                self._log(actor, "banned", person, before=None, after=ban.reason),
                self._notices.tell(told),
                made=str(person),
                events=(PersonChanged(person), SessionsEnded(person, None)),
            )

        order = BanPerson(person=person, reason=reason)
        return await self._store.once(key, actor, order, decide, again=self._again)

    async def unban(self, actor: Actor, person: UserId, *, key: IdempotencyKey) -> Person:
        """Let somebody in again. Refusal: AlreadyDone."""
        await self._may(actor, Permission.BAN)

        async def decide() -> Decision[Person]:
            was = await self._lower(actor, person)
            if was.ban is None:
                raise AlreadyDone(person=person)
            return Decision(
                replace(was, ban=None),
                self._people.ban(person, None, sessions_after=was.sessions_after),
                self._log(actor, "unbanned", person, before=was.ban.reason, after=None),
                self._notices.tell(Notice(to=person, kind="users-ban", text="notice-unbanned")),
                made=str(person),
                events=(PersonChanged(person),),
            )

        order = UnbanPerson(person=person)
        return await self._store.once(key, actor, order, decide, again=self._again)

    async def limit(
        self,
        actor: Actor,
        person: UserId,
        stars_per_day: int | None,
        reason: str,
        *,
        key: IdempotencyKey,
    ) -> Person:
        """At most so many Stars topped up within 24 h; 0 closes money acts, None lifts it."""
        await self._may(actor, Permission.BAN)
        if stars_per_day is not None and not 0 <= stars_per_day <= MOST_STARS_PER_DAY:
            raise Invalid(field="stars_per_day")

        async def decide() -> Decision[Person]:
            was = await self._lower(actor, person)
            now = None
            if stars_per_day is not None:
                now = MoneyLimit(stars_per_day=stars_per_day, reason=reason[: rules.MOST_NOTE])
            return Decision(
                replace(was, limit=now),
                self.limited(actor, was, now),
                made=str(person),
                events=(PersonChanged(person),),
            )

        order = LimitPerson(person=person, stars_per_day=stars_per_day, reason=reason)
        return await self._store.once(key, actor, order, decide, again=self._again)

    def limited(self, actor: Actor, was: Person, limit: MoneyLimit | None) -> Changes:
        """The Changes that limit somebody, for a unit of another area (a chargeback)."""
        before = was.limit.stars_per_day if was.limit is not None else None
        after = limit.stars_per_day if limit is not None else None
        return (
            self._people.limit(was.id, limit),
            self._log(actor, "limited", was.id, before=before, after=after),
        )

    async def note(
        self, actor: Actor, person: UserId, text: str, *, key: IdempotencyKey
    ) -> Person:
        """What staff should know; the person never sees it."""
        await self._may(actor, Permission.NOTE_USERS)

        async def decide() -> Decision[Person]:
            was = await self._get(person)
            now = text.strip()[: rules.MOST_NOTE]
            return Decision(
                replace(was, note=now),
                self._people.note(person, now),
                self._log(actor, "noted", person, before=was.note, after=now),
                made=str(person),
                events=(PersonChanged(person),),
            )

        order = NotePerson(person=person, text=text)
        return await self._store.once(key, actor, order, decide, again=self._again)

    async def _may(self, actor: Actor, permission: Permission) -> None:
        actor.must(permission)
        await self._gate.clear(actor)

    async def _get(self, person: UserId) -> Person:
        found = await self._people.get(person)
        if found is None:
            raise NotFound(person=person)
        return found

    async def _lower(self, actor: Actor, person: UserId) -> Person:
        found = await self._get(person)
        rules.may_discipline(actor, person, found.role)
        return found

    async def _again(self, made: str) -> Person:
        return await self._get(UserId(int(made)))

    def _log(
        self, actor: Actor, action: str, person: UserId, *, before: object, after: object
    ) -> Changes:
        return self._audit.entry(
            actor,
            action,
            entity=("person", str(person)),
            before={"value": before},
            after={"value": after},
        )
