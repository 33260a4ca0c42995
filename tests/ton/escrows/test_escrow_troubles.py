"""Escrows when things go wrong: readers down, coins missing, deadlines past, numbers used."""

import pytest

from domain.shared.ids import UserId
from domain.shared.refusals import (
    AlreadyDone,
)
from domain.ton.escrows.models import EscrowSettings, EscrowState
from domain.ton.escrows.refusals import (
    EscrowEnded,
    EscrowFunded,
)
from storage.statements import delete
from tests.ton.escrows.chain import NANO
from tests.ton.escrows.house import ALICES, BOBS, FINANCE, FIVE, STRANGER, EscrowHouse, EscrowWorld

ALICE = UserId(1001)
FORGET_NUMBERS = delete("ton_numbers", key={"wallet": "text"})
DEPOSIT, RELEASE, AUTO_REFUND = 0x0D3B0511, 0x0D3B0512, 0x0D3B0514


@pytest.fixture
def engine() -> str:
    """What the store does with it is tested on both engines elsewhere: here the chain is."""
    return "sqlite"


async def test_a_release_that_the_chain_shows_already_is_only_noted(home: EscrowHouse) -> None:
    """The store was brought back from a backup: the chain knows more."""
    await home.open_for_business()
    escrow = await home.funded()
    home.local.say(home.controller, escrow.address, RELEASE)
    ended = await home.order_release(escrow)
    assert ended.state is EscrowState.RELEASED
    assert home.local.sent == []


async def test_an_order_is_no_more_to_be_changed(home: EscrowHouse) -> None:
    await home.open_for_business()
    escrow = await home.funded()
    home.local.swallow = True
    await home.order_release(escrow)
    with pytest.raises(EscrowEnded):
        await home.order_refund(escrow)


async def test_an_order_while_nothing_answers_is_kept_and_carried_out_later(
    home: EscrowHouse,
) -> None:
    await home.open_for_business()
    escrow = await home.funded()
    home.local.down = True
    kept = await home.order_release(escrow)
    assert kept.state is EscrowState.RELEASING
    assert await home.parts.rows.waiting(escrow.id) is None
    home.local.down = False
    await home.go_on(3)
    assert (await home.now(escrow)).state is EscrowState.RELEASED


async def test_a_controller_without_coins_is_told_of_once_a_day_and_the_order_waits(
    home: EscrowHouse,
) -> None:
    await home.open_for_business(coins=0)
    escrow = await home.funded()
    await home.order_release(escrow)
    await home.go_on(3)
    assert (await home.now(escrow)).state is EscrowState.RELEASING
    assert home.local.sent == []
    assert (await home.texts_to(FINANCE)).count("notice-escrow-short") == 1
    home.local.give(home.controller, 10 * NANO)
    await home.go_on(3)
    assert (await home.now(escrow)).state is EscrowState.RELEASED


async def test_an_order_that_the_controller_took_in_without_paying_is_given_again(
    home: EscrowHouse,
) -> None:
    """Its coins went elsewhere after the signature: the query id is spent, nothing was sent."""
    await home.open_for_business()
    escrow = await home.funded()
    home.local.swallow = True
    await home.order_release(escrow)
    message = await home.parts.rows.waiting(escrow.id)
    assert message is not None
    home.local.swallow = False
    contract, wallet = escrow.address, home.controller
    home.local.chain.send_external(message.boc)
    # What the wallet sent is lost on its way here: as if it had had nothing to send.
    home.local.chain.make_block()
    for waiting in home.local.chain.waiting:
        assert waiting.destination == contract
        del home.local.chain._state.waiting[waiting.hash]
    assert home.local.balance(wallet) > NANO
    await home.go_on(2)
    taken = await home.parts.rows.waiting(escrow.id)
    assert taken is not None
    assert taken.taken_at_s is not None
    await home.go_on(3, seconds=200)
    assert (await home.now(escrow)).state is EscrowState.RELEASED
    states = [one.state.value for one in await home.parts.rows.messages(escrow.id)]
    assert states == ["dead", "done"]


async def test_a_query_id_that_was_used_before_holds_nobody_up(
    escrow_world: EscrowWorld,
) -> None:
    """A store that was lost begins its sequence anywhere: it may meet a number of before."""
    home = EscrowHouse(escrow_world)
    await home.open_for_business()
    one, two = await home.funded(), await home.funded()
    escrow_world.chance.lay(7)
    await home.order_release(one)
    await home.go_on()
    assert (await home.now(one)).state is EscrowState.RELEASED
    await escrow_world.writer.put([FORGET_NUMBERS(wallet=home.controller)])
    escrow_world.chance.lay(7)
    await home.order_release(two)
    await home.go_on(3)
    reused = {m.query_id for e in (one, two) for m in await home.parts.rows.messages(e.id)}
    assert len(reused) == 1
    assert (await home.now(two)).state is EscrowState.RELEASING
    await home.go_on(4, seconds=200)
    assert (await home.now(two)).state is EscrowState.RELEASED
    # Bob has no wallet yet: while time goes by, his account pays some rent.
    assert 2 * FIVE - NANO // 1000 < home.local.balance(BOBS) <= 2 * FIVE


