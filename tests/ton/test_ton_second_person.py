"""Large withdrawals: asked of a second person, who says yes, no or nothing."""

from domain.shared.actor import Actor
from domain.shared.ids import DAY
from domain.ton.withdrawal_models import Withdrawal
from tests.payments.house import ALICE, CAROL
from tests.ton.house import BOBS, NANO, TonHouse


async def _large(home: TonHouse) -> tuple[Actor, Withdrawal]:
    await home.begin(coins=5_000 * NANO)
    alice = await home.meet(ALICE)
    await home.bring(alice, 3_000 * NANO)
    await home.book.add(alice, BOBS, "Bob")
    home.world.clock.advance(DAY)
    return alice, await home.withdraw(alice, 1_500 * NANO)


async def test_a_large_withdrawal_needs_a_second_person(home: TonHouse) -> None:
    finance = await home.staff(CAROL)
    _, asked = await _large(home)
    assert await home.state(asked) == "to_approve"
    assert await home.payouts.pay() == 0
    (waiting,) = (await home.approvals.waiting(finance, cursor=None, limit=5)).items
    assert waiting.subject == ALICE
    await home.approvals.approve(finance, waiting.id, key=home.key())
    await home.settle()
    assert await home.state(asked) == "paid"
    await home.sound()


async def test_a_second_person_may_say_no(home: TonHouse) -> None:
    finance = await home.staff(CAROL)
    _, asked = await _large(home)
    (waiting,) = (await home.approvals.waiting(finance, cursor=None, limit=5)).items
    await home.approvals.reject(finance, waiting.id, key=home.key())
    assert await home.state(asked) == "cancelled"
    assert await home.has(ALICE) == 3_000 * NANO
    assert "notice-withdrawal-rejected" in await home.texts_to(ALICE)
    await home.sound()


async def test_nobody_answering_frees_a_large_one_too(home: TonHouse) -> None:
    await home.staff(CAROL)
    _, asked = await _large(home)
    home.world.clock.advance(2 * DAY)
    assert await home.approvals.expire() == 1
    assert await home.state(asked) == "cancelled"
    assert await home.has(ALICE) == 3_000 * NANO


async def test_a_large_one_that_is_cancelled_asks_nobody_any_more(home: TonHouse) -> None:
    finance = await home.staff(CAROL)
    alice, asked = await _large(home)
    await home.withdrawals.cancel(alice, asked.id, key=home.key())
    assert (await home.approvals.waiting(finance, cursor=None, limit=5)).items == ()
    await home.sound()
