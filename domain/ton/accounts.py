"""The house's own accounts on the chain: coins and jettons, and how far each was read."""

from dataclasses import dataclass
from enum import StrEnum

from domain.shared.ids import Instant
from domain.shared.money import Asset
from domain.ton.models import Cursor


class Duty(StrEnum):
    """`deposit` takes what people send, `payout` pays. One wallet may have both duties: it is
    watched as `deposit` then. `order` is an address made for one order; `closed` is one that is
    watched no longer.
    """

    DEPOSIT = "deposit"
    PAYOUT = "payout"
    ORDER = "order"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedAccount:
    """`address` holds `asset`. A jetton wallet's `owner` is the wallet that holds coins, whose
    own `owner` is itself. `booked` is what the account held at the cursor, in smallest units:
    the sum of all that was read.
    """

    address: str
    duty: Duty
    asset: Asset
    owner: str
    cursor: Cursor
    booked: int
    read_at: Instant

    @property
    def coins(self) -> bool:
        return self.owner == self.address


class FindingKind(StrEnum):
    """`gap`: transactions are missing between those read. `unknown_outflow`: coins left that
    nobody ordered. `paid_twice`: an outgoing message for what was not sent, or settled already.
    `balance_differs`, `books_differ`: the chain, or the areas, against the ledger.
    `second_denies`: the second reader knows of no such payment. `payout_short`: queued payments
    wait for coins. `message_stuck`: taken in, they say, and never seen.
    """

    GAP = "gap"
    UNKNOWN_OUTFLOW = "unknown_outflow"
    PAID_TWICE = "paid_twice"
    BALANCE_DIFFERS = "balance_differs"
    BOOKS_DIFFER = "books_differ"
    SECOND_DENIES = "second_denies"
    PAYOUT_SHORT = "payout_short"
    MESSAGE_STUCK = "message_stuck"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that was found amiss, once per (kind, ref). `mismatch` ones pause withdrawals."""

    kind: FindingKind
    ref: str
    asset: Asset
    units: int
    at: Instant

    @property
    def mismatch(self) -> bool:
        return self.kind in _MISMATCHES


_MISMATCHES = frozenset(
    {
        FindingKind.UNKNOWN_OUTFLOW,
        FindingKind.PAID_TWICE,
        FindingKind.BALANCE_DIFFERS,
        FindingKind.BOOKS_DIFFER,
    }
)
