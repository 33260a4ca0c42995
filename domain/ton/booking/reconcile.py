"""Reconciliation: the ledger against the chain, account by account and in total."""

import logging
from dataclasses import dataclass

from domain.shared.actor import HOUSE, Actor, Permission
from domain.shared.change import Changes, Decision
from domain.shared.ids import Instant
from domain.shared.money import Money
from domain.shared.page import Page
from domain.ton.accounts import Finding
from domain.ton.booking.alarm import Alarm
from domain.ton.booking.checks import Checks, Holding
from domain.ton.frame import Frame
from domain.users.models import Area

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """`equal` when nothing is amiss now. `unknown` left for a reason that nobody knows, and stays
    named until staff have found it and put it right.
    """

    holdings: tuple[Holding, ...]
    findings: tuple[Finding, ...]
    unknown: tuple[Money, ...]
    at: Instant
    equal: bool


class ReconcileChain:
    def __init__(self, frame: Frame, checks: Checks, alarm: Alarm) -> None:
        self._frame = frame
        self._checks = checks
        self._alarm = alarm

    async def run(self, actor: Actor) -> ChainReport:
        """Compare. Something that does not add up pauses withdrawals and is told to staff, once.
        Raises GatewayError when the chain can't be read. Refusal: NotAllowed.
        """
        actor.must(Permission.RECONCILE)
        findings = await self._checks.mismatches()
        holdings = await self._checks.holdings()

        async def decide() -> Decision[None]:
            changes, events = await self._alarm.raised(actor, findings)
            return Decision(None, self._asked(actor, len(findings)), changes, events=events)

        await self._frame.store.commit(decide)
        logger.info("chain reconciled accounts=%s findings=%s", len(holdings), len(findings))
        return ChainReport(
            holdings=tuple(holdings),
            findings=findings,
            unknown=await self._unknown(),
            at=self._frame.clock.now(),
            equal=not findings,
        )

    async def _unknown(self) -> tuple[Money, ...]:
        books = self._frame.books
        found = [await books.unknown(one) for one in self._frame.settings.assets.values()]
        return tuple(amount for amount in found if amount.units)

    async def findings(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Finding]:
        """Everything found so far, newest first. Refusal: NotAllowed."""
        actor.must(Permission.RECONCILE)
        return await self._frame.rows.accounts.findings(cursor=cursor, limit=limit)

    def _asked(self, actor: Actor, found: int) -> Changes:
        """Staff who look are on record; the job, every few minutes, is not."""
        if actor.id == HOUSE:
            return ()
        return self._frame.audit.entry(
            actor, "reconciled", entity=("area", Area.TON.value), after={"findings": found}
        )
