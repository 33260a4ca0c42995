"""The two transition tables of money on TON: payments that come in, and those that go out."""

from typing import Final, TypeAlias

from domain.shared.machine import Machine, Step
from domain.shared.refusals import AlreadyDone
from domain.ton.deposit_models import DepositEvent, DepositState
from domain.ton.refusals import DepositGone, WithdrawalGone
from domain.ton.withdrawal_models import WithdrawalEvent, WithdrawalState

_CHAIN, _STAFF, _HOUSE, _PERSON, _OTHER = "chain", "staff", "house", "person", "other"
_D: TypeAlias = DepositState
_DE: TypeAlias = DepositEvent
_W: TypeAlias = WithdrawalState
_WE: TypeAlias = WithdrawalEvent


def _came(event: DepositEvent, to: DepositState, effect: str) -> list[Step[_D, _DE]]:
    """What a payment is found to be: when it is first seen, and again after it was checked."""
    return [
        Step(state=state, event=event, to=to, by=frozenset({_CHAIN}), effect=effect)
        for state in (_D.SEEN, _D.CHECKING)
        if (state, event) != (_D.CHECKING, _DE.CHECK)
    ]


def _odd(
    event: DepositEvent, to: DepositState, effect: str, *states: DepositState
) -> list[Step[_D, _DE]]:
    """What staff decide about a payment that stands aside."""
    return [
        Step(state=state, event=event, to=to, by=frozenset({_STAFF}), effect=effect)
        for state in states
    ]


DEPOSIT: Final = Machine(
    [
        *_came(_DE.CREDIT, _D.CREDITED, "credit"),
        *_came(_DE.FALL_SHORT, _D.PARTIAL, "credit"),
        *_came(_DE.EXCEED, _D.EXCESS, "pay order, credit the rest"),
        *_came(_DE.COME_LATE, _D.LATE, "credit"),
        *_came(_DE.MISTAKE_ASSET, _D.WRONG_ASSET, "aside"),
        *_came(_DE.LIMIT, _D.LIMITED, "aside"),
        *_came(_DE.MISS, _D.UNMATCHED, "aside"),
        *_came(_DE.CHECK, _D.CHECKING, "aside"),
        Step(state=_D.SEEN, event=_DE.BOUNCE, to=_D.RETURNED, by=frozenset({_CHAIN})),
        Step(state=_D.SEEN, event=_DE.KEEP, to=_D.KEPT, by=frozenset({_HOUSE}), effect="keep"),
        Step(
            state=_D.LIMITED,
            event=_DE.CREDIT,
            to=_D.CREDITED,
            by=frozenset({_HOUSE}),
            effect="credit",
        ),
        *_odd(_DE.ASSIGN, _D.CREDITED, "credit", _D.UNMATCHED, _D.WRONG_ASSET, _D.LIMITED),
        *_odd(_DE.RETURN, _D.RETURNING, "hold", _D.UNMATCHED, _D.WRONG_ASSET, _D.LIMITED),
        *_odd(_DE.KEEP, _D.KEPT, "keep", _D.UNMATCHED, _D.WRONG_ASSET),
        Step(
            state=_D.RETURNING,
            event=_DE.SETTLE,
            to=_D.RETURNED,
            by=frozenset({_CHAIN}),
            effect="post",
        ),
        Step(
            state=_D.RETURNING,
            event=_DE.FAIL,
            to=_D.UNMATCHED,
            by=frozenset({_CHAIN, _STAFF}),
            effect="void",
        ),
    ],
    refusals={},
    default=DepositGone,
)


def _way(
    state: WithdrawalState, event: WithdrawalEvent, to: WithdrawalState, by: str, effect: str = ""
) -> Step[_W, _WE]:
    return Step(state=state, event=event, to=to, by=frozenset(by.split()), effect=effect)


WITHDRAWAL: Final = Machine(
    [
        _way(_W.TO_CONFIRM, _WE.CONFIRM, _W.QUEUED, _PERSON),
        _way(_W.TO_CONFIRM, _WE.ESCALATE, _W.TO_APPROVE, _PERSON),
        _way(_W.TO_CONFIRM, _WE.CANCEL, _W.CANCELLED, _PERSON, "void"),
        _way(_W.TO_CONFIRM, _WE.EXPIRE, _W.CANCELLED, _HOUSE, "void"),
        _way(_W.TO_APPROVE, _WE.APPROVE, _W.QUEUED, _OTHER),
        _way(_W.TO_APPROVE, _WE.REJECT, _W.CANCELLED, _OTHER, "void"),
        _way(_W.TO_APPROVE, _WE.CANCEL, _W.CANCELLED, _PERSON, "void"),
        _way(_W.TO_APPROVE, _WE.EXPIRE, _W.CANCELLED, _HOUSE, "void"),
        _way(_W.QUEUED, _WE.CANCEL, _W.CANCELLED, _PERSON, "void"),
        _way(_W.QUEUED, _WE.SEND, _W.SENT, _HOUSE),
        _way(_W.QUEUED, _WE.GIVE_UP, _W.FAILED, _STAFF, "void"),
        _way(_W.SENT, _WE.PROVE, _W.PAID, _CHAIN, "post"),
        _way(_W.SENT, _WE.BURN, _W.QUEUED, _CHAIN),
        _way(_W.SENT, _WE.DIE, _W.QUEUED, _CHAIN),
        _way(_W.SENT, _WE.GIVE_UP, _W.FAILED, _CHAIN, "void"),
    ],
    refusals={
        (_W.CANCELLED, _WE.CANCEL): AlreadyDone,
        (_W.QUEUED, _WE.CONFIRM): AlreadyDone,
        (_W.TO_APPROVE, _WE.CONFIRM): AlreadyDone,
        (_W.PAID, _WE.PROVE): AlreadyDone,
    },
    default=WithdrawalGone,
)
OPEN: Final = frozenset({_W.TO_CONFIRM, _W.TO_APPROVE, _W.QUEUED, _W.SENT})
"""What a hold in the ledger stands behind."""
