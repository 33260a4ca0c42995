"""A node that knows the last block, beside others that are behind it."""

import pytest

from domain.ton.models import ChainTx, Cursor
from tests.fakes.ton_machines import GAS
from tests.payments.house import ALICE
from tests.ton.house import BOBS, NANO, PAYOUT, TonHouse


async def test_a_paid_message_is_not_dead_because_its_transaction_is_shown_late(
    home: TonHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    asked = await home.withdraw(alice, NANO)
    await home.payouts.pay()

    async def late(raw: str, *, after: Cursor, limit: int) -> tuple[ChainTx, ...]:
        del raw, after, limit
        return ()

    used = home.world.chain.account(PAYOUT).used
    monkeypatch.setattr(home.reader, "transactions", late)  # an index that is behind
    home.world.tick(8_000)
    asked_late = set(used)
    used.clear()  # get-methods are asked of a server that is behind as well
    for _ in range(3):
        await home.watcher.watch()
        await home.payouts.pay()
    assert await home.state(asked) == "sent"
    assert len(set(home.world.chain.sent)) == 1
    used |= asked_late
    monkeypatch.undo()  # it has caught up
    await home.settle()
    assert await home.state(asked) == "paid"
    assert home.world.chain.account(BOBS).balance == NANO - GAS
    await home.sound()
