"""What the payments area needs: its rows, the Stars gateway, the invoice message."""

from collections.abc import Mapping
from typing import Protocol

from domain.payments.models import (
    Approval,
    ApprovalState,
    Cohort,
    Finding,
    StarTransaction,
    TopUp,
    TopUpState,
)
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.money import Money
from domain.shared.page import Page
from domain.users.models import ExportPart


class StarsGateway(Protocol):
    """Telegram's Star payments. Each method may raise GatewayError (temporary), FateUnknown or
    GatewayRejected with Telegram's own words as its text; each has a time limit of its own.
    """

    async def invoice_link(self, topup: TopUp, *, payload: str) -> str:
        """createInvoiceLink with currency XTR and one price; a link that ends in the slug."""
        ...

    async def refund(self, person: UserId, charge: str) -> None:
        """refundStarPayment. A charge that was refunded already counts as done."""
        ...

    async def transactions(self, offset: int, limit: int) -> tuple[StarTransaction, ...]:
        """getStarTransactions in chronological order; limit 1 to 100."""
        ...


class DepositGate(Protocol):
    """What people set for themselves about money coming in, kept by an area above."""

    async def allow_deposit(self, person: UserId, value: Money) -> None:
        """Raises a refusal when the person must not, or does not want to, bring in so much."""
        ...


class InvoiceMessages(Protocol):
    def send(self, topup: TopUp, *, payload: str) -> Change:
        """The invoice as an outbox row to the payer's chat."""
        ...


class TopUpStore(Protocol):
    """Guards: the Change turns into Stale when the row is no longer in the state it was read in,
    so the use case decides again.
    """

    def add(self, topup: TopUp) -> Change:
        """Stale when the charge is there already."""
        ...

    def move(self, was: TopUp, now: TopUp) -> Change:
        """Write `now` over `was`; Stale unless state, charge and maturity still are those."""
        ...

    def link(self, topup_id: str, *, invoice: str, link: str) -> Change:
        """Stale unless it is open and has no link."""
        ...

    def seen_at_telegram(self, charge: str, at: Instant) -> Change:
        """Note that the payment stands in Telegram's list; again is fine."""
        ...

    async def get(self, topup_id: str) -> TopUp | None: ...

    async def by_charge(self, charge: str) -> TopUp | None: ...

    async def of(self, person: UserId, *, cursor: str | None, limit: int) -> Page[TopUp]:
        """Newest first."""
        ...

    async def paid_since(self, person: UserId, since: Instant) -> Money: ...

    async def refunding(self, limit: int) -> tuple[TopUp, ...]:
        """Refunds that are under way, oldest first."""
        ...

    async def expired(self, now: Instant, limit: int) -> tuple[TopUp, ...]: ...

    async def maturing(self, now: Instant, limit: int) -> tuple[TopUp, ...]: ...

    async def unseen(self, before: Instant, limit: int) -> tuple[TopUp, ...]:
        """Paid before, and never found among Telegram's transactions."""
        ...

    async def cohorts(self) -> tuple[Cohort, ...]: ...

    async def counts(self) -> Mapping[TopUpState, int]: ...

    async def sums(self) -> Mapping[TopUpState, Money]: ...

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]: ...

    def forget(self, person: UserId, alias: UserId) -> Changes: ...


class ReconcileStore(Protocol):
    """How far Telegram's list was read, and what was found."""

    def advance(self, *, was: int, now: int, at: Instant) -> Change:
        """Stale unless the cursor still is `was`."""
        ...

    def finding(self, finding: Finding) -> Change: ...

    async def cursor(self) -> int: ...

    async def known(self, finding: Finding) -> bool:
        """Whether the same thing was found before."""
        ...

    async def findings(self, *, cursor: str | None, limit: int) -> Page[Finding]: ...


class ApprovalStore(Protocol):
    def add(self, approval: Approval) -> Change: ...

    def move(self, was: Approval, now: Approval) -> Change:
        """Refusal ApprovalGone unless the state still is that of `was`."""
        ...

    async def get(self, approval_id: str) -> Approval | None: ...

    async def waiting(
        self, state: ApprovalState, *, cursor: str | None, limit: int
    ) -> Page[Approval]: ...

    async def overdue(self, now: Instant, limit: int) -> tuple[Approval, ...]: ...

    async def adjusted_alone(self, approval: Approval, since: Instant) -> tuple[Money, Money]:
        """What was adjusted after that moment in the same asset without a second person, in
        either direction: by the same asker, and for the same person by anybody.
        """
        ...
