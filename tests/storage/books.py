"""Short words for what the ledger's tests do."""

import sqlite3

import asyncpg

from domain.ledger import accounts
from domain.ledger.accounts import AccountPath
from domain.ledger.models import Hold, Ref
from domain.ledger.service import Ledger
from domain.shared.change import Changes
from domain.shared.ids import Instant
from domain.shared.money import XTR, Asset, Money
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.writer import Writer
from tests.storage.acts import ALICE, BOB, unit

Store = SqliteDatabase | PostgresDatabase
OUTSIDE = AccountPath("ext:ton")
ALICES, BOBS, POT = accounts.user(ALICE), accounts.user(BOB), accounts.pot("p1")
REF = Ref("test", "1")
SWORD = Asset("gift:sword", scale=0, edge_scale=0, unique=True)


class Books:
    """Short words for what the tests do."""

    def __init__(self, writer: Writer, ledger: Ledger) -> None:
        self.writer = writer
        self.ledger = ledger
        self._holds = 0

    async def do(self, *changes: Changes) -> None:
        await self.writer.put(unit(*changes))

    def move(self, source: AccountPath, target: AccountPath, amount: Money) -> Changes:
        return self.ledger.transfer(source, target, amount, kind="move", ref=REF)

    def holding(
        self,
        amount: Money,
        name: str = "h1",
        *,
        source: AccountPath = ALICES,
        expires_at: Instant | None = None,
    ) -> Changes:
        return self.ledger.hold(
            source, POT, amount, hold_id=name, kind="stake", ref=REF, expires_at=expires_at
        )

    async def find(self, name: str = "h1") -> Hold:
        found = await self.ledger.find_hold(name)
        assert found is not None
        return found

    async def balance(self, path: AccountPath, asset: Asset = XTR) -> tuple[int, int]:
        found = await self.ledger.balance(path, asset)
        return found.available.units, found.held.units


def without_triggers(database: Store) -> tuple[str, ...]:
    if isinstance(database, SqliteDatabase):
        names = [
            f"ledger_{table}_no_{verb}"
            for table in ("transfers", "holds", "paths")
            for verb in ("update", "delete")
        ]
        return tuple(f"DROP TRIGGER {name}" for name in names)
    return tuple(
        f"ALTER TABLE ledger_{table} DISABLE TRIGGER ALL"
        for table in ("transfers", "holds", "paths")
    )


def insert_transfer(units: int) -> str:
    return (
        "INSERT INTO ledger_transfers (id, source, target, asset, amount, source_after, "
        "target_after, kind, ref_kind, ref_id, at, writer, batch) "
        f"VALUES ('x', 1, 2, 'XTR', {units}, 0, 0, 'k', 'r', 'i', 0, 'main', 1)"
    )


async def by_hand(database: Store, *texts: str) -> None:
    """As somebody with access to the file or server could."""
    if isinstance(database, SqliteDatabase):
        connection = sqlite3.connect(database.path)
        try:
            for text in texts:
                connection.execute(text)
            connection.commit()
        finally:
            connection.close()
        return
    session = await asyncpg.connect(database.address)
    try:
        for text in texts:
            await session.execute(text)
    finally:
        await session.close()
