"""A world per test; on both engines where a test asks for `any_world`."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.engine import PostgresDatabase, SqliteDatabase, open_database
from storage.ledger.postings import FAMILY
from storage.ledger.store import moves
from storage.writer import Writer
from tests.fakes.chance import FakeChance
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.webapp.outside import FakeBus
from tests.webapp.wiring import Parts, settings
from tests.webapp.world import World, start_world


@pytest.fixture
async def parts(
    sqlite_template: Path, tmp_path: Path, clock: FakeClock, ids: FakeIds, chance: FakeChance
) -> AsyncIterator[Parts]:
    """The parts of a world on SQLite, before anything is put together."""
    path = tmp_path / "souk.db"
    shutil.copy(sqlite_template, path)
    async for made in _parts(f"sqlite:///{path}", clock, ids, chance):
        yield made


@pytest.fixture
async def world(parts: Parts) -> AsyncIterator[World]:
    """A world on SQLite."""
    made, end = await start_world(parts, settings())
    yield made
    await end()


@pytest.fixture
async def any_world(
    store_address: str, clock: FakeClock, ids: FakeIds, chance: FakeChance
) -> AsyncIterator[World]:
    """A world on each engine in turn."""
    async for made in _parts(store_address, clock, ids, chance):
        world, end = await start_world(made, settings())
        yield world
        await end()


async def _parts(
    address: str, clock: FakeClock, ids: FakeIds, chance: FakeChance
) -> AsyncIterator[Parts]:
    database: SqliteDatabase | PostgresDatabase = open_database(address)
    await database.open()
    bus = FakeBus()
    writer = Writer(database, clock=clock, publish=bus.publish)
    writer.after(FAMILY, moves(bus.publish))
    await writer.start()
    task = asyncio.create_task(writer.run())
    yield Parts(database=database, writer=writer, bus=bus, clock=clock, ids=ids, chance=chance)
    await writer.stop()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await database.close()
