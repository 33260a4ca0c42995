"""Roles: from the settings, by command, and in the sandbox by the world's word."""

from collections.abc import Iterable

from domain.shared.actor import HOUSE, Actor, Permission, Role
from domain.shared.audit import Audit
from domain.shared.change import Changes, Decision, IdempotencyKey, Store
from domain.shared.clock import Clock
from domain.shared.ids import UserId
from domain.shared.outbox import Notice, Notices
from domain.users import rules
from domain.users.events import PersonChanged, RoleSet
from domain.users.gate import Gate
from domain.users.orders import SetRole
from domain.users.ports import PeopleStore, RoleStore


class Roles:
    """A role may be given to somebody whom the bot has not met."""

    def __init__(  # noqa: PLR0913  the ports that roles stand on
        self,
        store: Store,
        roles: RoleStore,
        people: PeopleStore,
        gate: Gate,
        audit: Audit,
        notices: Notices,
        *,
        clock: Clock,
    ) -> None:
        self._store = store
        self._roles = roles
        self._people = people
        self._gate = gate
        self._audit = audit
        self._notices = notices
        self._clock = clock

    async def of(self, person: UserId) -> Role:
        return await self._roles.role(person)

    async def set(self, actor: Actor, person: UserId, role: Role, *, key: IdempotencyKey) -> Role:
        """Give a role. Refusals: NotAllowed (also above one's own), LastOwner, Banned,
        TermsNeeded.
        """
        actor.must(Permission.SET_ROLES)
        await self._gate.clear(actor)

        async def decide() -> Decision[Role]:
            return await self._decide(actor, person, role)

        async def again(_made: str) -> Role:
            return await self._roles.role(person)

        order = SetRole(person=person, role=role)
        return await self._store.once(key, actor, order, decide, again=again)

    async def declare(self, actor: Actor, person: UserId, role: Role) -> Role:
        """The house sets a role, in the sandbox at the world's word. Refusal: NotAllowed."""
        assert actor.id == HOUSE, "only the house declares roles"

        async def decide() -> Decision[Role]:
            return await self._decide(actor, person, role)

        return await self._store.commit(decide)

    async def settle(
        self, actor: Actor, *, owners: Iterable[UserId], admins: Iterable[UserId]
    ) -> None:
        """At the start: whoever the settings name has at least that role."""
        named = dict.fromkeys(admins, Role.ADMIN) | dict.fromkeys(owners, Role.OWNER)
        for person, role in named.items():
            if rules.RANK[await self._roles.role(person)] < rules.RANK[role]:
                await self.declare(actor, person, role)

    async def _decide(self, actor: Actor, person: UserId, role: Role) -> Decision[Role]:
        was = await self._roles.role(person)
        rules.may_set_role(actor, person, was=was, to=role)
        if was is role:
            return Decision(role, made=str(person))
        guards: list[Changes] = []
        if was is Role.OWNER and actor.id != HOUSE:
            guards.append(self._roles.keep_an_owner(person))
        known = await self._people.get(person)
        if known is not None and known.started_at is not None:
            told = Notice(to=person, kind="users-role", text="notice-role", fields={"role": role})
            guards.append(self._notices.tell(told))
        return Decision(
            role,
            guards,
            self._roles.set(person, role, was=was, by=actor.id, at=self._clock.now()),
            self._audit.entry(
                actor,
                "role-set",
                entity=("person", str(person)),
                before={"role": was.value},
                after={"role": role.value},
            ),
            made=str(person),
            events=(RoleSet(person, role), PersonChanged(person)),
        )
