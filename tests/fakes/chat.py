"""A chat entrance without its house: people who are always known, desks that remember."""

from dataclasses import dataclass, field, replace

from domain.shared.actor import Role
from domain.shared.ids import Instant
from domain.users.models import Person, Sighting
from handlers.inline import InlineAnswer
from handlers.screens import Screen
from handlers.visit import Visit
from tests.fakes.clock import MORNING


def person_of(seen: Sighting) -> Person:
    return Person(
        id=seen.id,
        username=seen.username,
        name=seen.name,
        language_code=seen.language_code,
        language=None,
        time_zone="UTC",
        currency="USD",
        is_premium=bool(seen.is_premium),
        role=Role.USER,
        referral="ab12",
        terms=None,
        terms_at=None,
        ban=None,
        limit=None,
        note="",
        blocked=False,
        created_at=MORNING,
        seen_at=MORNING,
        started_at=None,
        start_param="",
        sessions_after=Instant(0),
    )


class FakePeople:
    """Meets everybody; `changed` overrides what is known about a person."""

    def __init__(self) -> None:
        self.met: list[Sighting] = []
        self.changed: dict[int, Person] = {}

    async def meet(self, seen: Sighting) -> Person:
        self.met.append(seen)
        return self.changed.get(seen.id, person_of(seen))

    def promote(self, person: Person, role: Role) -> None:
        self.changed[person.id] = replace(person, role=role)


@dataclass(slots=True)
class Said:
    """One thing that left a desk."""

    how: str
    text: str
    alert: bool = False


@dataclass(slots=True)
class FakeDesks:
    said: list[Said] = field(default_factory=list)

    def open(self) -> "FakeDesk":
        return FakeDesk(self.said)

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.said]


class FakeDesk:
    def __init__(self, said: list[Said]) -> None:
        self._said = said
        self._answered = False

    async def inline(self, answer: InlineAnswer) -> None:
        self._said.append(Said(f"inline {answer.query_id}", answer.button))

    async def show(self, visit: Visit, screen: Screen) -> None:
        self._said.append(Said("edit" if visit.pressed else "send", screen.text))

    async def send(self, visit: Visit, screen: Screen) -> None:
        assert visit.chat_id, "a message goes to a chat"
        self._said.append(Said("send", screen.text))

    async def toast(self, visit: Visit, text: str, *, alert: bool = False) -> None:
        self._answered = True
        self._said.append(Said("answer" if visit.callback_id else "send", text, alert))

    async def verdict(self, query_id: str, *, refusal: str | None) -> None:
        self._said.append(Said(f"verdict {query_id}", refusal or "yes"))

    async def close(self, visit: Visit) -> None:
        if visit.callback_id and not self._answered:
            self._said.append(Said("answer", ""))
