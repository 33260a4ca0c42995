"""Payments that an order waits for: whole, short, too much, late, of another asset."""

from dataclasses import dataclass, field

import pytest

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.shared.change import Changes
from domain.shared.ids import HOUR, Instant
from domain.shared.money import TON, Money
from domain.ton.deposit_models import DepositState, PaymentOrder
from tests.payments.house import ALICE
from tests.ton.house import ALICES, DEPOSIT, NANO, ONE_ENGINE, USDT, TonHouse, World


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
