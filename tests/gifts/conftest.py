"""Houses for the tests of gifts."""

from collections.abc import Awaitable, Callable

import pytest

from storage.engine import PostgresDatabase, SqliteDatabase
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.fakes.markets import FakeMarket
from tests.gifts.market_house import MarketHouse
from tests.gifts.value_house import ValueHouse

Build = Callable[..., Awaitable[MarketHouse]]


@pytest.fixture
def build_house(
    database: SqliteDatabase | PostgresDatabase, writer: Writer, clock: FakeClock, ids: FakeIds
) -> Build:
    """A run of the app over the store, each time another one."""

    async def build(*markets: FakeMarket) -> MarketHouse:
        house = MarketHouse(database, writer, clock, ids, markets)
        await house.load()
        return house

    return build


@pytest.fixture
async def values(
    database: SqliteDatabase | PostgresDatabase, writer: Writer, clock: FakeClock
) -> ValueHouse:
    """Floors, estimates and summaries over the store."""
    house = ValueHouse(database, writer, clock)
    await house.coverage.load()
    return house
