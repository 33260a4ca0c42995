"""The ledger's promises, read from the books: for the status page, metrics and tests."""

from dataclasses import dataclass
from typing import Final

from storage.engine import Database

_IMBALANCE: Final = """SELECT asset, CAST(sum(credits_posted - debits_posted) AS BIGINT),
CAST(sum(credits_pending - debits_pending) AS BIGINT) FROM ledger_accounts
GROUP BY asset ORDER BY asset"""
_BELOW: Final = """SELECT count(*) FROM ledger_accounts WHERE floor IS NOT NULL
AND credits_posted - debits_posted - debits_pending < floor"""
_OPEN_HOLDS: Final = """SELECT asset, count(*) FROM ledger_holds WHERE state = 'pending'
GROUP BY asset ORDER BY asset"""
# Accounts whose pending counters differ from the sums of their pending holds.
_UNMATCHED: Final = """SELECT count(*) FROM ledger_accounts AS a
LEFT JOIN (SELECT source AS account, asset, sum(amount) AS amount FROM ledger_holds
    WHERE state = 'pending' GROUP BY source, asset) AS d
    ON d.account = a.account AND d.asset = a.asset
LEFT JOIN (SELECT target AS account, asset, sum(amount) AS amount FROM ledger_holds
    WHERE state = 'pending' GROUP BY target, asset) AS c
    ON c.account = a.account AND c.asset = a.asset
WHERE a.debits_pending <> coalesce(d.amount, 0) OR a.credits_pending <> coalesce(c.amount, 0)"""
# Holds that are settled without their transfer, and transfers of holds that are not settled so.
_SETTLED_WRONG: Final = """SELECT count(*) FROM ledger_holds AS h
LEFT JOIN ledger_transfers AS t ON t.hold_id = h.id
WHERE (h.state = 'posted') <> (t.id IS NOT NULL) OR (t.id IS NOT NULL AND t.amount <> h.posted)"""
_ORPHANS: Final = """SELECT count(*) FROM ledger_transfers AS t
LEFT JOIN ledger_holds AS h ON h.id = t.hold_id WHERE t.hold_id IS NOT NULL AND h.id IS NULL"""
_HELD_FOR: Final = """SELECT asset, CAST(sum(amount) AS BIGINT) FROM ledger_holds
WHERE state = 'pending' AND ref_kind = ? GROUP BY asset ORDER BY asset"""
_STANDINGS: Final = """SELECT a.asset,
CAST(sum(CASE WHEN a.floor IS NULL THEN 0 ELSE a.credits_posted - a.debits_posted END) AS BIGINT),
CAST(sum(CASE WHEN p.path LIKE 'ext:%' THEN a.debits_posted - a.credits_posted ELSE 0 END)
    AS BIGINT)
FROM ledger_accounts AS a JOIN ledger_paths AS p ON p.account = a.account
GROUP BY a.asset ORDER BY a.asset"""


@dataclass(frozen=True, slots=True)
class Check:
    """One promise, by the name under which `/status` shows it."""

    name: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """In smallest units: what people, pots and the house own, and what the outside holds."""

    asset: str
    owed: int
    held: int


class Invariants:
    """Each read looks at whole tables: for a status page that is asked rarely."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self) -> tuple[Check, ...]:
        imbalance = await self.imbalance()
        return (
            Check("zero-sum", not any(imbalance.values())),
            Check("none-below-zero", await self.below_zero() == 0),
            Check("holds-match", await self._count(_UNMATCHED) == 0),
            Check(
                "settled-once",
                await self._count(_SETTLED_WRONG) == 0 and await self._count(_ORPHANS) == 0,
            ),
        )

    async def imbalance(self) -> dict[str, int]:
        """Per asset what is not on both sides, in smallest units: 0 everywhere."""
        rows = await self._database.scan(_IMBALANCE)
        return {asset: abs(posted) + abs(pending) for asset, posted, pending in rows}

    async def below_zero(self) -> int:
        """Accounts below their floor."""
        return await self._count(_BELOW)

    async def open_holds(self) -> dict[str, int]:
        """Pending holds per asset."""
        return dict(await self._database.scan(_OPEN_HOLDS))

    async def held_for(self, ref_kind: str) -> dict[str, int]:
        """Per asset what pending holds for this kind of row amount to, in smallest units."""
        return dict(await self._database.scan(_HELD_FOR, ref_kind))

    async def standings(self) -> tuple[Standing, ...]:
        return tuple(Standing(*row) for row in await self._database.scan(_STANDINGS))

    async def _count(self, sql: str) -> int:
        rows = await self._database.scan(sql)
        return int(rows[0][0])
