"""`/admin` acts on money: adjust, refund, reconcile, and what waits for a second person."""

from collections.abc import Sequence
from typing import Final, Protocol

from domain.payments.approvals import Approvals
from domain.payments.models import Adjust, Approval, RefundOther
from domain.payments.reconcile import Reconcile
from domain.payments.topups import TopUps
from domain.shared.actor import HOUSE
from domain.shared.ids import UserId
from domain.shared.money import ASSETS, Money, parse
from domain.users.people import People
from handlers.admin import views
from handlers.admin.words import Usage, split
from handlers.screens import safe
from handlers.visit import Visit

WAITING: Final = 3
"""Questions on one screen: each has two buttons."""


class MoreBooks(Protocol):
    """Books of an area above, which reconciliation covers too."""

    async def books(self, visit: Visit) -> tuple[str, ...]:
        """What to say of them, as lines."""
        ...


class MoneyDesk:
    def __init__(
        self,
        people: People,
        approvals: Approvals,
        reconcile: Reconcile,
        topups: TopUps,
        *,
        more: Sequence[MoreBooks] = (),
    ) -> None:
        self._people = people
        self._approvals = approvals
        self._reconcile = reconcile
        self._topups = topups
        self._more = more

    async def adjust(self, visit: Visit, text: str) -> None:
        """`adjust @bob 100 POINTS why`; a minus sign takes."""
        form = "adjust @bob 100 POINTS why"
        who, amount, code, why = split(text, 4, form)
        asset = ASSETS.get(code.upper())
        if asset is None:
            raise Usage(form)
        given = parse(amount.removeprefix("-"), asset)
        person = await self._people.one(visit.actor, who)
        value: Money = -given if amount.startswith("-") else given
        act = Adjust(person=person.id, amount=value, why=why)
        asked = await self._approvals.ask(visit.actor, act, key=visit.key)
        fields = {"amount": value, "name": safe(person.name), "why": safe(why)}
        line = visit.say("admin-adjust-ask", **fields)
        await visit.show(views.question_screen(visit.speech, line, asked.id))

    async def refund(self, visit: Visit, text: str) -> None:
        """`refund <top-up> why`; the reason may be left out."""
        topup_id, _, why = text.partition(" ")
        if not topup_id:
            raise Usage("refund ID")
        act = RefundOther(topup=topup_id, why=why or "-")
        asked = await self._approvals.ask(visit.actor, act, key=visit.key)
        name = await self._name(visit, asked.subject)
        line = visit.say("admin-refund-ask", amount=asked.value, name=name)
        await visit.show(views.question_screen(visit.speech, line, asked.id))

    async def reconcile(self, visit: Visit, text: str) -> None:
        del text
        report = await self._reconcile.run(visit.actor)
        lines = [line for books in self._more for line in await books.books(visit)]
        await visit.show(views.report_screen(visit.speech, report, lines))

    async def waiting(self, visit: Visit, text: str = "") -> None:
        del text
        page = await self._approvals.waiting(visit.actor, cursor=None, limit=WAITING)
        await visit.show(views.approvals_screen(visit.speech, page.items))

    async def confirm(self, visit: Visit, approval_id: str) -> None:
        decided = await self._approvals.confirm(visit.actor, approval_id, key=visit.key)
        await self._show(visit, decided)

    async def cancel(self, visit: Visit, approval_id: str) -> None:
        await self._show(
            visit, await self._approvals.cancel(visit.actor, approval_id, key=visit.key)
        )

    async def approve(self, visit: Visit, approval_id: str) -> None:
        await self._show(
            visit, await self._approvals.approve(visit.actor, approval_id, key=visit.key)
        )

    async def reject(self, visit: Visit, approval_id: str) -> None:
        await self._show(
            visit, await self._approvals.reject(visit.actor, approval_id, key=visit.key)
        )

    async def _show(self, visit: Visit, approval: Approval) -> None:
        """What became of it, in place of the question."""
        name = await self._name(visit, approval.subject)
        key = f"admin-approval-{approval.state.value}"
        await visit.show(views.said(visit.say(key, value=approval.value, name=name)))

    async def _name(self, visit: Visit, person: UserId) -> str:
        """The house stands for a payer whom nobody knows."""
        if person == HOUSE:
            return visit.say("admin-nobody")
        known = await self._people.known(person)
        return safe(known.name) if known is not None else str(person)
