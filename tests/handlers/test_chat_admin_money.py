"""`/admin` on money: adjust with one and with two people, chargebacks, reconciliation."""

import pytest

from tests.engines import both_engines
from tests.program import Program
from tests.talk import Somebody, meet

pytestmark = both_engines

DAY_S = 86_400


def staff(program: Program) -> tuple[Somebody, Somebody]:
    return meet(program, "fay", role="finance"), meet(program, "olga", role="admin")


def adjust(who: Somebody, line: str) -> None:
    """Ask and confirm."""
    who.say(f"/admin adjust {line}")
    who.press(who.button("confirm:"))


def points(somebody: Somebody) -> str:
    items = somebody.program.sign_in(somebody.name).get("/balances")["items"]
    return next((i["available"] for i in items if i["asset"] == "POINTS"), "0")


def test_a_small_adjustment_is_asked_and_done(program: Program) -> None:
    fay, olga = staff(program)
    bob = meet(program, "bob")
    asked = fay.say("/admin adjust @bob 100 POINTS a <b>gift</b>")
    assert "100\u00a0pts" in asked
    assert "a <b>gift</b>" in asked
    assert points(bob) == "0"
    fay.press(fay.button("confirm:"))
    assert "Done: 100" in fay.newest
    assert points(bob) == "100"
    assert "a <b>gift</b>" in bob.newest
    adjust(fay, "@bob -40 POINTS too much")
    assert points(bob) == "60"
    assert "\N{MINUS SIGN}40\u00a0pts correction" in bob.say("/statement")
    assert "100" not in olga.newest, "nobody else is asked under the threshold"


def test_an_adjustment_can_be_cancelled_once(program: Program) -> None:
    fay, _ = staff(program)
    bob = meet(program, "bob")
    fay.say("/admin adjust @bob 100 POINTS gift")
    confirm, cancel = fay.button("confirm:"), fay.button("cancel:")
    fay.press(cancel)
    assert "Cancelled" in fay.newest
    assert "no longer open" in fay.answer(confirm, forged=True)
    assert points(bob) == "0"


def test_no_more_is_taken_than_is_there(program: Program) -> None:
    fay, _ = staff(program)
    bob = meet(program, "bob")
    fay.say("/admin adjust @bob -10 POINTS testing")
    assert "Their balance does not cover 10" in fay.answer(fay.button("confirm:"))
    assert points(bob) == "0"


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0", "too little"), ("1.5", "whole"), ("+5", "whole"), ("1e3", "whole"), ("x", "whole")],
)
def test_amounts_out_of_form_are_refused(program: Program, amount: str, words: str) -> None:
    fay, _ = staff(program)
    meet(program, "bob")
    assert words in fay.say(f"/admin adjust @bob {amount} POINTS why")


def test_a_large_adjustment_needs_another_yes(program: Program) -> None:
    fay, olga = staff(program)
    bob = meet(program, "bob", role="finance")
    adjust(fay, "@bob 1001 POINTS prize")
    assert "needs a second person" in fay.newest
    assert points(bob) == "0"
    assert "1,001" in olga.newest
    assert "Fay" in olga.newest
    assert "prize" in olga.newest
    approve = olga.button("approve:")
    assert "somebody else" in fay.answer(approve, forged=True), "nor has who asked"
    assert "somebody else" in bob.answer(approve, forged=True), "whom it is about has no say"
    olga.press(approve)
    assert points(bob) == "1001"
    assert "Approved" in fay.newest
    assert "no longer open" in olga.answer(approve, forged=True)
    assert points(bob) == "1001"


def test_a_second_person_may_say_no(program: Program) -> None:
    fay, olga = staff(program)
    bob = meet(program, "bob")
    adjust(fay, "@bob 5000 POINTS prize")
    olga.say("/admin approvals")
    assert "5,000" in olga.newest
    olga.press(olga.button("reject:"))
    assert "Rejected: 5,000" in olga.newest
    assert "Rejected" in fay.newest
    assert points(bob) == "0"
    assert "Nothing waits" in olga.say("/admin approvals")


def test_a_question_nobody_answers_runs_out(program: Program) -> None:
    fay, olga = staff(program)
    bob = meet(program, "bob")
    adjust(fay, "@bob 5000 POINTS prize")
    approve = olga.button("approve:")
    program.world.advance(3 * DAY_S)
    assert "Nobody answered in time" in fay.newest
    assert "no longer open" in olga.answer(approve, forged=True)
    assert points(bob) == "0"


def test_one_confirms_only_what_one_asked(program: Program) -> None:
    fay, olga = staff(program)
    bob = meet(program, "bob")
    fay.say("/admin adjust @bob 100 POINTS gift")
    confirm = fay.button("confirm:")
    assert "may not" in olga.answer(confirm, forged=True)
    assert "may not" in bob.answer(confirm, forged=True)
    assert points(bob) == "0"


def test_the_books_equal_telegrams_list(program: Program) -> None:
    fay, _ = staff(program)
    alice = meet(program, "alice")
    alice.top_up(50)
    assert "everything is equal" in fay.say("/admin reconcile")


def test_a_chargeback_is_found_and_closes_money_acts(program: Program) -> None:
    fay, _ = staff(program)
    alice = meet(program, "alice")
    alice.top_up(50)
    adjust(fay, "@alice -20 XTR testing")
    charge = program.world.get("/charges?person=alice")["items"][0]["id"]
    program.world.post(f"/charges/{charge}/chargeback")
    said = fay.say("/admin reconcile")
    texts = " ".join(message.get("text", "") for message in fay.from_bot())
    assert "chargeback" in said or "chargeback" in texts
    assert "20\u00a0⭐ is our loss" in texts
    assert alice.balance() == "0"
    assert "took 50\u00a0⭐ back" in alice.newest
    assert "limit" in alice.say("/topup 15")
    assert "\N{MINUS SIGN}30\u00a0⭐ chargeback" in alice.say("/statement")
    assert all(fact["ok"] for fact in program.sign_in("fay").get("/status")["invariants"])
