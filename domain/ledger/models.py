"""What the ledger keeps: balances, holds, statement lines."""

from dataclasses import dataclass
from enum import StrEnum

from domain.ledger.accounts import AccountPath
from domain.shared.ids import Instant
from domain.shared.money import Asset, Money


@dataclass(frozen=True, slots=True)
class Ref:
    """The domain row for which money moves, such as (`topup`, its id)."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """`available` can be used now; `held` is reserved by pending holds."""

    asset: Asset
    available: Money
    held: Money


class HoldState(StrEnum):
    PENDING = "pending"
    POSTED = "posted"
    VOIDED = "voided"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A pending transfer: posted (whole or part), voided or expired, once."""

    id: str
    source: AccountPath
    target: AccountPath
    amount: Money
    ref: Ref
    state: HoldState
    expires_at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One movement of one account as a statement shows it; `balance_after` is what is posted."""

    id: str
    at: Instant
    kind: str
    amount: Money
    balance_after: Money
    ref: Ref
    other: AccountPath
