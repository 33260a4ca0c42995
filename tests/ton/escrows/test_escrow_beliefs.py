"""Every reason to believe nothing: what funds an escrow, and what does not."""

from dataclasses import replace
from typing import Any

import pytest

from domain.shared.ids import DAY, HOUR, Instant, UserId
from domain.shared.money import TON, XTR, Money
from domain.shared.refusals import (
    AmountTooLarge,
    AmountTooSmall,
    DomainError,
)
from domain.ton.escrows.models import CreateEscrow, EscrowState
from domain.ton.escrows.refusals import (
    DeadlineOutOfRange,
    EscrowNotFunded,
)
from domain.ton.frame import CHAIN
from domain.ton.models import AccountView
from domain.ton.refusals import AddressInvalid, AssetNotOnChain, OwnAddress, WrongNetwork
from storage.statements import delete
from tests.ton.escrows.chain import NANO, EscrowChain, other_contract
from tests.ton.escrows.house import ALICES, BOBS, FINANCE, FIVE, STRANGER, EscrowHouse, EscrowWorld

ALICE = UserId(1001)
FORGET_NUMBERS = delete("ton_numbers", key={"wallet": "text"})
DEPOSIT, RELEASE, AUTO_REFUND = 0x0D3B0511, 0x0D3B0512, 0x0D3B0514


@pytest.fixture
def engine() -> str:
    """What the store does with it is tested on both engines elsewhere: here the chain is."""
    return "sqlite"


async def test_a_deposit_that_never_arrived_funds_nothing(home: EscrowHouse) -> None:
    await home.open_for_business()
    escrow = await home.create()
    await home.go_on(3)
    assert (await home.now(escrow)).state is EscrowState.WAITING
    with pytest.raises(EscrowNotFunded):
        await home.order_release(escrow)
    with pytest.raises(EscrowNotFunded):
        await home.order_refund(escrow)
    assert home.local.sent == []


async def test_a_deposit_that_is_too_small_goes_back_and_funds_nothing(home: EscrowHouse) -> None:
    escrow = await home.create()
    home.local.pay(ALICES, home.escrows.deposit_request(escrow), value=FIVE)
    await home.go_on()
    read = await home.now(escrow)
    assert (read.state, read.state_seen, read.balance) == (EscrowState.WAITING, 0, 0)
    assert home.local.balance(ALICES) > FIVE - 20_000_000


async def test_a_deposit_by_somebody_else_funds_nothing(home: EscrowHouse) -> None:
    escrow = await home.create()
    home.local.pay(STRANGER, home.escrows.deposit_request(escrow))
    await home.go_on()
    assert (await home.now(escrow)).state is EscrowState.WAITING


async def test_a_deposit_to_another_deals_address_funds_neither(home: EscrowHouse) -> None:
    one, other = await home.create(), await home.create()
    assert one.address != other.address
    wrong = replace(home.escrows.deposit_request(one), address=other.address)
    home.local.pay(ALICES, wrong)
    await home.go_on()
    assert (await home.now(one)).state is EscrowState.WAITING
    assert (await home.now(other)).state is EscrowState.WAITING


async def test_a_contract_with_other_code_is_never_taken_for_ours(home: EscrowHouse) -> None:
    address, init = other_contract()
    request = home.escrows.deposit_request(await home.create())
    home.local.pay(ALICES, replace(request, address=address, init=init.to_boc()))
    view = await home.parts.outside.contract.read(address)
    assert view is not None
    assert view.balance > FIVE
    assert view.code_hash != home.parts.outside.contract.code_hash
    assert (view.state, view.terms) == (None, None)


async def test_our_code_with_another_controller_is_not_this_escrow(home: EscrowHouse) -> None:
    escrow = await home.create()
    contract = home.parts.outside.contract
    theirs = replace(escrow.terms, controller=STRANGER)
    home.local.pay(ALICES, contract.deposit(theirs, attach=NANO // 20))
    view = await contract.read(contract.address(theirs))
    assert view is not None
    assert (view.state, view.terms) == (1, theirs)
    # A reader that shows it at our address is not believed.
    data = await home.local.account(contract.address(theirs))

    def lie(given: AccountView) -> AccountView:
        return replace(data, address=given.address)

    home.local.lie = lie
    await home.go_on()
    assert (await home.now(escrow)).state is EscrowState.WAITING


async def test_a_reader_that_lags_funds_late_and_never_unseen_again(home: EscrowHouse) -> None:
    await home.open_for_business()
    escrow = await home.create()
    home.local.lag = 6
    home.local.pay(ALICES, home.escrows.deposit_request(escrow))
    await home.poll.poll_escrows()
    assert (await home.now(escrow)).state is EscrowState.WAITING
    await home.go_on(8)
    assert (await home.now(escrow)).state is EscrowState.FUNDED
    home.local.lag = 0
    await home.order_release(escrow)
    await home.go_on()
    assert (await home.now(escrow)).state is EscrowState.RELEASED
    # An older block shows it funded, one before that nothing at all.
    for lag in (4, 12):
        home.local.lag = lag
        await home.escrows.get(await home.meet(FINANCE), escrow.id)
        seen = await home.now(escrow)
        assert (seen.state, seen.state_seen) == (EscrowState.RELEASED, 2)


async def test_large_amounts_are_funded_only_when_the_second_reader_agrees(
    escrow_world: EscrowWorld,
) -> None:
    escrow_world.other = EscrowChain(escrow_world.clock)
    home = EscrowHouse(escrow_world)
    large = await home.create(amount=2_000 * NANO)
    home.local.pay(ALICES, home.escrows.deposit_request(large))
    await home.go_on()
    assert (await home.now(large)).state is EscrowState.WAITING
    escrow_world.other.pay(ALICES, home.escrows.deposit_request(large))
    await home.go_on()
    assert (await home.now(large)).state is EscrowState.FUNDED


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"amount": Money(NANO // 10 - 1, TON)}, AmountTooSmall),
        ({"amount": Money(1_000_000 * NANO + 1, TON)}, AmountTooLarge),
        ({"amount": Money(100, XTR)}, AssetNotOnChain),
        ({"fee": Money(FIVE + 1, TON)}, AmountTooLarge),
        ({"advertiser": "EQ"}, AddressInvalid),
        ({"owner": f"-1:{'a' * 64}"}, WrongNetwork),
        ({"deadline": 0}, DeadlineOutOfRange),
        ({"deadline": 366 * DAY}, DeadlineOutOfRange),
        ({"owner": "controller"}, OwnAddress),
    ],
)
async def test_what_no_escrow_is_made_of(
    home: EscrowHouse, change: dict[str, Any], refusal: type[DomainError]
) -> None:
    now = home.world.clock.now()
    order = CreateEscrow(
        advertiser=ALICES, owner=BOBS, amount=Money(FIVE, TON), deadline=Instant(now + HOUR)
    )
    if isinstance(ahead := change.get("deadline"), int):
        change = {"deadline": Instant(now + ahead)}
    if change.get("owner") == "controller":
        change = {"owner": home.controller}
    wrong = replace(order, **change)
    with pytest.raises(refusal):
        await home.escrows.create_escrow_for_deal(CHAIN, wrong, key=home.key())
