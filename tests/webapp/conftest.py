"""A world per test; on both engines where a test asks for `any_world`."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from domain.shared import money
from tests.fakes.chance import FakeChance
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.webapp.chain import USDT
from tests.webapp.ground import Parts, made_parts
from tests.webapp.wiring import settings
from tests.webapp.world import World, start_world


@pytest.fixture(autouse=True)
def known_jetton() -> Iterator[None]:
    """The program knows the jettons of its settings; other tests know none."""
    money.know(USDT.asset, USDT.symbol)
    yield
    money.ASSETS.pop(USDT.asset.code)
    money.SYMBOLS.pop(USDT.asset.code)


@pytest.fixture
async def parts(
    sqlite_template: Path, tmp_path: Path, clock: FakeClock, ids: FakeIds, chance: FakeChance
) -> AsyncIterator[Parts]:
    """The parts of a world on SQLite, before anything is put together."""
    path = tmp_path / "souk.db"
    shutil.copy(sqlite_template, path)
    async with made_parts(f"sqlite:///{path}", clock, ids, chance) as made:
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
    async with made_parts(store_address, clock, ids, chance) as made:
        world, end = await start_world(made, settings())
        yield world
        await end()
