"""The campaign against the whole program in its short form; `make faults` runs the long one."""

from pathlib import Path

import pytest

from tests.faults.plan import Plan
from tests.faults.topups import whole_program


@pytest.mark.slow
async def test_the_books_hold_when_the_program_is_killed_while_people_pay(tmp_path: Path) -> None:
    report = await whole_program(Plan(kills=6, most_s=120, folder=tmp_path))
    assert report.wrong == []
    assert report.figures["kills"] == 6
    assert int(str(report.figures["top-ups"])) > 0
