"""Stars in: presets, an own amount, the invoice, its payment and what refuses it."""

import pytest

from tests.engines import both_engines
from tests.program import Program
from tests.talk import Somebody, meet

pytestmark = both_engines

DAY_S = 86_400
HOUR_S = 3600

REFUSED = [
    ("14", "at least 15"),
    ("0", "at least 15"),
    ("1000001", "at most 1,000,000"),
    ("99999999999999999999999999", "at most 1,000,000"),
    ("10.5", "whole number"),
    ("15.0", "whole number"),
    ("+20", "whole number"),
    ("-20", "whole number"),
    ("1e3", "whole number"),
    ("\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT FIVE}", "whole number"),
    ("\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT FIVE}", "whole number"),
    ("५०", "whole number"),
    ("1 000", "whole number"),
    ("1,000", "whole number"),
    ("fifty", "whole number"),
    ("0x20", "whole number"),
    ("²0", "whole number"),
]


def no_charge(program: Program) -> bool:
    return not program.world.get("/charges?wait_s=30")["items"]


def test_amounts_out_of_form_are_refused_and_the_dialogue_stays(program: Program) -> None:
    alice = meet(program, "alice")
    alice.press("topup")
    alice.press("topup:own")
    for typed, words in REFUSED:
        said = alice.say(typed)
        assert words in said, typed
        assert "Nothing was taken" in said, typed
    said = alice.send({"document": "aGVsbG8=", "name": "50.pdf"})
    assert "whole number" in said
    assert alice.invoices() == 0
    alice.say("15")
    assert alice.invoice()["stars"] == "15"
    assert "did not understand" in alice.say("16")


def test_the_command_takes_the_same_amounts_and_no_others(program: Program) -> None:
    alice = meet(program, "alice")
    for typed, words in REFUSED:
        assert words in alice.say(f"/topup {typed}"), typed
    assert alice.invoices() == 0
    for stars in ("15", "1000000"):
        alice.say(f"/topup {stars}")
        assert alice.invoice()["stars"] == stars
    alice.say("/topup 0050")
    assert alice.invoice()["stars"] == "50"


def test_presets_reach_from_the_least_to_the_most(program: Program) -> None:
    alice = meet(program, "alice")
    alice.say("/topup")
    first = alice.buttons()
    alice.press("topup:own")
    presets = [data for data in first + alice.buttons() if data.startswith("topup:")]
    assert "topup:15" in presets
    assert "topup:1000000" in presets
    alice.press("topup:1000000")
    assert alice.invoice()["stars"] == "1000000"
    assert "Nothing is taken until you pay" in "".join(m.get("text", "") for m in alice.from_bot())
    assert "did not understand" in alice.say("50"), "choosing a preset leaves the dialogue"


def test_a_payment_arrives_once_with_a_receipt(program: Program) -> None:
    alice = meet(program, "alice")
    assert alice.top_up(50)["status"] == "paid"
    receipt = alice.newest
    assert "50\u00a0⭐ arrived" in receipt
    assert alice.topup() in receipt
    assert "1 Dec 2026, 09:00" in receipt
    assert alice.stars == "950"
    assert alice.balance() == "50"
    alice.press("topup")
    assert alice.receipt()["text"] == receipt, "receipts are never edited away"
    assert "Balance: 50" in alice.say("/menu")
    assert "50" in alice.say("/wallet")


def test_paying_twice_buys_once(program: Program) -> None:
    alice = meet(program, "alice")
    alice.say("/topup 50")
    slug = alice.invoice()["slug"]
    assert alice.pay(slug)["status"] == "paid"
    again = alice.pay(slug)
    assert again["status"] == "failed"
    assert alice.stars == "950"
    assert alice.balance() == "50"


def test_a_redelivered_payment_credits_nothing_more(program: Program) -> None:
    alice = meet(program, "alice")
    alice.top_up(50)
    receipts = alice.count()
    updates = program.world.get("/updates?limit=1000")["items"]
    paid = [u["update"] for u in updates if "successful_payment" in u["update"].get("message", {})]
    assert len(paid) == 1
    for _ in range(3):
        program.world.post(f"/updates/{paid[0]['update_id']}/redeliver")
        program.world.idle()
    assert alice.balance() == "50"
    assert alice.count() == receipts


def test_a_redelivered_command_makes_one_invoice(program: Program) -> None:
    alice = meet(program, "alice")
    alice.say("/topup 50")
    last = program.world.get("/updates?limit=1000")["items"][-1]["update"]["update_id"]
    program.world.post(f"/updates/{last}/redeliver")
    program.world.idle()
    assert alice.invoices() == 1


def test_an_invoice_of_another_person_is_refused(program: Program) -> None:
    alice, bob = meet(program, "alice"), meet(program, "bob")
    alice.say("/topup 50")
    paid = bob.pay(alice.invoice()["slug"])
    assert paid["status"] == "failed"
    assert "somebody else" in paid["reason"]
    assert bob.stars == "1000"
    assert alice.pay()["status"] == "paid"
    assert alice.balance() == "50"


