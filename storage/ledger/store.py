"""The ledger's port over the tables of `storage/ledger/tables.py`."""

from collections.abc import Callable, Sequence
from typing import Final

from domain.ledger.accounts import AccountPath, has_floor
from domain.ledger.events import MoneyMoved
from domain.ledger.models import Balance, Hold, HoldState, Line, Ref
from domain.ledger.ports import LineFilter, Posting
from domain.shared.change import Change, Event
from domain.shared.ids import Instant
from domain.shared.money import ASSETS, Asset, Money
from domain.shared.page import Page
from domain.shared.refusals import AlreadyDone, DomainError
from storage.account_paths import FORGET
from storage.cursors import read_number, write_cursor
from storage.engine import Database, Row
from storage.ledger.postings import (
    EXPIRE,
    HOLD,
    HOLD_OPEN,
    POST,
    TRANSFER,
    TRANSFER_OPEN,
    VOID,
    paths_of,
)
from storage.statement import Params

_BALANCE: Final = (
    "SELECT a.asset, a.credits_posted - a.debits_posted - a.debits_pending, a.debits_pending "
    "FROM ledger_paths AS p JOIN ledger_accounts AS a ON a.account = p.account WHERE p.path = ?"
)
_HOLD: Final = (
    "SELECT h.id, s.path, t.path, h.asset, h.amount, h.ref_kind, h.ref_id, h.state, "
    "h.expires_at FROM ledger_holds AS h JOIN ledger_paths AS s ON s.account = h.source "
    "JOIN ledger_paths AS t ON t.account = h.target"
)
_OWNER: Final = (
    "SELECT p.path FROM ledger_accounts AS a JOIN ledger_paths AS p ON p.account = a.account "
    "WHERE a.asset = ? AND a.thing = 1 AND a.credits_posted > a.debits_posted"
)
_LINE: Final = "SELECT seq, id, at, kind, asset, ref_kind, ref_id"
_OF_PATH: Final = "(SELECT account FROM ledger_paths WHERE path = ?)"
_OUT: Final = (
    f"{_LINE}, -amount AS amount, source_after AS after, target AS other "
    f"FROM ledger_transfers WHERE source = {_OF_PATH}"
)
_IN: Final = (
    f"{_LINE}, amount, target_after AS after, source AS other "
    f"FROM ledger_transfers WHERE target = {_OF_PATH}"
)
_BOTH: Final = (
    "SELECT l.seq, l.id, l.at, l.kind, l.asset, l.ref_kind, l.ref_id, l.amount, l.after, p.path "
    "FROM (SELECT * FROM ({}) AS a UNION ALL SELECT * FROM ({}) AS b) AS l "
    "JOIN ledger_paths AS p ON p.account = l.other ORDER BY l.seq DESC LIMIT ?"
)
_END: Final = 2**62


def built_in(code: str) -> Asset:
    """The assets that the house has by itself; others come from the wiring."""
    return ASSETS[code]


def moves(publish: Callable[[Event], None]) -> Callable[[Sequence[Change]], None]:
    """What the wiring gives to `Writer.after(FAMILY, ...)`: one MoneyMoved per unit."""

    def hook(changes: Sequence[Change]) -> None:
        publish(MoneyMoved(frozenset(path for change in changes for path in paths_of(change))))

    return hook


