"""Who leaves is named nowhere in what TON keeps, and the books still equal the chain."""

import pytest

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.shared.actor import Role
from domain.shared.change import flatten
from domain.shared.ids import MINUTE, UserId
from domain.shared.money import TON
from domain.users.refusals import BalanceLeft
from storage.ledger.verify import verify
from tests.ton.house import ALICES, BOBS, NANO, TonHouse, World
from tests.users.everywhere import named_in

DORA = UserId(7_100_200_301)


async def test_a_depositor_who_leaves(world: World) -> None:
    home = TonHouse(world)
    home.personal._traces += (home.traces,)
    await home.begin()
    dora = await home.meet(DORA)
    await home.staff(UserId(42), Role.FINANCE)
    await home.bring(dora, 5 * NANO)
    world.chain.pay(ALICES, home.treasury.deposit, NANO, f"for {DORA} with love")
    await home.read()
    with pytest.raises(BalanceLeft):
        await home.personal.delete(dora, key=home.key())
    paid = await home.withdraw(dora, NANO, to=BOBS)
    await home.settle()
    assert await home.state(paid) == "paid"
    rest = (await home.ledger.balance(accounts.user(DORA), TON)).available
    fee = home.ledger.transfer(
        accounts.user(DORA), accounts.HOUSE_FEES, rest, kind="fee", ref=Ref("test", "fee")
    )
    await world.writer.put(flatten([fee]))
    await home.personal.delete(dora, key=home.key())
    while rows := await home.outbox.due(world.clock.now(), 50):
        await home.outbox.claim([row.id for row in rows])
        for row in rows:
            await home.outbox.sent(row.id, 1, world.clock.now())
    world.clock.advance(2 * MINUTE)
    await home.leaving.run()
    assert await named_in(world.database, DORA, f"p{DORA}") == []
    assert await verify(world.database) is None
    await home.sound()
