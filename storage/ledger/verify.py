"""Read the books again and compare them with the hash chain.

Finds a transfer or hold that was changed, added or taken away behind the writer's back, an account
that was given another path, a batch that is missing, lines whose balances don't follow from one
another, and counters that the books don't explain. It reads the whole ledger: for an operator or a
nightly job.

Rows of old batches are pruned: between those that are kept the chain is computed from what was
done alone, and must arrive at the hash of the next one. A row of number 0 is where a chain begins
that was written anew by a migration.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from storage.account_paths import seal_of
from storage.chain import FIRST, digest, may_be_pruned
from storage.engine import Database, Row
from storage.statement import Entry

_BATCHES: Final = """SELECT writer, sequence, previous, hash FROM core_batches
ORDER BY writer, sequence"""
_TRANSFERS: Final = """SELECT writer, batch, 'transfer' AS op, id, hold_id, source, target, asset,
amount, kind, ref_kind, ref_id, at FROM ledger_transfers"""
_HOLDS: Final = """SELECT writer, batch, 'hold' AS op, id, source, target, asset, amount, kind,
ref_kind, ref_id, at, expires_at FROM ledger_holds"""
_RESOLVED: Final = """SELECT resolved_writer AS writer, resolved_batch AS batch, CASE state
WHEN 'posted' THEN 'post' WHEN 'voided' THEN 'void' ELSE 'expire' END AS op,
id, posted, resolved_at FROM ledger_holds WHERE state <> 'pending'"""
_NUMBERED: Final = "SELECT writer, batch, 'account' AS op, account, seal FROM ledger_paths"
_FORGOTTEN: Final = """SELECT forgotten_writer AS writer, forgotten_batch AS batch, 'forget' AS op,
account, path FROM ledger_paths WHERE forgotten_batch IS NOT NULL"""
COVERED: Final = (_TRANSFERS, _HOLDS, _RESOLVED, _NUMBERED, _FORGOTTEN)
_PATHS: Final = "SELECT account, path, salt, seal FROM ledger_paths WHERE forgotten_batch IS NULL"
_LINES: Final = """SELECT source, target, asset, amount, source_after, target_after, id
FROM ledger_transfers ORDER BY seq"""
_ACCOUNTS: Final = """SELECT account, asset, debits_posted, credits_posted FROM ledger_accounts
ORDER BY account, asset"""

Covered: TypeAlias = dict[tuple[str, int], list[Entry]]


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing that does not fit."""

    where: str
    reason: str


async def verify(database: Database) -> Broken | None:
    """None when the books and the chain agree."""
    return await verify_chain(database) or await _paths(database) or await _books(database)


async def verify_chain(database: Database) -> Broken | None:
    """The chain alone."""
    covered: Covered = defaultdict(list)
    for sql in COVERED:
        for writer, batch, *entry in await database.scan(sql):
            covered[writer, batch].append(tuple(entry))
    rows = await database.scan(_BATCHES)
    for writer, batches in groupby(rows, key=_writer_of):
        broken = _one_chain(writer, list(batches), covered)
        if broken is not None:
            return broken
    if covered:
        writer, batch = min(covered)
        return Broken(f"batch {writer}/{batch}", "the chain does not know it")
    return None


def _one_chain(writer: str, batches: list[Row], covered: Covered) -> Broken | None:
    """Takes what it has compared out of `covered`. Between two rows that are kept the chain is
    computed, and must end where the later one begins.
    """
    last, number = FIRST, 0
    for _, sequence, previous, hash_ in batches:
        if sequence == 0:
            last = hash_
            continue
        where = f"batch {writer}/{sequence}"
        if sequence != number + 1 and not may_be_pruned(number, sequence):
            return Broken(f"batch {writer}/{number + 1}", "it is missing")
        for missing in range(number + 1, sequence):
            last = digest(last, covered.pop((writer, missing), []))
        if previous != last:
            return Broken(where, "it does not follow from what was done before")
        last = digest(previous, covered.pop((writer, sequence), []))
        if last != hash_:
            return Broken(where, "its movements were changed")
        number = sequence
    return None


async def _paths(database: Database) -> Broken | None:
    for account, path, salt, seal in await database.scan(_PATHS):
        if seal_of(salt, path) != seal:
            return Broken(f"account {path}", f"number {account} was another path's")
    return None


async def _books(database: Database) -> Broken | None:
    debits: dict[tuple[int, str], int] = defaultdict(int)
    credits_: dict[tuple[int, str], int] = defaultdict(int)
    for source, target, asset, amount, source_after, target_after, name in await database.scan(
        _LINES
    ):
        debits[source, asset] += amount
        credits_[target, asset] += amount
        for account, after in ((source, source_after), (target, target_after)):
            if credits_[account, asset] - debits[account, asset] != after:
                return Broken(f"transfer {name}", f"the balance of {account} does not follow")
    for account, asset, debited, credited in await database.scan(_ACCOUNTS):
        if (debits[account, asset], credits_[account, asset]) != (debited, credited):
            return Broken(f"account {account} {asset}", "its counters differ from its lines")
    return None


def _writer_of(row: Row) -> str:
    return str(row[0])
