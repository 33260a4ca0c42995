"""Stars in: opened, checked, paid exactly once."""

import pytest

from domain.payments.frame import ASKS
from domain.payments.models import (
    Entrance,
    OpenTopUp,
    Payment,
    PreCheckout,
    TopUp,
    TopUpState,
)
from domain.payments.refusals import NotYourTopUp, TopUpGone
from domain.shared.actor import Actor, Role
from domain.shared.ids import DAY, UserId
from domain.shared.money import POINTS, of, stars
from domain.shared.refusals import (
    AlreadyDone,
    AmountTooLarge,
    AmountTooSmall,
    AreaPaused,
    DomainError,
    GatewayError,
    Invalid,
    KeyReused,
    LimitReached,
    NotFound,
)
from domain.users.models import Sighting
from domain.users.refusals import Banned, TermsNeeded
from tests.payments.house import ALICE, BOB, CAROL, House, at_once


def query(topup: TopUp, person: UserId = ALICE) -> PreCheckout:
    return PreCheckout(
        person=person, payload=f"topup:{topup.id}", currency="XTR", stars=topup.value.whole
    )


async def test_a_topup_in_chat_puts_its_invoice_into_the_outbox(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.open(alice, 50)
    assert (topup.state, topup.value, topup.link) == (TopUpState.OPEN, stars(50), None)
    rows = await home.outbox.due(home.tools.clock.now(), 10)
    invoice = next(row for row in rows if row.method == "sendInvoice")
    assert invoice.payload["payload"] == f"topup:{topup.id}"
    assert (invoice.payload["currency"], invoice.payload["stars"]) == ("XTR", 50)


async def test_a_paid_topup_is_credited_with_a_receipt(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    assert topup.state is TopUpState.PAID
    assert await home.balance(ALICE) == stars(50)
    assert await home.texts_to(ALICE) == ["notice-topup-receipt"]
    assert (await home.topups.counts())[TopUpState.PAID] == 1
    await home.invariants()


async def test_the_same_key_gives_the_same_topup(home: House) -> None:
    alice = await home.meet(ALICE)
    first = await home.open(alice, 50, key="k1")
    key = home.key("k1")
    order = OpenTopUp(value=stars(50), entrance=Entrance.CHAT)
    assert await home.topups.open(alice, order, key=key) == first
    assert key.replayed
    with pytest.raises(KeyReused):
        await home.open(alice, 51, key="k1")


@pytest.mark.parametrize(("whole", "refusal"), [(14, AmountTooSmall), (1_000_001, AmountTooLarge)])
async def test_amounts_out_of_bounds_do_not_spend_the_key(
    home: House, whole: int, refusal: type[DomainError]
) -> None:
    alice = await home.meet(ALICE)
    with pytest.raises(refusal):
        await home.open(alice, whole, key="k1")
    assert (await home.open(alice, 50, key="k1")).value == stars(50)


async def test_points_are_no_topup(home: House) -> None:
    alice = await home.meet(ALICE)
    order = OpenTopUp(value=of(POINTS, 50), entrance=Entrance.APP)
    with pytest.raises(Invalid):
        await home.topups.open(alice, order, key=home.key())


async def test_who_may_not_top_up(home: House) -> None:
    await home.people.meet(Sighting(id=CAROL, name="Carol"))
    with pytest.raises(TermsNeeded):
        await home.open(Actor(id=CAROL), 50)
    owner = await home.meet(BOB, role=Role.OWNER)
    alice = await home.meet(ALICE)
    await home.bans.limit(owner, ALICE, 60, "new here", key=home.key())
    await home.fund(alice, 40)
    with pytest.raises(LimitReached):
        await home.open(alice, 21)
    await home.bans.limit(owner, ALICE, 0, "closed", key=home.key())
    with pytest.raises(LimitReached):
        await home.open(alice, 15)
    await home.bans.limit(owner, ALICE, None, "", key=home.key())
    await home.areas.pause(owner, "payments", "works", key=home.key())
    with pytest.raises(AreaPaused):
        await home.open(alice, 15)
    await home.areas.resume(owner, "payments", key=home.key())
    await home.bans.ban(owner, ALICE, "fraud", key=home.key())
    with pytest.raises(Banned):
        await home.open(alice, 15)


async def test_an_app_topup_has_a_link(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.open(alice, 50, entrance=Entrance.APP)
    assert (topup.invoice, topup.link) == ("inv1", "https://t.me/$inv1")
    assert await home.topups.get(alice, topup.id) == topup
    assert home.tools.telegram.links == {"inv1": f"topup:{topup.id}"}


async def test_an_amount_that_telegram_refuses_shows_its_reason(home: House) -> None:
    alice = await home.meet(ALICE)
    home.tools.telegram.faults.append("Bad Request: STARS_INVOICE_INVALID")
    topup = await home.open(alice, 1_000_000, entrance=Entrance.APP, key="k1")
    assert topup.state is TopUpState.FAILED
    assert topup.failure == "Bad Request: STARS_INVOICE_INVALID"
    assert await home.open(alice, 1_000_000, entrance=Entrance.APP, key="k1") == topup


async def test_an_invoice_refused_in_chat_fails_and_is_told(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.open(alice, 50)
    for _ in range(2):
        failed = await home.topups.invoice_rejected(topup.id, "Bad Request: no")
        assert (failed.state, failed.failure) == (TopUpState.FAILED, "Bad Request: no")
    assert await home.texts_to(ALICE) == ["notice-topup-failed"]


@pytest.mark.parametrize("fault", ["down", "lose"])
async def test_without_an_answer_the_same_key_tries_again(home: House, fault: str) -> None:
    alice = await home.meet(ALICE)
    home.tools.telegram.faults.extend([fault] * ASKS)
    with pytest.raises(GatewayError):
        await home.open(alice, 50, entrance=Entrance.APP, key="k1")
    topup = await home.open(alice, 50, entrance=Entrance.APP, key="k1")
    assert topup.link is not None
    assert len((await home.topups.mine(alice, cursor=None, limit=10)).items) == 1


async def test_pre_checkout_refuses_with_the_reason(home: House) -> None:
    alice = await home.meet(ALICE)
    owner = await home.meet(BOB, role=Role.OWNER)
    topup = await home.open(alice, 50)
    assert (await home.topups.check(query(topup))).ok
    foreign = await home.topups.check(query(topup, BOB))
    assert isinstance(foreign.refusal, NotYourTopUp)
    unknown = PreCheckout(person=ALICE, payload="other", currency="XTR", stars=50)
    assert isinstance((await home.topups.check(unknown)).refusal, TopUpGone)
    await home.areas.pause(owner, "payments", key=home.key())
    assert isinstance((await home.topups.check(query(topup))).refusal, AreaPaused)
    await home.areas.resume(owner, "payments", key=home.key())
    await home.bans.limit(owner, ALICE, 49, "", key=home.key())
    assert isinstance((await home.topups.check(query(topup))).refusal, LimitReached)
    await home.bans.limit(owner, ALICE, None, "", key=home.key())
    home.gate.terms_document = "1" * 64
    assert isinstance((await home.topups.check(query(topup))).refusal, TermsNeeded)
    home.gate.terms_document = "0" * 64
    await home.bans.ban(owner, ALICE, "fraud", key=home.key())
    assert isinstance((await home.topups.check(query(topup))).refusal, Banned)
    await home.bans.unban(owner, ALICE, key=home.key())
    payment = home.tools.telegram.pay(ALICE, 50, f"topup:{topup.id}")
    await home.topups.paid(payment)
    assert isinstance((await home.topups.check(query(topup))).refusal, AlreadyDone)


async def test_an_old_invoice_expires_and_a_late_payment_still_counts(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.open(alice, 50)
    home.tools.clock.advance(DAY)
    assert isinstance((await home.topups.check(query(topup))).refusal, TopUpGone)
    assert await home.topups.expire() == 1
    assert (await home.topups.get(alice, topup.id)).state is TopUpState.EXPIRED
    payment = home.tools.telegram.pay(ALICE, 50, f"topup:{topup.id}")
    assert (await home.topups.paid(payment)).id == topup.id
    assert await home.balance(ALICE) == stars(50)
    await home.invariants()


async def test_ten_tellings_of_one_payment_credit_once(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.open(alice, 50)
    payment = home.tools.telegram.pay(ALICE, 50, f"topup:{topup.id}")
    results = await at_once(10, lambda _: home.topups.paid(payment))
    assert {one.id for one in results if isinstance(one, TopUp)} == {topup.id}
    assert await home.balance(ALICE) == stars(50)
    assert await home.texts_to(ALICE) == ["notice-topup-receipt"]
    await home.invariants()


async def test_ten_topups_at_once_are_ten(home: House) -> None:
    alice = await home.meet(ALICE)
    results = await at_once(10, lambda n: home.open(alice, 15 + n))
    opened = [one for one in results if isinstance(one, TopUp)]
    pay = home.tools.telegram.pay
    payments = [pay(ALICE, one.value.whole, f"topup:{one.id}") for one in opened]
    await at_once(10, lambda n: home.topups.paid(payments[n]))
    assert await home.balance(ALICE) == stars(sum(range(15, 25)))
    await home.invariants()


async def test_ten_uses_of_one_key_are_one_topup(home: House) -> None:
    alice = await home.meet(ALICE)
    results = await at_once(10, lambda _: home.open(alice, 50, key="k1"))
    assert len({one.id for one in results if isinstance(one, TopUp)}) == 1


@pytest.mark.parametrize(
    ("payer", "whole", "payload"),
    [(BOB, 50, ""), (ALICE, 60, ""), (ALICE, 50, "topup:nobody"), (BOB, 5, "something else")],
)
async def test_a_payment_that_fits_nothing_is_credited_to_who_paid(
    home: House, payer: UserId, whole: int, payload: str
) -> None:
    alice = await home.meet(ALICE)
    topup = await home.open(alice, 50)
    payment = home.tools.telegram.pay(payer, whole, payload or f"topup:{topup.id}")
    stray = await home.topups.paid(payment)
    assert await home.topups.paid(payment) == stray
    assert (stray.entrance, stray.person) == (Entrance.STRAY, payer)
    assert await home.balance(payer) == stars(whole)
    assert (await home.topups.get(alice, topup.id)).state is TopUpState.OPEN
    await home.invariants()


async def test_a_second_payment_of_one_invoice_is_credited_too(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    payment = home.tools.telegram.pay(ALICE, 50, f"topup:{topup.id}")
    assert (await home.topups.paid(payment)).entrance is Entrance.STRAY
    assert await home.balance(ALICE) == stars(100)


async def test_a_payer_whom_we_never_met_is_credited(home: House) -> None:
    payment = Payment(person=CAROL, charge="c1", payload="x", stars=7)
    await home.topups.paid(payment)
    assert await home.balance(CAROL) == stars(7)


async def test_other_peoples_topups_are_not_there(home: House) -> None:
    alice, bob = await home.meet(ALICE), await home.meet(BOB)
    topup = await home.open(alice, 50)
    with pytest.raises(NotFound):
        await home.topups.get(bob, topup.id)
    assert (await home.topups.mine(bob, cursor=None, limit=10)).items == ()


async def test_ones_own_list_is_paged_newest_first(home: House) -> None:
    alice = await home.meet(ALICE)
    made = [(await home.open(alice, 15 + n)).id for n in range(5)]
    first = await home.topups.mine(alice, cursor=None, limit=3)
    rest = await home.topups.mine(alice, cursor=first.next, limit=3)
    assert [one.id for one in (*first.items, *rest.items)] == made[::-1]
    assert rest.next is None
    with pytest.raises(Invalid):
        await home.topups.mine(alice, cursor="forged", limit=3)
