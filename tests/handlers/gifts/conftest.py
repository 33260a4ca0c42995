"""A small bazaar that stands still: one world for all tests of a file, each with people of its
own.
"""

from collections.abc import Iterator

import pytest

from tests.handlers.gifts.bazaar import Bazaar
from tests.program import Program


@pytest.fixture(scope="module")
def bazaar(sqlite_program: Program) -> Bazaar:
    sqlite_program.wake()
    sqlite_program.world.reset(
        markets={"collections": 8, "gifts": 1500, "listings": 150, "rate": 0}
    )
    sqlite_program.world.idle(wait_s=120)
    return Bazaar(sqlite_program)


@pytest.fixture(autouse=True)
def nothing_is_logged_as_an_error(bazaar: Bazaar) -> Iterator[None]:
    with bazaar.program.no_errors():
        yield
        bazaar.program.world.delete("/faults")
