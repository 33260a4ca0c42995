"""Two people, what they own and what they pick."""

import pytest

from storage.engine import PostgresDatabase, SqliteDatabase
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.gifts.owning.house import OwningHouse
from tests.payments.house import ALICE, BOB, Tools


@pytest.fixture
async def house(
    database: SqliteDatabase | PostgresDatabase, writer: Writer, clock: FakeClock
) -> OwningHouse:
    made = OwningHouse(Tools(database=database, writer=writer, clock=clock))
    await made.begin(ALICE, BOB)
    return made
