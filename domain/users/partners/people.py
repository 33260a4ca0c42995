"""People who agreed that a partner's key plays for them: asked, answered, taken back.

A key can ask for anybody by Telegram's id. Whoever the house knows is asked in chat at once;
everybody else meets the question by the link that the asker is given.
"""

from dataclasses import replace
from typing import Final

from domain.shared.actor import Actor
from domain.shared.change import Decision, IdempotencyKey, Store
from domain.shared.clock import Clock
from domain.shared.ids import UserId
from domain.shared.outbox import Notice, Notices
from domain.shared.refusals import NotFound
from domain.users.gate import Gate
from domain.users.models import Person
from domain.users.partners.models import Agreed, Agreement, AskPerson, PartnerKey, Scope
from domain.users.partners.ports import AgreementStore, PartnerKeyStore
from domain.users.partners.refusals import ConsentNeeded, ScopeMissing
from domain.users.ports import PeopleStore

LINK: Final = "partner"
"""What stands before the key's id in the start parameter by which a person is asked."""


class PartnerPeople:
    def __init__(  # noqa: PLR0913  the ports that agreements stand on
        self,
        store: Store,
        keys: PartnerKeyStore,
        agreements: AgreementStore,
        people: PeopleStore,
        gate: Gate,
        notices: Notices,
        *,
        clock: Clock,
    ) -> None:
        self._store = store
        self._keys = keys
        self._agreements = agreements
        self._people = people
        self._gate = gate
        self._notices = notices
        self._clock = clock

    async def ask(
        self, owner: Actor, key: PartnerKey, person: UserId, *, once: IdempotencyKey
    ) -> Agreement:
        """Ask a person, once per key: a second time answers what they said. Refusal:
        ScopeMissing.
        """
        _may_play(key)
        known = await self._agreements.get(key.id, person)
        if known is not None:
            return known

        async def decide() -> Decision[Agreement]:
            asked = Agreement(
                key=key.id,
                person=person,
                state=Agreed.ASKED,
                asked_at=self._clock.now(),
                answered_at=None,
            )
            there = await self._people.get(person) is not None
            return Decision(
                asked,
                self._agreements.ask(asked),
                self._notices.tell(_question(asked, key)) if there else (),
                made=str(person),
            )

        async def again(_made: str) -> Agreement:
            return await self.state(key, person)

        order = AskPerson(key=key.id, person=person)
        return await self._store.once(once, owner, order, decide, again=again)

    async def state(self, key: PartnerKey, person: UserId) -> Agreement:
        """Refusal: NotFound for somebody whom the key never asked."""
        known = await self._agreements.get(key.id, person)
        if known is None:
            raise NotFound(person=person)
        return known

    async def acts(self, key: PartnerKey, person: UserId) -> Person:
        """The person, when the key may act for them. Refusals: ScopeMissing, ConsentNeeded,
        Banned, TermsNeeded.
        """
        _may_play(key)
        known = await self._agreements.get(key.id, person)
        if known is None or known.state is not Agreed.GIVEN:
            raise ConsentNeeded(state=known.state.value if known is not None else "unasked")
        return await self._gate.of(person)

    async def asked_by(self, actor: Actor, key_id: str) -> PartnerKey:
        """What a person who follows a link is asked about. Refusal: NotFound."""
        key = await self._keys.get(key_id)
        if key is None or not key.alive or Scope.GAMES not in key.scopes:
            raise NotFound(key=key_id)
        if await self._agreements.get(key.id, actor.id) is None:
            raise NotFound(key=key_id)
        return key

    async def answer(self, actor: Actor, key_id: str, *, agrees: bool) -> PartnerKey:
        """Agree, refuse, or take an agreement back: the last word counts. Refusals: NotFound,
        Banned, TermsNeeded.
        """
        await self._gate.clear(actor)
        key = await self.asked_by(actor, key_id)

        async def decide() -> Decision[PartnerKey]:
            was = await self.state(key, actor.id)
            state = Agreed.GIVEN if agrees else Agreed.REFUSED
            now = replace(was, state=state, answered_at=self._clock.now())
            return Decision(key, self._agreements.answer(was, now) if was != now else ())

        return await self._store.commit(decide)

    async def mine(self, actor: Actor) -> tuple[tuple[Agreement, PartnerKey], ...]:
        """Who asked me, and what I said."""
        return await self._agreements.of(actor.id)


def _may_play(key: PartnerKey) -> None:
    if Scope.GAMES not in key.scopes:
        raise ScopeMissing(scope=Scope.GAMES.value)


def _question(asked: Agreement, key: PartnerKey) -> Notice:
    return Notice(
        to=asked.person,
        kind="users-partner",
        text="notice-partner-asks",
        fields={"name": key.name},
        buttons=(
            ("partner-button-agree", f"partner:agree:{key.id}"),
            ("partner-button-refuse", f"partner:refuse:{key.id}"),
        ),
    )
