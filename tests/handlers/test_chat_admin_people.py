"""`/admin` on people: find, balance, ban, limit, note, role; who may, and whom."""

import pytest

from tests.program import Program, Refused
from tests.talk import Somebody, meet

PEOPLE_ACTS = ("ban @bob why", "unban @bob", "limit @bob 100 why", "role @bob finance")
MONEY_ACTS = ("adjust @bob 1 XTR why", "refund x", "approvals", "reconcile")
HOUSE_ACTS = ("pause payments", "resume payments", "jobs", "health", "audit x")


def may(staff: Somebody, line: str) -> bool:
    return "may not" not in staff.say(f"/admin {line}")


@pytest.mark.parametrize("role", ["user", "organizer"])
def test_admin_is_shut_to_people(program: Program, role: str) -> None:
    alice = meet(program, "alice", role=role)
    meet(program, "bob")
    assert "admin" not in alice.buttons()
    for line in ("", "find @bob", "balance @bob", "note @bob x", *PEOPLE_ACTS, *MONEY_ACTS):
        assert not may(alice, line), line
    assert not any(may(alice, line) for line in HOUSE_ACTS)


def test_each_role_has_its_acts_and_no_more(program: Program) -> None:
    meet(program, "bob")
    mod = meet(program, "mod", role="moderator")
    assert may(mod, "find @bob")
    assert may(mod, "ban @bob why")
    assert may(mod, "unban @bob")
    denied = ("role @bob finance", "balance @bob", *MONEY_ACTS, *HOUSE_ACTS)
    assert not [line for line in denied if may(mod, line)]
    sue = meet(program, "sue", role="support")
    assert may(sue, "balance @bob")
    assert may(sue, "note @bob polite")
    assert not [line for line in (*PEOPLE_ACTS, *MONEY_ACTS, *HOUSE_ACTS) if may(sue, line)]
    fay = meet(program, "fay", role="finance")
    allowed = ("balance @bob", "jobs", "health", "audit x", "approvals", "reconcile")
    assert [line for line in allowed if may(fay, line)] == list(allowed)
    refused = (*PEOPLE_ACTS, "pause payments", "resume payments")
    assert not [line for line in refused if may(fay, line)]


def test_a_word_out_of_form_shows_how_it_is_written(program: Program) -> None:
    olga = meet(program, "olga", role="admin")
    for line, form in (
        ("find", "/admin find @bob"),
        ("ban @olga", "/admin ban @bob why"),
        ("limit @bob ten why", "/admin limit @bob 100 why"),
        ("limit @bob 100", "/admin limit @bob 100 why"),
        ("role @olga king", "/admin role @bob finance"),
        ("adjust @olga 5 EUR why", "/admin adjust @bob 100 POINTS why"),
        ("answer @olga", "/admin answer @bob text"),
        ("pause", "/admin pause payments"),
    ):
        said = olga.say(f"/admin {line}")
        assert form in said, line
        assert "Nothing was changed" in said, line
    assert "no /admin <b>dance</b>" in olga.say("/admin <b>dance</b> now")


def test_people_are_found_by_name_number_and_part(program: Program) -> None:
    olga = meet(program, "olga", role="admin")
    bob = meet(program, "bob", name="Bob <i>Stone</i>")
    meet(program, "bonny", name="Bonny Stone")
    for text in ("@bob", str(bob.id), "@BOB", "Bob <i>"):
        said = olga.say(f"/admin find {text}")
        assert said.startswith("Bob <i>Stone</i>"), text
        assert str(bob.id) in said
        assert "Terms accepted: yes" in said
    assert "Bonny Stone" in olga.say("/admin find stone")
    olga.press(f"admin:find {bob.id}")
    assert olga.newest.startswith("Bob")
    assert "nothing here" in olga.say("/admin find @nobody")
    assert "nothing here" in olga.say("/admin ban @nobody why")
    assert "Balance: 0" in olga.say("/admin balance @bob")
    assert "Note" not in olga.newest
    olga.say("/admin note @bob likes <b>frogs</b>")
    assert "likes <b>frogs</b>" in olga.say("/admin find @bob")


def test_a_ban_shuts_out_everywhere_and_at_once(program: Program) -> None:
    bob, olga = meet(program, "bob"), meet(program, "olga", role="admin")
    api = program.sign_in("bob")
    bob.press("topup")
    bob.press("topup:own")
    assert "is banned" in olga.say("/admin ban @bob too <b>loud</b>")
    assert "too <b>loud</b>" in bob.newest
    assert "too <b>loud</b>" in bob.say("50"), "in the middle of a dialogue"
    for text in ("/topup 50", "/wallet", "/statement", "/profile", "/menu", "/start", "hello"):
        assert "closed for now" in bob.say(text), text
    assert "closed for now" in bob.answer("wallet", forged=True)
    assert bob.invoices() == 0
    assert "receipt" in bob.say("/paysupport")
    with pytest.raises(Refused) as refused:
        api.get("/balances")
    assert refused.value.status in {401, 403}
    assert "already" in olga.say("/admin ban @bob again")
    assert "free again" in olga.say("/admin unban @bob")
    assert "open again" in bob.newest
    assert bob.top_up(50)["status"] == "paid"
    audit = olga.say("/admin audit banned")
    assert "unbanned" in audit
    assert str(bob.id) in audit


def test_nobody_reaches_up_or_themselves(program: Program) -> None:
    olga = meet(program, "olga", role="admin")
    oscar = meet(program, "oscar", role="owner")
    meet(program, "anna", role="admin")
    for who in ("@olga", "@oscar", "@anna"):
        assert not may(olga, f"ban {who} why")
        assert not may(olga, f"limit {who} 10 why")
    assert not may(olga, "role @oscar user")
    assert not may(olga, "role @anna owner")
    assert may(oscar, "role @anna user")
    assert "Somebody else must be an owner" in oscar.say("/admin role @oscar admin")


def test_a_role_is_in_force_at_once_and_told(program: Program) -> None:
    bob, oscar = meet(program, "bob"), meet(program, "oscar", role="owner")
    assert not may(bob, "find @oscar")
    assert "finance" in oscar.say("/admin role @bob finance")
    assert "Your role is now: finance" in bob.newest
    assert may(bob, "find @oscar")
    oscar.say("/admin role @bob user")
    assert not may(bob, "find @oscar")
    assert "role-set" in oscar.say("/admin audit role-set")
