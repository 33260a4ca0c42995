"""Pure rules of escrows: the one table, walked whole, and what a reading of the chain means."""

from dataclasses import replace
from itertools import product

import pytest

from domain.shared.ids import DAY, HOUR, MINUTE, SECOND, Instant
from domain.shared.refusals import DomainError
from domain.ton.escrows import rules
from domain.ton.escrows.models import (
    ContractView,
    Escrow,
    EscrowEvent,
    EscrowSettings,
    EscrowState,
    EscrowTerms,
    OrderKind,
)
from domain.ton.escrows.refusals import EscrowEnded, EscrowFunded, EscrowNotFunded

S, E = EscrowState, EscrowEvent
NOW = Instant(1_796_115_600 * SECOND)
TERMS = EscrowTerms(
    number=1,
    amount=5_000_000_000,
    fee=0,
    deadline_s=(NOW + 10 * DAY) // SECOND,
    controller="0:" + "c" * 64,
    advertiser="0:" + "a" * 64,
    owner="0:" + "b" * 64,
)
BOUNDS = EscrowSettings()
STEPS: dict[tuple[EscrowState, EscrowEvent], EscrowState | type[DomainError]] = {
    (S.WAITING, E.RELEASE): EscrowNotFunded,
    (S.WAITING, E.REFUND): EscrowNotFunded,
    (S.WAITING, E.SWEEP): S.WAITING,
    (S.WAITING, E.SEE_FUNDED): S.FUNDED,
    (S.WAITING, E.SEE_RELEASED): S.RELEASED,
    (S.WAITING, E.SEE_REFUNDED): S.REFUNDED,
    (S.FUNDED, E.RELEASE): S.RELEASING,
    (S.FUNDED, E.REFUND): S.REFUNDING,
    (S.FUNDED, E.SWEEP): EscrowFunded,
    (S.FUNDED, E.SEE_FUNDED): S.FUNDED,
    (S.FUNDED, E.SEE_RELEASED): S.RELEASED,
    (S.FUNDED, E.SEE_REFUNDED): S.REFUNDED,
    (S.RELEASING, E.RELEASE): S.RELEASING,
    (S.RELEASING, E.REFUND): EscrowEnded,
    (S.RELEASING, E.SWEEP): EscrowFunded,
    (S.RELEASING, E.SEE_FUNDED): S.RELEASING,
    (S.RELEASING, E.SEE_RELEASED): S.RELEASED,
    (S.RELEASING, E.SEE_REFUNDED): S.REFUNDED,
    (S.REFUNDING, E.RELEASE): EscrowEnded,
    (S.REFUNDING, E.REFUND): S.REFUNDING,
    (S.REFUNDING, E.SWEEP): EscrowFunded,
    (S.REFUNDING, E.SEE_FUNDED): S.REFUNDING,
    (S.REFUNDING, E.SEE_RELEASED): S.RELEASED,
    (S.REFUNDING, E.SEE_REFUNDED): S.REFUNDED,
    (S.RELEASED, E.RELEASE): S.RELEASED,
    (S.RELEASED, E.REFUND): EscrowEnded,
    (S.RELEASED, E.SWEEP): S.RELEASED,
    (S.RELEASED, E.SEE_FUNDED): EscrowEnded,
    (S.RELEASED, E.SEE_RELEASED): S.RELEASED,
    (S.RELEASED, E.SEE_REFUNDED): EscrowEnded,
    (S.REFUNDED, E.RELEASE): EscrowEnded,
    (S.REFUNDED, E.REFUND): S.REFUNDED,
    (S.REFUNDED, E.SWEEP): S.REFUNDED,
    (S.REFUNDED, E.SEE_FUNDED): EscrowEnded,
    (S.REFUNDED, E.SEE_RELEASED): EscrowEnded,
    (S.REFUNDED, E.SEE_REFUNDED): S.REFUNDED,
}


def escrow(state: EscrowState = S.WAITING) -> Escrow:
    return Escrow(
        id="e1",
        deal="e1",
        terms=TERMS,
        address="0:" + "e" * 64,
        state=state,
        state_seen=None,
        balance=0,
        code_hash=None,
        lt=0,
        read_at_s=0,
        look_at=NOW,
        warned=0,
        created_at=NOW,
        changed_at=NOW,
    )


def view(state: int | None = 1) -> ContractView:
    return ContractView(
        address="0:" + "e" * 64,
        balance=TERMS.amount + 20_000_000,
        code_hash="f" * 64,
        state=state,
        terms=TERMS if state is not None else None,
        last_lt=7,
        read_at_s=1_796_115_700,
    )


def test_the_table_has_every_pair() -> None:
    assert set(STEPS) == set(product(S, E))


