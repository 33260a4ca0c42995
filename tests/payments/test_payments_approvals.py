"""Acts of staff: confirmed by the asker, over a threshold approved by somebody else."""

import pytest

from domain.ledger import accounts
from domain.payments.models import Adjust, ApprovalState, RefundOther
from domain.payments.refusals import (
    ApprovalGone,
    SecondPersonNeeded,
)
from domain.shared.actor import Actor, Role
from domain.shared.ids import DAY, UserId
from domain.shared.money import POINTS, Money, of, stars
from domain.shared.refusals import (
    AmountTooSmall,
    Invalid,
    NotAllowed,
    NotEnoughFunds,
    NotFound,
)
from tests.payments.house import ALICE, BOB, CAROL, House, at_once
from tests.payments.staff import ask

DAVE = UserId(1004)


def points(whole: int, why: str = "sorry", person: UserId = ALICE) -> Adjust:
    return Adjust(person=person, amount=of(POINTS, whole), why=why)


async def balance(home: House, person: UserId = ALICE) -> Money:
    return (await home.ledger.balance(accounts.user(person), POINTS)).available


async def test_a_small_adjustment_is_done_once_confirmed(home: House, bob: Actor) -> None:
    asked = await ask(home, bob, points(100))
    assert (asked.state, await balance(home)) == (ApprovalState.TO_CONFIRM, of(POINTS, 0))
    done = await home.approvals.confirm(bob, asked.id, key=home.key("k1"))
    assert (done.state, done.decided_by) == (ApprovalState.DONE, BOB)
    assert await balance(home) == of(POINTS, 100)
    assert await home.approvals.confirm(bob, asked.id, key=home.key("k1")) == done
    with pytest.raises(ApprovalGone):
        await home.approvals.confirm(bob, asked.id, key=home.key("k2"))
    assert await home.texts_to(ALICE) == ["notice-adjusted"]
    logged = await home.audit.search("adjusted", cursor=None, limit=10)
    assert [entry.details["after"] for entry in logged.items] == [
        {"value": "100 POINTS", "why": "sorry", "approval": asked.id}
    ]
    await home.invariants()


async def test_taking_more_than_there_is_changes_nothing(home: House, bob: Actor) -> None:
    asked = await ask(home, bob, points(-100))
    with pytest.raises(NotEnoughFunds):
        await home.approvals.confirm(bob, asked.id, key=home.key())
    assert (await home.approvals.get(bob, asked.id)).state is ApprovalState.TO_CONFIRM
    given = await ask(home, bob, points(150))
    await home.approvals.confirm(bob, given.id, key=home.key())
    await home.approvals.confirm(bob, asked.id, key=home.key())
    assert await balance(home) == of(POINTS, 50)


async def test_a_large_adjustment_is_not_made_of_small_ones(
    home: House, bob: Actor, carol: Actor
) -> None:
    await home.meet(DAVE)

    async def state(actor: Actor, act: Adjust) -> ApprovalState:
        asked = await ask(home, actor, act)
        return (await home.approvals.confirm(actor, asked.id, key=home.key())).state

    assert await state(bob, points(600)) is ApprovalState.DONE
    assert await state(bob, points(-400)) is ApprovalState.DONE, "taking counts like giving"
    assert await state(bob, points(1)) is ApprovalState.TO_APPROVE
    assert await state(carol, points(1)) is ApprovalState.TO_APPROVE, "for the same person"
    assert await state(bob, points(1, person=DAVE)) is ApprovalState.TO_APPROVE, "by the same one"
    assert await state(carol, points(1000, person=DAVE)) is ApprovalState.DONE
    stars_too = Adjust(person=DAVE, amount=stars(1000), why="another asset")
    assert await state(bob, stars_too) is ApprovalState.DONE
    home.tools.clock.advance(DAY)
    assert await state(bob, points(1000)) is ApprovalState.DONE
    assert await balance(home) == of(POINTS, 1200)


async def test_what_a_second_person_saw_counts_no_more(
    home: House, bob: Actor, carol: Actor
) -> None:
    asked = await ask(home, bob, points(5000))
    await home.approvals.confirm(bob, asked.id, key=home.key())
    await home.approvals.approve(carol, asked.id, key=home.key())
    again = await ask(home, bob, points(1000))
    done = await home.approvals.confirm(bob, again.id, key=home.key())
    assert done.state is ApprovalState.DONE


async def test_ten_small_ones_at_once_pass_no_threshold(home: House, bob: Actor) -> None:
    asked = [await ask(home, bob, points(400)) for _ in range(10)]
    await at_once(10, lambda n: home.approvals.confirm(bob, asked[n].id, key=home.key()))
    states = [(await home.approvals.get(bob, one.id)).state for one in asked]
    assert states.count(ApprovalState.DONE) == 2
    assert states.count(ApprovalState.TO_APPROVE) == 8
    assert await balance(home) == of(POINTS, 800)


