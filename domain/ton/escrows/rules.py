"""Pure rules of escrows: the one table of what may happen, and what a reading of the chain means.

No clock, no store, no chain.
"""

import hashlib
from dataclasses import replace
from typing import Final, TypeAlias

from domain.shared.ids import MINUTE, SECOND, Instant
from domain.shared.machine import Machine, Step
from domain.shared.money import TON
from domain.shared.refusals import AmountTooLarge, AmountTooSmall
from domain.ton.escrows.models import (
    ContractView,
    CreateEscrow,
    Escrow,
    EscrowEvent,
    EscrowSettings,
    EscrowState,
    OrderKind,
)
from domain.ton.escrows.refusals import (
    DeadlineOutOfRange,
    EscrowEnded,
    EscrowFunded,
    EscrowNotFunded,
)
from domain.ton.refusals import AssetNotOnChain

_S: TypeAlias = EscrowState
_E: TypeAlias = EscrowEvent
_CHAIN, _FINANCE, _DEALS = "chain", "finance", "deals"
SEEN: Final = {1: _E.SEE_FUNDED, 2: _E.SEE_RELEASED, 3: _E.SEE_REFUNDED}
"""The contract's states, and the event of having seen them."""
ACTS: Final = {
    OrderKind.RELEASE: _E.RELEASE,
    OrderKind.REFUND: _E.REFUND,
    OrderKind.SWEEP: _E.SWEEP,
}
CONTRACT_STATES: Final = (_S.WAITING, _S.FUNDED, _S.RELEASED, _S.REFUNDED)
"""Those that the contract itself has, 0 to 3."""
REST_KEPT: Final = 10_000_000
"""Nano that stay with the contract at its end; a sweep leaves exactly these."""


def _act(state: _S, event: _E, to: _S, effect: str = "") -> Step[_S, _E]:
    return Step(state=state, event=event, to=to, by=frozenset({_FINANCE, _DEALS}), effect=effect)


def _seen(state: _S, event: _E, to: _S, effect: str = "") -> Step[_S, _E]:
    return Step(state=state, event=event, to=to, by=frozenset({_CHAIN}), effect=effect)


_HELD: Final = (_S.FUNDED, _S.RELEASING, _S.REFUNDING)
MACHINE: Final = Machine(
    [
        _act(_S.FUNDED, _E.RELEASE, _S.RELEASING, "order release"),
        _act(_S.FUNDED, _E.REFUND, _S.REFUNDING, "order refund"),
        # An order that is given again does nothing: jobs repeat themselves.
        _act(_S.RELEASING, _E.RELEASE, _S.RELEASING),
        _act(_S.RELEASED, _E.RELEASE, _S.RELEASED),
        _act(_S.REFUNDING, _E.REFUND, _S.REFUNDING),
        _act(_S.REFUNDED, _E.REFUND, _S.REFUNDED),
        *(
            _act(state, _E.SWEEP, state, "order sweep")
            for state in (_S.WAITING, _S.RELEASED, _S.REFUNDED)
        ),
        _seen(_S.WAITING, _E.SEE_FUNDED, _S.FUNDED, "hold"),
        *(
            _seen(state, _E.SEE_RELEASED, _S.RELEASED, "owner paid")
            for state in (_S.WAITING, *_HELD)
        ),
        *(
            _seen(state, _E.SEE_REFUNDED, _S.REFUNDED, "advertiser paid")
            for state in (_S.WAITING, *_HELD)
        ),
        *(_seen(state, _E.SEE_FUNDED, state) for state in _HELD),
        _seen(_S.RELEASED, _E.SEE_RELEASED, _S.RELEASED),
        _seen(_S.REFUNDED, _E.SEE_REFUNDED, _S.REFUNDED),
    ],
    refusals={
        (_S.WAITING, _E.RELEASE): EscrowNotFunded,
        (_S.WAITING, _E.REFUND): EscrowNotFunded,
        **{(state, _E.SWEEP): EscrowFunded for state in _HELD},
    },
    default=EscrowEnded,
)
SHOWN: Final = {_S.RELEASING: _S.FUNDED, _S.REFUNDING: _S.FUNDED}


def shown(state: EscrowState) -> EscrowState:
    """One of the contract's four: what the chain has shown so far."""
    return SHOWN.get(state, state)


def ordered(state: EscrowState) -> OrderKind | None:
    """What is ordered and not seen yet."""
    return {_S.RELEASING: OrderKind.RELEASE, _S.REFUNDING: OrderKind.REFUND}.get(state)


