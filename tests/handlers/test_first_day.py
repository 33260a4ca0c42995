"""A first day, lived by people in the local Telegram."""

from tests.program import Program
from tests.talk import arrive, meet


def test_nothing_works_before_the_terms_are_accepted(program: Program) -> None:
    alice = arrive(program, "alice")
    assert "18" in alice.start()
    assert "terms:accept" in alice.buttons()
    for command in ("/topup 50", "/wallet", "/statement"):
        alice.say(command)
    assert not any(message["world"]["invoice"] for message in alice.messages())
    alice.press("terms:accept")
    assert "topup" in alice.buttons()


def test_a_top_up_arrives_once_with_a_receipt(program: Program) -> None:
    alice = meet(program, "alice")
    assert alice.top_up(50)["status"] == "paid"
    assert "50" in alice.newest
    assert alice.stars == "950"
    api = program.sign_in("alice")
    assert api.get("/balances")["items"] == [{"asset": "XTR", "available": "50", "held": "0"}]
    assert all(fact["ok"] for fact in api.get("/status")["invariants"])
