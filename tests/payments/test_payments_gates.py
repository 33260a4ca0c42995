"""What areas above bring to payments: acts of their own to approve, and a gate for deposits."""

import pytest

from domain.payments.acts import Carried, Subject
from domain.payments.approvals import Approvals
from domain.payments.models import (
    Approval,
    ApprovalState,
    AreaAct,
    PreCheckout,
    StaffAct,
    TopUp,
    Verdict,
)
from domain.payments.refusals import SecondPersonNeeded
from domain.payments.topups import TopUps
from domain.shared.actor import Actor, Permission, Role
from domain.shared.ids import UserId
from domain.shared.money import Money, stars
from domain.shared.refusals import LimitReached, NotFound
from storage.payments.approvals import ApprovalRows
from storage.payments.invoices import OutboxInvoices
from tests.payments.house import ALICE, BOB, CAROL, House


class Closing:
    """Closes things of some area, each worth as many Stars as its name has letters."""

    permission = Permission.REFUND

    def __init__(self) -> None:
        self.closed: list[str] = []

    async def subject(self, act: StaffAct) -> Subject:
        assert isinstance(act, AreaAct)
        if not act.ref:
            raise NotFound(thing=act.ref)
        return Subject(person=ALICE, value=stars(len(act.ref)))

    async def carry_out(self, actor: Actor, act: StaffAct, approval_id: str) -> Carried:
        del actor, act, approval_id
        return Carried(changes=())

    async def afterwards(self, act: StaffAct) -> None:
        assert isinstance(act, AreaAct)
        self.closed.append(f"{act.ref}: {act.why}")


class OwnLimits:
    """Lets in what a person has left."""

    def __init__(self) -> None:
        self.left: dict[UserId, Money] = {}

    async def allow_deposit(self, person: UserId, value: Money) -> None:
        if person in self.left and value > self.left[person]:
            raise LimitReached(limit=self.left[person], reason="")


@pytest.fixture
def closing(home: House) -> Closing:
    """Hung into the house beside its own acts."""
    made = Closing()
    own = home.approvals
    home.approvals = Approvals(
        own._frame, ApprovalRows(home.tools.database), own._doers.own, more={"close": made}
    )
    return made


@pytest.fixture
def gate(home: House) -> OwnLimits:
    made = OwnLimits()
    own = home.topups
    home.topups = TopUps(own._frame, home.books, OutboxInvoices(home.outbox), deposits=made)
    return made


async def ask(home: House, actor: Actor, ref: str) -> Approval:
    await home.meet(ALICE)
    act = AreaAct(kind="close", ref=ref, why="a mistake")
    return await home.approvals.ask(actor, act, key=home.key())


async def test_an_act_of_another_area_is_asked_kept_and_carried_out(
    home: House, closing: Closing
) -> None:
    bob = await home.meet(BOB, role=Role.FINANCE)
    asked = await ask(home, bob, "lobby")
    assert (asked.subject, asked.value) == (ALICE, stars(5))
    assert (await home.approvals.get(bob, asked.id)).act == asked.act
    done = await home.approvals.confirm(bob, asked.id, key=home.key())
    assert done.state is ApprovalState.DONE
    assert closing.closed == ["lobby: a mistake"]
    with pytest.raises(NotFound):
        await ask(home, bob, "")


async def test_over_the_threshold_it_takes_two_who_are_told_what_it_is(
    home: House, closing: Closing
) -> None:
    bob = await home.meet(BOB, role=Role.FINANCE)
    carol = await home.meet(CAROL, role=Role.FINANCE)
    asked = await ask(home, bob, "x" * 1001)
    waiting = await home.approvals.confirm(bob, asked.id, key=home.key())
    assert waiting.state is ApprovalState.TO_APPROVE
    assert closing.closed == []
    told = await home.rows("SELECT details FROM users_inbox WHERE user_id = ?", CAROL)
    assert '"close"' in str(told[-1][0])
    with pytest.raises(SecondPersonNeeded):
        await home.approvals.approve(bob, asked.id, key=home.key())
    await home.approvals.approve(carol, asked.id, key=home.key())
    assert len(closing.closed) == 1


async def test_the_gate_of_deposits_stands_before_the_invoice_and_before_the_payment(
    home: House, gate: OwnLimits
) -> None:
    alice = await home.meet(ALICE)
    gate.left[ALICE] = stars(50)
    with pytest.raises(LimitReached):
        await home.open(alice, 51)
    opened = await home.open(alice, 50)
    assert (await check(home, opened)).ok
    gate.left[ALICE] = stars(49)
    assert isinstance((await check(home, opened)).refusal, LimitReached)
    assert (await home.open(await home.meet(BOB), 500)).value == stars(500)


async def check(home: House, topup: TopUp) -> Verdict:
    payload = f"topup:{topup.id}"
    return await home.topups.check(
        PreCheckout(person=ALICE, payload=payload, currency="XTR", stars=topup.value.whole)
    )
