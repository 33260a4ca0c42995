"""Questions to our people and their answers; the dialogues of profile and support."""

from tests.program import Program
from tests.talk import arrive, meet


def test_a_question_reaches_staff_and_its_answer_the_asker(program: Program) -> None:
    alice, sue = meet(program, "alice"), meet(program, "sue", role="support")
    mod = meet(program, "mod", role="moderator")
    before = mod.count()
    alice.say("/paysupport")
    alice.press("paysupport:ask")
    said = alice.say("I paid <b>twice</b> & got once")
    number = said.partition("number ")[2].split(".")[0]
    assert number
    assert "I paid <b>twice</b> & got once" in sue.newest
    assert number in sue.newest
    assert f"/admin answer {alice.id}" in sue.newest
    assert mod.count() == before, "who sees no money is not asked"
    assert "has your answer" in sue.say(f"/admin answer {alice.id} It is <i>on its way</i>")
    assert "It is <i>on its way</i>" in alice.newest
    assert "did not understand" in alice.say("thanks"), "the dialogue is over"


def test_a_question_may_follow_the_command_and_needs_no_terms(program: Program) -> None:
    sue = meet(program, "sue", role="support")
    alice = arrive(program, "alice")
    alice.start()
    assert "your message is with our people" in alice.say("/paysupport where is it?")
    assert "where is it?" in sue.newest
    assert "terms:accept" not in alice.newest


def test_a_question_out_of_form_may_be_written_again(program: Program) -> None:
    alice, sue = meet(program, "alice"), meet(program, "sue", role="support")
    before = sue.count()
    alice.press("paysupport:ask", forged=True)
    assert "as text" in alice.send({"document": "aGVsbG8=", "name": "a.pdf"})
    assert "as text" in alice.say("x" * 2001)
    assert sue.count() == before
    assert "with our people" in alice.say("&" * 2000)
    assert "&&&" in sue.newest


def test_a_time_zone_is_chosen_or_written(program: Program) -> None:
    alice = meet(program, "alice")
    alice.say("/profile")
    alice.press("profile:zone")
    for typed in ("Moscow", "Europe", "../etc/passwd", "Europe/Berlin\n", "+3", "  "):
        if typed.strip() and typed != "Europe/Berlin\n":
            assert "do not know that time zone" in alice.say(typed), typed
    photo = {"document": "aGVsbG8=", "name": "a.pdf"}
    assert "do not know that time zone" in alice.send(photo)
    assert "Time zone: Europe/Berlin, now 10:00" in alice.say("Europe/Berlin")
    alice.press("profile:zone")
    alice.press("zone:Asia/Dubai")
    assert "13:00" in alice.newest
    assert "did not understand" in alice.say("Europe/Moscow")
