"""Payments that come in over the chain, whatever they look like."""

from dataclasses import dataclass, field, replace

import pytest

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.shared.change import Changes
from domain.shared.ids import HOUR, Instant, UserId
from domain.shared.money import TON, Money
from domain.shared.refusals import GatewayError, LimitReached
from domain.ton.deposit_models import DepositState, PaymentOrder
from domain.ton.models import ChainTx, Cursor, Op
from domain.ton.refusals import AssetNotOnChain
from tests.fakes.ton import FakeChain, Reader
from tests.fakes.ton_machines import address
from tests.payments.house import ALICE, BOB
from tests.ton.house import ALICES, DEPOSIT, NANO, ONE_ENGINE, PAYOUT, USDT, TonHouse, World


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


@dataclass(slots=True)
class Gate:
    """What a person allows to come in, in nano; below zero: anything."""

    left: int = -1
    asked: list[tuple[UserId, Money]] = field(default_factory=list)

    async def allow_deposit(self, person: UserId, value: Money) -> None:
        self.asked.append((person, value))
        if 0 <= self.left < value.units:
            raise LimitReached(limit=self.left, reason="deposit")


async def test_a_limit_of_their_own_keeps_money_aside_and_loses_none(world: World) -> None:
    gate = world.gate = Gate(left=NANO)
    home = TonHouse(world)
    await home.begin()
    alice = await home.meet(ALICE)
    small = await home.bring(alice, NANO // 2)
    large = await home.bring(alice, 2 * NANO)
    assert (small.state, large.state) == ("credited", "limited")
    assert await home.has(ALICE) == NANO // 2
    await home.sound()
    await home.watcher.settle_aside()
    assert await home.has(ALICE) == NANO // 2
    gate.left = -1
    await home.watcher.settle_aside()
    assert await home.has(ALICE) == NANO // 2 + 2 * NANO
    assert await home.texts_to(ALICE) == [
        "notice-deposit-credited",
        "notice-deposit-limited",
        "notice-deposit-credited",
    ]
    await home.sound()


async def test_a_large_payment_waits_for_the_second_reader(world: World) -> None:
    world.ton = replace(
        world.ton,
        limits={"TON": replace(world.ton.of(TON), second_reader_over=10 * NANO)},
    )
    world.second = Reader(world.chain)
    home = TonHouse(world)
    await home.begin()
    alice = await home.meet(ALICE)
    assert (await home.bring(alice, 9 * NANO)).state == "credited"
    assert (await home.bring(alice, 10 * NANO)).state == "checking"
    assert await home.has(ALICE) == 9 * NANO
    world.chain.faults.append("down")
    assert await home.watcher.settle_aside() == 0
    assert await home.watcher.settle_aside() == 1
    assert await home.has(ALICE) == 19 * NANO
    await home.sound()


class Denier(Reader):
    """A second reader that knows the transaction, and another amount in it."""

    def __init__(self, chain: FakeChain) -> None:
        super().__init__(chain)
        self._truth = chain.transaction
        self.transaction = self._other

    async def _other(self, raw: str, at: Cursor) -> ChainTx | None:
        found = await self._truth(raw, at)
        assert found is not None, "it is there"
        assert found.message is not None, "it came with a message"
        return replace(found, message=replace(found.message, value=1))


async def test_what_the_second_reader_denies_is_credited_to_nobody(world: World) -> None:
    world.ton = replace(
        world.ton,
        limits={"TON": replace(world.ton.of(TON), second_reader_over=NANO)},
    )
    world.second = Denier(world.chain)
    home = TonHouse(world)
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, NANO)
    await home.watcher.settle_aside()
    assert await home.has(ALICE) == 0
    assert await home.odd_states() == ["unmatched"]
    assert await home.found() == {"second_denies"}


@dataclass(slots=True)
class Hook:
    paid_orders: list[PaymentOrder] = field(default_factory=list)

    async def paid(self, order: PaymentOrder) -> Changes:
        self.paid_orders.append(order)
        return ()


@ONE_ENGINE
@pytest.mark.parametrize(
    ("units", "hours", "state", "to_order", "to_payer"),
    [
        (5 * NANO, 0, "credited", 5 * NANO, 0),
        (6 * NANO, 0, "excess", 5 * NANO, NANO),
        (4 * NANO, 0, "partial", 0, 4 * NANO),
        (5 * NANO, 2, "late", 0, 5 * NANO),
    ],
)
async def test_a_payment_of_an_order(
    world: World,
    units: int,
    hours: int,
    state: str,
    to_order: int,
    to_payer: int,
) -> None:
    hook = Hook()
    world.hooks = {"deal": hook}
    home = TonHouse(world)
    await home.begin()
    await home.meet(ALICE)
    pot = accounts.escrow("deal1")
    order, place = await home.orders.await_payment(
        ALICE,
        Money(5 * NANO, TON),
        due_at=Instant(world.clock.now() + HOUR),
        account=pot,
        ref=Ref("deal", "deal1"),
    )
    world.clock.advance(hours * HOUR)
    world.chain.pay(ALICES, DEPOSIT, units, place.comment)
    await home.read()
    page = await home.deposits.mine(await home.meet(ALICE), cursor=None, limit=1)
    assert page.items[0].state == state
    assert (await home.ledger.balance(pot, TON)).available.units == to_order
    assert await home.has(ALICE) == to_payer
    assert [paid.code for paid in hook.paid_orders] == ([order.code] if to_order else [])
    # A second payment for the same order is late, and the payer's.
    world.chain.pay(ALICES, DEPOSIT, 5 * NANO, place.comment)
    await home.read()
    assert (await home.ledger.balance(pot, TON)).available.units in {to_order, 5 * NANO}
    await home.sound()


async def test_an_order_that_wants_coins_takes_no_jettons(world: World) -> None:
    home = TonHouse(world)
    await home.begin()
    await home.meet(ALICE)
    _, place = await home.orders.await_payment(
        ALICE,
        Money(5 * NANO, TON),
        due_at=Instant(world.clock.now() + HOUR),
        account=accounts.escrow("deal1"),
        ref=Ref("deal", "deal1"),
    )
    world.chain.pay_jettons(ALICES, DEPOSIT, 5_000_000, USDT.master, place.comment)
    await home.read()
    assert await home.odd_states() == ["wrong_asset"]
    await home.orders.close(Ref("deal", "deal1"))
    world.chain.pay(ALICES, DEPOSIT, 5 * NANO, place.comment)
    await home.read()
    assert await home.has(ALICE) == 5 * NANO
    assert (await home.deposits.counts())[DepositState.LATE] == 1
    await home.sound()
