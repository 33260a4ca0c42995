"""Reconciliation: our top-ups and ledger against Telegram's own list of Star transactions."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.payments.chargebacks import Chargebacks
from domain.payments.checks import Checks
from domain.payments.frame import Frame
from domain.payments.models import (
    Direction,
    Finding,
    FindingKind,
    Payment,
    ReconcileReport,
    StarTransaction,
    TopUp,
    TopUpState,
)
from domain.payments.ports import ReconcileStore
from domain.payments.refunds import Refunds
from domain.payments.topups import TopUps
from domain.shared.actor import HOUSE, Actor, Permission
from domain.shared.change import Changes, Decision
from domain.shared.ids import SECOND, Instant
from domain.shared.outbox import Notice, Priority
from domain.shared.page import Page
from domain.users.areas import Areas
from domain.users.events import AreaSwitched
from domain.users.models import Area, AreaState

logger = logging.getLogger(__name__)

PAGE: Final = 100
PAGES_MAX: Final = 1_000
PAUSE_REASON: Final = "reconcile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """What sets right what is found."""

    topups: TopUps
    refunds: Refunds
    chargebacks: Chargebacks


class Reconcile:
    """Telegram's list only grows, so a kept offset says how far it has been compared. A page is
    compared before the offset moves past it: after a crash it is compared again, which changes
    nothing.
    """

    def __init__(
        self,
        frame: Frame,
        found: ReconcileStore,
        checks: Checks,
        areas: Areas,
        remedies: Remedies,
    ) -> None:
        self._frame = frame
        self._found = found
        self._checks = checks
        self._areas = areas
        self._remedies = remedies

    async def run(self, actor: Actor) -> ReconcileReport:
        """Compare what is new. Missing credits are made good, refunds settled, chargebacks taken,
        what nobody knows is listed. Something that does not add up pauses payments and is told to
        staff, once. Raises GatewayError when Telegram does not answer. Refusal: NotAllowed.
        """
        actor.must(Permission.RECONCILE)
        read, findings = await self._catch_up()
        findings += await self._standing()
        await self._report(actor, findings)
        at = self._frame.clock.now()
        amiss = any(finding.mismatch for finding in findings)
        logger.info("reconciled transactions=%s findings=%s", read, len(findings))
        return ReconcileReport(read=read, findings=tuple(findings), at=at, equal=not amiss)

    async def findings(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Finding]:
        """Everything found so far, newest first. Refusal: NotAllowed."""
        actor.must(Permission.RECONCILE)
        return await self._found.findings(cursor=cursor, limit=limit)

    async def _catch_up(self) -> tuple[int, list[Finding]]:
        read = 0
        findings: list[Finding] = []
        for _ in range(PAGES_MAX):
            offset = await self._found.cursor()
            page = await self._frame.gateway.transactions(offset, PAGE)
            if not page:
                break
            here: list[Finding] = []
            for transaction in page:
                here += await self._compare(transaction)
            await self._turn(offset, page, here)
            read += len(page)
            findings += here
            if len(page) < PAGE:
                break
        return read, findings

    async def _compare(self, transaction: StarTransaction) -> list[Finding]:
        if transaction.person is None:
            return [_finding(FindingKind.UNKNOWN, transaction)]
        topup = await self._frame.topups.by_charge(transaction.id)
        if transaction.direction is Direction.OUTGOING:
            return await self._outgoing(transaction, topup)
        if topup is None and not transaction.payload:
            # Paid media and transfers between accounts: in from people, but no invoice of ours.
            return [_finding(FindingKind.UNKNOWN, transaction)]
        if topup is None:
            return await self._make_good(transaction)
        if transaction.nanostars or topup.value.whole != transaction.stars:
            return [_finding(FindingKind.AMOUNT_DIFFERS, transaction)]
        return []

    async def _make_good(self, transaction: StarTransaction) -> list[Finding]:
        """A payment whose update has not reached us (yet): `paid` counts it once either way."""
        assert transaction.person is not None, "asked before"
        if transaction.nanostars or transaction.stars <= 0:
            return [_finding(FindingKind.AMOUNT_DIFFERS, transaction)]
        await self._remedies.topups.paid(
            Payment(
                person=transaction.person,
                charge=transaction.id,
                payload=transaction.payload,
                stars=transaction.stars,
            ),
            trace="reconcile",
        )
        return [_finding(FindingKind.CREDIT_MADE_GOOD, transaction)]

    async def _outgoing(self, transaction: StarTransaction, topup: TopUp | None) -> list[Finding]:
        if topup is None:
            return [_finding(FindingKind.UNKNOWN, transaction)]
        if topup.state is TopUpState.REFUNDING:
            await self._remedies.refunds.settle(topup.id)
            return [_finding(FindingKind.REFUND_SETTLED, transaction)]
        if topup.state is TopUpState.PAID:
            # We asked for no refund, and Telegram took it: the buyer went to the shop.
            await self._remedies.chargebacks.take(topup.id)
            return [_finding(FindingKind.CHARGEBACK, transaction)]
        return []

    async def _turn(
        self, offset: int, page: Sequence[StarTransaction], findings: Sequence[Finding]
    ) -> None:
        """Keep that this page is done."""
        at = self._frame.clock.now()
        charges = {
            transaction.id
            for transaction in page
            if transaction.direction is Direction.INCOMING and transaction.person is not None
        }

        async def decide() -> Decision[None]:
            if await self._found.cursor() != offset:
                return Decision(None)  # another run was faster
            return Decision(
                None,
                self._found.advance(was=offset, now=offset + len(page), at=at),
                [self._frame.topups.seen_at_telegram(charge, at) for charge in sorted(charges)],
                [self._found.finding(one) for one in findings if not one.mismatch],
            )

        await self._frame.store.commit(decide)

    async def _standing(self) -> list[Finding]:
        """What is amiss now, however long it has been."""
        now = self._frame.clock.now()
        before = Instant(now - self._frame.settings.unseen_grace_s * SECOND)
        unseen = await self._frame.topups.unseen(before, PAGE)
        findings = [
            Finding(
                kind=FindingKind.NOT_AT_TELEGRAM,
                ref=topup.charge or topup.id,
                stars=topup.value.whole,
                person=topup.person,
                at=now,
            )
            for topup in unseen
        ]
        if not await self._checks.stars_equal():
            findings.append(
                Finding(
                    kind=FindingKind.LEDGER_DIFFERS, ref="ledger", stars=0, person=None, at=now
                )
            )
        return findings

    async def _report(self, actor: Actor, findings: Sequence[Finding]) -> None:
        """Pause and tell about mismatches that are new."""

        async def decide() -> Decision[None]:
            fresh = [f for f in findings if f.mismatch and not await self._found.known(f)]
            asked = self._asked(actor, len(findings))
            if not fresh:
                return Decision(None, asked)
            was = await self._areas.state(Area.PAYMENTS)
            now = AreaState(
                area=Area.PAYMENTS, paused=True, reason=PAUSE_REASON, at=self._frame.clock.now()
            )
            return Decision(
                None,
                asked,
                [self._found.finding(finding) for finding in fresh],
                () if was.paused else self._areas.switched(actor, was, now),
                await self._tell(fresh),
                events=() if was.paused else (AreaSwitched(Area.PAYMENTS, True),),  # noqa: FBT003
            )

        await self._frame.store.commit(decide)

    def _asked(self, actor: Actor, found: int) -> Changes:
        """Staff who look are on record; the job, every few minutes, is not."""
        if actor.id == HOUSE:
            return ()
        return self._frame.audit.entry(
            actor, "reconciled", entity=("area", Area.PAYMENTS.value), after={"findings": found}
        )

    async def _tell(self, fresh: Sequence[Finding]) -> Changes:
        staff = await self._frame.people.staff(Permission.RECONCILE)
        first = fresh[0]
        return [
            self._frame.notices.tell(
                Notice(
                    to=person.id,
                    kind="payments-reconcile",
                    text="notice-reconcile-mismatch",
                    fields={"count": len(fresh), "kind": first.kind.value, "ref": first.ref},
                    priority=Priority.RECEIPT,
                )
            )
            for person in staff
        ]


def _finding(kind: FindingKind, transaction: StarTransaction) -> Finding:
    return Finding(
        kind=kind,
        ref=transaction.id,
        stars=transaction.stars,
        person=transaction.person,
        at=transaction.at,
    )