def test_declining_and_lacking_stars_takes_nothing(program: Program) -> None:
    alice = meet(program, "alice", stars="20")
    alice.say("/topup 50")
    slug = alice.invoice()["slug"]
    assert program.world.post(f"/invoices/{slug}/decline?as=alice")["status"] == "cancelled"
    assert alice.pay(slug)["reason"] == "not-enough-stars"
    program.world.patch("/people/alice", {"stars": "50"})
    assert alice.pay(slug)["status"] == "paid"
    assert alice.stars == "0"


def close_by_ban(program: Program, alice: Somebody) -> None:
    arrive_staff(program).say("/admin ban @alice testing")


def close_by_pause(program: Program, alice: Somebody) -> None:
    arrive_staff(program).say("/admin pause payments testing")


def close_by_limit(program: Program, alice: Somebody) -> None:
    arrive_staff(program).say("/admin limit @alice 49 testing")


def close_by_time(program: Program, alice: Somebody) -> None:
    program.world.advance(2 * DAY_S)


def arrive_staff(program: Program) -> Somebody:
    return meet(program, "olga", role="admin")


@pytest.mark.parametrize(
    ("close", "words"),
    [
        (close_by_ban, "testing"),
        (close_by_pause, "paused"),
        (close_by_limit, "limit"),
        (close_by_time, "expired"),
    ],
    ids=["ban", "pause", "limit", "time"],
)
def test_what_changed_since_the_invoice_refuses_the_payment(
    program: Program, close: "object", words: str
) -> None:
    alice = meet(program, "alice")
    alice.say("/topup 50")
    slug = alice.invoice()["slug"]
    assert callable(close)
    close(program, alice)
    paid = alice.pay(slug)
    assert paid["status"] == "failed"
    assert words in paid["reason"]
    assert "Nothing was taken" in paid["reason"] or words == "testing"
    assert alice.stars == "1000"
    assert no_charge(program)


def test_a_limit_counts_what_was_paid_within_a_day(program: Program) -> None:
    alice, olga = meet(program, "alice"), arrive_staff(program)
    olga.say("/admin limit @alice 100 testing")
    assert alice.top_up(60)["status"] == "paid"
    assert "limit" in alice.say("/topup 41")
    assert alice.top_up(40)["status"] == "paid"
    assert "limit" in alice.say("/topup 15")
    program.world.advance(DAY_S + HOUR_S)
    assert alice.top_up(15)["status"] == "paid"
    olga.say("/admin limit @alice off")
    assert alice.top_up(500)["status"] == "paid"
    assert alice.balance() == "615"


def test_an_invoice_that_telegram_refuses_shows_its_words(program: Program) -> None:
    alice = meet(program, "alice")
    fault = {"face": "bot_api", "match": "sendInvoice", "kind": "error", "status": 400, "times": 1}
    program.world.post("/faults", fault)
    said = alice.say("/topup 50")
    assert "Telegram refused" in said
    assert "Nothing was taken" in said
    alice.say("/topup 50")
    assert alice.pay()["status"] == "paid"


def test_the_statement_tells_sign_kind_and_balance(program: Program) -> None:
    alice = meet(program, "alice")
    assert "No movements yet" in alice.say("/statement")
    for stars in (50, 100, 15, 25, 250, 500, 1000 - 940):
        alice.top_up(stars)
    alice.say("/statement")
    lines = [line for line in alice.newest.splitlines() if "·" in line]
    assert len(lines) == 6
    assert lines[0] == "+60\u00a0⭐ top-up, just now · balance 1,000\u00a0⭐"
    program.world.advance(2 * DAY_S)
    alice.press("profile:zone", forged=True)
    alice.press("zone:Asia/Dubai")
    alice.say("/statement")
    assert "1 Dec 2026, 13:00" in alice.newest
    alice.press(alice.button("statement:"))
    assert "+50\u00a0⭐ top-up" in alice.newest
    assert alice.newest.count("·") == 1
    alice.press("statement")
    assert alice.newest.count("·") == 6


def test_who_blocked_the_bot_finds_every_notice_in_the_inbox(program: Program) -> None:
    alice, olga = meet(program, "alice"), arrive_staff(program)
    program.world.patch("/people/alice", {"blocked": True})
    program.world.idle()
    assert "blocked the bot" in olga.say("/admin find @alice")
    olga.say("/admin adjust @alice 70 XTR for your trouble")
    olga.press(olga.button("confirm:"))
    program.world.patch("/people/alice", {"blocked": False})
    program.world.idle()
    assert "blocked the bot" not in olga.say("/admin find @alice")
    assert "for your trouble" not in alice.newest
    alice.say("/inbox")
    assert "70\u00a0⭐: for your trouble" in alice.newest
    assert alice.balance() == "70"
