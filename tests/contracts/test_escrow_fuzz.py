"""The campaign of `python -m tests.contracts.fuzz` in its short form."""

import pytest

from scripts.sandbox.ton.engine import NativeEngine
from tests.contracts.fuzz import Fuzz
from tests.contracts.scene import FUNDED, REFUNDED, RELEASED, WAITING


@pytest.mark.slow
def test_two_thousand_random_acts_do_what_the_model_says() -> None:
    fuzz = Fuzz(NativeEngine(), seed=7)
    fuzz.run(2_000)
    # A campaign that never got a deal to its end would prove nothing.
    assert all(fuzz.ends.get(state, 0) > 5 for state in (FUNDED, RELEASED, REFUNDED))
    assert WAITING in fuzz.ends
