"""Escrows through their life: made, paid in, ended, each once whoever asks how often."""

import asyncio

import pytest

from domain.shared.actor import Actor
from domain.shared.ids import UserId
from domain.shared.refusals import (
    NotAllowed,
    NotFound,
)
from domain.ton.escrows.frame import EscrowChanged
from domain.ton.escrows.models import EscrowState
from domain.ton.escrows.refusals import (
    DealHasEscrow,
    EscrowEnded,
)
from domain.users.models import Wallet
from storage.statements import delete
from tests.ton.escrows.chain import person
from tests.ton.escrows.house import ALICES, BOBS, FINANCE, FIVE, EscrowHouse, EscrowWorld

ALICE = UserId(1001)
FORGET_NUMBERS = delete("ton_numbers", key={"wallet": "text"})
DEPOSIT, RELEASE, AUTO_REFUND = 0x0D3B0511, 0x0D3B0512, 0x0D3B0514


async def test_an_escrow_is_paid_in_and_released_to_the_last_nano(
    home: EscrowHouse, published: list[object]
) -> None:
    await home.open_for_business()
    escrow = await home.create()
    assert escrow.state is EscrowState.WAITING
    assert home.local.balance(escrow.address) == 0
    home.local.pay(ALICES, home.escrows.deposit_request(escrow))
    await home.poll.poll_escrows()
    funded = await home.now(escrow)
    assert funded.state is EscrowState.FUNDED
    assert funded.balance == FIVE + 20_000_000
    await home.order_release(escrow)
    await home.go_on()
    ended = await home.now(escrow)
    assert (ended.state, ended.state_seen) == (EscrowState.RELEASED, 2)
    assert home.local.balance(BOBS) == FIVE
    told = [one.escrow.state for one in published if isinstance(one, EscrowChanged)]
    assert told == [
        EscrowState.WAITING,
        EscrowState.FUNDED,
        EscrowState.RELEASING,
        EscrowState.RELEASED,
    ]
    assert await home.escrows.counts() == {
        EscrowState.WAITING: 0,
        EscrowState.FUNDED: 0,
        EscrowState.RELEASED: 1,
        EscrowState.REFUNDED: 0,
    }


async def test_an_escrow_is_given_back(home: EscrowHouse) -> None:
    await home.open_for_business()
    escrow = await home.funded()
    had = home.local.balance(ALICES)
    await home.order_refund(escrow)
    await home.go_on()
    assert (await home.now(escrow)).state is EscrowState.REFUNDED
    assert home.local.balance(ALICES) - had > FIVE
    assert home.local.balance(BOBS) == 0


async def test_ten_release_jobs_at_once_pay_once(home: EscrowHouse) -> None:
    await home.open_for_business()
    escrow = await home.funded()
    await asyncio.gather(*(home.order_release(escrow, key=f"job{n}") for n in range(10)))
    await home.go_on(3)
    assert (await home.now(escrow)).state is EscrowState.RELEASED
    assert home.local.balance(BOBS) == FIVE
    assert len(await home.parts.rows.messages(escrow.id)) == 1
    assert len(set(home.local.sent)) == 1


async def test_done_already_means_nothing_more_is_done(home: EscrowHouse) -> None:
    await home.open_for_business()
    escrow = await home.funded()
    await home.order_release(escrow, key="one")
    await home.go_on()
    sent = len(home.local.sent)
    assert (await home.order_release(escrow, key="one")).state is EscrowState.RELEASED
    assert (await home.order_release(escrow, key="two")).state is EscrowState.RELEASED
    with pytest.raises(EscrowEnded):
        await home.order_refund(escrow)
    assert len(home.local.sent) == sent


async def test_after_a_restart_only_the_same_message_is_sent_again(
    escrow_world: EscrowWorld,
) -> None:
    home = EscrowHouse(escrow_world)
    await home.open_for_business()
    escrow = await home.funded()
    home.local.swallow = True
    await home.order_release(escrow)
    first = home.local.sent[-1]
    home.local.swallow = False
    again = EscrowHouse(escrow_world)
    await again.go_on(3)
    assert set(home.local.sent) == {first}
    assert (await again.now(escrow)).state is EscrowState.RELEASED
    assert home.local.balance(BOBS) == FIVE


async def test_a_message_that_never_arrived_is_made_anew_when_its_time_is_over(
    home: EscrowHouse,
) -> None:
    await home.open_for_business()
    escrow = await home.funded()
    home.local.swallow = True
    await home.order_release(escrow)
    home.local.swallow = False
    lost = await home.parts.rows.waiting(escrow.id)
    assert lost is not None
    # Past its end, and before it is sure: nothing is sent, nothing is made.
    home.local.tick(lost.expires_at_s - lost.created_at_s + 60)
    await home.poll.poll_escrows()
    assert len(home.local.sent) == 1
    await home.go_on(3, seconds=120)
    messages = await home.parts.rows.messages(escrow.id)
    assert [one.state.value for one in messages] == ["dead", "done"]
    assert len({one.query_id for one in messages}) == 2
    assert (await home.now(escrow)).state is EscrowState.RELEASED
    assert home.local.balance(BOBS) == FIVE


async def test_a_deal_has_one_escrow(home: EscrowHouse) -> None:
    one = await home.create(deal="deal-1")
    assert (await home.create(deal="deal-1")).id == one.id
    with pytest.raises(DealHasEscrow):
        await home.create(deal="deal-1", amount=FIVE + 1)
    assert (await home.create(deal="deal-2")).address != one.address


async def test_only_the_sides_and_finance_see_it_and_only_finance_acts(home: EscrowHouse) -> None:
    staff = await home.open_for_business()
    escrow = await home.funded()
    alice = await home.meet(ALICE)
    with pytest.raises(NotFound):
        await home.escrows.get(alice, escrow.id)
    wallet = Wallet(address=ALICES, person=ALICE, proved_at=home.world.clock.now())
    await home.world.writer.put([home.wallet_rows.add(wallet)])
    assert (await home.escrows.get(alice, escrow.id)).id == escrow.id
    assert (await home.escrows.find(alice, escrow.address)).id == escrow.id
    with pytest.raises(NotAllowed):
        await home.escrows.release_to_owner(alice, escrow.id, key=home.key())
    with pytest.raises(NotAllowed):
        await home.escrows.all(alice, cursor=None, limit=10)
    assert (await home.escrows.get(staff, escrow.id)).id == escrow.id
    with pytest.raises(NotFound):
        await home.escrows.get(staff, "nothing")
    with pytest.raises(NotFound):
        await home.escrows.find(Actor(id=FINANCE, role=staff.role), person("nobody"))
