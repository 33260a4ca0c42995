"""Pruning the rows of old batches. The hash chain stays verifiable: of a thousand rows the last is
kept, and what lies between can be computed again from the movements, which are never pruned.

Before a row goes that is done once: nothing is pruned where the movements do not lead to the hash
that was written at the time.
"""

import logging
from collections import defaultdict
from typing import Final

from domain.shared.ids import Instant
from storage.chain import FIRST, KEPT_EVERY, digest
from storage.engine import Database
from storage.ledger.verify import COVERED, Broken, Covered
from storage.statements import delete
from storage.writer import Writer

logger = logging.getLogger(__name__)

AT_ONCE_MOST: Final = 100 * KEPT_EVERY
"""Batches that are computed again in one go: they are held in memory meanwhile."""
_WRITERS: Final = "SELECT DISTINCT writer FROM core_batches"
_NOT_PRUNED: Final = """SELECT sequence FROM core_batches WHERE writer = ? AND sequence > 0
AND sequence % CAST(? AS BIGINT) <> 0 ORDER BY sequence LIMIT 1"""
_LAST_OLD: Final = """SELECT max(sequence) FROM core_batches WHERE writer = ? AND at < ?
AND sequence > ? AND sequence <= ? AND sequence % CAST(? AS BIGINT) = 0"""
_HASH: Final = "SELECT hash FROM core_batches WHERE writer = ? AND sequence = ?"
_BETWEEN: Final = "SELECT * FROM ({}) AS c WHERE c.writer = ? AND c.batch > ? AND c.batch <= ?"
_DROP: Final = delete(
    "core_batches",
    key={"writer": "text"},
    given={"after": "bigint", "before": "bigint"},
    where="t.sequence > :after AND t.sequence < :before",
    any_number=True,
)


class OldBatches:
    def __init__(
        self, writer: Writer, database: Database, *, kept_every: int = KEPT_EVERY
    ) -> None:
        """`kept_every` is what `storage.chain` says, but in tests."""
        self._writer = writer
        self._database = database
        self._every = kept_every

    async def prune(self, before: Instant) -> Broken | None:
        """Drop rows of batches made before that time; None, or where the chain is broken, and then
        nothing was dropped.
        """
        for (name,) in await self._database.scan(_WRITERS):
            broken = await self._prune(str(name), before)
            if broken is not None:
                logger.error("the hash chain is broken at %s: %s", broken.where, broken.reason)
                return broken
        return None

    async def _prune(self, name: str, before: Instant) -> Broken | None:
        rows = await self._database.scan(_NOT_PRUNED, name, self._every)
        if not rows:
            return None
        first = (rows[0][0] - 1) // self._every * self._every
        most = first + AT_ONCE_MOST
        found = await self._database.scan(_LAST_OLD, name, before, first, most, self._every)
        last = found[0][0]
        if last is None:
            return None
        broken = await self._compare(name, first, last)
        if broken is None:
            for end in range(first + self._every, last + 1, self._every):
                drop = _DROP(writer=name, after=end - self._every, before=end)
                await self._writer.put([drop])
        return broken

    async def _compare(self, name: str, first: int, last: int) -> Broken | None:
        """From the kept row before these batches to the kept row at their end."""
        begin = await self._database.scan(_HASH, name, first)
        end = await self._database.scan(_HASH, name, last)
        covered: Covered = defaultdict(list)
        for sql in COVERED:
            for writer, batch, *entry in await self._database.scan(
                _BETWEEN.format(sql), name, first, last
            ):
                covered[writer, batch].append(tuple(entry))
        hash_ = str(begin[0][0]) if begin else FIRST
        for sequence in range(first + 1, last + 1):
            hash_ = digest(hash_, covered[name, sequence])
        if hash_ == end[0][0]:
            return None
        return Broken(f"batches {name}/{first + 1} to {last}", "their movements were changed")
