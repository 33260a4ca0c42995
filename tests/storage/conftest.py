"""The area of `acts.py`, over an empty store with one open round."""

import pytest

from domain.ledger import accounts
from domain.ledger.service import Ledger
from domain.shared.money import XTR, Money
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.ledger.store import SqlLedger
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.storage.acts import ROUND, Area, make_tables
from tests.storage.books import ALICES, Books


@pytest.fixture
def ledger(database: SqliteDatabase | PostgresDatabase, clock: FakeClock, ids: FakeIds) -> Ledger:
    return Ledger(SqlLedger(database), clock=clock, ids=ids)


@pytest.fixture
async def area(
    database: SqliteDatabase | PostgresDatabase, writer: Writer, ledger: Ledger
) -> Area:
    await make_tables(database)
    await writer.put([ROUND(id="r1"), ROUND(id="r2")])
    return Area(writer, ledger, database)


@pytest.fixture
async def books(writer: Writer, ledger: Ledger) -> Books:
    """Alice has 100 units of Stars."""
    made = Books(writer, ledger)
    await made.do(made.move(accounts.STARS_MATURING, ALICES, Money(100, XTR)))
    return made
