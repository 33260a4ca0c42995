"""`/admin` acts on the house itself: areas, jobs, health, audit, answers to people."""

from typing import Final

from domain.users.areas import Areas
from domain.users.audit import AuditSearch
from domain.users.people import People
from domain.users.support import Support
from handlers.admin import views
from handlers.admin.operations import Operations
from handlers.admin.words import Usage, split
from handlers.screens import safe
from handlers.visit import Visit

ENTRIES: Final = 6
MOST_DIGITS: Final = 4


class SystemDesk:
    def __init__(
        self,
        people: People,
        areas: Areas,
        operations: Operations,
        audit: AuditSearch,
        support: Support,
    ) -> None:
        self._people = people
        self._areas = areas
        self._operations = operations
        self._audit = audit
        self._support = support

    async def pause(self, visit: Visit, text: str) -> None:
        """`pause payments why`; the reason may be left out."""
        area, _, why = text.partition(" ")
        if not area:
            raise Usage("pause payments")
        state = await self._areas.pause(visit.actor, area, why, key=visit.key)
        name = visit.say(f"area-{state.area.value}")
        await visit.show(views.said(visit.say("admin-paused", area=name)))

    async def resume(self, visit: Visit, text: str) -> None:
        (area,) = split(text, 1, "resume payments")
        state = await self._areas.resume(visit.actor, area, key=visit.key)
        name = visit.say(f"area-{state.area.value}")
        await visit.show(views.said(visit.say("admin-resumed", area=name)))

    async def list_areas(self, visit: Visit, text: str = "") -> None:
        del text
        await visit.show(views.areas_screen(visit.speech, await self._areas.all()))

    async def jobs(self, visit: Visit, text: str = "") -> None:
        """`jobs`, or `jobs 1` for the second page."""
        page = int(text) if text.isascii() and text.isdigit() and len(text) < MOST_DIGITS else 0
        jobs = await self._operations.jobs(visit.actor)
        await visit.show(views.jobs_screen(visit.speech, jobs, visit.now, page=page))

    async def run_job(self, visit: Visit, job: str) -> None:
        await self._operations.run_job(visit.actor, job)
        await visit.toast(visit.say("admin-job-started", job=job))

    async def health(self, visit: Visit, text: str = "") -> None:
        del text
        health = await self._operations.health(visit.actor)
        await visit.show(views.health_screen(visit.speech, health, visit.now))

    async def audit(self, visit: Visit, text: str = "", *, cursor: str | None = None) -> None:
        """`audit @bob` finds what they did and what was done to them: the log holds ids."""
        if text.startswith("@"):
            text = str((await self._people.one(visit.actor, text)).id)
        page = await self._audit.search(visit.actor, text, cursor=cursor, limit=ENTRIES)
        await visit.show(views.audit_screen(visit.speech, page, text))

    async def answer(self, visit: Visit, text: str) -> None:
        who, words = split(text, 2, "answer @bob text")
        person = await self._people.one(visit.actor, who)
        await self._support.answer(visit.actor, person.id, words, key=visit.key)
        await visit.show(views.said(visit.say("admin-answered", name=safe(person.name))))
