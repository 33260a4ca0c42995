"""Refunds that staff ask for: as when the payer asks, and a large one takes two."""

import pytest

from domain.payments.models import ApprovalState, RefundOther, TopUpState
from domain.payments.refusals import (
    AlreadyRefunded,
    AlreadySpent,
    RefundRejected,
    TopUpUnpaid,
)
from domain.shared.actor import Actor
from domain.shared.money import stars
from domain.shared.refusals import (
    NotAllowed,
)
from tests.fakes.stars import Died
from tests.payments.house import ALICE, BOB, House
from tests.payments.staff import ask


async def test_staff_refunds_somebodys_topup(home: House, bob: Actor) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    asked = await ask(home, bob, RefundOther(topup=topup.id, why="by mistake"))
    assert (asked.subject, asked.value) == (ALICE, stars(50))
    done = await home.approvals.confirm(bob, asked.id, key=home.key("k1"))
    assert done.state is ApprovalState.DONE
    await home.approvals.confirm(bob, asked.id, key=home.key("k1"))
    assert (await home.topups.get(alice, topup.id)).state is TopUpState.REFUNDED
    assert home.tools.telegram.refunded == {"charge1": 50}
    with pytest.raises(AlreadyRefunded):
        await ask(home, bob, RefundOther(topup=topup.id, why="again"))
    await home.invariants()


async def test_a_large_refund_takes_two(home: House, bob: Actor, carol: Actor) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 1001)
    asked = await ask(home, bob, RefundOther(topup=topup.id, why="by mistake"))
    waiting = await home.approvals.confirm(bob, asked.id, key=home.key())
    assert (waiting.state, await home.balance(ALICE)) == (ApprovalState.TO_APPROVE, stars(1001))
    await home.spend(alice, 1)
    with pytest.raises(AlreadySpent):
        await home.approvals.approve(carol, asked.id, key=home.key())
    assert (await home.approvals.get(carol, asked.id)).state is ApprovalState.TO_APPROVE
    await home.fund(alice, 20)
    await home.approvals.approve(carol, asked.id, key=home.key())
    assert await home.balance(ALICE) == stars(19)
    await home.invariants()


async def test_an_unpaid_topup_is_not_refunded(home: House, bob: Actor) -> None:
    topup = await home.open(await home.meet(ALICE), 50)
    with pytest.raises(TopUpUnpaid):
        await ask(home, bob, RefundOther(topup=topup.id, why="x"))


async def test_a_staff_refund_that_telegram_refuses(home: House, bob: Actor) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    asked = await ask(home, bob, RefundOther(topup=topup.id, why="x"))
    home.tools.telegram.faults.append("Bad Request: no")
    with pytest.raises(RefundRejected):
        await home.approvals.confirm(bob, asked.id, key=home.key())
    assert await home.balance(ALICE) == stars(50)
    await home.invariants()


async def test_a_staff_refund_cut_by_a_crash_is_finished(home: House, bob: Actor) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    asked = await ask(home, bob, RefundOther(topup=topup.id, why="x"))
    home.tools.telegram.faults.append("die after")
    with pytest.raises(Died):
        await home.approvals.confirm(bob, asked.id, key=home.key("k1"))
    again = House(home.tools)
    await again.refunds.sweep()
    await again.approvals.confirm(bob, asked.id, key=again.key("k1"))
    assert (await again.topups.get(alice, topup.id)).state is TopUpState.REFUNDED
    assert home.tools.telegram.refunded == {"charge1": 50}
    await again.invariants()


async def test_staff_see_balances_and_topups(home: House, bob: Actor) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    assert (await home.adjustments.balances(bob, ALICE))[0].available == stars(50)
    found = await home.staff_refunds.topups(bob, ALICE, cursor=None, limit=5)
    assert [one.id for one in found.items] == [topup.id]
    with pytest.raises(NotAllowed):
        await home.adjustments.balances(alice, BOB)
