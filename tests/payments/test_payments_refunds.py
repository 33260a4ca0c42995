"""Stars back: reserve, ask Telegram, settle or void; and whatever can go wrong between."""

import pytest

from domain.payments.frame import ASKS
from domain.payments.models import ForeignRefund, TopUp, TopUpState
from domain.payments.refusals import (
    AlreadyRefunded,
    AlreadySpent,
    RefundRejected,
    TopUpUnpaid,
)
from domain.shared.actor import Role
from domain.shared.money import stars
from domain.shared.refusals import AreaPaused, NotFound
from domain.users.refusals import Banned
from tests.fakes.stars import Died
from tests.payments.house import ALICE, BOB, House, at_once


async def test_the_payer_gets_it_back_while_unspent(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    refunded = await home.refund(alice, topup)
    assert refunded.state is TopUpState.REFUNDED
    assert await home.balance(ALICE) == stars(0)
    assert home.tools.telegram.refunded == {"charge1": 50}
    assert await home.texts_to(ALICE) == ["notice-topup-receipt", "notice-topup-refunded"]
    await home.invariants()


async def test_what_is_spent_is_not_refunded(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    await home.spend(alice, 1)
    with pytest.raises(AlreadySpent):
        await home.refund(alice, topup)
    assert home.tools.telegram.calls == []
    assert await home.balance(ALICE) == stars(49)


async def test_one_topup_may_be_refunded_while_another_is_spent(home: House) -> None:
    alice = await home.meet(ALICE)
    first, second = await home.fund(alice, 50), await home.fund(alice, 30)
    await home.spend(alice, 40)
    with pytest.raises(AlreadySpent):
        await home.refund(alice, first)
    await home.refund(alice, second)
    assert await home.balance(ALICE) == stars(10)
    await home.invariants()


async def test_a_refund_is_made_once(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    await home.fund(alice, 50)
    first = await home.refund(alice, topup, key="k1")
    assert await home.refund(alice, topup, key="k1") == first
    with pytest.raises(AlreadyRefunded):
        await home.refund(alice, topup, key="k2")
    assert await home.balance(ALICE) == stars(50)


async def test_ten_refunds_at_once_are_one(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    await home.fund(alice, 500)
    results = await at_once(10, lambda n: home.refund(alice, topup, key=f"k{n}"))
    assert results.count(AlreadyRefunded) == 9
    assert await home.balance(ALICE) == stars(500)
    assert home.tools.telegram.calls.count(("refund", "charge1")) == 1
    await home.invariants()


async def test_refund_and_spending_at_once_never_overdraw(home: House) -> None:
    alice = await home.meet(ALICE)
    topups = [await home.fund(alice, 30) for _ in range(3)]
    await home.spend(alice, 20)
    results = await at_once(3, lambda n: home.refund(alice, topups[n], key=f"k{n}"))
    assert results.count(AlreadySpent) == 1
    assert await home.balance(ALICE) == stars(10)
    await home.invariants()


async def test_who_gets_nothing_back(home: House) -> None:
    alice, bob = await home.meet(ALICE), await home.meet(BOB, role=Role.OWNER)
    with pytest.raises(TopUpUnpaid):
        await home.refund(alice, await home.open(alice, 50))
    topup = await home.fund(alice, 50)
    with pytest.raises(NotFound):
        await home.refund(bob, topup)
    await home.areas.pause(bob, "payments", key=home.key())
    with pytest.raises(AreaPaused):
        await home.refund(alice, topup)
    await home.areas.resume(bob, "payments", key=home.key())
    await home.bans.ban(bob, ALICE, "fraud", key=home.key())
    with pytest.raises(Banned):
        await home.refund(alice, topup)
    assert await home.balance(ALICE) == stars(50)


async def test_a_refund_that_telegram_refuses_is_free_again(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    home.tools.telegram.faults.append("Bad Request: BALANCE_TOO_LOW")
    with pytest.raises(RefundRejected) as refused:
        await home.refund(alice, topup)
    assert refused.value.fields == {"reason": "Bad Request: BALANCE_TOO_LOW"}
    back = await home.topups.get(alice, topup.id)
    assert (back.state, back.hold) == (TopUpState.PAID, None)
    assert await home.balance(ALICE) == stars(50)
    await home.invariants()
    assert (await home.refund(alice, topup)).state is TopUpState.REFUNDED


@pytest.mark.parametrize("fault", ["down", "lose"])
async def test_one_lost_answer_is_asked_again_at_once(home: House, fault: str) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    home.tools.telegram.faults.append(fault)
    assert (await home.refund(alice, topup)).state is TopUpState.REFUNDED
    assert home.tools.telegram.refunded == {"charge1": 50}
    await home.invariants()


@pytest.mark.parametrize("fault", ["down", "lose"])
async def test_a_refund_without_an_answer_is_finished_by_the_sweep(
    home: House, fault: str
) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    home.tools.telegram.faults.extend([fault] * ASKS)
    assert (await home.refund(alice, topup, key="k1")).state is TopUpState.REFUNDING
    assert await home.refunds.waiting() == 1
    assert await home.balance(ALICE) == stars(0)
    await home.invariants()
    assert await home.refunds.sweep() == 1
    assert (await home.refund(alice, topup, key="k1")).state is TopUpState.REFUNDED
    assert home.tools.telegram.refunded == {"charge1": 50}
    await home.invariants()


@pytest.mark.parametrize("fault", ["die before", "die after"])
async def test_a_refund_cut_by_a_crash_is_finished_by_the_next_run(
    home: House, fault: str
) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    home.tools.telegram.faults.append(fault)
    with pytest.raises(Died):
        await home.refund(alice, topup, key="k1")
    again = House(home.tools)
    await again.invariants()
    assert await again.refunds.sweep() == 1
    assert await again.refunds.sweep() == 0
    assert (await again.refund(alice, topup, key="k1")).state is TopUpState.REFUNDED
    assert home.tools.telegram.refunded == {"charge1": 50}
    assert await again.balance(ALICE) == stars(0)
    await again.invariants()


async def test_telegrams_own_telling_settles_and_is_idempotent(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    home.tools.telegram.faults.extend(["lose"] * ASKS)
    await home.refund(alice, topup)
    told = ForeignRefund(person=ALICE, charge="charge1", stars=50)
    results = await at_once(10, lambda _: home.refunds.told(told))
    assert {one.state for one in results if isinstance(one, TopUp)} == {TopUpState.REFUNDED}
    assert await home.balance(ALICE) == stars(0)
    await home.invariants()


@pytest.mark.parametrize(("spent", "left", "lost"), [(0, 0, 0), (20, 0, 20)])
async def test_a_refund_made_elsewhere_takes_what_is_there(
    home: House, spent: int, left: int, lost: int
) -> None:
    alice = await home.meet(ALICE)
    await home.fund(alice, 50)
    if spent:
        await home.spend(alice, spent)
    await home.refunds.told(ForeignRefund(person=ALICE, charge="charge1", stars=50))
    assert await home.balance(ALICE) == stars(left)
    clawback = await home.rows(
        "SELECT credits_posted - debits_posted FROM ledger_accounts NATURAL JOIN ledger_paths "
        "WHERE path = 'ext:stars:clawback'"
    )
    assert (clawback[0][0] if clawback else 0) == -stars(lost).units
    await home.invariants()


async def test_an_unknown_refund_changes_nothing(home: House) -> None:
    assert await home.refunds.told(ForeignRefund(person=ALICE, charge="no", stars=5)) is None
    await home.invariants()
