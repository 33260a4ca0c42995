"""Power cuts in the middle of a talk."""

from tests.engines import both_engines
from tests.program import Program
from tests.talk import meet

pytestmark = both_engines


def power_cut(program: Program) -> None:
    program.kill()
    program.start()


def test_a_dialogue_survives_a_power_cut(program: Program) -> None:
    alice = meet(program, "alice")
    alice.say("/topup")
    alice.press("topup:own")
    assert "Nothing was taken" in alice.say("14")
    power_cut(program)
    assert "Nothing was taken" in alice.say("10.5")
    alice.say("50")
    assert alice.invoice()["stars"] == "50"
    assert alice.pay()["status"] == "paid"


def test_a_payment_told_to_a_dead_app_is_credited_once(program: Program) -> None:
    """The query was answered, the Stars are gone, and nobody heard of it before the end."""
    alice = meet(program, "alice")
    alice.say("/topup 50")
    deaf = {"face": "updates", "match": "message", "kind": "lose_answer", "times": None}
    fault = program.world.post("/faults", deaf)["id"]
    slug = alice.invoice()["slug"]
    assert program.world.post(f"/invoices/{slug}/pay?as=alice")["status"] == "paid"
    program.kill()
    program.world.delete(f"/faults/{fault}")
    program.start()
    program.world.idle()
    assert (alice.stars, alice.balance()) == ("950", "50")
    assert sum("arrived" in message.get("text", "") for message in alice.from_bot()) == 1
    power_cut(program)
    program.world.idle()
    assert alice.balance() == "50"
    assert sum("arrived" in message.get("text", "") for message in alice.from_bot()) == 1


def test_a_cut_right_after_the_payment_neither_loses_nor_doubles(program: Program) -> None:
    alice = meet(program, "alice")
    for paid in (1, 2):
        alice.say("/topup 50")
        slug = alice.invoice()["slug"]
        assert program.world.post(f"/invoices/{slug}/pay?as=alice")["status"] == "paid"
        power_cut(program)
        program.world.idle()
        assert alice.balance() == str(50 * paid)
    receipts = [m for m in alice.from_bot() if "arrived" in m.get("text", "")]
    assert len({message["text"] for message in receipts}) == 2
    facts = program.sign_in("alice").get("/status")["invariants"]
    assert all(fact["ok"] for fact in facts)


def test_what_was_said_to_a_stopped_app_is_answered_later(program: Program) -> None:
    alice = meet(program, "alice")
    assert program.stop() == 0
    for text in ("/topup 50", "/wallet"):
        program.world.post("/chats/alice/messages?as=alice", {"text": text})
    program.start()
    program.world.idle()
    assert "Wallet" in alice.newest
    assert alice.invoices() == 1
