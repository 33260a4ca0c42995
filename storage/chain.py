"""The hash chain over committed batches: what the ledger did can't be edited unseen.

Each batch is a row (writer, sequence, previous, hash); the hash covers the previous hash and what
the ledger did in the batch. `storage/ledger/verify.py` reads that back from the ledger's own
tables and names the first batch that was changed. The row also answers whether a batch whose
commit gave no answer is in the store.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import orjson

from domain.shared.change import Change
from storage.account_numbers import Numbers
from storage.statement import Entry, statement_named
from storage.statements import insert

FIRST: Final = "0" * 64
KEPT_EVERY: Final = 1_000
"""Of old batches each row of such a number stays: what lies between can be computed again."""
HEAD: Final = """SELECT sequence, hash FROM core_batches
WHERE writer = ? ORDER BY sequence DESC LIMIT 1"""
_BATCH: Final = insert(
    "core_batches",
    key=("writer", "sequence"),
    columns={
        "writer": "text",
        "sequence": "bigint",
        "previous": "text",
        "hash": "text",
        "at": "bigint",
    },
)


@dataclass(frozen=True, slots=True)
class Chain:
    """The end of one writer's chain."""

    writer: str
    sequence: int = 0
    hash: str = FIRST

    @property
    def stamp(self) -> tuple[str, int]:
        """What the ledger's rows of the next batch carry."""
        return self.writer, self.sequence + 1

    def link(self, covered: list[Entry], at: int) -> tuple[Change, "Chain"]:
        """The row for a batch in which the ledger did this, and the chain once it is committed."""
        following = Chain(self.writer, self.sequence + 1, digest(self.hash, covered))
        row = _BATCH(
            writer=self.writer,
            sequence=following.sequence,
            previous=self.hash,
            hash=following.hash,
            at=at,
        )
        return row, following


def covered_by(changes: Iterable[Change], numbers: Numbers) -> list[Entry]:
    """What the chain holds of these Changes, whose accounts' numbers are known."""
    covered: list[Entry] = []
    for change in changes:
        statement = statement_named(change.statement)
        if statement.covers is not None:
            covered += statement.covers(numbers.of(statement, change.params))
    return covered


def digest(previous: str, covered: list[Entry]) -> str:
    """SHA-256 over the previous hash and what was done, as JSON, sorted by its first two texts."""
    return sha256(previous.encode() + orjson.dumps(sorted(covered, key=_first_two))).hexdigest()


def may_be_pruned(last: int, following: int) -> bool:
    """Whether the rows between these two kept ones are missing by rule."""
    return last % KEPT_EVERY == 0 and following == last + KEPT_EVERY


def _first_two(entry: Entry) -> tuple[str, str]:
    return str(entry[0]), str(entry[1])
