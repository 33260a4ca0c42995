"""`/admin` and its words; questions that are confirmed, cancelled, approved, rejected."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from domain.payments.refunds import Refunds
from domain.shared.actor import MAY
from domain.shared.refusals import NotAllowed
from handlers.admin import views
from handlers.admin.money import MoneyDesk
from handlers.admin.people import PeopleDesk
from handlers.admin.system import SystemDesk
from handlers.admin.words import Usage
from handlers.payments import router as payments
from handlers.routes import Routes
from handlers.screens import safe
from handlers.visit import Visit

Word = Callable[[Visit, str], Awaitable[None]]


class Settler(Protocol):
    """An area whose own things are confirmed and cancelled by their people."""

    async def settle(self, visit: Visit, thing: str, /, *, yes: bool) -> bool:
        """Carry the answer out. False when the thing is not one of this area."""
        ...


def routes() -> Routes:
    return Routes(
        commands={"admin": admin},
        callbacks={
            "admin": admin,
            "area:pause": area_pause,
            "area:resume": area_resume,
            "job:run": job_run,
            "job:page": job_page,
            "audit": audit_page,
            "confirm": confirm,
            "cancel": cancel,
            "approve": approve,
            "reject": reject,
        },
    )


class AdminDesk:
    """Every word that may follow `/admin`, and where it goes."""

    def __init__(
        self,
        people: PeopleDesk,
        money: MoneyDesk,
        system: SystemDesk,
        more: Mapping[str, Word],
    ) -> None:
        """`more` are the words of areas above."""
        self.people = people
        self.money = money
        self.system = system
        self.words: Mapping[str, Word] = {
            "find": people.find,
            "balance": people.balance,
            "ban": people.ban,
            "unban": people.unban,
            "limit": people.limit,
            "note": people.note,
            "role": people.role,
            "adjust": money.adjust,
            "refund": money.refund,
            "reconcile": money.reconcile,
            "approvals": money.waiting,
            "pause": system.pause,
            "resume": system.resume,
            "areas": system.list_areas,
            "jobs": system.jobs,
            "health": system.health,
            "audit": system.audit,
            "answer": system.answer,
            **more,
        }


async def admin(visit: Visit, admin_desk: AdminDesk) -> None:
    """Nothing for those without a permission. A word out of form shows how it is written."""
    if not MAY[visit.actor.role]:
        raise NotAllowed
    word, _, rest = visit.args.partition(" ")
    if not word:
        await visit.show(views.menu_screen(visit.speech))
        return
    act = admin_desk.words.get(word.lower())
    if act is None:
        lead = visit.say("admin-unknown", word=safe(word[:40]))
        await visit.show(views.menu_screen(visit.speech, lead=lead))
        return
    try:
        await act(visit, rest.strip())
    except Usage as usage:
        await visit.show(views.said(visit.say("admin-usage", form=safe(usage.form))))


async def area_pause(visit: Visit, admin_desk: AdminDesk) -> None:
    await admin_desk.system.pause(visit, visit.args)


async def area_resume(visit: Visit, admin_desk: AdminDesk) -> None:
    await admin_desk.system.resume(visit, visit.args)


async def job_run(visit: Visit, admin_desk: AdminDesk) -> None:
    await admin_desk.system.run_job(visit, visit.args)


async def job_page(visit: Visit, admin_desk: AdminDesk) -> None:
    await admin_desk.system.jobs(visit, visit.args)


async def audit_page(visit: Visit, admin_desk: AdminDesk) -> None:
    cursor, _, text = visit.args.partition(":")
    await admin_desk.system.audit(visit, text, cursor=cursor)


async def confirm(
    visit: Visit, admin_desk: AdminDesk, refunds: Refunds, settlers: Sequence[Settler]
) -> None:
    """Yes to a question: one's own refund or withdrawal, or an act of staff."""
    act_id = visit.args
    if act_id.startswith(payments.REFUND_ACT):
        await payments.refund(visit, refunds, act_id.removeprefix(payments.REFUND_ACT))
        return
    if not await _settled(visit, settlers, yes=True):
        await admin_desk.money.confirm(visit, act_id)


async def cancel(visit: Visit, admin_desk: AdminDesk, settlers: Sequence[Settler]) -> None:
    if visit.args.startswith(payments.REFUND_ACT):
        await visit.show(views.said(visit.say("cancelled")))
        return
    if not await _settled(visit, settlers, yes=False):
        await admin_desk.money.cancel(visit, visit.args)


async def approve(visit: Visit, admin_desk: AdminDesk) -> None:
    await admin_desk.money.approve(visit, visit.args)


async def reject(visit: Visit, admin_desk: AdminDesk) -> None:
    await admin_desk.money.reject(visit, visit.args)


async def _settled(visit: Visit, settlers: Sequence[Settler], *, yes: bool) -> bool:
    """Whether the question was one of an area above."""
    for settler in settlers:
        if await settler.settle(visit, visit.args, yes=yes):
            return True
    return False
