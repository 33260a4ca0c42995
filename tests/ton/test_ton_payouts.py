"""Withdrawals from the order to the proof: messages, wallets that are short, what comes back."""

from dataclasses import replace

import pytest

from domain.shared.actor import Role, house
from domain.shared.money import TON, Money
from domain.shared.refusals import (
    AreaPaused,
)
from domain.ton.accounts import FindingKind
from domain.ton.address import friendly
from domain.ton.models import Payout
from domain.ton.refusals import (
    WithdrawalGone,
)
from domain.ton.withdrawals.acts import FAIL
from domain.users.models import Area
from tests.fakes.ton_machines import GAS
from tests.fakes.ton_wallets import FakeWallet
from tests.payments.house import ALICE, CAROL
from tests.ton.house import ALICES, BOBS, NANO, ONE_ENGINE, PAYOUT, USDT, TonHouse, World

FEE = NANO // 100


@ONE_ENGINE
async def test_only_the_same_message_is_sent_again(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    asked = await home.withdraw(alice, NANO)
    home.world.chain.faults += ["lose", "lose"]
    await home.settle(passes=3)
    assert await home.state(asked) == "paid"
    assert len(set(home.world.chain.sent)) == 1
    assert len(home.world.chain.sent) >= 3
    await home.sound()


async def test_a_message_is_replaced_only_when_it_is_dead(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    asked = await home.withdraw(alice, NANO)
    home.world.chain.faults += ["lose"] * 3
    await home.settle(passes=2)
    home.world.tick(3600 + 60)
    await home.watcher.watch()
    await home.payouts.pay()
    assert len(set(home.world.chain.sent)) == 1, "still within the margin"
    home.world.tick(200)
    await home.watcher.watch()
    await home.settle()
    assert await home.state(asked) == "paid"
    assert len(set(home.world.chain.sent)) == 2
    assert home.world.chain.account(BOBS).balance == NANO - GAS
    await home.sound()


@ONE_ENGINE
async def test_a_message_that_takes_its_time_is_not_replaced(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    asked = await home.withdraw(alice, NANO)
    home.world.chain.faults += ["delay"] * 2
    for _ in range(2):
        await home.watcher.watch()
        await home.payouts.pay()
    assert len(set(home.world.chain.sent)) == 1
    for _ in range(3):
        await home.read()
    assert await home.state(asked) == "paid"
    assert len(home.world.chain.account(BOBS).history) == 1
    await home.sound()


async def test_a_watcher_that_is_behind_buries_nothing(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    asked = await home.withdraw(alice, NANO)
    await home.payouts.pay()
    home.world.tick(5)
    home.world.tick(8_000)
    home.world.chain.lag = 100
    await home.watcher.watch()
    home.world.chain.lag = 0
    await home.payouts.pay()
    assert await home.state(asked) == "sent"
    await home.settle()
    assert await home.state(asked) == "paid"
    assert len(set(home.world.chain.sent)) == 1
    await home.sound()


@pytest.mark.parametrize("asset", ["TON", "USDT"])
async def test_taken_in_and_not_paid_is_tried_again_and_then_given_back(
    home: TonHouse, asset: str
) -> None:
    """Coins that vanish from the wallet between the look and the block, three times."""
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    chain = home.world.chain
    jettons = chain.jetton_account(USDT.master, PAYOUT)
    if asset == "USDT":
        await home.bring_jettons(alice, 5_000_000)
        chain.pay_jettons("owner", PAYOUT, 5_000_000, USDT.master)
        await home.read()
        asked = await home.withdraw(alice, 2_000_000, asset=USDT.asset)
    else:
        asked = await home.withdraw(alice, 2 * NANO)
    wallet = chain.account(PAYOUT)
    for attempt in range(1, 4):
        await home.payouts.pay()
        coins, stock = wallet.balance, jettons.jettons
        hidden = coins - NANO if asset == "TON" else 0
        wallet.balance -= hidden
        jettons.jettons = 0 if asset == "USDT" else stock
        chain.tick()
        wallet.balance += hidden
        jettons.jettons = stock
        wallet.balances[-1] = wallet.balance
        await home.watcher.watch()
        assert await home.state(asked) == ("queued" if attempt < 3 else "failed")
    assert await home.has(ALICE) == 5 * NANO
    assert "notice-withdrawal-failed" in await home.texts_to(ALICE)
    await home.sound()


async def test_a_wallet_that_is_short_leaves_the_queue_and_tells_staff(world: World) -> None:
    world.ton = replace(world.ton, refill=False)
    home = TonHouse(world)
    await home.staff(CAROL)
    await home.begin(coins=NANO)
    alice = await home.meet(ALICE)
    await home.bring(alice, 50 * NANO)
    asked = await home.withdraw(alice, 20 * NANO)
    await home.settle()
    assert await home.state(asked) == "queued"
    assert world.chain.sent == []
    assert await home.found() == {FindingKind.PAYOUT_SHORT}
    assert (await home.texts_to(CAROL)).count("notice-chain-amiss") == 1
    assert not (await home.areas.state(Area.TON)).paused
    world.chain.pay("owner", PAYOUT, 50 * NANO)
    await home.read()
    await home.settle()
    assert await home.state(asked) == "paid"
    await home.sound()


async def test_the_wallet_of_deposits_helps_out(home: TonHouse) -> None:
    await home.begin(coins=NANO)
    alice = await home.meet(ALICE)
    await home.bring(alice, 50 * NANO)
    await home.bring_jettons(alice, 90_000_000)
    asked = await home.withdraw(alice, 20 * NANO)
    dollars = await home.withdraw(alice, 30_000_000, asset=USDT.asset)
    await home.settle(passes=6)
    assert await home.state(asked) == "paid"
    assert await home.state(dollars) == "paid"
    assert await home.odd_states() == []
    await home.sound()


async def test_jettons_move_where_no_coins_have_come_in(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring_jettons(alice, 90_000_000)
    dollars = await home.withdraw(alice, 30_000_000, asset=USDT.asset)
    await home.settle(passes=6)
    assert await home.state(dollars) == "paid"
    assert await home.found() == set()
    await home.sound()


async def test_what_bounces_off_its_receiver_comes_back_to_its_person(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    home.world.chain.account(BOBS, refuses=True)
    asked = await home.withdraw(alice, NANO, to=friendly(BOBS, bounceable=True))
    await home.settle()
    assert await home.state(asked) == "paid"
    back = (await home.deposits.mine(alice, cursor=None, limit=1)).items[0]
    assert (back.state, back.reason) == ("credited", "bounced")
    assert await home.has(ALICE) == 4 * NANO - FEE + back.value.units
    await home.sound()


async def test_a_paused_area_signs_nothing_and_finishes_what_is_signed(home: TonHouse) -> None:
    await home.begin()
    admin = await home.staff(CAROL, Role.ADMIN)
    alice = await home.meet(ALICE)
    await home.bring(alice, 9 * NANO)
    first, second = await home.withdraw(alice, NANO), await home.withdraw(alice, NANO)
    await home.withdrawals.cancel(alice, second.id, key=home.key())
    home.world.chain.faults.append("lose")
    await home.payouts.pay()
    waiting = await home.withdraw(alice, NANO)
    await home.areas.pause(admin, "ton", "look", key=home.key())
    with pytest.raises(AreaPaused):
        await home.ask(alice, NANO)
    await home.settle()
    assert await home.state(first) == "paid"
    assert await home.state(waiting) == "queued"
    await home.bring(alice, NANO)
    await home.areas.resume(admin, "ton", key=home.key())
    await home.settle()
    assert await home.state(waiting) == "paid"
    await home.sound()


async def test_staff_give_up_what_waits_and_nothing_else(home: TonHouse) -> None:
    await home.begin()
    finance = await home.staff(CAROL)
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    waiting, sent = await home.withdraw(alice, NANO), await home.withdraw(alice, 2 * NANO)
    await home.act(finance, FAIL, waiting.id)
    assert await home.state(waiting) == "failed"
    await home.payouts.pay()
    with pytest.raises(WithdrawalGone):
        await home.act(finance, FAIL, sent.id)
    await home.settle()
    assert await home.has(ALICE) == 3 * NANO - FEE
    await home.sound()


async def test_coins_that_nobody_ordered_out_stop_withdrawals(home: TonHouse) -> None:
    await home.begin()
    await home.staff(CAROL)
    chain = home.world.chain
    thief = FakeWallet(chain, "payout wallet")
    message = thief.sign(
        [_payout(ALICES, 9 * NANO)], query_id=77, created_at_s=chain.now_s - 1, deploy=False
    )
    await chain.send(message.boc)
    await home.read()
    assert await home.found() == {FindingKind.UNKNOWN_OUTFLOW}
    assert (await home.areas.state(Area.TON)).paused
    assert "notice-chain-amiss" in await home.texts_to(CAROL)
    report = await home.chain_reconcile.run(house("test"))
    assert report.unknown == (Money(9 * NANO, TON),)
    await home.sound()


def _payout(to: str, amount: int) -> Payout:
    return Payout(ref="x" * 26, to=to, amount=amount, bounce=False)
