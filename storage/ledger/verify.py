"""Read the books again and compare them with the hash chain.

Finds a transfer or hold that was changed, added or taken away behind the writer's back, a batch
that is missing, lines whose balances don't follow from one another, and counters that the books
don't explain. It reads the whole ledger: for an operator or a nightly job.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from storage.chain import FIRST, digest
from storage.engine import Database, Row
from storage.statement import Entry

_BATCHES: Final = """SELECT writer, sequence, previous, hash FROM core_batches
ORDER BY writer, sequence"""
_TRANSFERS: Final = """SELECT writer, batch, 'transfer', id, hold_id, source, target, asset,
amount, kind, ref_kind, ref_id, at FROM ledger_transfers"""
_HOLDS: Final = """SELECT writer, batch, 'hold', id, source, target, asset, amount, kind, ref_kind,
ref_id, at, expires_at FROM ledger_holds"""
_RESOLVED: Final = """SELECT resolved_writer, resolved_batch, CASE state WHEN 'posted' THEN 'post'
WHEN 'voided' THEN 'void' ELSE 'expire' END, id, posted, resolved_at FROM ledger_holds
WHERE state <> 'pending'"""
_LINES: Final = """SELECT source, target, asset, amount, source_after, target_after, id
FROM ledger_transfers ORDER BY seq"""
_ACCOUNTS: Final = """SELECT path, asset, debits_posted, credits_posted FROM ledger_accounts
ORDER BY path, asset"""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing that does not fit."""

    where: str
    reason: str


async def verify(database: Database) -> Broken | None:
    """None when the books and the chain agree."""
    return await _chain(database) or await _books(database)


async def _chain(database: Database) -> Broken | None:
    entries: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for sql in (_TRANSFERS, _HOLDS, _RESOLVED):
        for writer, batch, *entry in await database.scan(sql):
            entries[writer, batch].append(tuple(entry))
    rows = await database.scan(_BATCHES)
    for writer, batches in groupby(rows, key=_writer_of):
        broken = _one_chain(writer, batches, entries)
        if broken is not None:
            return broken
    if entries:
        writer, batch = min(entries)
        return Broken(f"batch {writer}/{batch}", "the chain does not know it")
    return None


def _one_chain(
    writer: str, batches: Iterable[Row], entries: dict[tuple[str, int], list[Entry]]
) -> Broken | None:
    """Takes what it has compared out of `entries`."""
    last = FIRST
    for number, (_, sequence, previous, hash_) in enumerate(batches, 1):
        where = f"batch {writer}/{number}"
        if sequence != number:
            return Broken(where, "it is missing")
        if previous != last:
            return Broken(where, "it does not follow the one before")
        if digest(previous, entries.pop((writer, sequence), [])) != hash_:
            return Broken(where, "its movements were changed")
        last = hash_
    return None


async def _books(database: Database) -> Broken | None:
    debits: dict[tuple[str, str], int] = defaultdict(int)
    credits_: dict[tuple[str, str], int] = defaultdict(int)
    for source, target, asset, amount, source_after, target_after, name in await database.scan(
        _LINES
    ):
        debits[source, asset] += amount
        credits_[target, asset] += amount
        for path, after in ((source, source_after), (target, target_after)):
            if credits_[path, asset] - debits[path, asset] != after:
                return Broken(f"transfer {name}", f"the balance of {path} does not follow")
    for path, asset, debited, credited in await database.scan(_ACCOUNTS):
        if (debits[path, asset], credits_[path, asset]) != (debited, credited):
            return Broken(f"account {path} {asset}", "its counters differ from its lines")
    return None


def _writer_of(row: Row) -> str:
    return str(row[0])
