"""What TON needs of the storage: Changes and reads, one port per noun.

Every `move` guards the version it was given: the Change turns into Stale when somebody was
faster, so that the use case decides again.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.money import Money
from domain.shared.page import Page
from domain.shared.refusals import DomainError
from domain.ton.accounts import Finding, WatchedAccount
from domain.ton.deposit_models import CodeOwner, Deposit, DepositState, PaymentOrder
from domain.ton.withdrawal_models import (
    Contact,
    OutMessage,
    Withdrawal,
    WithdrawalState,
)


class AccountStore(Protocol):
    """The house's accounts on the chain: how far each was read, and what it held there."""

    def open(self, account: WatchedAccount) -> Change:
        """Stale when it is there already."""
        ...

    def advance(self, was: WatchedAccount, now: WatchedAccount) -> Change:
        """Stale unless the cursor still is where it was."""
        ...

    async def all(self) -> tuple[WatchedAccount, ...]: ...

    async def get(self, address: str) -> WatchedAccount | None: ...

    def close(self, account: WatchedAccount) -> Change:
        """No longer watched. Stale unless the cursor still is where it was."""
        ...

    async def booked(self) -> Mapping[str, int]:
        """Per asset code what all accounts held as far as they were read, in smallest units."""
        ...

    def finding(self, finding: Finding) -> Change:
        """Again changes nothing."""
        ...

    async def known(self, finding: Finding) -> bool: ...

    async def findings(self, *, cursor: str | None, limit: int) -> Page[Finding]:
        """Newest first."""
        ...


class CodeStore(Protocol):
    """The comment codes: of people, and of orders."""

    def add(self, person: UserId, code: str) -> Change:
        """Stale when the person has one, or the code is taken."""
        ...

    def add_order(self, order: PaymentOrder) -> Change:
        """Stale when the code is taken."""
        ...

    def move_order(self, was: PaymentOrder, now: PaymentOrder) -> Change: ...

    async def code(self, person: UserId) -> str | None: ...

    async def order(self, code: str) -> PaymentOrder | None: ...

    async def order_of(self, ref_kind: str, ref_id: str) -> PaymentOrder | None: ...

    async def owner(self, code: str) -> CodeOwner | None: ...

    async def order_at(self, address: str) -> PaymentOrder | None:
        """The order that has this address to itself."""
        ...


class DepositStore(Protocol):
    def add(self, deposit: Deposit) -> Change:
        """Stale when a payment with this (account, lt) is there already."""
        ...

    def move(self, was: Deposit, now: Deposit) -> Change: ...

    async def get(self, deposit_id: str) -> Deposit | None: ...

    async def of(self, person: UserId, *, cursor: str | None, limit: int) -> Page[Deposit]:
        """Newest first."""
        ...

    async def within(
        self, states: Sequence[DepositState], *, cursor: str | None, limit: int
    ) -> Page[Deposit]:
        """Oldest first: the operator's list."""
        ...

    async def counts(self) -> Mapping[DepositState, int]: ...

    async def aside(self) -> Mapping[str, int]:
        """Per asset code the sum of what stands aside, in smallest units."""
        ...

    async def credited_since(self, person: UserId, asset: str, since: Instant) -> int:
        """In smallest units."""
        ...


class WithdrawalStore(Protocol):
    def add(self, withdrawal: Withdrawal) -> Change: ...

    def add_within(
        self,
        withdrawal: Withdrawal,
        *,
        since: Instant,
        person: Money,
        house: Money,
        place: Money,
        refusal: DomainError,
    ) -> Changes:
        """Add it only if what was asked for since then, by its person and by all, and what its
        person ever asked for to its place, stays within the sums with it; else the refusal. Two
        at once are judged one after the other.
        """
        ...

    def move(self, was: Withdrawal, now: Withdrawal) -> Change: ...

    async def get(self, withdrawal_id: str) -> Withdrawal | None: ...

    async def by_query(self, query_id: int) -> Withdrawal | None:
        """By the number that names it in jetton transfers."""
        ...

    async def of(self, person: UserId, *, cursor: str | None, limit: int) -> Page[Withdrawal]:
        """Newest first."""
        ...

    async def within(
        self, states: Sequence[WithdrawalState], *, cursor: str | None, limit: int
    ) -> Page[Withdrawal]:
        """Oldest first."""
        ...

    async def queued(self, wallet: str, asset: str, limit: int) -> tuple[Withdrawal, ...]:
        """In the order in which they were asked for."""
        ...

    async def carried_by(self, message_id: str) -> tuple[Withdrawal, ...]:
        """Those in `sent` that the message carries."""
        ...

    async def sent_from(self, wallet: str) -> tuple[Withdrawal, ...]: ...

    async def leaving(self, wallet: str) -> bool:
        """Whether something is queued or sent from the wallet."""
        ...

    async def refilling(self, wallet: str, asset: str) -> bool:
        """Whether a refill to the wallet is queued or sent."""
        ...

    async def overdue(self, now: Instant, limit: int) -> tuple[Withdrawal, ...]:
        """To be confirmed or approved, and out of time."""
        ...

    async def taken_since(self, person: UserId, asset: str, since: Instant) -> int:
        """What the person asked for since and was not refused, in smallest units."""
        ...

    async def sent_to(self, person: UserId, address: str, asset: str) -> int:
        """What the person ever asked for to the address and was not refused, in smallest units."""
        ...

    async def counts(self) -> Mapping[WithdrawalState, int]: ...

    async def reserved(self) -> Mapping[str, int]:
        """Per asset code what open withdrawals hold in the ledger, fees included."""
        ...


class MessageStore(Protocol):
    def number(self, wallet: str, was: int) -> Change:
        """Take the number `was` of the wallet's sequence: the next is one more. Stale when it is
        taken.
        """
        ...

    async def next_number(self, wallet: str) -> int | None:
        """None before the first."""
        ...

    def begin(self, wallet: str, first: int) -> Change:
        """Start the wallet's sequence. Stale when it has begun."""
        ...

    def add(self, message: OutMessage) -> Change: ...

    def move(self, was: OutMessage, now: OutMessage) -> Change: ...

    async def get(self, message_id: str) -> OutMessage | None: ...

    async def by_body(self, wallet: str, body_hash: str) -> OutMessage | None: ...

    async def by_inner(self, wallet: str, inner: str) -> OutMessage | None: ...

    async def waiting(self, limit: int) -> tuple[OutMessage, ...]:
        """Signed, and not found on the chain yet; oldest first."""
        ...


class ContactStore(Protocol):
    def add(self, contact: Contact) -> Change:
        """An address that is in the book already stays as it is."""
        ...

    def rename(self, person: UserId, address: str, name: str) -> Change:
        """Refusal: NotFound."""
        ...

    def remove(self, person: UserId, address: str) -> Change:
        """Refusal: NotFound."""
        ...

    async def get(self, person: UserId, address: str) -> Contact | None: ...

    async def of(self, person: UserId) -> tuple[Contact, ...]:
        """By name."""
        ...
