"""The paper about the contract says what the code says."""

import re

from domain.ton.escrows.rules import MACHINE
from tests.contracts.node import CONTRACTS
from tests.contracts.scene import Op

PAPER = (CONTRACTS / "README.md").read_text(encoding="utf-8")
SOURCE = (CONTRACTS / "escrow" / "escrow.fc").read_text(encoding="utf-8")


def test_the_diagram_is_the_table() -> None:
    drawn = set(re.findall(r"^ +(\w+) --> (\w+): (\w+)$", PAPER, re.MULTILINE))
    moves = {
        (state.value, step.to.value, event.value)
        for (state, event), step in MACHINE.steps.items()
        if step.to is not state
    }
    assert drawn == moves


def test_acts_and_exit_codes_of_source_paper_and_tests_are_the_same() -> None:
    ops = {int(value, 16) for value in re.findall(r"op::\w+ = (0x[0-9a-f]+);", SOURCE)}
    assert ops == {value for name, value in vars(Op).items() if name.isupper()}
    assert ops == {int(value, 16) for value in re.findall(r"`(0x[0-9a-f]{8})`", PAPER)}
    errors = set(re.findall(r"error::\w+ = (\d+);", SOURCE))
    told = set(re.findall(r"\((\d{3})\)", PAPER)) | set(re.findall(r"\b65535\b", PAPER))
    assert errors == told


def test_the_terms_of_the_paper_are_those_of_the_source() -> None:
    layout = re.search(r"```text\n(.*?)```", PAPER, re.DOTALL)
    assert layout is not None
    words = layout[1].split()
    commented = [line.removeprefix(";;").split() for line in SOURCE.splitlines()]
    said = [word for line in commented for word in line]
    assert " ".join(words) in " ".join(said)
