"""Acts of staff that ask first, as the port ApprovalStore has them."""

from collections.abc import Callable
from typing import Final

from domain.payments.models import (
    Adjust,
    Approval,
    ApprovalState,
    AreaAct,
    RefundOther,
    StaffAct,
)
from domain.payments.refusals import ApprovalGone
from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.money import ASSETS, Asset, Money
from domain.shared.page import Page
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, update

_COLUMNS: Final = {
    "id": "text",
    "act": "text",
    "asker": "bigint",
    "subject": "bigint",
    "units": "bigint",
    "asset": "text",
    "ref": "text",
    "why": "text",
    "state": "text",
    "decided_by": "bigint",
    "created_at": "bigint",
    "expires_at": "bigint",
    "decided_at": "bigint",
}
_ADD = insert("payments_approvals", key=("id",), columns=_COLUMNS)
_MOVE = update(
    "payments_approvals",
    key={"id": "text"},
    given={"state": "text", "decided_by": "bigint", "decided_at": "bigint", "was": "text"},
    set={"state": ":state", "decided_by": ":decided_by", "decided_at": ":decided_at"},
    where="t.state = :was",
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM payments_approvals "
_ADJUSTED_ALONE: Final = (
    "SELECT CAST(sum(CASE WHEN asker = ? THEN abs(units) ELSE 0 END) AS BIGINT), "
    "CAST(sum(CASE WHEN subject = ? THEN abs(units) ELSE 0 END) AS BIGINT) "
    "FROM payments_approvals WHERE act = 'adjust' AND state = 'done' AND decided_by = asker "
    "AND asset = ? AND decided_at > ?"
)
_LAST: Final = "z" * 27
ADJUST: Final = "adjust"
REFUND: Final = "refund"
"""Kinds of acts of payments; any other is an area's own."""


class ApprovalRows:
    """Implements domain.payments.ports.ApprovalStore."""

    def __init__(
        self, database: Database, *, asset_of: Callable[[str], Asset] = ASSETS.__getitem__
    ) -> None:
        self._database = database
        self._asset_of = asset_of

    def add(self, approval: Approval) -> Change:
        act = approval.act
        return _ADD(
            id=approval.id,
            act=_kind(act),
            asker=approval.by,
            subject=approval.subject,
            units=approval.value.units,
            asset=approval.value.asset.code,
            ref=_ref(act),
            why=act.why,
            state=approval.state.value,
            decided_by=approval.decided_by,
            created_at=approval.created_at,
            expires_at=approval.expires_at,
            decided_at=approval.decided_at,
        )

    def move(self, was: Approval, now: Approval) -> Change:
        return _MOVE(
            id=was.id,
            state=now.state.value,
            decided_by=now.decided_by,
            decided_at=now.decided_at,
            was=was.state.value,
            refusal=ApprovalGone(),
        )

    async def get(self, approval_id: str) -> Approval | None:
        row = await self._database.row(f"{_SELECT} WHERE id = ?", approval_id)
        return self._approval(row) if row is not None else None

    async def waiting(
        self, state: ApprovalState, *, cursor: str | None, limit: int
    ) -> Page[Approval]:
        scope = f"approvals:{state.value}"
        before = str(read_cursor(scope, cursor)[0]) if cursor is not None else _LAST
        rows = await self._database.rows(
            f"{_SELECT} WHERE state = ? AND id < ? ORDER BY id DESC LIMIT ?",
            state.value,
            before,
            limit + 1,
        )
        following = write_cursor(scope, rows[limit - 1][0]) if len(rows) > limit else None
        return Page(tuple(self._approval(row) for row in rows[:limit]), following)

    async def overdue(self, now: Instant, limit: int) -> tuple[Approval, ...]:
        rows = await self._database.rows(
            f"{_SELECT} WHERE state IN ('to_confirm', 'to_approve') AND expires_at <= ? "
            "ORDER BY expires_at LIMIT ?",
            now,
            limit,
        )
        return tuple(self._approval(row) for row in rows)

    async def adjusted_alone(self, approval: Approval, since: Instant) -> tuple[Money, Money]:
        asset = approval.value.asset
        row = await self._database.row(
            _ADJUSTED_ALONE, approval.by, approval.subject, asset.code, since
        )
        assert row is not None, "sums have a row"
        return Money(int(row[0] or 0), asset), Money(int(row[1] or 0), asset)

    def _approval(self, row: Row) -> Approval:
        approval_id, kind, asker, subject, units, code, ref, why, state = row[:9]
        value = Money(units, self._asset_of(code))
        act: StaffAct
        if kind == ADJUST:
            act = Adjust(person=subject, amount=value, why=why)
        elif kind == REFUND:
            act = RefundOther(topup=ref, why=why)
        else:
            act = AreaAct(kind=kind, ref=ref, why=why)
        return Approval(
            id=approval_id,
            act=act,
            by=asker,
            subject=subject,
            value=value,
            state=ApprovalState(state),
            decided_by=row[9],
            created_at=row[10],
            expires_at=row[11],
            decided_at=row[12],
        )


def _kind(act: StaffAct) -> str:
    if isinstance(act, AreaAct):
        assert act.kind not in {ADJUST, REFUND}, "these are acts of payments"
        return act.kind
    return ADJUST if isinstance(act, Adjust) else REFUND


def _ref(act: StaffAct) -> str | None:
    """What the act is about; an adjustment is about its subject."""
    if isinstance(act, AreaAct):
        return act.ref
    return act.topup if isinstance(act, RefundOther) else None
