"""A sandbox for each test: the real server on a free port, with its world in a new folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from scripts.sandbox.server import serving
from scripts.sandbox.world import World
from tests.fakes.app_link import FakeApp
from tests.sandbox.caller import Caller, calling
from tests.sandbox.plain_bot import PlainBot


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The world itself, for what no call shows."""
    async with serving(tmp_path / "world", port=0) as there:
        yield there


@pytest.fixture
async def caller(world: World) -> AsyncIterator[Caller]:
    """A script that calls that world."""
    async with calling(world.core.url) as there:
        yield there


@pytest.fixture
async def app(world: World) -> AsyncIterator[FakeApp]:
    """An app that holds the link and is up."""
    async with FakeApp(world.core.url) as there:
        yield there


@pytest.fixture
async def bot(world: World) -> AsyncIterator[PlainBot]:
    """The app's bot, by hand: it polls once a test starts it."""
    async with PlainBot(world.core.url, world.token) as there:
        yield there


@pytest.fixture
def short_waits(world: World) -> None:
    """Ten real seconds for a bot's answer would be long for a test."""
    world.telegram.queries.answer_wait_s = 0.3
