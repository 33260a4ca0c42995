"""Escrows: one contract per deal, what its terms are, and how far the house has read it.

Amounts are in nano, addresses raw, times of the chain in Unix seconds.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.shared.ids import DAY, Instant
from domain.shared.money import TON, Money

_TON_NANO: Final = 10**9


class EscrowState(StrEnum):
    """The contract's own four states, and between them what the house has ordered and the chain
    does not show yet.
    """

    WAITING = "waiting"
    FUNDED = "funded"
    RELEASING = "releasing"
    REFUNDING = "refunding"
    RELEASED = "released"
    REFUNDED = "refunded"


class EscrowEvent(StrEnum):
    """`release`, `refund`, `sweep` are acts; the rest is what the chain was seen to show."""

    RELEASE = "release"
    REFUND = "refund"
    SWEEP = "sweep"
    SEE_FUNDED = "see_funded"
    SEE_RELEASED = "see_released"
    SEE_REFUNDED = "see_refunded"


class OrderKind(StrEnum):
    """What a message of the controller tells the contract to do."""

    RELEASE = "release"
    REFUND = "refund"
    SWEEP = "sweep"


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowTerms:
    """What the address commits to. `number` names the deal (64 bits); of `amount` the owner gets
    all but `fee` at a release, which goes to the controller.
    """

    number: int
    amount: int
    fee: int
    deadline_s: int
    controller: str
    advertiser: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractView:
    """The contract as one block shows it. `state` (0 to 3) and `terms` are None unless there is
    code with our hash; `last_lt` grows with each of its transactions, `read_at_s` is the block's
    time.
    """

    address: str
    balance: int
    code_hash: str | None
    state: int | None
    terms: EscrowTerms | None
    last_lt: int
    read_at_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositRequest:
    """What the advertiser's wallet must send: everything that TON Connect asks for. `init` and
    `body` are BoCs.
    """

    address: str
    value: int
    init: bytes
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Escrow:
    """`deal` names what it is for, once. `state_seen`, `balance`, `code_hash`, `lt`, `read_at_s`
    are the newest reading that was believed; `code_hash` None while nothing is deployed. `look_at`
    is when it is due to be read again, None for never. `warned` counts the alarms about its
    deadline.
    """

    id: str
    deal: str
    terms: EscrowTerms
    address: str
    state: EscrowState
    state_seen: int | None
    balance: int
    code_hash: str | None
    lt: int
    read_at_s: int
    look_at: Instant | None
    warned: int
    created_at: Instant
    changed_at: Instant
    version: int = 0

    @property
    def amount(self) -> Money:
        return Money(self.terms.amount, TON)


class EscrowMessageState(StrEnum):
    """`signed`: kept, and sent until the contract shows what it ordered. `done`: it does.
    `dead`: it can do nothing any more.
    """

    SIGNED = "signed"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowMessage:
    """A signed message of the controller to one escrow. `taken_at_s` is the chain's time when the
    controller was first seen to have taken it in.
    """

    id: str
    escrow: str
    kind: OrderKind
    boc: bytes
    hash: str
    query_id: int
    created_at_s: int
    expires_at_s: int
    taken_at_s: int | None
    state: EscrowMessageState
    created_at: Instant
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateEscrow:
    """The order of an escrow. Addresses in any form; `deal` empty: the escrow stands for itself.
    `deadline` is cut to whole seconds.
    """

    advertiser: str
    owner: str
    amount: Money
    deadline: Instant
    deal: str = ""
    fee: Money = Money(0, TON)  # noqa: RUF009  frozen, like every value


@dataclass(frozen=True, slots=True, kw_only=True)
class EndEscrow:
    """The order to end one, or to sweep it."""

    escrow: str
    kind: OrderKind


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowSettings:
    """Bounds and spans. An order that the controller took in and the contract does not show is
    given up `settle_s` later; one that was never taken in `dead_margin_s` after its end. What is
    `warn_before` its deadline and still held is told to staff. `attach` goes along with a deposit
    beside the amount, and comes back but for rent and gas.
    """

    least: int = _TON_NANO // 10
    most: int = 1_000_000 * _TON_NANO
    longest: int = 365 * DAY
    warn_before: int = DAY
    forget_after: int = 7 * DAY
    second_reader_over: int = 1_000 * _TON_NANO
    attach: int = _TON_NANO // 20
    keep_coins: int = _TON_NANO // 10
    backdate_s: int = 30
    dead_margin_s: int = 120
    settle_s: int = 300
    look_often_for: int = DAY
    most_at_once: int = 25