class SqlLedger:
    """`asset_of` turns a stored code into its asset."""

    def __init__(self, database: Database, *, asset_of: Callable[[str], Asset] = built_in) -> None:
        self._database = database
        self._asset_of = asset_of

    def transfer(self, posting: Posting, *, short: DomainError) -> Change:
        units = posting.amount.units
        statement = TRANSFER if has_floor(posting.source) else TRANSFER_OPEN
        params = _params("transfer", posting, pending=0, posted=units)
        return Change(statement.name, params, (), short)

    def hold(self, posting: Posting, *, short: DomainError, expires_at: Instant | None) -> Change:
        units = posting.amount.units
        statement = HOLD if has_floor(posting.source) else HOLD_OPEN
        params = _params("hold", posting, pending=units, posted=0, expires_at=expires_at)
        return Change(statement.name, params, (f"ledger_holds:{posting.id}",), short)

    def post(self, hold: Hold, posting: Posting) -> Change:
        params = _params(
            "post",
            posting,
            pending=-hold.amount.units,
            posted=posting.amount.units,
            hold_id=hold.id,
        )
        return Change(POST.name, params, (f"ledger_holds:{hold.id}",), AlreadyDone())

    def release(self, hold: Hold, *, expired: bool, at: Instant) -> Change:
        posting = Posting(
            id=hold.id,
            source=hold.source,
            target=hold.target,
            amount=hold.amount,
            kind="",
            ref=hold.ref,
            at=at,
        )
        statement, op = (EXPIRE, "expire") if expired else (VOID, "void")
        params = _params(op, posting, pending=-hold.amount.units, posted=0, hold_id=hold.id)
        return Change(statement.name, params, (f"ledger_holds:{hold.id}",), AlreadyDone())

    def forget(self, path: AccountPath, alias: AccountPath, *, at: Instant) -> Change:
        return Change(FORGET.name, (path, alias, at))

    async def balances(self, path: AccountPath) -> tuple[Balance, ...]:
        rows = await self._database.rows(f"{_BALANCE} ORDER BY a.asset", path)
        return tuple(self._balance(*row) for row in rows)

    async def balance(self, path: AccountPath, asset: Asset) -> Balance:
        row = await self._database.row(f"{_BALANCE} AND a.asset = ?", path, asset.code)
        none = Money(0, asset)
        if row is None:
            return Balance(asset=asset, available=none, held=none)
        return Balance(asset=asset, available=Money(row[1], asset), held=Money(row[2], asset))

    async def owner(self, thing: Asset) -> AccountPath | None:
        """Whose a thing is of which there is one; None when it is outside."""
        assert thing.unique, "money has no one owner"
        row = await self._database.row(_OWNER, thing.code)
        return None if row is None else AccountPath(row[0])

    async def find_hold(self, hold_id: str) -> Hold | None:
        row = await self._database.row(f"{_HOLD} WHERE h.id = ?", hold_id)
        return None if row is None else self._hold(row)

    async def due_holds(self, now: Instant, limit: int) -> tuple[Hold, ...]:
        rows = await self._database.rows(
            f"{_HOLD} WHERE h.state = 'pending' AND h.expires_at IS NOT NULL "
            "AND h.expires_at <= ? ORDER BY h.expires_at LIMIT ?",
            now,
            limit,
        )
        return tuple(self._hold(row) for row in rows)

    async def lines(
        self, path: AccountPath, which: LineFilter, *, cursor: str | None, limit: int
    ) -> Page[Line]:
        scope = f"lines:{path}"
        before = read_number(scope, cursor) if cursor is not None else _END
        texts, params = _filters(which)
        sides = [f"{side} AND seq < ?{texts} ORDER BY seq DESC LIMIT ?" for side in (_OUT, _IN)]
        sql = _BOTH.format(*sides)
        one_side = (path, before, *params, limit + 1)
        rows = await self._database.rows(sql, *one_side, *one_side, limit + 1)
        following = write_cursor(scope, rows[limit - 1][0]) if len(rows) > limit else None
        return Page(tuple(self._line(row) for row in rows[:limit]), following)

    def _balance(self, code: str, available: int, held: int) -> Balance:
        asset = self._asset_of(code)
        return Balance(asset=asset, available=Money(available, asset), held=Money(held, asset))

    def _hold(self, row: Row) -> Hold:
        hold_id, source, target, code, amount, ref_kind, ref_id, state, expires_at = row
        return Hold(
            id=hold_id,
            source=source,
            target=target,
            amount=Money(amount, self._asset_of(code)),
            ref=Ref(ref_kind, ref_id),
            state=HoldState(state),
            expires_at=expires_at,
        )

    def _line(self, row: Row) -> Line:
        _, transfer_id, at, kind, code, ref_kind, ref_id, amount, after, other = row
        asset = self._asset_of(code)
        return Line(
            id=transfer_id,
            at=at,
            kind=kind,
            amount=Money(amount, asset),
            balance_after=Money(after, asset),
            ref=Ref(ref_kind, ref_id),
            other=other,
        )


def _params(
    op: str,
    posting: Posting,
    *,
    pending: int,
    posted: int,
    hold_id: str | None = None,
    expires_at: Instant | None = None,
) -> Params:
    """The columns of a movement, in their order; the writer adds its name and the batch."""
    asset, ref = posting.amount.asset, posting.ref
    no_floor = -1 if asset.unique else None
    return (
        op,
        posting.id,
        hold_id,
        posting.source,
        posting.target,
        asset.code,
        posting.amount.units,
        pending,
        posted,
        0 if has_floor(posting.source) else no_floor,
        0 if has_floor(posting.target) else no_floor,
        1 if asset.unique else 0,
        posting.kind,
        ref.kind,
        ref.id,
        posting.at,
        expires_at,
    )


def _filters(which: LineFilter) -> tuple[str, list[object]]:
    texts, params = "", list[object]()
    for text, value in (
        ("asset = ?", which.asset.code if which.asset is not None else None),
        ("kind = ?", which.kind),
        ("at >= ?", which.since),
        ("at < ?", which.until),
    ):
        if value is not None:
            texts += f" AND {text}"
            params.append(value)
    return texts, params
