"""A world with its toncenter face, and the production client in front of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.gateways.ton.client import TonCenter
from scripts.sandbox.server import serving
from scripts.sandbox.ton.chain import Chain
from scripts.sandbox.world import World
from tests.sandbox.caller import Caller, calling


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Blocks come when the test makes them."""
    async with serving(tmp_path / "world", port=0) as there:
        there.ton.set_tick("manual")
        yield there


@pytest.fixture
def chain(world: World) -> Chain:
    return world.ton.chain


@pytest.fixture
async def caller(world: World) -> AsyncIterator[Caller]:
    async with calling(world.core.url) as there:
        yield there


@pytest.fixture
async def toncenter(world: World) -> AsyncIterator[TonCenter]:
    client = TonCenter(f"{world.core.url}/ton", "a-key", calls_per_s=1000)
    yield client
    await client.close()
