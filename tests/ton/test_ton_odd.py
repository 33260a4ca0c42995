"""What staff do about payments of nobody; what the house keeps about people; reconciliation."""

from dataclasses import replace

import pytest

from domain.ledger import accounts
from domain.payments.refusals import SecondPersonNeeded
from domain.shared.actor import Actor, Role, house
from domain.shared.change import flatten
from domain.shared.ids import UserId
from domain.shared.money import TON
from domain.shared.refusals import AmountTooSmall, DomainError, Invalid, NotAllowed, NotFound
from domain.ton.accounts import FindingKind
from domain.ton.deposit_models import Deposit
from domain.ton.deposits.odd import ASSIGN, KEEP, RETURN, assignment
from domain.ton.refusals import DepositGone
from domain.users.models import Area
from tests.fakes.ton_machines import GAS
from tests.payments.house import ALICE, BOB, CAROL
from tests.ton.house import ALICES, DEPOSIT, NANO, ONE_ENGINE, PAYOUT, TonHouse

FEE = NANO // 100


async def _odd(home: TonHouse, units: int = 3 * NANO) -> tuple[Actor, Deposit]:
    """A payment of nobody, and somebody of finance."""
    await home.begin()
    staff = await home.staff(CAROL)
    home.world.chain.pay(ALICES, DEPOSIT, units)
    await home.read()
    (odd,) = (await home.odd.waiting(staff, cursor=None, limit=10)).items
    return staff, odd


async def test_an_operator_gives_it_to_its_person(home: TonHouse) -> None:
    await home.meet(ALICE)
    staff, odd = await _odd(home)
    await home.act(staff, ASSIGN, assignment(odd.id, ALICE))
    assert await home.has(ALICE) == 3 * NANO
    assert (await home.odd.get(staff, odd.id)).person == ALICE
    assert await home.texts_to(ALICE) == ["notice-deposit-credited"]
    for kind, ref in ((KEEP, odd.id), (RETURN, odd.id), (ASSIGN, assignment(odd.id, ALICE))):
        with pytest.raises(DepositGone):
            await home.act(staff, kind, ref)
    await home.sound()


async def test_an_operator_sends_it_back(home: TonHouse) -> None:
    staff, odd = await _odd(home)
    before = home.world.chain.account(ALICES).balance
    await home.act(staff, RETURN, odd.id)
    assert (await home.odd.get(staff, odd.id)).state == "returning"
    await home.sound()
    await home.settle()
    assert (await home.odd.get(staff, odd.id)).state == "returned"
    assert home.world.chain.account(ALICES).balance == before + 3 * NANO - FEE - GAS
    await home.sound()


async def test_the_house_keeps_it(home: TonHouse) -> None:
    staff, odd = await _odd(home)
    await home.act(staff, KEEP, odd.id)
    assert (await home.ledger.balance(accounts.HOUSE_FEES, TON)).available.units == 3 * NANO
    assert await home.odd_states() == []
    await home.sound()


@ONE_ENGINE
@pytest.mark.parametrize(
    ("kind", "ref", "why", "refusal"),
    [
        (KEEP, "{}", " ", Invalid),
        (KEEP, "nothing", "why", NotFound),
        (ASSIGN, "{}", "why", NotFound),
        (ASSIGN, "{}:999", "why", NotFound),
        (ASSIGN, "{}:x", "why", NotFound),
    ],
)
async def test_acts_that_cannot_be(
    home: TonHouse, kind: str, ref: str, why: str, refusal: type[DomainError]
) -> None:
    staff, odd = await _odd(home)
    with pytest.raises(refusal):
        await home.act(staff, kind, ref.format(odd.id), why)
    assert await home.odd_states() == ["unmatched"]


@ONE_ENGINE
async def test_a_fee_takes_no_payment_whole(home: TonHouse) -> None:
    staff, odd = await _odd(home, units=FEE)
    with pytest.raises(AmountTooSmall):
        await home.act(staff, RETURN, odd.id)


async def test_large_ones_and_ones_own_need_a_second_person(home: TonHouse) -> None:
    staff, odd = await _odd(home, units=30 * NANO)
    admin = await home.staff(BOB, Role.ADMIN)
    asked = await home.act(staff, ASSIGN, assignment(odd.id, CAROL))
    assert asked.state == "to_approve"
    with pytest.raises(SecondPersonNeeded):
        await home.approvals.approve(staff, asked.id, key=home.key())
    await home.approvals.approve(admin, asked.id, key=home.key())
    assert await home.has(CAROL) == 30 * NANO
    await home.sound()