def allowed(state: EscrowState) -> tuple[EscrowEvent, ...]:
    """The acts that would do something now."""
    return tuple(
        event for event in MACHINE.allowed(state, _FINANCE) if MACHINE.steps[state, event].effect
    )


def sweepable(escrow: Escrow) -> bool:
    """Whether a sweep would bring anything: the last reading, and what a contract keeps."""
    open_to_it = (escrow.state, _E.SWEEP) in MACHINE.steps
    deployed = escrow.state_seen is not None and escrow.state_seen != 1
    return open_to_it and deployed and escrow.balance > REST_KEPT


def stepped(was: Escrow, event: EscrowEvent, now: Instant) -> Escrow:
    """The escrow after an event; itself when that changes nothing. Refusals: EscrowNotFunded,
    EscrowFunded, EscrowEnded.
    """
    found = MACHINE.steps.get((was.state, event))
    if found is None:
        raise MACHINE.refusal(was.state, event)(state=shown(was.state).value)
    if found.to is was.state:
        return was
    return replace(was, state=found.to, changed_at=now, look_at=now)


def deal_number(deal: str) -> int:
    """The 64 bits by which the contract names its deal: the first of the name's SHA-256."""
    return int.from_bytes(hashlib.sha256(deal.encode()).digest()[:8], "big")


def accept(order: CreateEscrow, settings: EscrowSettings, now: Instant) -> None:
    """Refusals: AssetNotOnChain, AmountTooSmall, AmountTooLarge, DeadlineOutOfRange."""
    if order.amount.asset != TON or order.fee.asset != TON:
        raise AssetNotOnChain(asset=order.amount.asset.code)
    if order.amount.units < settings.least:
        raise AmountTooSmall(least=replace(order.amount, units=settings.least))
    if order.amount.units > settings.most:
        raise AmountTooLarge(most=replace(order.amount, units=settings.most))
    if not 0 <= order.fee.units <= order.amount.units:
        raise AmountTooLarge(most=order.amount)
    # A deposit needs a block or two; the contract counts whole seconds.
    least, most = Instant(now + MINUTE), Instant(now + settings.longest)
    if not least <= order.deadline <= most:
        raise DeadlineOutOfRange(since=least, until=most)


def believed(escrow: Escrow, view: ContractView) -> bool:
    """Whether a reading is not older than what was believed before, and not of another contract.
    Readers lag behind each other: what was seen once is never unseen.
    """
    if view.last_lt < escrow.lt or view.read_at_s < escrow.read_at_s:
        return False
    return view.state is None or view.terms == escrow.terms


def meaning(escrow: Escrow, view: ContractView) -> EscrowEvent | None:
    """What a believed reading says; None when it says nothing new or nothing at all. Funded is
    only what has our code, exactly these terms, the state and the whole amount.
    """
    if view.state is None or view.terms != escrow.terms:
        return None
    event = SEEN.get(view.state)
    if event is None or (escrow.state, event) not in MACHINE.steps:
        return None
    if event is EscrowEvent.SEE_FUNDED and view.balance < escrow.terms.amount:
        return None
    return event


def next_look(escrow: Escrow, settings: EscrowSettings, now: Instant) -> Instant | None:
    """When to read it again, None for never more. What was made lately at each pass, the rest
    seldom: whoever asks about it has it read at once. What is ordered is read as it is carried
    through.
    """
    due = Instant(escrow.terms.deadline_s * SECOND)
    if escrow.state not in {_S.WAITING, _S.FUNDED}:
        return None
    if escrow.state is _S.WAITING and now > due + settings.forget_after:
        return None
    if escrow.state is _S.WAITING and now - escrow.created_at < settings.look_often_for:
        return now
    pause = 10 * MINUTE
    if escrow.state is _S.FUNDED:
        steps = (due - settings.warn_before, due)
        ahead = [step - now for step in steps if step > now]
        pause = min([pause, *ahead])
    return Instant(now + pause)


def warning(escrow: Escrow, settings: EscrowSettings, now: Instant) -> int:
    """How many alarms about its deadline are due by now: 1 when it is near, 2 when it is past."""
    if escrow.state not in _HELD:
        return escrow.warned
    due = escrow.terms.deadline_s * SECOND
    if now >= due:
        return 2
    # A deal that is shorter than the warning is warned of half way.
    before = min(settings.warn_before, (due - escrow.created_at) // 2)
    return max(escrow.warned, 1) if now >= due - before else escrow.warned
