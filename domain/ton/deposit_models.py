"""Money that came in over the chain, and what it was meant for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.ledger.accounts import AccountPath
from domain.ledger.models import Ref
from domain.shared.ids import Instant, UserId
from domain.shared.money import Asset, Money
from domain.ton.models import Cursor


class DepositState(StrEnum):
    """`seen` is where every payment begins; no row is kept in it. In `checking`, `limited`,
    `unmatched`, `wrong_asset` and `returning` the money stands aside in `ext:ton:unmatched`.
    """

    SEEN = "seen"
    CREDITED = "credited"
    PARTIAL = "partial"
    EXCESS = "excess"
    LATE = "late"
    WRONG_ASSET = "wrong_asset"
    CHECKING = "checking"
    LIMITED = "limited"
    UNMATCHED = "unmatched"
    RETURNING = "returning"
    RETURNED = "returned"
    KEPT = "kept"


class DepositEvent(StrEnum):
    CREDIT = "credit"
    FALL_SHORT = "fall_short"
    EXCEED = "exceed"
    COME_LATE = "come_late"
    MISTAKE_ASSET = "mistake_asset"
    CHECK = "check"
    LIMIT = "limit"
    MISS = "miss"
    ASSIGN = "assign"
    RETURN = "return"
    SETTLE = "settle"
    FAIL = "fail"
    KEEP = "keep"
    BOUNCE = "bounce"


ASIDE: Final = frozenset(
    {
        DepositState.CHECKING,
        DepositState.LIMITED,
        DepositState.UNMATCHED,
        DepositState.WRONG_ASSET,
        DepositState.RETURNING,
    }
)


class Reason(StrEnum):
    """Why a payment is not simply credited."""

    NONE = ""
    NO_COMMENT = "no-comment"
    UNKNOWN_COMMENT = "unknown-comment"
    ENCRYPTED_COMMENT = "encrypted-comment"
    FOREIGN_JETTON = "foreign-jetton"
    OTHER_BODY = "other-body"
    BOUNCED = "bounced"
    OTHER_ASSET = "other-asset"
    LARGE = "large"
    DENIED = "denied"
    LIMIT = "limit"
    DUST = "dust"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """One payment, known by (account, lt). `person` is who it is for, once that is known; `order`
    the order that its comment named. `withdrawal` is the payout that sends it back.
    """

    id: str
    account: str
    at: Cursor
    value: Money
    sender: str | None
    comment: str
    person: UserId | None
    order: str | None
    state: DepositState
    reason: Reason
    withdrawal: str | None
    seen_at: Instant
    changed_at: Instant
    version: int = 0


class OrderState(StrEnum):
    OPEN = "open"
    PAID = "paid"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOrder:
    """A payment that an area waits for: `value` from `person`, by `due_at`, named by `code` in
    the comment, or by coming to `address` when the order has one of its own (the wallet of that
    `number`). It lands in `account`, for the row `ref`.
    """

    code: str
    person: UserId
    value: Money
    due_at: Instant
    account: AccountPath
    ref: Ref
    state: OrderState
    changed_at: Instant
    address: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositAddress:
    """Where to pay: `address` raw, `friendly` as wallets show it (non-bounceable), and the
    comment that has to go along (an address of one order needs none, and takes it all the same).
    """

    asset: Asset
    address: str
    friendly: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeOwner:
    """Whom a comment names: a person, or an order of one."""

    person: UserId
    order: PaymentOrder | None
