"""The people who wrote lately, kept at hand so that an ordinary update reads no row."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, Protocol

from domain.shared.clock import Clock
from domain.shared.ids import HOUR, Instant, UserId
from domain.users.models import Person, Sighting

KEPT_MAX: Final = 10_000
FRESH: Final = HOUR
"""Older than this, and the person is met again even when nothing about them changed."""


class Meeting(Protocol):
    """`domain.users.people.People`, as far as it is needed here."""

    async def meet(self, seen: Sighting) -> Person: ...


@dataclass(frozen=True, slots=True)
class _Face:
    seen: Sighting
    person: Person
    at: Instant


class Faces:
    """A bounded cache in front of `meet`: asked again when name, username, language or premium
    changed, when the entry is old, and after `forget`.
    """

    def __init__(self, people: Meeting, clock: Clock) -> None:
        self._people = people
        self._clock = clock
        self._known: OrderedDict[UserId, _Face] = OrderedDict()
        self._changes = 0

    async def person(self, seen: Sighting) -> Person:
        now = self._clock.now()
        face = self._known.get(seen.id)
        if face is not None and face.seen == seen and now - face.at < FRESH:
            self._known.move_to_end(seen.id)
            return face.person
        changes = self._changes
        person = await self._people.meet(seen)
        if changes == self._changes:
            # Otherwise somebody changed while we read: the next update reads again.
            self._known[seen.id] = _Face(seen, person, now)
            if len(self._known) > KEPT_MAX:
                self._known.popitem(last=False)
        return person

    def forget(self, person: UserId) -> None:
        """Something about the person changed: to be subscribed to the bus."""
        self._changes += 1
        self._known.pop(person, None)

    def forget_all(self) -> None:
        self._changes += 1
        self._known.clear()
