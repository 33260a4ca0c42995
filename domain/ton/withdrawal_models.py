"""Money that goes out over the chain: withdrawals, the messages that carry them, contacts."""

from dataclasses import dataclass
from enum import StrEnum

from domain.shared.ids import Instant, UserId
from domain.shared.money import Money


class WithdrawalState(StrEnum):
    TO_CONFIRM = "to_confirm"
    TO_APPROVE = "to_approve"
    QUEUED = "queued"
    SENT = "sent"
    PAID = "paid"
    FAILED = "failed"
    CANCELLED = "cancelled"


class WithdrawalEvent(StrEnum):
    """`escalate`: confirmed, and large enough for a second person. `prove`: the outgoing message
    was found in our wallet's transaction. `burn`: the wallet took our message in and paid
    nothing. `die`: the message can never be taken in any more.
    """

    CONFIRM = "confirm"
    ESCALATE = "escalate"
    APPROVE = "approve"
    REJECT = "reject"
    CANCEL = "cancel"
    EXPIRE = "expire"
    SEND = "send"
    PROVE = "prove"
    BURN = "burn"
    DIE = "die"
    GIVE_UP = "give_up"


class Purpose(StrEnum):
    """`person`: from somebody's balance. `return`: a payment that nobody claims, back to its
    sender. `refill`: from the wallet that takes deposits to the one that pays.
    """

    PERSON = "person"
    RETURN = "return"
    REFILL = "refill"


class Reason(StrEnum):
    """Why it ended without payment, or waits."""

    NONE = ""
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REJECTED = "rejected"
    SHORT = "short"
    UNPAID = "unpaid"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """`value` is what arrives, `fee` what the house keeps on top, frozen when it was asked for.
    `to` is raw. `hold` and `fee_hold` (None without a fee) reserve both in the ledger. `wallet`
    pays it, `message` carries it while it is sent, `attempts` counts messages. `query_id` names
    it in jetton transfers. `tx` (hash, lt) is the proof.
    """

    id: str
    purpose: Purpose
    person: UserId
    wallet: str
    value: Money
    fee: Money
    to: str
    bounceable: bool
    state: WithdrawalState
    reason: Reason
    hold: str
    fee_hold: str | None
    approval: str | None
    message: str | None
    query_id: int
    attempts: int
    deposit: str | None
    tx_hash: str | None
    tx_lt: int | None
    created_at: Instant
    expires_at: Instant
    changed_at: Instant
    version: int = 0

    @property
    def total(self) -> Money:
        return self.value + self.fee


class MessageState(StrEnum):
    """`signed`: kept, to be sent until it is found on the chain. `seen`: the wallet took it in,
    its payments follow in a transaction of their own. `done`: all it did is known. `dead`: it
    can never be taken in.
    """

    SIGNED = "signed"
    SEEN = "seen"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutMessage:
    """A signed message of one of our wallets. `inner` is the hash of the message that the wallet
    sent to itself, when it did.
    """

    id: str
    wallet: str
    boc: bytes
    hash: str
    body_hash: str
    query_id: int
    created_at_s: int
    expires_at_s: int
    inner: str | None
    state: MessageState
    created_at: Instant
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWithdrawal:
    """The order of a withdrawal. `to` as it was typed, in any form."""

    value: Money
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a withdrawal costs, and its bounds. `day_left` is what the person may still take out
    today.
    """

    fee: Money
    least: Money
    most: Money
    day_left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An address in somebody's book. Large amounts go there from `usable_at` on."""

    person: UserId
    address: str
    name: str
    created_at: Instant
    usable_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What would become of an order. `address` is raw. `quarantined_until` stands when so much
    may not go there yet; None for an address never seen means: it starts with the asking.
    """

    address: str
    friendly: str
    bounceable: bool
    contact: Contact | None
    quarantined: bool
    quarantined_until: Instant | None
    value: Money
    fee: Money

    @property
    def total(self) -> Money:
        return self.value + self.fee
