"""Withdrawals from the asking to the order: bounds, addresses, questions, second persons."""

from dataclasses import replace

import pytest

from domain.ledger import accounts
from domain.shared.actor import Role
from domain.shared.ids import DAY, HOUR
from domain.shared.money import TON, Money
from domain.shared.refusals import (
    AlreadyDone,
    AmountTooLarge,
    AmountTooSmall,
    AreaPaused,
    DomainError,
    LimitReached,
    NotEnoughFunds,
    NotFound,
)
from domain.ton.address import MAIN_NET, friendly
from domain.ton.refusals import (
    AddressInvalid,
    AddressQuarantined,
    OwnAddress,
    WithdrawalGone,
    WrongNetwork,
)
from domain.ton.withdrawal_models import AskWithdrawal
from tests.fakes.ton_machines import GAS, address
from tests.payments.house import ALICE, BOB, CAROL, at_once
from tests.ton.house import BOBS, DEPOSIT, NANO, ONE_ENGINE, PAYOUT, USDT, TonHouse, World

FEE = NANO // 100


async def test_a_withdrawal_is_held_sent_proven_and_settled(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    asked = await home.ask(alice, 2 * NANO)
    assert (asked.state, asked.fee.units) == ("to_confirm", FEE)
    assert await home.has(ALICE) == 3 * NANO - FEE
    await home.withdrawals.confirm(alice, asked.id, key=home.key())
    await home.payouts.pay()
    assert await home.state(asked) == "sent"
    await home.sound()
    await home.read()
    paid = await home.withdrawals.get(alice, asked.id)
    assert (paid.state, paid.tx_lt is not None) == ("paid", True)
    assert home.world.chain.account(BOBS).balance == 2 * NANO - GAS
    fees = await home.ledger.balance(accounts.HOUSE_FEES, TON)
    assert fees.available.units == FEE
    assert "notice-withdrawal-paid" in await home.texts_to(ALICE)
    await home.sound()


async def test_many_leave_in_one_message(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 50 * NANO)
    asked = [await home.withdraw(alice, NANO + n, to=address(f"to{n}")) for n in range(7)]
    assert await home.payouts.pay() == 7
    assert len(home.world.chain.sent) == 1
    await home.read()
    assert {await home.state(one) for one in asked} == {"paid"}
    assert await home.payouts.waiting() == 0
    await home.sound()


async def test_jettons_leave_through_our_jetton_wallet(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    home.world.chain.pay_jettons("owner", PAYOUT, 500_000_000, USDT.master)
    await home.bring_jettons(alice, 50_000_000)
    asked = await home.withdraw(alice, 20_000_000, asset=USDT.asset)
    await home.settle()
    assert await home.state(asked) == "paid"
    assert home.world.chain.jetton_account(USDT.master, BOBS).jettons == 20_000_000
    assert await home.has(ALICE, USDT.asset) == 50_000_000 - 20_000_000 - 100_000
    await home.sound()


@ONE_ENGINE
@pytest.mark.parametrize(
    ("units", "refusal"),
    [
        (NANO // 10 - 1, AmountTooSmall),
        (NANO // 10, None),
        (10_000 * NANO + 1, AmountTooLarge),
        (100 * NANO + 1, AddressQuarantined),
        (90 * NANO, NotEnoughFunds),
    ],
)
async def test_bounds_of_a_withdrawal(
    home: TonHouse, units: int, refusal: type[DomainError] | None
) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 50 * NANO)
    if refusal is None:
        assert (await home.ask(alice, units)).state == "to_confirm"
    else:
        with pytest.raises(refusal):
            await home.ask(alice, units)
    await home.sound()


@ONE_ENGINE
@pytest.mark.parametrize(
    ("to", "refusal"),
    [
        ("", AddressInvalid),
        ("UQ" + "A" * 46, AddressInvalid),
        (BOBS[:-1], AddressInvalid),
        (friendly(BOBS)[:-1] + ("A" if friendly(BOBS)[-1] != "A" else "B"), AddressInvalid),
        ("0:" + "0" * 64, AddressInvalid),
        ("-1:" + "a" * 64, WrongNetwork),
        (DEPOSIT, OwnAddress),
        (friendly(PAYOUT, bounceable=True), OwnAddress),
        (address(f"{USDT.master}/{DEPOSIT}"), OwnAddress),
    ],
)
async def test_addresses_that_get_nothing(
    home: TonHouse, to: str, refusal: type[DomainError]
) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    with pytest.raises(refusal):
        await home.ask(alice, NANO, to=to)
    assert await home.has(ALICE) == 5 * NANO


@ONE_ENGINE
async def test_an_address_of_a_test_net_is_refused_on_the_main_net(world: World) -> None:
    test_only = friendly(BOBS, test_only=True)
    home = TonHouse(world)
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    assert (await home.ask(alice, NANO, to=test_only)).to == BOBS
    world.ton = replace(world.ton, network=MAIN_NET)
    with pytest.raises(WrongNetwork):
        await TonHouse(world).ask(alice, NANO, to=test_only, key="other")


@ONE_ENGINE
async def test_a_new_address_waits_before_much_may_go_there(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 900 * NANO)
    with pytest.raises(AddressQuarantined) as refused:
        await home.ask(alice, 200 * NANO)
    assert refused.value.fields["until"] == home.world.clock.now() + DAY
    assert (await home.ask(alice, 60 * NANO)).state == "to_confirm"
    small = await home.ask(alice, 40 * NANO)
    with pytest.raises(AddressQuarantined):
        await home.ask(alice, NANO)  # many small ones are a large one
    await home.withdrawals.cancel(alice, small.id, key=home.key())
    results = await at_once(4, lambda n: home.ask(alice, 15 * NANO, key=f"k{n}"))
    assert len([one for one in results if one in {AddressQuarantined, LimitReached}]) == 2
    home.world.clock.advance(DAY)
    assert (await home.ask(alice, 200 * NANO)).state == "to_confirm"
    await home.book.remove(alice, BOBS)
    with pytest.raises(AddressQuarantined):
        await home.ask(alice, 200 * NANO)


@ONE_ENGINE
async def test_the_book_names_and_forgets(home: TonHouse) -> None:
    await home.begin()
    alice, bob = await home.meet(ALICE), await home.meet(BOB)
    await home.book.add(alice, friendly(BOBS), "  Bob's   hoard ")
    await home.book.rename(alice, BOBS, "Bob")
    assert [(one.address, one.name) for one in await home.book.mine(alice)] == [(BOBS, "Bob")]
    assert await home.book.mine(bob) == ()
    with pytest.raises(NotFound):
        await home.book.remove(bob, BOBS)
    with pytest.raises(OwnAddress):
        await home.book.add(bob, DEPOSIT, "mine")
    await home.book.remove(alice, BOBS)
    assert await home.book.mine(alice) == ()


async def test_ten_at_once_never_pass_a_limit_of_the_day(world: World) -> None:
    world.ton = replace(world.ton, limits={"TON": replace(world.ton.of(TON), person_day=3 * NANO)})
    home = TonHouse(world)
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 50 * NANO)
    results = await at_once(10, lambda n: home.ask(alice, NANO, key=f"k{n}"))
    assert results.count(LimitReached) == 7
    assert await home.has(ALICE) == 50 * NANO - 3 * (NANO + FEE)
    assert (await home.withdrawals.quote(alice, "TON")).day_left.units == 0
    world.clock.advance(DAY + HOUR)
    assert (await home.ask(alice, NANO)).state == "to_confirm"
    await home.sound()


async def test_asked_again_under_its_key_it_is_the_same_even_while_paused(home: TonHouse) -> None:
    await home.begin()
    admin = await home.staff(CAROL, Role.ADMIN)
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    asked = await home.ask(alice, NANO, key="k1")
    await home.areas.pause(admin, "ton", "look", key=home.key())
    assert (await home.ask(alice, NANO, key="k1")).id == asked.id
    with pytest.raises(AreaPaused):
        await home.ask(alice, NANO, key="k2")
    assert await home.has(ALICE) == 4 * NANO - FEE


async def test_ten_at_once_never_overdraw(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    results = await at_once(10, lambda n: home.ask(alice, NANO, key=f"k{n}"))
    assert results.count(NotEnoughFunds) == 6
    await home.sound()


async def test_a_question_answered_twice_is_answered_once(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    asked = await home.ask(alice, NANO)
    results = await at_once(
        10, lambda n: home.withdrawals.confirm(alice, asked.id, key=home.key(f"c{n}"))
    )
    assert results.count(AlreadyDone) == 9
    await home.settle()
    assert await home.has(ALICE) == 4 * NANO - FEE
    await home.sound()


async def test_cancelling_frees_the_money_until_it_is_sent(home: TonHouse) -> None:
    await home.begin()
    alice, bob = await home.meet(ALICE), await home.meet(BOB)
    await home.bring(alice, 5 * NANO)
    first, second = await home.ask(alice, NANO), await home.withdraw(alice, NANO)
    with pytest.raises(NotFound):
        await home.withdrawals.cancel(bob, first.id, key=home.key())
    for one in (first, second):
        await home.withdrawals.cancel(alice, one.id, key=home.key())
    assert await home.has(ALICE) == 5 * NANO
    third = await home.withdraw(alice, NANO)
    await home.payouts.pay()
    with pytest.raises(WithdrawalGone):
        await home.withdrawals.cancel(alice, third.id, key=home.key())
    await home.settle()
    assert await home.has(ALICE) == 4 * NANO - FEE
    await home.sound()


async def test_questions_that_nobody_answers_end(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    asked = await home.ask(alice, NANO, notify=True)
    assert "notice-withdrawal-ask" in await home.texts_to(ALICE)
    home.world.clock.advance(2 * HOUR)
    with pytest.raises(WithdrawalGone):
        await home.withdrawals.confirm(alice, asked.id, key=home.key())
    await home.withdrawals.expire()
    assert await home.state(asked) == "cancelled"
    assert await home.has(ALICE) == 5 * NANO
    await home.sound()


@ONE_ENGINE
async def test_judging_keeps_nothing(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    order = AskWithdrawal(value=Money(200 * NANO, TON), to=BOBS)
    judged = await home.withdrawals.judge(alice, order)
    assert (judged.quarantined, judged.quarantined_until) == (True, None)
    assert judged.total.units == 200 * NANO + FEE
    assert await home.book.mine(alice) == ()
