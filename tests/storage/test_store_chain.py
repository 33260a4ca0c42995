"""What the books notice about themselves: invariants, triggers, the hash chain."""

import sqlite3

import asyncpg
import pytest

from domain.shared.money import LARGEST_UNITS, XTR, Money
from storage.ledger.invariants import Invariants
from storage.ledger.verify import verify
from tests.storage.books import (
    ALICES,
    BOBS,
    Books,
    Store,
    by_hand,
    insert_transfer,
    without_triggers,
)

ALICES_OWN = "account = (SELECT account FROM ledger_paths WHERE path = 'user:1')"


async def test_invariants_notice(books: Books, database: Store) -> None:
    invariants = Invariants(database)
    await books.do(books.holding(Money(60, XTR)))
    assert {check.name: check.ok for check in await invariants.read()} == {
        "zero-sum": True,
        "none-below-zero": True,
        "holds-match": True,
        "settled-once": True,
    }
    assert await invariants.open_holds() == {"XTR": 1}
    await by_hand(database, f"UPDATE ledger_accounts SET credits_posted = 101 WHERE {ALICES_OWN}")
    await by_hand(database, f"UPDATE ledger_accounts SET debits_pending = 59 WHERE {ALICES_OWN}")
    wrong = {check.name for check in await invariants.read() if not check.ok}
    assert wrong == {"zero-sum", "holds-match"}
    assert await invariants.imbalance() == {"XTR": 2}


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE ledger_transfers SET amount = 99",
        "DELETE FROM ledger_transfers",
        "DELETE FROM ledger_holds",
        "UPDATE ledger_holds SET amount = 59",
        "UPDATE ledger_holds SET state = 'voided' WHERE state = 'posted'",
        "UPDATE ledger_paths SET path = 'user:7' WHERE path = 'user:1'",
        "DELETE FROM ledger_paths",
    ],
)
async def test_what_is_written_stays(books: Books, database: Store, text: str) -> None:
    await books.do(books.holding(Money(60, XTR)))
    if "posted" in text:
        await books.do(books.ledger.post(await books.find(), kind="stake"))
    with pytest.raises((sqlite3.IntegrityError, asyncpg.RaiseError), match="refuses"):
        await by_hand(database, text)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("UPDATE ledger_transfers SET amount = 99 WHERE seq = 2", "batch main/2"),
        ("UPDATE ledger_transfers SET target = 7 WHERE seq = 1", "batch main/1"),
        ("DELETE FROM ledger_transfers WHERE seq = 2", "batch main/2"),
        ("UPDATE ledger_holds SET amount = 61", "batch main/3"),
        ("UPDATE ledger_holds SET posted = 1", "batch main/4"),
        ("DELETE FROM core_batches WHERE sequence = 2", "batch main/2"),
        ("UPDATE core_batches SET hash = previous WHERE sequence = 3", "batch main/3"),
        ("UPDATE ledger_transfers SET source_after = 1 WHERE seq = 2", "transfer "),
        (f"UPDATE ledger_accounts SET credits_posted = 101 WHERE {ALICES_OWN}", "account "),
        ("UPDATE ledger_paths SET path = 'user:7' WHERE path = 'user:1'", "account user:7"),
        ("UPDATE ledger_paths SET seal = salt WHERE path = 'user:1'", "batch main/1"),
        ("DELETE FROM ledger_paths WHERE path = 'user:1'", "batch main/1"),
    ],
)
async def test_a_silent_edit_is_found(
    books: Books, database: Store, text: str, where: str
) -> None:
    await books.do(books.move(ALICES, BOBS, Money(10, XTR)))
    await books.do(books.holding(Money(60, XTR)))
    await books.do(books.ledger.post(await books.find(), kind="stake"))
    assert await verify(database) is None
    await by_hand(database, *without_triggers(database), text)
    broken = await verify(database)
    assert broken is not None
    assert broken.where.startswith(where)


async def test_the_table_itself_refuses_amounts_out_of_bounds(
    books: Books, database: Store
) -> None:
    for units in (0, -5, LARGEST_UNITS + 1):
        text = insert_transfer(units)
        with pytest.raises((sqlite3.IntegrityError, asyncpg.CheckViolationError)):
            await by_hand(database, text)