async def test_over_the_threshold_somebody_else_approves(
    home: House, bob: Actor, carol: Actor
) -> None:
    asked = await ask(home, bob, points(1001))
    waiting = await home.approvals.confirm(bob, asked.id, key=home.key())
    assert (waiting.state, await balance(home)) == (ApprovalState.TO_APPROVE, of(POINTS, 0))
    assert await home.texts_to(CAROL) == ["notice-approval"]
    assert await home.texts_to(BOB) == []
    letters = await home.inbox.letters(carol, cursor=None, limit=1)
    assert [data for _, data in letters.items[0].buttons] == [
        f"approve:{asked.id}",
        f"reject:{asked.id}",
    ]
    assert letters.items[0].fields["value"] == of(POINTS, 1001)
    with pytest.raises(SecondPersonNeeded):
        await home.approvals.approve(bob, asked.id, key=home.key())
    listed = await home.approvals.waiting(carol, cursor=None, limit=10)
    assert [one.id for one in listed.items] == [asked.id]
    done = await home.approvals.approve(carol, asked.id, key=home.key())
    assert (done.state, done.decided_by) == (ApprovalState.DONE, CAROL)
    assert await balance(home) == of(POINTS, 1001)
    assert await home.texts_to(BOB) == ["notice-approved"]


async def test_whom_it_is_about_never_approves_it(home: House, bob: Actor, carol: Actor) -> None:
    dave = await home.meet(DAVE, role=Role.ADMIN)
    asked = await ask(home, bob, points(1001, person=CAROL))
    await home.approvals.confirm(bob, asked.id, key=home.key())
    with pytest.raises(SecondPersonNeeded):
        await home.approvals.approve(carol, asked.id, key=home.key())
    await home.approvals.approve(dave, asked.id, key=home.key())
    assert await balance(home, CAROL) == of(POINTS, 1001)


async def test_to_oneself_it_takes_two_however_little(
    home: House, bob: Actor, carol: Actor
) -> None:
    asked = await ask(home, bob, points(1, person=BOB))
    waiting = await home.approvals.confirm(bob, asked.id, key=home.key())
    assert waiting.state is ApprovalState.TO_APPROVE
    await home.approvals.approve(carol, asked.id, key=home.key())
    assert await balance(home, BOB) == of(POINTS, 1)


async def test_rejected_and_cancelled_move_nothing(home: House, bob: Actor, carol: Actor) -> None:
    first, second = await ask(home, bob, points(5000)), await ask(home, bob, points(5000))
    await home.approvals.confirm(bob, first.id, key=home.key())
    await home.approvals.reject(carol, first.id, key=home.key())
    await home.approvals.cancel(bob, second.id, key=home.key())
    for asked in (first, second):
        for decide in (home.approvals.approve, home.approvals.reject):
            with pytest.raises(ApprovalGone):
                await decide(carol, asked.id, key=home.key())
    with pytest.raises(NotAllowed):
        await home.approvals.cancel(carol, first.id, key=home.key())
    assert await balance(home) == of(POINTS, 0)
    assert await home.texts_to(BOB) == ["notice-rejected"]


async def test_ten_approvals_at_once_are_one(home: House, bob: Actor, carol: Actor) -> None:
    asked = await ask(home, bob, points(5000))
    await home.approvals.confirm(bob, asked.id, key=home.key())
    results = await at_once(
        10, lambda n: home.approvals.approve(carol, asked.id, key=home.key(f"k{n}"))
    )
    assert results.count(ApprovalGone) == 9
    assert await balance(home) == of(POINTS, 5000)


async def test_approve_and_reject_at_once_agree(home: House, bob: Actor, carol: Actor) -> None:
    asked = await ask(home, bob, points(5000))
    await home.approvals.confirm(bob, asked.id, key=home.key())
    both = (home.approvals.approve, home.approvals.reject)
    results = await at_once(10, lambda n: both[n % 2](carol, asked.id, key=home.key()))
    assert results.count(ApprovalGone) == 9
    state = (await home.approvals.get(carol, asked.id)).state
    given = of(POINTS, 5000 if state is ApprovalState.DONE else 0)
    assert await balance(home) == given


async def test_a_question_left_alone_expires(home: House, bob: Actor, carol: Actor) -> None:
    asked, other = await ask(home, bob, points(5000)), await ask(home, bob, points(5))
    await home.approvals.confirm(bob, asked.id, key=home.key())
    home.tools.clock.advance(DAY)
    assert await home.approvals.expire() == 2
    assert await home.approvals.expire() == 0
    with pytest.raises(ApprovalGone):
        await home.approvals.approve(carol, asked.id, key=home.key())
    with pytest.raises(ApprovalGone):
        await home.approvals.confirm(bob, other.id, key=home.key())
    assert await home.texts_to(BOB) == ["notice-approval-expired"]


async def test_who_may_not_ask_or_decide(home: House, bob: Actor) -> None:
    alice = (await home.people.me(Actor(id=ALICE))).acts(origin="chat")
    with pytest.raises(NotAllowed):
        await ask(home, alice, points(1))
    asked = await ask(home, bob, points(5000))
    await home.approvals.confirm(bob, asked.id, key=home.key())
    with pytest.raises(NotAllowed):
        await home.approvals.approve(alice, asked.id, key=home.key())
    with pytest.raises(NotAllowed):
        await home.approvals.waiting(alice, cursor=None, limit=5)
    with pytest.raises(NotFound):
        await home.approvals.reject(bob, "nothing", key=home.key())


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (points(0), AmountTooSmall),
        (points(5, why=" "), Invalid),
        (points(5, person=UserId(9)), NotFound),
        (RefundOther(topup="nothing", why="x"), NotFound),
    ],
)
async def test_acts_that_are_refused_at_once(
    home: House, bob: Actor, act: Adjust | RefundOther, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await ask(home, bob, act)
