"""The terms and the statement of age, accepted by the document's hash."""

from dataclasses import replace

from domain.shared.actor import Actor
from domain.shared.audit import Audit
from domain.shared.change import Decision, Store
from domain.shared.clock import Clock
from domain.shared.refusals import NotFound
from domain.users.events import PersonChanged
from domain.users.gate import Gate
from domain.users.models import Person
from domain.users.ports import PeopleStore
from domain.users.refusals import Banned, TermsNeeded


class Terms:
    """One document in all languages; its text says that whoever accepts is of age."""

    def __init__(
        self, store: Store, people: PeopleStore, gate: Gate, audit: Audit, *, clock: Clock
    ) -> None:
        self._store = store
        self._people = people
        self._gate = gate
        self._audit = audit
        self._clock = clock

    @property
    def document(self) -> str:
        """sha256 (hex) of the text in force."""
        return self._gate.terms_document

    def accepted(self, person: Person) -> bool:
        return person.terms == self.document

    async def accept(self, actor: Actor, document: str) -> Person:
        """Agree to the document in force; again is fine. Refusals: TermsNeeded when the text is
        another by now, Banned, NotFound.
        """
        if document != self.document:
            raise TermsNeeded(document=self.document)

        async def decide() -> Decision[Person]:
            person = await self._people.get(actor.id)
            if person is None:
                raise NotFound(person=actor.id)
            if person.ban is not None:
                raise Banned(reason=person.ban.reason)
            if self.accepted(person):
                return Decision(person)
            now = self._clock.now()
            return Decision(
                replace(person, terms=document, terms_at=now),
                self._people.accept_terms(person.id, document, now),
                self._audit.entry(
                    actor,
                    "terms-accepted",
                    entity=("person", str(person.id)),
                    before={"document": person.terms},
                    after={"document": document},
                ),
                events=(PersonChanged(person.id),),
            )

        return await self._store.commit(decide)
