"""The gate that acts of people pass first: terms accepted, not banned, the area open."""

from domain.shared.actor import HOUSE, Actor
from domain.shared.ids import UserId
from domain.shared.money import stars
from domain.shared.refusals import AreaPaused, LimitReached
from domain.users.models import Area, Person
from domain.users.ports import AreaStore, PeopleStore
from domain.users.refusals import Banned, TermsNeeded


class Gate:
    """Open without passing it: start, terms, language, help, paysupport, signing in."""

    def __init__(self, people: PeopleStore, areas: AreaStore, *, terms_document: str) -> None:
        self._people = people
        self._areas = areas
        self.terms_document = terms_document

    async def clear(self, actor: Actor) -> None:
        """The house passes. Refusals: Banned, TermsNeeded."""
        if actor.id != HOUSE:
            self.judge(await self._people.get(actor.id))

    async def open_area(self, area: Area) -> None:
        """Refusal: AreaPaused with `area` and `reason`."""
        state = await self._areas.state(area)
        if state.paused:
            raise AreaPaused(area=area.value, reason=state.reason)

    async def money(self, actor: Actor, area: Area) -> None:
        """What every money act of a person passes. Refusals: as `clear` and `open_area`, and
        LimitReached for a person whose money acts are closed.
        """
        if actor.id == HOUSE:
            return
        person = self.judge(await self._people.get(actor.id))
        if person.limit is not None and person.limit.stars_per_day == 0:
            raise LimitReached(limit=stars(0), reason=person.limit.reason)
        await self.open_area(area)

    async def of(self, person: UserId) -> Person:
        """The person behind a payment query, judged as `clear` does."""
        return self.judge(await self._people.get(person))

    def judge(self, person: Person | None) -> Person:
        """Whoever we never met has accepted nothing."""
        if person is None:
            raise TermsNeeded(document=self.terms_document)
        if person.ban is not None:
            raise Banned(reason=person.ban.reason)
        if person.terms != self.terms_document:
            raise TermsNeeded(document=self.terms_document)
        return person
