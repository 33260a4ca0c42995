"""The house's accounts on the chain, as the port AccountStore has them."""

from collections.abc import Callable, Mapping
from typing import Final

from domain.shared.change import Change
from domain.shared.money import ASSETS, Asset
from domain.shared.page import Page
from domain.ton.accounts import Duty, Finding, FindingKind, WatchedAccount
from domain.ton.models import Cursor
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, update

_COLUMNS: Final = {
    "address": "text",
    "duty": "text",
    "asset": "text",
    "owner": "text",
    "lt": "bigint",
    "hash": "text",
    "booked": "bigint",
    "read_at": "bigint",
}
_OPEN = insert("ton_accounts", key=("address",), columns=_COLUMNS)
_ADVANCE = update(
    "ton_accounts",
    key={"address": "text"},
    given={
        "lt": "bigint",
        "hash": "text",
        "booked": "bigint",
        "read_at": "bigint",
        "was_lt": "bigint",
        "was_hash": "text",
    },
    set={"lt": ":lt", "hash": ":hash", "booked": ":booked", "read_at": ":read_at"},
    where="t.lt = :was_lt AND t.hash = :was_hash",
)
_CLOSE = update(
    "ton_accounts",
    key={"address": "text"},
    given={"was_lt": "bigint"},
    set={"duty": "'closed'"},
    where="t.lt = :was_lt",
)
_FIND = insert(
    "ton_findings",
    key=("kind", "ref"),
    columns={"kind": "text", "ref": "text", "asset": "text", "units": "bigint", "at": "bigint"},
    conflict="ignore",
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM ton_accounts "


class AccountRows:
    """Implements domain.ton.stores.AccountStore. Accounts of assets that the settings no longer
    name stay as they are, and are not shown.
    """

    def __init__(self, database: Database, *, assets: Mapping[str, Asset] = ASSETS) -> None:
        self._database = database
        self._assets = assets

    def open(self, account: WatchedAccount) -> Change:
        return _OPEN(
            address=account.address,
            duty=account.duty.value,
            asset=account.asset.code,
            owner=account.owner,
            lt=account.cursor.lt,
            hash=account.cursor.hash,
            booked=account.booked,
            read_at=account.read_at,
        )

    def advance(self, was: WatchedAccount, now: WatchedAccount) -> Change:
        return _ADVANCE(
            address=was.address,
            lt=now.cursor.lt,
            hash=now.cursor.hash,
            booked=now.booked,
            read_at=now.read_at,
            was_lt=was.cursor.lt,
            was_hash=was.cursor.hash,
        )

    def close(self, account: WatchedAccount) -> Change:
        return _CLOSE(address=account.address, was_lt=account.cursor.lt)

    async def all(self) -> tuple[WatchedAccount, ...]:
        rows = await self._database.rows(f"{_SELECT} ORDER BY address")
        return tuple(self._account(row) for row in rows if row[2] in self._assets)

    async def get(self, address: str) -> WatchedAccount | None:
        row = await self._database.row(f"{_SELECT} WHERE address = ?", address)
        return self._account(row) if row is not None and row[2] in self._assets else None

    async def booked(self) -> Mapping[str, int]:
        rows = await self._database.rows(
            "SELECT asset, CAST(sum(booked) AS BIGINT) FROM ton_accounts GROUP BY asset"
        )
        return {asset: int(units) for asset, units in rows}

    def finding(self, finding: Finding) -> Change:
        return _FIND(
            kind=finding.kind.value,
            ref=finding.ref,
            asset=finding.asset.code,
            units=finding.units,
            at=finding.at,
        )

    async def known(self, finding: Finding) -> bool:
        row = await self._database.row(
            "SELECT 1 FROM ton_findings WHERE kind = ? AND ref = ?",
            finding.kind.value,
            finding.ref,
        )
        return row is not None

    async def findings(self, *, cursor: str | None, limit: int) -> Page[Finding]:
        scope = "ton-findings"
        place = read_cursor(scope, cursor) if cursor is not None else None
        where = "WHERE (at, kind, ref) < (?, ?, ?) " if place is not None else ""
        rows = await self._database.rows(
            f"SELECT kind, ref, asset, units, at FROM ton_findings {where}"
            "ORDER BY at DESC, kind DESC, ref DESC LIMIT ?",
            *(place or ()),
            limit + 1,
        )
        last = rows[limit - 1] if len(rows) > limit else None
        following = write_cursor(scope, last[4], last[0], last[1]) if last is not None else None
        return Page(
            tuple(_finding(row, self._assets.__getitem__) for row in rows[:limit]), following
        )

    def _account(self, row: Row) -> WatchedAccount:
        return WatchedAccount(
            address=row[0],
            duty=Duty(row[1]),
            asset=self._assets[row[2]],
            owner=row[3],
            cursor=Cursor(lt=row[4], hash=row[5]),
            booked=row[6],
            read_at=row[7],
        )


def _finding(row: Row, asset_of: Callable[[str], Asset]) -> Finding:
    return Finding(
        kind=FindingKind(row[0]), ref=row[1], asset=asset_of(row[2]), units=row[3], at=row[4]
    )