async def test_a_release_that_loses_against_the_deadline_is_told(home: EscrowHouse) -> None:
    await home.open_for_business()
    escrow = await home.funded(days=1)
    home.past(escrow)
    home.local.swallow = True
    await home.order_release(escrow)
    home.local.swallow = False
    home.local.say(STRANGER, escrow.address, AUTO_REFUND)
    await home.go_on(2)
    ended = await home.now(escrow)
    assert ended.state is EscrowState.REFUNDED
    assert "notice-escrow-raced" in await home.texts_to(FINANCE)
    assert await home.parts.rows.waiting(escrow.id) is None
    await home.go_on(3)
    assert home.local.balance(BOBS) == 0


async def test_a_release_after_the_deadline_wins_when_nobody_was_faster(
    home: EscrowHouse,
) -> None:
    await home.open_for_business()
    escrow = await home.funded(days=1)
    home.past(escrow)
    await home.order_release(escrow)
    await home.go_on()
    assert (await home.now(escrow)).state is EscrowState.RELEASED


async def test_a_deadline_that_is_near_or_past_is_told_once_each(home: EscrowHouse) -> None:
    await home.open_for_business()
    escrow = await home.funded(days=10)
    home.local.tick(9 * 86_400 + 3_600)
    await home.go_on(3)
    assert (await home.texts_to(FINANCE)).count("notice-escrow-near") == 1
    home.past(escrow)
    await home.go_on(3)
    texts = await home.texts_to(FINANCE)
    assert (texts.count("notice-escrow-near"), texts.count("notice-escrow-past")) == (1, 1)
    home.local.say(STRANGER, escrow.address, AUTO_REFUND)
    await home.go_on(2, seconds=700)
    assert (await home.now(escrow)).state is EscrowState.REFUNDED


async def test_coins_that_stand_aside_are_swept_and_held_ones_never(home: EscrowHouse) -> None:
    staff = await home.open_for_business()
    escrow = await home.create()
    request = home.escrows.deposit_request(escrow)
    home.local.pay(ALICES, request, value=NANO)
    with pytest.raises(AlreadyDone):
        await home.escrows.sweep(staff, escrow.id)
    # A failed deposit to the form that does not bounce stays there.
    home.local.give(escrow.address, NANO)
    had = home.local.balance(ALICES)
    await home.escrows.sweep(staff, escrow.id)
    await home.go_on(3)
    assert home.local.balance(ALICES) - had > NANO
    assert await home.parts.rows.waiting(escrow.id) is None
    home.local.pay(ALICES, request)
    await home.go_on()
    with pytest.raises(EscrowFunded):
        await home.escrows.sweep(staff, escrow.id)
    assert (await home.now(escrow)).state is EscrowState.FUNDED


async def test_however_many_are_due_each_has_its_turn(escrow_world: EscrowWorld) -> None:
    escrow_world.bounds = EscrowSettings(most_at_once=2)
    home = EscrowHouse(escrow_world)
    await home.open_for_business()
    every = [await home.create() for _ in range(7)]
    for escrow in every:
        home.local.pay(ALICES, home.escrows.deposit_request(escrow))
    await home.go_on(5)
    assert {(await home.now(one)).state for one in every} == {EscrowState.FUNDED}
    home.local.down = True
    for escrow in every:
        await home.order_release(escrow)
    home.local.down = False
    await home.go_on(12)
    assert {(await home.now(one)).state for one in every} == {EscrowState.RELEASED}
    assert home.local.balance(BOBS) > 7 * FIVE - NANO // 1000


async def test_an_escrow_of_a_former_key_is_ended_by_that_key(escrow_world: EscrowWorld) -> None:
    home = EscrowHouse(escrow_world)
    await home.open_for_business()
    old = await home.funded()
    escrow_world.keys = ("new controller", "controller")
    home = EscrowHouse(escrow_world)
    # What another run asks for has keys of its own.
    home._keys = 100
    await home.open_for_business()
    new = await home.funded()
    assert new.terms.controller != old.terms.controller
    for escrow in (old, new):
        await home.order_release(escrow)
    await home.go_on(3)
    for escrow in (old, new):
        assert (await home.now(escrow)).state is EscrowState.RELEASED


async def test_a_key_that_is_gone_is_told_and_the_deadline_ends_the_escrow(
    escrow_world: EscrowWorld,
) -> None:
    home = EscrowHouse(escrow_world)
    await home.open_for_business()
    escrow = await home.funded(days=1)
    escrow_world.keys = ("new controller",)
    home = EscrowHouse(escrow_world)
    await home.order_refund(escrow)
    await home.go_on(3)
    assert (await home.texts_to(FINANCE)).count("notice-escrow-keyless") == 1
    home.past(escrow)
    home.local.say(STRANGER, escrow.address, AUTO_REFUND)
    await home.go_on(2)
    assert (await home.now(escrow)).state is EscrowState.REFUNDED
