"""Payments that came in, as the port DepositStore has them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from domain.shared.change import Change
from domain.shared.ids import Instant, UserId
from domain.shared.money import ASSETS, Asset, Money
from domain.shared.page import Page
from domain.ton.deposit_models import ASIDE, Deposit, DepositState, Reason
from domain.ton.models import Cursor
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, update

_COLUMNS: Final = {
    "id": "text",
    "account": "text",
    "lt": "bigint",
    "hash": "text",
    "asset": "text",
    "units": "bigint",
    "sender": "text",
    "comment": "text",
    "user_id": "bigint",
    "order_code": "text",
    "state": "text",
    "reason": "text",
    "withdrawal": "text",
    "seen_at": "bigint",
    "changed_at": "bigint",
    "version": "bigint",
}
_ADD = insert("ton_deposits", key=("id",), columns=_COLUMNS)
_MOVED: Final = {
    "user_id": "bigint",
    "state": "text",
    "reason": "text",
    "withdrawal": "text",
    "changed_at": "bigint",
    "version": "bigint",
}
_MOVE = update(
    "ton_deposits",
    key={"id": "text"},
    given={**_MOVED, "was": "bigint"},
    set={name: f":{name}" for name in _MOVED},
    where="t.version = :was",
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM ton_deposits "
_LAST: Final = "z" * 27


class DepositRows:
    """Implements domain.ton.stores.DepositStore."""

    def __init__(
        self, database: Database, *, asset_of: Callable[[str], Asset] = ASSETS.__getitem__
    ) -> None:
        self._database = database
        self._asset_of = asset_of

    def add(self, deposit: Deposit) -> Change:
        return _ADD(
            id=deposit.id,
            account=deposit.account,
            lt=deposit.at.lt,
            hash=deposit.at.hash,
            asset=deposit.value.asset.code,
            units=deposit.value.units,
            sender=deposit.sender,
            comment=deposit.comment,
            user_id=deposit.person,
            order_code=deposit.order,
            state=deposit.state.value,
            reason=deposit.reason.value,
            withdrawal=deposit.withdrawal,
            seen_at=deposit.seen_at,
            changed_at=deposit.changed_at,
            version=deposit.version,
        )

    def move(self, was: Deposit, now: Deposit) -> Change:
        return _MOVE(
            id=was.id,
            user_id=now.person,
            state=now.state.value,
            reason=now.reason.value,
            withdrawal=now.withdrawal,
            changed_at=now.changed_at,
            version=now.version,
            was=was.version,
        )

    async def get(self, deposit_id: str) -> Deposit | None:
        row = await self._database.row(f"{_SELECT} WHERE id = ?", deposit_id)
        return self._deposit(row) if row is not None else None

    async def of(self, person: UserId, *, cursor: str | None, limit: int) -> Page[Deposit]:
        scope = f"deposits:{person}"
        before = str(read_cursor(scope, cursor)[0]) if cursor is not None else _LAST
        rows = await self._database.rows(
            f"{_SELECT} WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
            person,
            before,
            limit + 1,
        )
        return self._page(scope, rows, limit)

    async def within(
        self, states: Sequence[DepositState], *, cursor: str | None, limit: int
    ) -> Page[Deposit]:
        scope = f"deposits:{','.join(states)}"
        after = str(read_cursor(scope, cursor)[0]) if cursor is not None else ""
        marks = ", ".join("?" for _ in states)
        rows = await self._database.rows(
            f"{_SELECT} WHERE state IN ({marks}) AND id > ? ORDER BY id LIMIT ?",
            *(state.value for state in states),
            after,
            limit + 1,
        )
        return self._page(scope, rows, limit)

    async def counts(self) -> Mapping[DepositState, int]:
        rows = await self._database.scan("SELECT state, count(*) FROM ton_deposits GROUP BY state")
        return {DepositState(state): int(count) for state, count in rows}

    async def aside(self) -> Mapping[str, int]:
        marks = ", ".join("?" for _ in ASIDE)
        rows = await self._database.scan(
            "SELECT asset, CAST(sum(units) AS BIGINT) FROM ton_deposits "
            f"WHERE state IN ({marks}) GROUP BY asset",
            *(state.value for state in sorted(ASIDE)),
        )
        return {asset: int(units) for asset, units in rows}

    async def credited_since(self, person: UserId, asset: str, since: Instant) -> int:
        row = await self._database.row(
            "SELECT CAST(coalesce(sum(units), 0) AS BIGINT) FROM ton_deposits WHERE user_id = ? "
            "AND asset = ? AND seen_at > ? "
            "AND state IN ('credited', 'partial', 'excess', 'late')",
            person,
            asset,
            since,
        )
        return int(row[0]) if row is not None else 0

    def _page(self, scope: str, rows: Sequence[Row], limit: int) -> Page[Deposit]:
        found = tuple(self._deposit(row) for row in rows[:limit])
        more = len(rows) > limit
        return Page(found, write_cursor(scope, found[-1].id) if more else None)

    def _deposit(self, row: Row) -> Deposit:
        return Deposit(
            id=row[0],
            account=row[1],
            at=Cursor(lt=row[2], hash=row[3]),
            value=Money(row[5], self._asset_of(row[4])),
            sender=row[6],
            comment=row[7],
            person=row[8],
            order=row[9],
            state=DepositState(row[10]),
            reason=Reason(row[11]),
            withdrawal=row[12],
            seen_at=row[13],
            changed_at=row[14],
            version=row[15],
        )
