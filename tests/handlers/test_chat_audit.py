"""What staff set going by hand stands in the audit log."""

from tests.program import Program
from tests.talk import meet


def test_a_look_at_the_books_and_a_job_by_hand_are_on_record(program: Program) -> None:
    olga = meet(program, "olga", role="owner")
    olga.say("/admin reconcile")
    assert "reconciled" in olga.say("/admin audit reconciled")
    olga.press("job:run:mature_stars", forged=True)
    assert "mature_stars" in olga.say("/admin audit job-run")


def test_the_log_is_searched_by_name(program: Program) -> None:
    olga = meet(program, "olga", role="owner")
    bob, carol = meet(program, "bob"), meet(program, "carol")
    olga.say("/admin ban @bob too loud")
    olga.say("/admin ban @carol too quiet")
    found = olga.say("/admin audit @bob")
    assert str(bob.id) in found
    assert "banned" in found
    assert str(carol.id) not in found
    assert "nothing here" in olga.say("/admin audit @nobody")
