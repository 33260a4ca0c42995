"""Every case of the escrow on the chain of this process."""

import pytest

from scripts.sandbox.ton.engine import NativeEngine
from tests.contracts import (
    cases_deposit,
    cases_endings,
    cases_odd,
    cases_terms,
)
from tests.contracts.cases import CASES, play

ALL_CASES = (cases_deposit, cases_endings, cases_odd, cases_terms)


@pytest.fixture(scope="module")
def machine() -> NativeEngine:
    return NativeEngine()


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, machine: NativeEngine) -> None:
    play(name, machine)
