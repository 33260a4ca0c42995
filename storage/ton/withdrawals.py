"""Payments that go out, as the port WithdrawalStore has them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.money import ASSETS, Asset, Money
from domain.shared.page import Page
from domain.shared.refusals import DomainError
from domain.ton.machines import OPEN
from domain.ton.withdrawal_models import Withdrawal, WithdrawalState
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, row_name, update
from storage.ton.withdrawal_columns import COLUMNS, SELECT, values_of, withdrawal_of

_TAKEN: Final = "w.purpose = 'person' AND w.state NOT IN ('cancelled', 'failed')"
_ASKED: Final = (
    "(SELECT coalesce(sum(w.units), 0) FROM ton_withdrawals AS w WHERE w.asset = :asset "
    f"AND w.created_at > :since AND {_TAKEN}"
)
_PLACED: Final = (
    "(SELECT coalesce(sum(w.units), 0) FROM ton_withdrawals AS w WHERE w.asset = :asset "
    f"AND w.user_id = :user_id AND w.destination = :destination AND {_TAKEN})"
)
_ADD = insert("ton_withdrawals", key=("id",), columns=COLUMNS)
_ADD_WITHIN = insert(
    "ton_withdrawals",
    key=("id",),
    columns=COLUMNS,
    given={
        "since": "bigint",
        "person_most": "bigint",
        "house_most": "bigint",
        "place_most": "bigint",
    },
    where=f"{_ASKED} AND w.user_id = :user_id) + :units <= :person_most "
    f"AND {_ASKED}) + :units <= :house_most AND {_PLACED} + :units <= :place_most",
)
_ASKS = insert(
    "ton_asks",
    key=("user_id",),
    columns={"user_id": "bigint"},
    values={"asks": "1"},
    conflict="update asks = t.asks + 1",
)
_MOVED: Final = {
    "state": "text",
    "reason": "text",
    "approval": "text",
    "message": "text",
    "attempts": "bigint",
    "tx_hash": "text",
    "tx_lt": "bigint",
    "expires_at": "bigint",
    "changed_at": "bigint",
    "version": "bigint",
}
_MOVE = update(
    "ton_withdrawals",
    key={"id": "text"},
    given={**_MOVED, "was": "bigint"},
    set={name: f":{name}" for name in _MOVED},
    where="t.version = :was",
)
_LAST: Final = "z" * 27
_EVERYBODY: Final = UserId(0)


class WithdrawalRows:
    """Implements domain.ton.stores.WithdrawalStore."""

    def __init__(
        self, database: Database, *, asset_of: Callable[[str], Asset] = ASSETS.__getitem__
    ) -> None:
        self._database = database
        self._asset_of = asset_of

    def add(self, withdrawal: Withdrawal) -> Change:
        return _ADD(**values_of(withdrawal), refusal=None, rows=())

    def add_within(
        self,
        withdrawal: Withdrawal,
        *,
        since: Instant,
        person: Money,
        house: Money,
        place: Money,
        refusal: DomainError,
    ) -> Changes:
        """The sums are looked at under two rows that each asking writes, so two of them never
        share a batch: the second one sees the first.
        """
        asking = (withdrawal.person, _EVERYBODY)
        return (
            _ADD_WITHIN(
                **values_of(withdrawal),
                since=since,
                person_most=person.units,
                house_most=house.units,
                place_most=place.units,
                refusal=refusal,
                rows=tuple(row_name("ton_asks", (one,)) for one in asking),
            ),
            [_ASKS(user_id=one) for one in asking],
        )

    def move(self, was: Withdrawal, now: Withdrawal) -> Change:
        return _MOVE(
            id=was.id,
            state=now.state.value,
            reason=now.reason.value,
            approval=now.approval,
            message=now.message,
            attempts=now.attempts,
            tx_hash=now.tx_hash,
            tx_lt=now.tx_lt,
            expires_at=now.expires_at,
            changed_at=now.changed_at,
            version=now.version,
            was=was.version,
        )

    async def get(self, withdrawal_id: str) -> Withdrawal | None:
        return await self._one("WHERE id = ?", withdrawal_id)

    async def by_query(self, query_id: int) -> Withdrawal | None:
        if query_id >= 2**63:
            return None  # ours are smaller, and the database knows no larger ones
        return await self._one("WHERE query_id = ?", query_id)

    async def of(self, person: UserId, *, cursor: str | None, limit: int) -> Page[Withdrawal]:
        scope = f"withdrawals:{person}"
        before = str(read_cursor(scope, cursor)[0]) if cursor is not None else _LAST
        rows = await self._database.rows(
            f"{SELECT} WHERE user_id = ? AND id < ? AND purpose = 'person' "
            "ORDER BY id DESC LIMIT ?",
            person,
            before,
            limit + 1,
        )
        return self._page(scope, rows, limit)

    async def within(
        self, states: Sequence[WithdrawalState], *, cursor: str | None, limit: int
    ) -> Page[Withdrawal]:
        scope = f"withdrawals:{','.join(states)}"
        after = str(read_cursor(scope, cursor)[0]) if cursor is not None else ""
        marks = ", ".join("?" for _ in states)
        rows = await self._database.rows(
            f"{SELECT} WHERE state IN ({marks}) AND id > ? ORDER BY id LIMIT ?",
            *(state.value for state in states),
            after,
            limit + 1,
        )
        return self._page(scope, rows, limit)

    async def queued(self, wallet: str, asset: str, limit: int) -> tuple[Withdrawal, ...]:
        return await self._many(
            "WHERE state = 'queued' AND wallet = ? AND asset = ? ORDER BY id LIMIT ?",
            wallet,
            asset,
            limit,
        )

    async def carried_by(self, message_id: str) -> tuple[Withdrawal, ...]:
        return await self._many("WHERE message = ? AND state = 'sent' ORDER BY id", message_id)

    async def sent_from(self, wallet: str) -> tuple[Withdrawal, ...]:
        return await self._many("WHERE state = 'sent' AND wallet = ? ORDER BY id", wallet)

    async def leaving(self, wallet: str) -> bool:
        row = await self._database.row(
            "SELECT 1 FROM ton_withdrawals WHERE state IN ('queued', 'sent') AND wallet = ?",
            wallet,
        )
        return row is not None

    async def refilling(self, wallet: str, asset: str) -> bool:
        row = await self._database.row(
            "SELECT 1 FROM ton_withdrawals WHERE purpose = 'refill' "
            "AND state IN ('queued', 'sent') AND destination = ? AND asset = ?",
            wallet,
            asset,
        )
        return row is not None

    async def overdue(self, now: Instant, limit: int) -> tuple[Withdrawal, ...]:
        return await self._many(
            "WHERE state = 'to_confirm' AND expires_at < ? ORDER BY id LIMIT ?", now, limit
        )

    async def taken_since(self, person: UserId, asset: str, since: Instant) -> int:
        row = await self._database.row(
            "SELECT CAST(coalesce(sum(w.units), 0) AS BIGINT) FROM ton_withdrawals AS w "
            f"WHERE w.user_id = ? AND w.asset = ? AND w.created_at > ? AND {_TAKEN}",
            person,
            asset,
            since,
        )
        return int(row[0]) if row is not None else 0

    async def sent_to(self, person: UserId, address: str, asset: str) -> int:
        row = await self._database.row(
            "SELECT CAST(coalesce(sum(w.units), 0) AS BIGINT) FROM ton_withdrawals AS w "
            f"WHERE w.user_id = ? AND w.destination = ? AND w.asset = ? AND {_TAKEN}",
            person,
            address,
            asset,
        )
        return int(row[0]) if row is not None else 0

    async def counts(self) -> Mapping[WithdrawalState, int]:
        rows = await self._database.scan(
            "SELECT state, count(*) FROM ton_withdrawals GROUP BY state"
        )
        return {WithdrawalState(state): int(count) for state, count in rows}

    async def reserved(self) -> Mapping[str, int]:
        marks = ", ".join("?" for _ in OPEN)
        rows = await self._database.scan(
            "SELECT asset, CAST(sum(units + fee) AS BIGINT) FROM ton_withdrawals "
            f"WHERE state IN ({marks}) GROUP BY asset",
            *(state.value for state in sorted(OPEN)),
        )
        return {asset: int(units) for asset, units in rows}

    async def _one(self, where: str, value: object) -> Withdrawal | None:
        row = await self._database.row(SELECT + where, value)
        return withdrawal_of(row, self._asset_of) if row is not None else None

    async def _many(self, where: str, *values: object) -> tuple[Withdrawal, ...]:
        rows = await self._database.rows(SELECT + where, *values)
        return tuple(withdrawal_of(row, self._asset_of) for row in rows)

    def _page(self, scope: str, rows: Sequence[Row], limit: int) -> Page[Withdrawal]:
        found = tuple(withdrawal_of(row, self._asset_of) for row in rows[:limit])
        more = len(rows) > limit
        return Page(found, write_cursor(scope, found[-1].id) if more else None)
