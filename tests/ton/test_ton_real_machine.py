"""Deposits, orders, sweeps and batches over the real machine: equal to the last nano."""

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.shared.ids import HOUR, Instant
from domain.shared.money import TON, Money
from domain.ton.settings import TonSettings
from tests.fakes.ton_machines import address
from tests.payments.house import ALICE
from tests.ton.house import NANO, ONE_ENGINE, TonHouse, World
from tests.ton.real_chain import RealChain


@ONE_ENGINE
async def test_coins_in_and_out_through_real_wallets(world: World) -> None:
    real = RealChain(world.clock)
    world.ton = TonSettings()
    world.outside = real.outside
    world.wallets = (real.deposit.address, real.payout.address)
    home = TonHouse(world)
    await home.treasury.open()
    real.pay(real.payout.address, 3 * NANO, "float")
    alice = await home.meet(ALICE)
    code = await home.code(alice)
    _, place = await home.orders.await_payment(
        ALICE,
        Money(5 * NANO, TON),
        due_at=Instant(world.clock.now() + HOUR),
        account=accounts.escrow("deal1"),
        ref=Ref("deal", "deal1"),
        own_address=True,
    )
    for _ in range(12):
        real.pay(real.deposit.address, 2 * NANO, code)
    real.pay(place.address, 6 * NANO)
    real.pay(real.deposit.address, NANO, "nobody")
    real.tick()
    await home.watcher.watch()
    assert await home.has(ALICE) == 25 * NANO, "and what the order did not need"
    assert await home.odd_states() == ["unmatched"]
    await home.sound()
    asked = [await home.withdraw(alice, NANO + n, to=address(f"to{n}")) for n in range(9)]
    # The float is short: the wallet of deposits helps out, and the order's wallet is swept.
    for _ in range(6):
        await home.watcher.watch()
        await home.payouts.pay()
        real.tick()
    await home.watcher.watch()
    assert {await home.state(one) for one in asked} == {"paid"}
    arrived = [real.chain.account(address(f"to{n}")).balance for n in range(9)]
    assert arrived == [NANO + n for n in range(9)]
    assert real.chain.account(place.address).balance < NANO // 10
    await home.sound()
