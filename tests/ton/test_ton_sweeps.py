"""Addresses of single orders, wallets whose key was changed, and bringing it all together."""

import pytest

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.shared.ids import DAY, HOUR, Instant
from domain.shared.money import TON, Money
from domain.ton.deposit_models import DepositAddress, PaymentOrder
from domain.ton.refusals import AssetNotOnChain, OwnAddress
from tests.fakes.ton_machines import address
from tests.payments.house import ALICE
from tests.ton.house import ALICES, DEPOSIT, NANO, ONE_ENGINE, USDT, TonHouse, World

POT = accounts.escrow("deal1")


async def _order(home: TonHouse, deal: str = "deal1") -> tuple[PaymentOrder, DepositAddress]:
    return await home.orders.await_payment(
        ALICE,
        Money(5 * NANO, TON),
        due_at=Instant(home.world.clock.now() + HOUR),
        account=accounts.escrow(deal),
        ref=Ref("deal", deal),
        own_address=True,
    )


async def test_an_order_is_paid_at_an_address_of_its_own_without_a_comment(
    home: TonHouse,
) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    order, place = await _order(home)
    assert place.address not in {DEPOSIT, order.code}
    assert (await _order(home))[1] == place, "asked again"
    home.world.chain.account(place.address, active=False)
    home.world.chain.pay(ALICES, place.address, 6 * NANO)
    await home.read()
    page = await home.deposits.mine(alice, cursor=None, limit=1)
    assert page.items[0].state == "excess"
    assert (await home.ledger.balance(POT, TON)).available.units == 5 * NANO
    assert await home.has(ALICE) == NANO
    await home.sound()
    with pytest.raises(OwnAddress):
        await home.ask(alice, NANO // 2, to=place.address)


async def test_what_came_for_orders_is_brought_together_and_then_forgotten(
    home: TonHouse,
) -> None:
    await home.begin()
    await home.meet(ALICE)
    places = [(await _order(home, f"deal{number}"))[1] for number in range(3)]
    assert len({place.address for place in places}) == 3
    for place in places[:2]:
        home.world.chain.account(place.address, active=False)
        home.world.chain.pay(ALICES, place.address, 5 * NANO)
    await home.read()
    await home.settle()
    assert home.world.chain.account(DEPOSIT).balance > 9 * NANO
    assert len(await home.treasury.ready()) == 4 + 3
    home.world.clock.advance(8 * DAY)
    await home.settle()
    assert len(await home.treasury.ready()) == 4, "nobody looks there any more"
    assert await home.odd_states() == []
    await home.sound()
    await TonHouse(home.world).sound()


@ONE_ENGINE
async def test_a_late_payment_at_an_address_of_its_own_is_the_payers(home: TonHouse) -> None:
    await home.begin()
    await home.meet(ALICE)
    _, place = await _order(home)
    home.world.clock.advance(2 * HOUR)
    home.world.chain.account(place.address, active=False)
    home.world.chain.pay(ALICES, place.address, 5 * NANO, "some comment")
    await home.read()
    assert await home.has(ALICE) == 5 * NANO
    await home.sound()


@ONE_ENGINE
async def test_jettons_have_no_address_of_their_own(home: TonHouse) -> None:
    await home.begin()
    await home.meet(ALICE)
    with pytest.raises(AssetNotOnChain):
        await home.orders.await_payment(
            ALICE,
            Money(5, USDT.asset),
            due_at=Instant(home.world.clock.now() + HOUR),
            account=POT,
            ref=Ref("deal", "deal1"),
            own_address=True,
        )


async def test_payments_to_a_wallet_of_before_count_and_move_on(world: World) -> None:
    """The key of the wallet that takes deposits was changed; people have the old address."""
    old = TonHouse(world)
    await old.begin()
    alice = await old.meet(ALICE)
    await old.bring(alice, 2 * NANO)
    await old.bring_jettons(alice, 3_000_000)
    world.takes = "new wallet"
    world.chain.account(address(world.takes), active=False)
    home = TonHouse(world)
    await home.treasury.open()
    assert (await home.deposits.address(alice, "TON")).address == address("new wallet")
    world.chain.pay(ALICES, DEPOSIT, 4 * NANO, await home.code(alice))
    await home.read()
    assert await home.has(ALICE) == 6 * NANO
    await home.settle(passes=6)
    assert world.chain.account(address("new wallet")).balance > 5 * NANO
    assert world.chain.jetton_account(USDT.master, address("new wallet")).jettons == 3_000_000
    await home.sound()
