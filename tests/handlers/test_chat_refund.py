"""Stars back: asked first, whole, once, by the payer or by staff."""

from tests.engines import both_engines
from tests.program import Program
from tests.talk import Somebody, meet

pytestmark = both_engines


def lost_answers(program: Program, method: str) -> str:
    """Telegram does what it is asked and nobody hears of it, until the fault is deleted."""
    fault = {"face": "bot_api", "match": method, "kind": "lose_answer", "times": None}
    return str(program.world.post("/faults", fault)["id"])


def ask(alice: Somebody) -> str:
    """Press the receipt's button; the question's confirm button."""
    alice.press(f"refund:{alice.topup()}")
    return alice.button("confirm:")


def test_a_payer_takes_a_payment_back_after_a_question(program: Program) -> None:
    alice = meet(program, "alice")
    alice.top_up(50)
    receipt = alice.receipt()
    confirm = ask(alice)
    assert "Return 50" in alice.newest
    assert alice.receipt()["text"] == receipt["text"]
    alice.press(confirm)
    said = [message.get("text", "") for message in alice.from_bot()]
    assert any("Done: 50" in text for text in said)
    assert any("went back to your Stars" in text and "Receipt" in text for text in said)
    assert (alice.stars, alice.balance()) == ("1000", "0")
    assert [c["state"] for c in program.world.get("/charges")["items"]] == ["refunded"]
    lines = alice.say("/statement").splitlines()
    assert any(line.startswith("\N{MINUS SIGN}50") and "refund" in line for line in lines)


def test_a_refund_that_is_cancelled_changes_nothing(program: Program) -> None:
    alice = meet(program, "alice")
    alice.top_up(50)
    ask(alice)
    alice.press(alice.button("cancel:"))
    assert "Nothing was changed" in alice.newest
    assert (alice.stars, alice.balance()) == ("950", "50")
    alice.press(ask(alice))
    assert alice.balance() == "0"


def test_a_payment_goes_back_once(program: Program) -> None:
    alice = meet(program, "alice")
    alice.top_up(50)
    topup, first = alice.topup(), ask(alice)
    second = ask(alice)
    assert first == second
    alice.press(first)
    assert "already" in alice.answer(f"confirm:refund-{topup}", forged=True)
    assert "already" in alice.answer(f"refund:{topup}")
    assert alice.stars == "1000"


def test_what_was_spent_does_not_go_back(program: Program) -> None:
    alice, olga = meet(program, "alice"), meet(program, "olga", role="admin")
    alice.top_up(50)
    olga.say("/admin adjust @alice -1 XTR testing")
    olga.press(olga.button("confirm:"))
    confirm = ask(alice)
    assert "spent in part" in alice.answer(confirm)
    assert (alice.stars, alice.balance()) == ("950", "49")


def test_nobody_takes_back_what_others_paid(program: Program) -> None:
    alice, bob = meet(program, "alice"), meet(program, "bob")
    alice.top_up(50)
    topup = alice.topup()
    for data in (f"refund:{topup}", f"confirm:refund-{topup}"):
        assert "nothing here" in bob.answer(data, forged=True)
    assert (bob.stars, alice.balance()) == ("1000", "50")


def test_an_unpaid_top_up_has_nothing_to_give_back(program: Program) -> None:
    alice = meet(program, "alice")
    alice.say("/topup 50")
    topups = program.sign_in("alice").get("/topups")["items"]
    assert "not paid" in alice.answer(f"refund:{topups[0]['id']}", forged=True)


def test_top_ups_are_listed_with_what_can_go_back(program: Program) -> None:
    alice = meet(program, "alice")
    alice.press("wallet", forged=True)
    alice.press("topups")
    assert "No top-ups yet" in alice.newest
    alice.top_up(50)
    alice.top_up(15)
    alice.say("/topup 25")
    alice.say("/wallet")
    alice.press("topups")
    lines = alice.newest.splitlines()
    assert any("25" in line and "waiting for payment" in line for line in lines)
    assert sum("paid" in line and "⭐" in line for line in lines) == 2
    assert len([data for data in alice.buttons() if data.startswith("refund:")]) == 2
    alice.press(alice.button("refund:"))
    alice.press(alice.button("confirm:"))
    alice.say("/wallet")
    alice.press("topups")
    assert "refunded" in alice.newest


def test_a_refund_whose_answer_is_lost_is_finished(program: Program) -> None:
    alice = meet(program, "alice")
    alice.top_up(50)
    confirm = ask(alice)
    fault = lost_answers(program, "refundStarPayment")
    alice.program.world.post("/chats/alice/press?as=alice", {"data": confirm})
    program.world.delete(f"/faults/{fault}")
    program.world.advance(120)
    assert (alice.stars, alice.balance()) == ("1000", "0")
    texts = [message.get("text", "") for message in alice.from_bot()]
    assert sum("went back to your Stars" in text for text in texts) == 1


def test_a_refund_that_telegram_refuses_leaves_the_credit(program: Program) -> None:
    alice = meet(program, "alice")
    alice.top_up(50)
    confirm = ask(alice)
    fault = {"face": "bot_api", "match": "refundStarPayment", "kind": "error", "status": 400}
    program.world.post("/faults", {**fault, "times": 1})
    alice.press(confirm)
    texts = [message.get("text", "") for message in alice.from_bot()]
    assert any("did not go through" in text for text in texts)
    assert (alice.stars, alice.balance()) == ("950", "50")
    alice.press(ask(alice))
    assert alice.balance() == "0"


def test_staff_refund_a_payment_with_one_person(program: Program) -> None:
    alice, fay = meet(program, "alice"), meet(program, "fay", role="finance")
    alice.top_up(50)
    asked = fay.say(f"/admin refund {alice.topup()} by mistake")
    assert "Refund 50" in asked
    assert "Alice" in asked
    fay.press(fay.button("confirm:"))
    assert "Done: 50" in fay.newest
    assert (alice.stars, alice.balance()) == ("1000", "0")
    assert "already" in fay.say(f"/admin refund {alice.topup()}")
    assert "nothing here" in fay.say("/admin refund nosuch")
    assert "refunded-by-staff" in fay.say("/admin audit refunded-by-staff")


def test_a_large_refund_needs_a_second_person(program: Program) -> None:
    alice = meet(program, "alice", stars="5000")
    fay, olga = meet(program, "fay", role="finance"), meet(program, "olga", role="admin")
    alice.top_up(2000)
    fay.say(f"/admin refund {alice.topup()} by mistake")
    fay.press(fay.button("confirm:"))
    assert "needs a second person" in fay.newest
    assert alice.balance() == "2000"
    assert "refund 2,000" in olga.newest
    assert "Alice" in olga.newest
    olga.press(olga.button("approve:"))
    assert "Done: 2,000" in olga.newest
    assert (alice.stars, alice.balance()) == ("5000", "0")
    assert "Approved" in fay.newest
