"""Rules of TON that need no store: links of the chain, codes, the two tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.shared.ids import Instant, UserId
from domain.shared.machine import Machine
from domain.shared.money import TON, Asset, Money
from domain.ton import rules
from domain.ton.booking.links import Gap, delta_coins, linked
from domain.ton.deposit_models import (
    ASIDE,
    Deposit,
    DepositEvent,
    DepositState,
    OrderState,
    PaymentOrder,
    Reason,
)
from domain.ton.machines import DEPOSIT, OPEN, WITHDRAWAL
from domain.ton.models import ORIGIN, ChainMessage, ChainTx, Cursor, Jetton
from domain.ton.settings import TonSettings
from domain.ton.withdrawal_models import Contact, WithdrawalEvent, WithdrawalState

HERE = "0:" + "a" * 64


def _tx(lt: int, before: Cursor, *, value: int = 0) -> ChainTx:
    message = ChainMessage(
        hash=f"{lt:064x}",
        body_hash="b" * 64,
        source=HERE,
        destination=HERE,
        value=value,
        fwd_fee=3,
        bounce=False,
        bounced=False,
        created_lt=lt - 1,
        op=None,
        comment=None,
    )
    return ChainTx(
        account=HERE,
        lt=lt,
        hash=f"{lt:064x}",
        prev_lt=before.lt,
        prev_hash=before.hash,
        at_s=1,
        fees=7,
        aborted=False,
        returned=False,
        message=message,
        outs=(),
    )


def _chain(count: int) -> list[ChainTx]:
    made: list[ChainTx] = []
    before = ORIGIN
    for number in range(1, count + 1):
        made.append(_tx(number * 10, before))
        before = made[-1].cursor
    return made


@given(st.permutations([0, 1, 2, 3, 4, 5, 2, 5]), st.integers(0, 5))
def test_links_restore_order_and_drop_doubles(order: list[int], start: int) -> None:
    chain = _chain(6)
    cursor = chain[start - 1].cursor if start else ORIGIN
    assert linked(HERE, cursor, [chain[one] for one in order]) == tuple(chain[start:])


@given(st.integers(0, 4))
def test_a_missing_link_applies_nothing(missing: int) -> None:
    chain = _chain(6)
    del chain[missing]
    with pytest.raises(Gap):
        linked(HERE, ORIGIN, chain)


def test_another_past_is_no_link() -> None:
    chain = _chain(3)
    with pytest.raises(Gap):
        linked(HERE, Cursor(lt=10, hash="f" * 64), chain)
    with pytest.raises(Gap):
        linked("0:" + "b" * 64, ORIGIN, chain)
    assert linked(HERE, chain[-1].cursor, chain) == ()


def test_a_balance_moves_by_value_less_fees_and_what_left() -> None:
    assert delta_coins(_tx(10, ORIGIN, value=100)) == 93


def test_codes_are_read_as_they_are_typed() -> None:
    code = rules.code(123_456_789)
    assert len(code) == rules.CODE_LENGTH
    assert rules.read_code(code.lower()) == code
    assert rules.read_code(f" {code[:4]}-{code[4:]}\n") == code
    for hostile in ("", code + "1", "x" * 400, "\x00" * 8, "ÀÀÀÀÀÀÀÀ", "UUUUUUUU"):
        assert rules.read_code(hostile) == ""
    assert rules.read_code("OIL00000") == "01100000"


@given(st.integers(0, 10**9))
def test_query_ids_never_hit_the_refused_bit(number: int) -> None:
    query = rules.query_id(number)
    assert query & 1023 < 1023
    assert query >> 10 < 8192
    assert rules.query_id(number + rules.QUERIES) == query


def test_query_ids_are_all_different_before_they_come_round() -> None:
    assert len({rules.query_id(number) for number in range(5_000)}) == 5_000


ORDER = PaymentOrder(
    code="C0DE0000",
    person=UserId(1),
    value=Money(10, TON),
    due_at=Instant(100),
    account=accounts.escrow("d"),
    ref=Ref("deal", "d"),
    state=OrderState.OPEN,
    changed_at=Instant(0),
)


@pytest.mark.parametrize(
    ("units", "at", "event"),
    [(9, 100, "fall_short"), (10, 100, "credit"), (11, 100, "exceed"), (10, 101, "come_late")],
)
def test_what_a_payment_of_an_order_is(units: int, at: int, event: str) -> None:
    assert rules.for_order(ORDER, Money(units, TON), Instant(at)) == event
    other = Asset("jetton:x", scale=6, edge_scale=6)
    assert rules.for_order(ORDER, Money(units, other), Instant(at)) == "mistake_asset"


@pytest.mark.parametrize(
    ("units", "usable_at", "waits"),
    [(100, None, False), (101, None, True), (101, 50, False), (101, 51, True), (100, 51, False)],
)
def test_quarantine(units: int, usable_at: int | None, waits: bool) -> None:  # noqa: FBT001
    nano = 10**9
    contact = None
    if usable_at is not None:
        contact = Contact(
            person=UserId(1),
            address=HERE,
            name="",
            created_at=Instant(0),
            usable_at=Instant(usable_at),
        )
    value = Money(units * nano, TON)
    assert rules.quarantined(contact, value, TonSettings(), Instant(50)) == waits


def test_a_jetton_is_its_master() -> None:
    jetton = Jetton(master=HERE, symbol="USDT", decimals=6)
    settings = TonSettings(jettons=(jetton,))
    assert set(settings.assets) == {"TON", f"jetton:{HERE}"}
    assert settings.jetton(jetton.asset) == jetton
    assert settings.fee(jetton.asset).units > 0


@pytest.mark.parametrize(
    ("table", "states", "events"),
    [
        (DEPOSIT, DepositState, DepositEvent),
        (WITHDRAWAL, WithdrawalState, WithdrawalEvent),
    ],
)
def test_every_pair_of_state_and_event_is_a_step_or_a_refusal(
    table: Machine[DepositState, DepositEvent],
    states: type[DepositState],
    events: type[DepositEvent],
) -> None:
    for state in states:
        for event in events:
            if (state, event) in table.steps:
                assert table.step(state, event).by
            else:
                with pytest.raises(table.refusal(state, event)):
                    table.step(state, event)


def test_money_that_stands_aside_can_always_go_somewhere() -> None:
    for state in ASIDE:
        ways = {step.to for step in DEPOSIT.steps.values() if step.state is state}
        assert ways - ASIDE, state


def test_what_is_open_ends_and_what_ended_stays() -> None:
    for state in WithdrawalState:
        ways = {step.to for step in WITHDRAWAL.steps.values() if step.state is state}
        assert bool(ways) == (state in OPEN), state
    settled = {"post": {"paid"}, "void": {"cancelled", "failed"}}
    for step in WITHDRAWAL.steps.values():
        if step.to not in OPEN:
            assert step.to in settled[step.effect], step
        else:
            assert step.effect == "", step


def test_a_step_keeps_its_reason_and_counts() -> None:
    was = Deposit(
        id="d",
        account=HERE,
        at=ORIGIN,
        value=Money(1, TON),
        sender=None,
        comment="",
        person=None,
        order=None,
        state=DepositState.SEEN,
        reason=Reason.NONE,
        withdrawal=None,
        seen_at=Instant(0),
        changed_at=Instant(0),
    )
    now = rules.moved(was, DepositEvent.MISS, Instant(9), reason=Reason.NO_COMMENT)
    assert (now.state, now.version, now.changed_at) == (DepositState.UNMATCHED, 1, 9)
    back = rules.moved(now, DepositEvent.RETURN, Instant(10))
    assert back.reason is Reason.NO_COMMENT


def test_what_people_write_is_shown_on_one_line() -> None:
    assert rules.safe_comment("a\n\u202eb\x00") == "a��b�"
    assert len(rules.safe_comment("x" * 500)) == 120
