"""A store of paths becomes a store of numbers: nothing is lost, and its chain goes on."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from domain.ledger import accounts
from domain.ledger.ports import LineFilter
from domain.ledger.service import Ledger
from domain.shared.money import XTR, Money
from storage.chain import FIRST, digest
from storage.engine import PostgresDatabase, SqliteDatabase, open_database
from storage.ledger.invariants import Invariants
from storage.ledger.store import SqlLedger
from storage.ledger.verify import verify
from storage.migrations.upgrade import config, newest_revision
from storage.writer import Writer
from tests.engines import ENGINES
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.storage.books import ALICES, BOBS, POT, Books, by_hand

if TYPE_CHECKING:
    from tests.postgres import PostgresServer

BEFORE: Final = "0006_ton"
OUT: Final = "ext:stars:maturing"
Entry = tuple[object, ...]


class Old:
    """Writes what the program wrote while rows held paths."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.last = FIRST
        self.batch = 0
        self.posted: dict[str, list[int]] = {}

    def transfer(self, name: str, source: str, target: str, units: int) -> Entry:
        debit, credit = self._account(source), self._account(target)
        debit[1] += units
        credit[3] += units
        self._insert(
            "ledger_transfers",
            id=name,
            hold_id="h1" if name == "t3" else None,
            source=source,
            target=target,
            asset="XTR",
            amount=units,
            source_after=debit[3] - debit[1],
            target_after=credit[3] - credit[1],
            **_SAME,
            at=self.batch,
            writer="main",
            batch=self.batch + 1,
        )
        hold = "h1" if name == "t3" else None
        return ("transfer", name, hold, source, target, "XTR", units, "k", "r", "1", self.batch)

    def commit(self, *covered: Entry) -> None:
        self.batch += 1
        previous, self.last = self.last, digest(self.last, list(covered))
        row = {"writer": "main", "sequence": self.batch, "previous": previous, "hash": self.last}
        self._insert("core_batches", **row, at=self.batch)

    def hold(self) -> Entry:
        """Sixty of Alice's, of which fifty are posted two batches later."""
        self._insert(
            "ledger_holds",
            id="h1",
            source=ALICES,
            target=POT,
            asset="XTR",
            amount=60,
            **_SAME,
            at=self.batch,
            expires_at=None,
            state="posted",
            posted=50,
            resolved_at=9,
            writer="main",
            batch=self.batch + 1,
            resolved_writer="main",
            resolved_batch=self.batch + 2,
        )
        self._account(POT)
        return ("hold", "h1", ALICES, POT, "XTR", 60, "k", "r", "1", self.batch, None)

    def finish(self) -> list[str]:
        for path, (_, debits, _, credits_) in self.posted.items():
            floor = 0 if accounts.has_floor(accounts.AccountPath(path)) else None
            counted = {"debits_posted": debits, "credits_posted": credits_}
            nothing = {"thing": 0, "debits_pending": 0, "credits_pending": 0}
            self._insert(
                "ledger_accounts", path=path, asset="XTR", floor=floor, **nothing, **counted
            )
        return self.texts

    def _account(self, path: str) -> list[int]:
        return self.posted.setdefault(path, [0, 0, 0, 0])

    def _insert(self, table: str, **row: object) -> None:
        values = ", ".join("NULL" if value is None else repr(value) for value in row.values())
        self.texts.append(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})")


_SAME: Final = {"kind": "k", "ref_kind": "r", "ref_id": "1"}


def old_rows() -> list[str]:
    old = Old()
    old.commit(old.transfer("t1", OUT, ALICES, 100))
    old.commit(old.transfer("t2", ALICES, BOBS, 10))
    old.commit(old.hold())
    old.commit(old.transfer("t3", ALICES, POT, 50), ("post", "h1", 50, 9))
    old.commit()
    return old.finish()


