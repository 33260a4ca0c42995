"""Questions to our people and their answers."""

from dataclasses import dataclass

from domain.shared.actor import Actor, Permission
from domain.shared.audit import Audit
from domain.shared.change import Decision, IdempotencyKey, Store
from domain.shared.ids import Ids, UserId
from domain.shared.outbox import Notice, Notices, Priority
from domain.shared.refusals import Invalid
from domain.users.people import People

MOST_TEXT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSupport:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPerson:
    person: UserId
    text: str


class Support:
    """A question goes to everybody who may see money; an answer to the person who asked. Both
    stand in the inbox and in the audit log. Open to the banned and without terms: whoever has a
    complaint can make it.
    """

    def __init__(
        self, store: Store, people: People, notices: Notices, audit: Audit, *, ids: Ids
    ) -> None:
        self._store = store
        self._people = people
        self._notices = notices
        self._audit = audit
        self._ids = ids

    async def ask(self, actor: Actor, text: str, *, key: IdempotencyKey) -> str:
        """The question's number. Refusal: Invalid when it is empty or over 2,000 characters."""
        order = AskSupport(text=_fitting(text))

        async def decide() -> Decision[str]:
            person = await self._people.me(actor)
            number = self._ids.new()[-8:]
            fields = {"name": person.name, "id": str(person.id), "text": text, "number": number}
            told = [
                self._notices.tell(
                    Notice(
                        to=staff.id,
                        kind="users-support",
                        text="notice-support-question",
                        fields=fields,
                        priority=Priority.NOTICE,
                    )
                )
                for staff in await self._people.staff(Permission.SEE_MONEY)
            ]
            asked = self._audit.entry(
                actor, "support-asked", entity=("question", number), after={"text": text}
            )
            return Decision(number, told, asked, made=number)

        return await self._store.once(key, actor, order, decide, again=_same)

    async def answer(
        self, actor: Actor, person: UserId, text: str, *, key: IdempotencyKey
    ) -> None:
        """Write to a person in the house's name. Refusals: NotAllowed, Invalid."""
        actor.must(Permission.NOTE_USERS)
        order = AnswerPerson(person=person, text=_fitting(text))

        async def decide() -> Decision[str]:
            told = self._notices.tell(
                Notice(
                    to=person,
                    kind="users-answer",
                    text="notice-support-answer",
                    fields={"text": text},
                    priority=Priority.RECEIPT,
                )
            )
            answered = self._audit.entry(
                actor, "support-answered", entity=("person", str(person)), after={"text": text}
            )
            return Decision("", told, answered)

        await self._store.once(key, actor, order, decide, again=_same)


async def _same(made: str) -> str:
    return made


def _fitting(text: str) -> str:
    if not 0 < len(text.strip()) <= MOST_TEXT:
        raise Invalid(field="text")
    return text
