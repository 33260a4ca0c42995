"""Our books against Telegram's list; maturity; chargebacks."""

from dataclasses import replace

import pytest

from domain.ledger import accounts
from domain.payments.frame import ASKS
from domain.payments.models import FindingKind, TopUp, TopUpState
from domain.shared.actor import Actor, Role, house
from domain.shared.ids import DAY, HOUR
from domain.shared.money import XTR, stars
from domain.shared.refusals import AreaPaused, GatewayError, LimitReached, NotAllowed
from domain.users.models import Area
from tests.fakes.stars import Died
from tests.payments.house import ALICE, BOB, CAROL, House, at_once

JOB = house("reconcile")


async def test_equal_books_find_nothing(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    await home.fund(alice, 30)
    await home.refund(alice, topup)
    report = await home.reconcile.run(JOB)
    assert (report.read, report.findings, report.equal) == (3, (), True)
    assert (await home.reconcile.run(JOB)).read == 0


async def test_a_payment_that_never_reached_us_is_made_good(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.open(alice, 50)
    home.tools.telegram.pay(ALICE, 50, f"topup:{topup.id}")
    home.tools.telegram.pay(BOB, 7, "unheard of")
    report = await home.reconcile.run(JOB)
    assert [f.kind for f in report.findings] == [FindingKind.CREDIT_MADE_GOOD] * 2
    assert report.equal
    assert await home.balance(ALICE) == stars(50)
    assert await home.balance(BOB) == stars(7)
    assert (await home.topups.get(alice, topup.id)).state is TopUpState.PAID
    await home.invariants()


async def test_the_update_may_come_after_the_reconciliation(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.open(alice, 50)
    payment = home.tools.telegram.pay(ALICE, 50, f"topup:{topup.id}")
    await at_once(2, lambda n: home.reconcile.run(JOB) if n else home.topups.paid(payment))
    await home.topups.paid(payment)
    assert await home.balance(ALICE) == stars(50)
    await home.invariants()


async def test_more_than_a_page_is_read_and_the_cursor_kept(home: House) -> None:
    for number in range(205):
        home.tools.telegram.pay(ALICE, 1 + number % 3, f"n{number}")
    report = await home.reconcile.run(JOB)
    assert report.read == 205
    home.tools.telegram.pay(ALICE, 5, "more")
    again = House(home.tools)
    assert (await again.reconcile.run(JOB)).read == 1
    assert home.tools.telegram.calls[-1] == ("transactions", "205")
    assert (await again.balance(ALICE)).whole == home.tools.telegram.held


async def test_a_crash_while_reading_repeats_the_page(home: House) -> None:
    home.tools.telegram.pay(ALICE, 50, "x")
    home.tools.telegram.faults.append("die after")
    with pytest.raises(Died):
        await home.reconcile.run(JOB)
    again = House(home.tools)
    assert (await again.reconcile.run(JOB)).read == 1
    assert await again.balance(ALICE) == stars(50)


async def test_two_runs_at_once_agree(home: House) -> None:
    home.tools.telegram.pay(ALICE, 50, "x")
    await at_once(4, lambda _: home.reconcile.run(JOB))
    assert await home.balance(ALICE) == stars(50)
    assert await home.run_reconcile()


async def test_an_unanswered_list_is_an_error_not_a_mismatch(home: House) -> None:
    home.tools.telegram.faults.append("down")
    with pytest.raises(GatewayError):
        await home.reconcile.run(JOB)
    assert not (await home.areas.state(Area.PAYMENTS)).paused


async def test_what_nobody_knows_is_listed(home: House) -> None:
    owner = await home.meet(BOB, role=Role.OWNER)
    home.tools.telegram.withdraw(100)
    report = await home.reconcile.run(JOB)
    assert [f.kind for f in report.findings] == [FindingKind.UNKNOWN]
    listed = await home.reconcile.findings(owner, cursor=None, limit=10)
    assert [f.stars for f in listed.items] == [100]
    assert report.equal
    assert not (await home.areas.state(Area.PAYMENTS)).paused


async def test_stars_that_came_by_no_invoice_are_nobodys_credit(home: House) -> None:
    home.tools.telegram.pay(ALICE, 50, "")
    report = await home.reconcile.run(JOB)
    assert [f.kind for f in report.findings] == [FindingKind.UNKNOWN]
    assert await home.balance(ALICE) == stars(0)


async def test_a_payment_that_telegram_does_not_know_pauses_the_area_once(home: House) -> None:
    owner = await home.meet(BOB, role=Role.OWNER)
    alice = await home.meet(ALICE)
    await home.fund(alice, 50)
    home.tools.telegram.history.clear()
    assert (await home.reconcile.run(JOB)).equal
    home.tools.clock.advance(2 * HOUR)
    report = await home.reconcile.run(JOB)
    assert [f.kind for f in report.findings] == [FindingKind.NOT_AT_TELEGRAM]
    assert not report.equal
    assert (await home.areas.state(Area.PAYMENTS)).paused
    assert await home.texts_to(BOB) == ["notice-reconcile-mismatch"]
    with pytest.raises(AreaPaused):
        await home.open(alice, 50)
    await home.areas.resume(owner, "payments", key=home.key())
    assert not (await home.reconcile.run(JOB)).equal
    assert not (await home.areas.state(Area.PAYMENTS)).paused
    assert await home.texts_to(BOB) == ["notice-reconcile-mismatch"]


async def test_another_amount_pauses_the_area(home: House) -> None:
    alice = await home.meet(ALICE)
    await home.fund(alice, 50)
    history = home.tools.telegram.history
    history[0] = replace(history[0], stars=49)
    report = await home.reconcile.run(JOB)
    assert [f.kind for f in report.findings] == [FindingKind.AMOUNT_DIFFERS]
    assert (await home.areas.state(Area.PAYMENTS)).paused


async def test_a_ledger_that_moved_by_itself_is_noticed(home: House) -> None:
    alice = await home.meet(ALICE)
    await home.fund(alice, 50)
    await home.move(accounts.STARS_MATURING, accounts.HOUSE_FEES, 1)
    assert not await home.checks.stars_equal()
    report = await home.reconcile.run(JOB)
    assert [f.kind for f in report.findings] == [FindingKind.LEDGER_DIFFERS]


@pytest.mark.parametrize(("spent", "taken"), [(0, 50), (20, 30), (50, 0)])
async def test_a_chargeback_is_taken_from_the_person_then_from_the_house(
    home: House, spent: int, taken: int
) -> None:
    alice = await home.meet(ALICE)
    await home.meet(BOB, role=Role.FINANCE)
    topup = await home.fund(alice, 50)
    if spent:
        await home.spend(alice, spent)
    assert await home.run_reconcile()
    home.tools.telegram.charge_back("charge1")
    report = await home.reconcile.run(JOB)
    assert [f.kind for f in report.findings] == [FindingKind.CHARGEBACK]
    assert report.equal
    assert (await home.topups.get(alice, topup.id)).state is TopUpState.CHARGED_BACK
    assert await home.balance(ALICE) == stars(0)
    clawback = await home.ledger.balance(accounts.STARS_CLAWBACK, XTR)
    assert clawback.available == -stars(50 - taken)
    with pytest.raises(LimitReached):
        await home.open(alice, 50)
    assert await home.texts_to(BOB) == ["notice-chargeback-staff"]
    assert await home.run_reconcile()
    await home.invariants()


async def test_ten_chargebacks_of_one_payment_are_one(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    home.tools.telegram.charge_back("charge1")
    results = await at_once(10, lambda _: home.chargebacks.take(topup.id))
    states = {one.state for one in results if isinstance(one, TopUp)}
    assert (states, len(results)) == ({TopUpState.CHARGED_BACK}, 10)
    assert all(isinstance(one, TopUp) for one in results)
    assert await home.balance(ALICE) == stars(0)
    await home.invariants()


async def test_a_refund_of_ours_is_no_chargeback(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    home.tools.telegram.faults.extend(["lose"] * ASKS)
    await home.refund(alice, topup)
    report = await home.reconcile.run(JOB)
    assert [f.kind for f in report.findings] == [FindingKind.REFUND_SETTLED]
    assert (await home.topups.get(alice, topup.id)).state is TopUpState.REFUNDED
    assert (await home.people.me(alice)).limit is None
    await home.invariants()


async def test_only_those_who_may_reconcile(home: House) -> None:
    with pytest.raises(NotAllowed):
        await home.reconcile.run(await home.meet(ALICE))
    with pytest.raises(NotAllowed):
        await home.maturity.cohorts(Actor(id=ALICE))


async def test_stars_mature_after_21_days(home: House) -> None:
    alice, finance = await home.meet(ALICE), await home.meet(CAROL, role=Role.FINANCE)
    await home.fund(alice, 50)
    home.tools.clock.advance(20 * DAY)
    early = await home.fund(alice, 30)
    assert await home.maturity.run() == 0
    home.tools.clock.advance(DAY)
    assert await home.maturity.run() == 1
    assert await home.maturity.run() == 0
    available = await home.ledger.balance(accounts.STARS_AVAILABLE, XTR)
    maturing = await home.ledger.balance(accounts.STARS_MATURING, XTR)
    assert (available.available, maturing.available) == (-stars(50), -stars(30))
    cohorts = await home.maturity.cohorts(finance)
    assert [(c.value, c.matured) for c in cohorts] == [(stars(30), False), (stars(50), True)]
    assert cohorts[0].expires_at > cohorts[0].matures_at
    await home.refund(alice, early)
    await home.invariants()


async def test_a_refund_after_maturity_comes_from_what_is_available(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    home.tools.clock.advance(21 * DAY)
    home.tools.telegram.faults.extend(["lose"] * ASKS)
    held = await home.refund(alice, topup)
    assert held.state is TopUpState.REFUNDING
    assert await home.maturity.run() == 0
    await home.refunds.sweep()
    maturing = await home.ledger.balance(accounts.STARS_MATURING, XTR)
    assert maturing.available == stars(0)
    second = await home.fund(alice, 20)
    home.tools.clock.advance(21 * DAY)
    assert await home.maturity.run() == 1
    await home.refund(alice, second)
    available = await home.ledger.balance(accounts.STARS_AVAILABLE, XTR)
    assert available.available == stars(0)
    await home.invariants()


async def test_ten_maturities_at_once_are_one(home: House) -> None:
    alice = await home.meet(ALICE)
    await home.fund(alice, 50)
    home.tools.clock.advance(21 * DAY)
    await at_once(10, lambda _: home.maturity.run())
    available = await home.ledger.balance(accounts.STARS_AVAILABLE, XTR)
    assert available.available == -stars(50)
    await home.invariants()
