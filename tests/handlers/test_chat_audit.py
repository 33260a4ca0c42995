"""What staff set going by hand stands in the audit log."""

from tests.program import Program
from tests.talk import meet


def test_a_look_at_the_books_and_a_job_by_hand_are_on_record(program: Program) -> None:
    olga = meet(program, "olga", role="owner")
    olga.say("/admin reconcile")
    assert "reconciled" in olga.say("/admin audit reconciled")
    olga.press("job:run:mature_stars", forged=True)
    assert "mature_stars" in olga.say("/admin audit job-run")
