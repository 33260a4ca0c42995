"""Payments that come in over the chain, whatever they look like."""

from dataclasses import replace

import pytest

from domain.shared.money import Money
from domain.shared.refusals import GatewayError
from domain.ton.deposit_models import DepositState
from domain.ton.models import Op
from domain.ton.refusals import AssetNotOnChain
from tests.fakes.ton_machines import address
from tests.payments.house import ALICE, BOB
from tests.ton.house import ALICES, DEPOSIT, NANO, ONE_ENGINE, PAYOUT, USDT, TonHouse


async def test_a_payment_with_the_code_is_credited_once(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    deposit = await home.bring(alice, 5 * NANO)
    assert (deposit.state, deposit.sender) == ("credited", ALICES)
    assert await home.has(ALICE) == 5 * NANO
    await home.watcher.watch()
    assert await home.has(ALICE) == 5 * NANO
    assert await home.texts_to(ALICE) == ["notice-deposit-credited"]
    await home.sound()


async def test_each_person_has_one_code_and_other_assets_share_it(home: TonHouse) -> None:
    await home.begin()
    alice, bob = await home.meet(ALICE), await home.meet(BOB)
    code = await home.code(alice)
    assert await home.code(alice) == code
    assert await home.code(alice, USDT.asset.code) == code
    assert await home.code(bob) != code
    with pytest.raises(AssetNotOnChain):
        await home.code(alice, "XTR")


@ONE_ENGINE
@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\n", "lower"])
async def test_a_code_is_known_as_people_type_it(home: TonHouse, typed: str) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    code = await home.code(alice)
    comment = code.lower() if typed == "lower" else typed.format(code)
    home.world.chain.pay(ALICES, DEPOSIT, NANO, comment)
    await home.read()
    assert await home.has(ALICE) == NANO


@ONE_ENGINE
@pytest.mark.parametrize(
    ("comment", "op", "state", "reason"),
    [
        (None, None, "unmatched", "no-comment"),
        ("", Op.COMMENT, "unmatched", "no-comment"),
        ("ZZZZZZZZ", Op.COMMENT, "unmatched", "unknown-comment"),
        ("\x00\uffff\u202e\ufffd" * 60, Op.COMMENT, "unmatched", "unknown-comment"),
        (None, Op.ENCRYPTED, "unmatched", "encrypted-comment"),
        (None, Op.JETTON_NOTIFY, "wrong_asset", "foreign-jetton"),
        (None, 0xDEADBEEF, "unmatched", "other-body"),
    ],
)
async def test_what_names_nobody_waits_for_an_operator(
    home: TonHouse, comment: str | None, op: int | None, state: str, reason: str
) -> None:
    await home.begin()
    staff = await home.staff(BOB)
    home.world.chain.pay(ALICES, DEPOSIT, 3 * NANO, comment, op=op)
    await home.read()
    (odd,) = (await home.odd.waiting(staff, cursor=None, limit=10)).items
    assert (odd.state, odd.reason, odd.value.units) == (state, reason, 3 * NANO)
    assert odd.comment.isprintable()
    assert len(odd.comment) <= 120
    assert await home.texts_to(BOB) == ["notice-deposit-odd"]
    await home.sound()


async def test_dust_without_a_code_is_nobodys_work(home: TonHouse) -> None:
    await home.begin()
    home.world.chain.pay(ALICES, DEPOSIT, 1, op=Op.JETTON_NOTIFY)
    await home.read()
    assert await home.odd_states() == []
    assert (await home.deposits.counts())[DepositState.KEPT] == 1
    await home.sound()


async def test_a_code_makes_the_smallest_payment_good(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 1)
    assert await home.has(ALICE) == 1
    await home.sound()


async def test_jettons_come_through_our_own_wallet_only(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    deposit = await home.bring_jettons(alice, 25_000_000)
    assert (deposit.state, deposit.value) == ("credited", Money(25_000_000, USDT.asset))
    assert await home.has(ALICE, USDT.asset) == 25_000_000
    # A jetton of the same name from another master, and a forged notification with the code.
    code = await home.code(alice)
    home.world.chain.pay_jettons(ALICES, DEPOSIT, 99_000_000, address("fake usdt"), code)
    home.world.chain.pay("forger", DEPOSIT, NANO, code, op=Op.JETTON_NOTIFY)
    await home.read()
    assert await home.has(ALICE, USDT.asset) == 25_000_000
    assert await home.has(ALICE) == 0
    assert await home.odd_states() == ["wrong_asset"]
    await home.sound()


async def test_a_payment_to_the_paying_wallet_counts_when_it_has_a_code(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    home.world.chain.pay(ALICES, PAYOUT, NANO, await home.code(alice))
    home.world.chain.pay("owner", PAYOUT, 7 * NANO)
    await home.read()
    assert await home.has(ALICE) == NANO
    assert await home.odd_states() == []
    await home.sound()


async def test_what_our_account_sends_back_is_no_money(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    code = await home.code(alice)
    home.world.chain.pay(ALICES, DEPOSIT, 2 * NANO, code, bounce=True)
    await home.read()
    (deposit,) = (await home.deposits.mine(alice, cursor=None, limit=5)).items
    assert deposit.state == "returned"
    assert await home.has(ALICE) == 0
    await home.sound()


async def test_money_between_our_own_wallets_is_nobodys_payment(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    wallet = home.world.chain.account(DEPOSIT, active=True)
    assert wallet.balance == 5 * NANO
    home.world.chain.pay("owner", DEPOSIT, 10 * NANO, "ZZZZZZZZ")
    await home.read()
    assert await home.odd_states() == ["unmatched"]
    await home.sound()


async def test_an_account_with_a_past_is_watched_from_now_on(home: TonHouse) -> None:
    chain = home.world.chain
    chain.pay(ALICES, DEPOSIT, 8 * NANO, "from long ago")
    chain.pay_jettons(ALICES, DEPOSIT, 4_000_000, USDT.master)
    home.world.tick()
    await home.begin()
    assert await home.odd_states() == []
    alice = await home.meet(ALICE)
    await home.bring(alice, NANO)
    assert await home.has(ALICE) == NANO
    await home.sound()


@ONE_ENGINE
@pytest.mark.parametrize("fault", ["gap", "reorder", "duplicate", "down"])
async def test_a_faulty_reader_costs_time_and_no_money(home: TonHouse, fault: str) -> None:
    await home.begin()
    alice, bob = await home.meet(ALICE), await home.meet(BOB)
    codes = [await home.code(alice), await home.code(bob)]
    for number in range(6):
        home.world.chain.pay(ALICES, DEPOSIT, NANO + number, codes[number % 2])
    home.world.tick()
    home.world.chain.faults.append(fault)
    if fault == "down":
        with pytest.raises(GatewayError):
            await home.watcher.watch()
    else:
        await home.watcher.watch()
    if fault == "gap":
        assert await home.has(ALICE) == 0, "a missing link applies nothing"
    await home.watcher.watch()
    assert await home.has(ALICE) == 3 * NANO + 0 + 2 + 4
    assert await home.has(BOB) == 3 * NANO + 1 + 3 + 5
    await home.sound()


async def test_a_reader_that_rewrites_the_past_is_not_believed(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, NANO)
    history = home.world.chain.account(DEPOSIT).history
    home.world.chain.pay(ALICES, DEPOSIT, NANO, await home.code(alice))
    home.world.tick()
    history[-1] = replace(history[-1], prev_hash="e" * 64)
    assert await home.watcher.watch() == 0
    assert await home.has(ALICE) == NANO


async def test_a_reader_that_lags_is_waited_for(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    code = await home.code(alice)
    home.world.chain.pay(ALICES, DEPOSIT, NANO, code)
    home.world.chain.lag = 3
    await home.read()
    assert await home.has(ALICE) == 0
    await home.sound()
    home.world.chain.lag = 0
    await home.watcher.watch()
    assert await home.has(ALICE) == NANO
