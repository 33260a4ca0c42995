"""The payments area put together."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.settings import Payments as Limits
from bot.wiring.foundation import Foundation
from bot.wiring.users import Users
from domain.payments.acts import Doer
from domain.payments.adjustments import Adjustments, StaffRefunds
from domain.payments.approvals import Approvals
from domain.payments.books import Books
from domain.payments.chargebacks import Chargebacks
from domain.payments.checks import Checks
from domain.payments.frame import Frame
from domain.payments.maturity import Maturity
from domain.payments.models import Adjust, PaymentSettings, RefundOther, StaffAct
from domain.payments.ports import DepositGate, StarsGateway
from domain.payments.reconcile import Reconcile, Remedies
from domain.payments.refunds import Refunds
from domain.payments.topups import TopUps
from storage.payments.approvals import ApprovalRows
from storage.payments.invoices import OutboxInvoices
from storage.payments.reconcile import ReconcileRows
from storage.payments.topups import TopUpRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Payments:
    topups: TopUps
    refunds: Refunds
    approvals: Approvals
    maturity: Maturity
    reconcile: Reconcile
    checks: Checks
    rows: TopUpRows


def payments(
    f: Foundation,
    users: Users,
    stars: StarsGateway,
    *,
    deposits: DepositGate,
    doers: Mapping[str, Doer],
) -> Payments:
    """`deposits` is asked before money comes in; `doers` carry out acts of areas above."""
    rows = TopUpRows(f.database)
    frame = Frame(
        store=f.writer,
        topups=rows,
        gateway=stars,
        gate=users.gate,
        people=users.people,
        audit=f.audit,
        notices=users.notices,
        clock=f.clock,
        ids=f.ids,
        settings=_limits(f.settings.payments),
    )
    books = Books(f.ledger)
    refunds = Refunds(frame, books)
    topups = TopUps(frame, books, OutboxInvoices(f.outbox), deposits=deposits)
    checks = Checks(rows, books)
    remedies = Remedies(
        topups=topups, refunds=refunds, chargebacks=Chargebacks(frame, books, users.bans)
    )
    return Payments(
        topups=topups,
        refunds=refunds,
        approvals=Approvals(
            frame, ApprovalRows(f.database), _doers(frame, books, refunds), more=doers
        ),
        maturity=Maturity(frame, books),
        reconcile=Reconcile(frame, ReconcileRows(f.database), checks, users.areas, remedies),
        checks=checks,
        rows=rows,
    )


def _doers(frame: Frame, books: Books, refunds: Refunds) -> Mapping[type[StaffAct], Doer]:
    return {Adjust: Adjustments(frame, books), RefundOther: StaffRefunds(frame, refunds)}


def _limits(limits: Limits) -> PaymentSettings:
    return PaymentSettings(
        invoice_max=limits.invoice_max, second_person_over=limits.second_person_over
    )