async def test_a_long_list_is_not_told_line_by_line(home: TonHouse) -> None:
    await _odd(home)
    for _ in range(12):
        home.world.chain.pay(ALICES, DEPOSIT, NANO)
        await home.read()
    assert len(await home.odd_states()) == 13
    assert (await home.texts_to(CAROL)).count("notice-deposit-odd") == 5


@ONE_ENGINE
async def test_people_see_no_list_of_the_operators(home: TonHouse) -> None:
    _, odd = await _odd(home)
    alice = await home.meet(ALICE)
    for look in (
        home.odd.waiting(alice, cursor=None, limit=1),
        home.odd.get(alice, odd.id),
        home.withdrawals.queue(alice, cursor=None, limit=1),
        home.chain_reconcile.run(alice),
    ):
        with pytest.raises(NotAllowed):
            await look
    with pytest.raises(NotFound):
        await home.deposits.get(alice, odd.id)


async def test_what_is_kept_about_people_is_shown_and_forgotten(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    await home.withdraw(alice, NANO)
    await home.settle()
    code = await home.code(alice)
    parts = {part.name: part.rows for part in await home.traces.parts(ALICE)}
    assert {name: len(rows) for name, rows in parts.items()} == {
        "ton-deposits": 1,
        "ton-withdrawals": 1,
        "ton-contacts": 1,
        "ton-codes": 1,
    }
    changes = home.traces.forget(ALICE, UserId(-77))
    await home.world.writer.put(tuple(flatten([changes])))
    assert all(not part.rows for part in await home.traces.parts(ALICE))
    assert len((await home.deposits.mine(Actor(id=UserId(-77)), cursor=None, limit=5)).items) == 1
    home.world.chain.pay(ALICES, DEPOSIT, NANO, code)
    await home.read()
    assert await home.odd_states() == ["unmatched"]
    await home.sound()


async def test_the_chain_equals_the_books_to_the_last_nano(home: TonHouse) -> None:
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO + 1)
    await home.bring_jettons(alice, 1_000_001)
    await home.withdraw(alice, NANO + 3)
    await home.payouts.pay()
    home.world.tick()
    # The payment has left and has not been read: that is taken into account.
    report = await home.chain_reconcile.run(house("reconcile"))
    assert report.equal
    await home.settle()
    report = await home.chain_reconcile.run(house("reconcile"))
    assert report.equal
    assert {one.address for one in report.holdings} >= {DEPOSIT, PAYOUT}
    assert all(one.chain == one.books for one in report.holdings)
    assert await home.chain_checks.chain_equal()


@ONE_ENGINE
@pytest.mark.parametrize("amiss", [-1, 1])
async def test_a_nano_amiss_pauses_withdrawals_and_is_told_once(
    home: TonHouse, amiss: int
) -> None:
    await home.begin()
    await home.staff(CAROL, Role.ADMIN)
    account = home.world.chain.account(PAYOUT)
    account.balances[-1] += amiss
    report = await home.chain_reconcile.run(house("reconcile"))
    assert [one.kind for one in report.findings] == [FindingKind.BALANCE_DIFFERS]
    assert not await home.chain_checks.chain_equal()
    assert (await home.areas.state(Area.TON)).paused
    admin = await home.staff(CAROL, Role.ADMIN)
    await home.areas.resume(admin, "ton", key=home.key())
    await home.chain_reconcile.run(house("reconcile"))
    assert not (await home.areas.state(Area.TON)).paused, "it was looked at"
    assert (await home.texts_to(CAROL)).count("notice-chain-amiss") == 1
    page = await home.chain_reconcile.findings(admin, cursor=None, limit=1)
    assert page.items[0].units == 1


async def test_books_that_disagree_with_the_areas_are_found(home: TonHouse) -> None:
    await home.begin()
    home.world.chain.pay(ALICES, DEPOSIT, NANO)
    await home.read()
    await home.world.writer.put((home.frame.rows.deposits.move(*_tampered(await _first(home))),))
    findings = await home.chain_checks.mismatches()
    assert [one.kind for one in findings] == [FindingKind.BOOKS_DIFFER]


@ONE_ENGINE
async def test_a_chain_that_is_down_is_no_mismatch(home: TonHouse) -> None:
    await home.begin()
    home.world.chain.faults += ["down"] * 3
    assert await home.chain_checks.chain_equal()


async def _first(home: TonHouse) -> Deposit:
    staff = Actor(id=UserId(0), role=Role.OWNER)
    return (await home.odd.waiting(staff, cursor=None, limit=1)).items[0]


def _tampered(was: Deposit) -> tuple[Deposit, Deposit]:
    """As if somebody had written into the table by hand."""
    return was, replace(was, state=type(was.state)("kept"), version=was.version + 1)
