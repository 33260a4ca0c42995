"""After the last kill: is the store what the answers said?"""

from storage.engine import open_database
from storage.ledger.invariants import Invariants
from storage.ledger.verify import verify
from tests.faults.oracle import Oracle

_BALANCES = """SELECT path, credits_posted - debits_posted - debits_pending, debits_pending
FROM ledger_accounts NATURAL JOIN ledger_paths"""
_COUNTS = """SELECT (SELECT count(*) FROM ledger_transfers), (SELECT count(*) FROM ledger_holds),
(SELECT count(*) FROM core_keys), (SELECT count(*) FROM audit_logs)"""


async def differences(address: str, oracle: Oracle, acts: int) -> list[str]:
    """What is wrong, in words; empty when nothing is. `acts` is how many were carried out."""
    database = open_database(address)
    await database.open()
    try:
        wrong = [
            f"invariant {check.name}"
            for check in await Invariants(database).read()
            if not check.ok
        ]
        broken = await verify(database)
        if broken is not None:
            wrong.append(f"{broken.where}: {broken.reason}")
        stored = {row[0]: (row[1], row[2]) for row in await database.scan(_BALANCES)}
        expected = oracle.balances()
        wrong += [
            f"{path}: {stored.get(path)} and not {expected.get(path)}"
            for path in stored.keys() | expected.keys()
            if stored.get(path, (0, 0)) != expected.get(path, (0, 0))
        ]
        (counts,) = await database.scan(_COUNTS)
        if tuple(counts) != (oracle.lines, len(oracle.holds), acts, acts):
            wrong.append(f"rows {counts} for {oracle.lines} lines, {acts} acts")
        return wrong
    finally:
        await database.close()