@pytest.fixture(params=ENGINES)
async def old_store(
    request: pytest.FixtureRequest, tmp_path: Path
) -> SqliteDatabase | PostgresDatabase:
    """As the last program before it left it."""
    if request.param == "sqlite":
        address, driver = f"sqlite:///{tmp_path}/old.db", "sqlite+aiosqlite"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        admin = open_database(server.url())
        await by_hand(admin, "DROP DATABASE IF EXISTS souk_old", "CREATE DATABASE souk_old")
        address, driver = server.url("souk_old"), "postgresql+asyncpg"
    _, _, rest = address.partition("://")
    engine = create_async_engine(f"{driver}://{rest}", poolclass=NullPool)

    def to_old(connection: Connection) -> None:
        command.upgrade(config(connection), BEFORE)

    async with engine.begin() as connection:
        await connection.run_sync(to_old)
    await engine.dispose()
    database = open_database(address)
    await by_hand(database, *old_rows())
    return database


async def test_books_and_chain_go_on(
    old_store: SqliteDatabase | PostgresDatabase, clock: FakeClock, ids: FakeIds
) -> None:
    (head,) = await _heads(old_store)
    writer = Writer(old_store, clock=clock, publish=lambda _event: None)
    await writer.start()
    assert await verify(old_store) is None
    assert all(check.ok for check in await Invariants(old_store).read())
    anchors = await old_store.rows("SELECT hash FROM core_batches WHERE sequence = 0")
    assert anchors == [(head,)]
    ledger = Ledger(SqlLedger(old_store), clock=clock, ids=ids)
    books = Books(writer, ledger)
    assert await books.balance(ALICES) == (40, 0)
    lines = await ledger.statement(ALICES, LineFilter(), cursor=None, limit=9)
    assert [(line.id, line.amount.units, line.other) for line in lines.items] == [
        ("t3", -50, POT),
        ("t2", -10, BOBS),
        ("t1", 100, OUT),
    ]
    running = asyncio.ensure_future(writer.run())
    await books.do(books.move(BOBS, ALICES, Money(10, XTR)))
    await books.do(ledger.forget(BOBS, accounts.AccountPath("user:-5")))
    assert await verify(old_store) is None
    await writer.stop()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await old_store.close()


async def test_what_was_edited_before_is_found_afterwards(
    old_store: SqliteDatabase | PostgresDatabase, clock: FakeClock
) -> None:
    edited = "UPDATE core_batches SET hash = previous WHERE sequence = 2"
    await by_hand(old_store, edited)
    writer = Writer(old_store, clock=clock, publish=lambda _event: None)
    await writer.start()
    broken = await verify(old_store)
    assert broken is not None
    assert broken.where == "batch main/2"
    await writer.stop()
    await old_store.close()


async def test_a_migration_that_fails_changes_nothing(
    old_store: SqliteDatabase | PostgresDatabase,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It fails at its very end, when the new tables are filled and the old ones dropped."""

    def fails(_previous: str, _covered: list[Entry]) -> str:
        raise OSError("the power goes")

    monkeypatch.setattr("storage.chain.digest", fails)
    writer = Writer(old_store, clock=clock, publish=lambda _event: None)
    with pytest.raises(OSError, match="power"):
        await writer.start()
    await writer.stop()
    monkeypatch.undo()
    await old_store.open()
    assert await old_store.rows("SELECT version_num FROM alembic_version") == [(BEFORE,)]
    found = await old_store.rows("SELECT source FROM ledger_transfers ORDER BY seq")
    assert [row[0] for row in found] == [OUT, ALICES, ALICES]
    await old_store.close()
    again = Writer(old_store, clock=clock, publish=lambda _event: None)
    await again.start()
    assert await old_store.rows("SELECT version_num FROM alembic_version") == [
        (newest_revision(),)
    ]
    assert await verify(old_store) is None
    await again.stop()
    await old_store.close()


async def _heads(database: SqliteDatabase | PostgresDatabase) -> list[str]:
    await database.open()
    rows = await database.rows("SELECT hash FROM core_batches ORDER BY sequence DESC LIMIT 1")
    await database.close()
    return [row[0] for row in rows]
