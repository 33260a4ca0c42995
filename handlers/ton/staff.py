"""`/admin` acts on TON: payments that are nobody's yet, what goes out, ledger against chain."""

from typing import Final

from domain.payments.approvals import Approvals
from domain.payments.models import AreaAct
from domain.shared.ids import Instant
from domain.shared.page import Page
from domain.shared.refusals import GatewayError
from domain.ton.booking.reconcile import ChainReport, ReconcileChain
from domain.ton.deposit_models import Deposit
from domain.ton.deposits.odd import ASSIGN, KEEP, RETURN, OddPayments, assignment
from domain.ton.deposits.pay_links import Explorer
from domain.ton.withdrawal_models import Withdrawal
from domain.ton.withdrawals.acts import FAIL
from domain.ton.withdrawals.service import Withdrawals
from domain.users.people import People
from handlers.admin import views as admin
from handlers.admin.words import split
from handlers.menu.keyboards import back
from handlers.screens import Button, Screen, safe, screen
from handlers.ton.views import seen
from handlers.ton.words import short, shown
from handlers.visit import Visit
from locales.speech import Moment, Speech

LINES: Final = 5
PAY_JOB: Final = "pay_withdrawals"
_NONE: Final = "—"


class TonStaff:
    """The words after `/admin`. Each raises Usage when its form is not met; acts ask first, and
    over the threshold go on to a second person.
    """

    def __init__(
        self,
        odd: OddPayments,
        withdrawals: Withdrawals,
        approvals: Approvals,
        people: People,
        reconcile: ReconcileChain,
        *,
        explorer: Explorer,
    ) -> None:
        self._odd = odd
        self._withdrawals = withdrawals
        self._approvals = approvals
        self._people = people
        self._reconcile = reconcile
        self._explorer = explorer

    async def odd(self, visit: Visit, text: str = "") -> None:
        del text
        page = await self._odd.waiting(visit.actor, cursor=None, limit=LINES)
        await visit.show(_odd_screen(visit.speech, page, visit.now, self._explorer))

    async def assign(self, visit: Visit, text: str) -> None:
        """`assign <payment> @bob why`: it was theirs."""
        deposit_id, who, why = split(text, 3, "assign <id> @bob why")
        person = await self._people.one(visit.actor, who)
        deposit = await self._odd.get(visit.actor, deposit_id)
        act = AreaAct(kind=ASSIGN, ref=assignment(deposit.id, person.id), why=why)
        fields = {"value": deposit.value, "name": safe(person.name), "why": safe(why)}
        await self._ask(visit, act, "admin-odd-assign-ask", fields)

    async def give_back(self, visit: Visit, text: str) -> None:
        """`return <payment> why`: to its sender."""
        deposit_id, why = split(text, 2, "return <id> why")
        deposit = await self._odd.get(visit.actor, deposit_id)
        act = AreaAct(kind=RETURN, ref=deposit.id, why=why)
        sender = shown(deposit.sender) if deposit.sender is not None else _NONE
        fields = {"value": deposit.value, "sender": short(sender), "why": safe(why)}
        await self._ask(visit, act, "admin-odd-return-ask", fields)

    async def keep(self, visit: Visit, text: str) -> None:
        """`keep <payment> why`: the house's."""
        deposit_id, why = split(text, 2, "keep <id> why")
        deposit = await self._odd.get(visit.actor, deposit_id)
        act = AreaAct(kind=KEEP, ref=deposit.id, why=why)
        fields = {"value": deposit.value, "why": safe(why)}
        await self._ask(visit, act, "admin-odd-keep-ask", fields)

    async def payouts(self, visit: Visit, text: str = "") -> None:
        del text
        page = await self._withdrawals.queue(visit.actor, cursor=None, limit=LINES)
        await visit.show(_payouts_screen(visit.speech, page, visit.now))

    async def reject(self, visit: Visit, text: str) -> None:
        """`reject <withdrawal> why`: what no message carries yet goes back to its person."""
        withdrawal_id, why = split(text, 2, "reject <id> why")
        act = AreaAct(kind=FAIL, ref=withdrawal_id, why=why)
        asked = await self._approvals.ask(visit.actor, act, key=visit.key)
        line = visit.say("admin-payouts-reject-ask", value=asked.value, why=safe(why))
        await visit.show(admin.question_screen(visit.speech, line, asked.id))

    async def books(self, visit: Visit) -> tuple[str, ...]:
        """Ledger against chain, as lines below those about Stars."""
        try:
            report = await self._reconcile.run(visit.actor)
        except GatewayError:
            return ("", f"{visit.say('admin-chain-title')}: {visit.say('admin-chain-unread')}")
        return ("", *_report_lines(visit.speech, report))

    async def _ask(self, visit: Visit, act: AreaAct, key: str, fields: dict[str, object]) -> None:
        asked = await self._approvals.ask(visit.actor, act, key=visit.key)
        line = visit.speech.say(key, fields)
        await visit.show(admin.question_screen(visit.speech, line, asked.id))


def _odd_screen(speech: Speech, page: Page[Deposit], now: Instant, explorer: Explorer) -> Screen:
    lines = []
    for one in page.items:
        fields = {
            "id": one.id,
            "value": one.value,
            "at": Moment(one.seen_at, now),
            "state": speech.say(f"deposits-state-{one.state.value}"),
            "reason": one.reason.value or _NONE,
            "sender": short(shown(one.sender)) if one.sender is not None else _NONE,
            "comment": safe(one.comment),
            "link": seen(speech, explorer, one.at.hash),
        }
        lines.append(speech.say("admin-odd-line", fields))
    if page.next is not None:
        lines.append(speech.say("admin-more-wait"))
    lines += ["", speech.say("admin-odd-how")] if lines else [speech.say("admin-odd-none")]
    return screen(speech.say("admin-odd-title"), lines, (back(speech, "admin"),))


def _payouts_screen(speech: Speech, page: Page[Withdrawal], now: Instant) -> Screen:
    lines = []
    for one in page.items:
        fields = {
            "id": one.id,
            "value": one.value,
            "to": short(shown(one.to)),
            "state": speech.say(f"withdrawals-state-{one.state.value}"),
            "at": Moment(one.created_at, now),
            "attempts": str(one.attempts),
            "person": str(one.person),
        }
        lines.append(speech.say("admin-payouts-line", fields))
    if page.next is not None:
        lines.append(speech.say("admin-more-wait"))
    lines += ["", speech.say("admin-payouts-how")] if lines else [speech.say("admin-payouts-none")]
    pay = Button(label=speech.say("admin-button-pay-now"), data=f"job:run:{PAY_JOB}")
    rows = ((pay,), back(speech, "admin"))
    return screen(speech.say("admin-payouts-title"), lines, rows)


def _report_lines(speech: Speech, report: ChainReport) -> list[str]:
    verdict = speech.say("admin-chain-equal" if report.equal else "admin-chain-differs")
    lines = [f"{speech.say('admin-chain-title')}: {verdict}"]
    for holding in report.holdings:
        unread = speech.say("admin-chain-unread")
        fields = {
            "mark": admin.MARKS[holding.equal],
            "address": short(shown(holding.address)),
            "books": holding.books,
            "chain": holding.chain if holding.chain is not None else unread,
        }
        lines.append(speech.say("admin-chain-line", fields))
    lines += [speech.say("admin-chain-unknown", value=value) for value in report.unknown]
    for finding in report.findings[: admin.MOST_FINDINGS]:
        fields = {"kind": finding.kind.value, "ref": safe(finding.ref)}
        lines.append(speech.say("admin-chain-finding", fields))
    return lines