@pytest.mark.parametrize(("state", "event"), STEPS)
def test_each_event_in_each_state(state: EscrowState, event: EscrowEvent) -> None:
    expected, was = STEPS[state, event], escrow(state)
    if isinstance(expected, EscrowState):
        now = rules.stepped(was, event, Instant(NOW + 1))
        assert now.state is expected
        assert (now is was) == (expected is state)
        return
    with pytest.raises(expected) as refused:
        rules.stepped(was, event, NOW)
    assert refused.value.fields == {"state": rules.shown(state).value}


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        (S.WAITING, {E.SWEEP}),
        (S.FUNDED, {E.RELEASE, E.REFUND}),
        (S.RELEASING, set()),
        (S.REFUNDING, set()),
        (S.RELEASED, {E.SWEEP}),
        (S.REFUNDED, {E.SWEEP}),
    ],
)
def test_what_is_offered_would_do_something(state: EscrowState, acts: set[EscrowEvent]) -> None:
    assert set(rules.allowed(state)) == acts


def test_orders_show_as_what_the_chain_has_shown() -> None:
    assert {rules.shown(state) for state in S} == set(rules.CONTRACT_STATES)
    assert rules.ordered(S.RELEASING) is OrderKind.RELEASE
    assert rules.ordered(S.REFUNDING) is OrderKind.REFUND
    assert rules.ordered(S.FUNDED) is None


@pytest.mark.parametrize(
    ("seen", "event"),
    [
        (view(None), None),
        (view(0), None),
        (view(1), E.SEE_FUNDED),
        (view(2), E.SEE_RELEASED),
        (view(3), E.SEE_REFUNDED),
        (replace(view(1), balance=TERMS.amount - 1), None),
        (replace(view(1), terms=replace(TERMS, owner=TERMS.advertiser)), None),
        (replace(view(1), terms=replace(TERMS, amount=TERMS.amount - 1)), None),
        (replace(view(2), terms=replace(TERMS, controller=TERMS.owner)), None),
    ],
)
def test_what_a_reading_means(seen: ContractView, event: EscrowEvent | None) -> None:
    assert rules.meaning(escrow(), seen) is event


def test_what_ended_is_never_unseen() -> None:
    ended = escrow(S.RELEASED)
    assert [rules.meaning(ended, view(n)) for n in range(4)] == [None, None, E.SEE_RELEASED, None]


def test_older_and_foreign_readings_are_not_believed() -> None:
    known = replace(escrow(), lt=7, read_at_s=1_796_115_700)
    assert rules.believed(known, view())
    assert not rules.believed(known, replace(view(), last_lt=6))
    assert not rules.believed(known, replace(view(), read_at_s=1_796_115_699))
    assert not rules.believed(known, replace(view(), terms=replace(TERMS, number=2)))
    assert rules.believed(known, view(None))


def test_the_number_of_a_deal_fits_the_contract_and_differs() -> None:
    numbers = {rules.deal_number(f"deal-{n}") for n in range(1_000)}
    assert len(numbers) == 1_000
    assert max(numbers) < 2**64
    assert rules.deal_number("deal-1") == rules.deal_number("deal-1")


@pytest.mark.parametrize(
    ("state", "age", "pause"),
    [
        (S.WAITING, 0, 0),
        (S.WAITING, DAY - 1, 0),
        (S.WAITING, 2 * DAY, 10 * MINUTE),
        (S.WAITING, 18 * DAY, None),
        (S.FUNDED, HOUR, 10 * MINUTE),
        (S.FUNDED, 9 * DAY - MINUTE, MINUTE),
        (S.FUNDED, 10 * DAY - MINUTE, MINUTE),
        (S.FUNDED, 11 * DAY, 10 * MINUTE),
        (S.RELEASING, HOUR, None),
        (S.RELEASED, HOUR, None),
        (S.REFUNDED, HOUR, None),
    ],
)
def test_when_it_is_read_again(state: EscrowState, age: int, pause: int | None) -> None:
    now = Instant(NOW + age)
    expected = None if pause is None else Instant(now + pause)
    assert rules.next_look(escrow(state), BOUNDS, now) == expected


@pytest.mark.parametrize(
    ("state", "age", "warned"),
    [
        (S.FUNDED, 9 * DAY - 1, 0),
        (S.FUNDED, 9 * DAY, 1),
        (S.RELEASING, 9 * DAY, 1),
        (S.FUNDED, 10 * DAY, 2),
        (S.WAITING, 10 * DAY, 0),
        (S.RELEASED, 10 * DAY, 0),
    ],
)
def test_when_its_deadline_is_told(state: EscrowState, age: int, warned: int) -> None:
    assert rules.warning(escrow(state), BOUNDS, Instant(NOW + age)) == warned


def test_a_short_deal_is_told_of_half_way() -> None:
    short = replace(escrow(S.FUNDED), terms=replace(TERMS, deadline_s=(NOW + 2 * HOUR) // SECOND))
    assert rules.warning(short, BOUNDS, Instant(NOW + HOUR - 1)) == 0
    assert rules.warning(short, BOUNDS, Instant(NOW + HOUR)) == 1
