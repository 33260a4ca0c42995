"""The running program's parts, and the sandbox as the Telegram they talk to."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.runtime.supervisor import Supervisor
from scripts.sandbox.server import serving
from scripts.sandbox.world import World
from storage.engine import Database, open_database
from storage.writer import Writer
from tests.bot.chat import Chat
from tests.conftest import running_writer
from tests.fakes.clock import FakeClock
from tests.sandbox.caller import Caller, calling


@pytest.fixture
async def supervisor() -> AsyncIterator[Supervisor]:
    made = Supervisor(restart_pause_s=0.01)
    yield made
    await made.stop_workers(deadline_s=1.0)
    await made.stop_tasks(deadline_s=1.0)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with serving(tmp_path / "world", port=0) as there:
        yield there


@pytest.fixture
async def caller(world: World) -> AsyncIterator[Caller]:
    async with calling(world.core.url) as there:
        yield there


async def until(true: Callable[[], object], *, wait_s: float = 5.0) -> None:
    """Wait for something to become true; a TimeoutError says that it never did."""
    async with asyncio.timeout(wait_s):
        while True:
            if true():
                return
            await asyncio.sleep(0.005)


@pytest.fixture
async def chat(store: tuple[Writer, Database], clock: FakeClock) -> AsyncIterator[Chat]:
    made = Chat(*store, clock)
    yield made
    await made.bot.session.close()


@pytest.fixture
async def store(
    sqlite_template: Path, tmp_path: Path, clock: FakeClock
) -> AsyncIterator[tuple[Writer, Database]]:
    """For what does not differ by engine: a store on SQLite."""
    path = tmp_path / "chat.db"
    shutil.copy(sqlite_template, path)
    database = open_database(f"sqlite:///{path}")
    async with running_writer(database, clock, []) as writer:
        yield writer, database
