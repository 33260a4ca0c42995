"""A small world of gifts whose clock stands still."""

from collections.abc import AsyncIterator

import pytest

from scripts.sandbox.world import World
from tests.sandbox.caller import Caller, calling
from tests.sandbox.markets.readers import Reader

CLOCK = {"now": "2026-12-01T09:00:00.000Z", "rate": 0}
SMALL = {"collections": 6, "gifts": 1_500, "listings": 400, "rate": 0}


@pytest.fixture
async def caller(world: World) -> AsyncIterator[Caller]:
    """A script that has begun that world, with limits a thousand times wider."""
    async with calling(world.core.url) as there:
        await there.post("/reset", {"seed": 7, "pace": 1000, "clock": CLOCK, "markets": SMALL})
        yield there


@pytest.fixture
async def reader(caller: Caller) -> Reader:
    """A client of the markets that has logged in."""
    there = Reader(caller)
    await there.log_in()
    return there
