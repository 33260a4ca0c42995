"""The clock of these worlds stands still: rent takes a nano from an account now and then."""

from collections.abc import AsyncIterator

import pytest

from scripts.sandbox.world import World
from tests.sandbox.caller import Caller, calling


@pytest.fixture
async def caller(world: World) -> AsyncIterator[Caller]:
    """A script that has stopped the clock."""
    async with calling(world.core.url) as there:
        await there.put("/clock", {"rate": 0})
        yield there
