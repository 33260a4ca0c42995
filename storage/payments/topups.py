"""Top-ups, as the port TopUpStore has them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from domain.payments.models import Cohort, Entrance, TopUp, TopUpState
from domain.payments.rules import FORFEIT, MATURITY
from domain.shared.change import Change, Changes
from domain.shared.ids import DAY, SECOND, Instant, UserId
from domain.shared.money import Money, stars
from domain.shared.page import Page
from domain.users.models import ExportPart
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, update

_COLUMNS: Final = {
    "id": "text",
    "user_id": "bigint",
    "stars": "bigint",
    "state": "text",
    "entrance": "text",
    "invoice": "text",
    "link": "text",
    "charge": "text",
    "failure": "text",
    "hold": "text",
    "created_at": "bigint",
    "expires_at": "bigint",
    "paid_at": "bigint",
    "matures_at": "bigint",
    "matured_at": "bigint",
    "changed_at": "bigint",
}
_ADD = insert("payments_topups", key=("id",), columns=_COLUMNS)
_MOVED: Final = {
    "state": "text",
    "charge": "text",
    "failure": "text",
    "hold": "text",
    "paid_at": "bigint",
    "matures_at": "bigint",
    "matured_at": "bigint",
    "changed_at": "bigint",
}
_MOVE = update(
    "payments_topups",
    key={"id": "text"},
    given={**_MOVED, "was_state": "text", "was_changed": "bigint", "was_matured": "bigint"},
    set={name: f":{name}" for name in _MOVED},
    where="t.state = :was_state AND t.changed_at = :was_changed "
    "AND coalesce(t.matured_at, 0) = :was_matured",
)
_LINK = update(
    "payments_topups",
    key={"id": "text"},
    given={"invoice": "text", "link": "text"},
    set={"invoice": ":invoice", "link": ":link"},
    where="t.state = 'open' AND t.link IS NULL",
)
_SEEN = update(
    "payments_topups",
    key={"charge": "text"},
    given={"seen_at": "bigint"},
    set={"seen_at": ":seen_at"},
    where="t.seen_at IS NULL",
    any_number=True,
)
_FORGET = tuple(
    update(
        f"payments_{table}",
        key={column: "bigint"},
        given={"alias": "bigint"},
        set={column: ":alias"},
        any_number=True,
    )
    for table, column in (
        ("topups", "user_id"),
        ("findings", "user_id"),
        ("approvals", "subject"),
        ("approvals", "asker"),
        ("approvals", "decided_by"),
    )
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM payments_topups "
_NEVER: Final = "z" * 27
_EXPORTED: Final = ("id", "stars", "state", "charge", "created_at", "paid_at", "changed_at")


class TopUpRows:
    """Implements domain.payments.ports.TopUpStore, and Traces for the personal data."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, topup: TopUp) -> Change:
        return _ADD(
            id=topup.id,
            user_id=topup.person,
            stars=topup.value.whole,
            state=topup.state.value,
            entrance=topup.entrance.value,
            invoice=topup.invoice,
            link=topup.link,
            charge=topup.charge,
            failure=topup.failure,
            hold=topup.hold,
            created_at=topup.created_at,
            expires_at=topup.expires_at,
            paid_at=topup.paid_at,
            matures_at=topup.matures_at,
            matured_at=topup.matured_at,
            changed_at=topup.changed_at,
            rows=_charge(topup),
        )

    def move(self, was: TopUp, now: TopUp) -> Change:
        return _MOVE(
            id=was.id,
            state=now.state.value,
            charge=now.charge,
            failure=now.failure,
            hold=now.hold,
            paid_at=now.paid_at,
            matures_at=now.matures_at,
            matured_at=now.matured_at,
            changed_at=now.changed_at,
            was_state=was.state.value,
            was_changed=was.changed_at,
            was_matured=was.matured_at or 0,
            rows=_charge(now),
        )

    def link(self, topup_id: str, *, invoice: str, link: str) -> Change:
        return _LINK(id=topup_id, invoice=invoice, link=link)

    def seen_at_telegram(self, charge: str, at: Instant) -> Change:
        return _SEEN(charge=charge, seen_at=at)

    async def get(self, topup_id: str) -> TopUp | None:
        return await self._one("WHERE id = ?", topup_id)

    async def by_charge(self, charge: str) -> TopUp | None:
        return await self._one("WHERE charge = ?", charge)

    async def of(self, person: UserId, *, cursor: str | None, limit: int) -> Page[TopUp]:
        scope = f"topups:{person}"
        before = str(read_cursor(scope, cursor)[0]) if cursor is not None else _NEVER
        found = await self._many(
            "WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT ?", person, before, limit + 1
        )
        following = write_cursor(scope, found[limit - 1].id) if len(found) > limit else None
        return Page(found[:limit], following)

    async def paid_since(self, person: UserId, since: Instant) -> Money:
        row = await self._database.row(
            "SELECT CAST(coalesce(sum(stars), 0) AS BIGINT) FROM payments_topups "
            "WHERE user_id = ? AND paid_at > ?",
            person,
            since,
        )
        return stars(row[0] if row is not None else 0)

    async def refunding(self, limit: int) -> tuple[TopUp, ...]:
        return await self._many("WHERE state = 'refunding' ORDER BY changed_at LIMIT ?", limit)

    async def expired(self, now: Instant, limit: int) -> tuple[TopUp, ...]:
        return await self._many(
            "WHERE state = 'open' AND expires_at <= ? ORDER BY changed_at LIMIT ?", now, limit
        )

    async def maturing(self, now: Instant, limit: int) -> tuple[TopUp, ...]:
        return await self._many(
            "WHERE state = 'paid' AND matured_at IS NULL AND matures_at <= ? "
            "ORDER BY matures_at LIMIT ?",
            now,
            limit,
        )

    async def unseen(self, before: Instant, limit: int) -> tuple[TopUp, ...]:
        return await self._many(
            "WHERE charge IS NOT NULL AND seen_at IS NULL AND paid_at < ? "
            "ORDER BY paid_at LIMIT ?",
            before,
            limit,
        )

    async def cohorts(self) -> tuple[Cohort, ...]:
        rows = await self._database.scan(
            "SELECT paid_at / ? AS day, CAST(sum(stars) AS BIGINT), "
            "CASE WHEN matured_at IS NULL THEN 0 ELSE 1 END AS matured, "
            "min(paid_at) FROM payments_topups WHERE state IN ('paid', 'refunding') "
            "GROUP BY 1, 3 ORDER BY 1 DESC, 3",
            DAY,
        )
        return tuple(_cohort(row) for row in rows)

    async def counts(self) -> Mapping[TopUpState, int]:
        rows = await self._database.scan(
            "SELECT state, count(*) FROM payments_topups GROUP BY state"
        )
        return {TopUpState(state): int(count) for state, count in rows}

    async def sums(self) -> Mapping[TopUpState, Money]:
        rows = await self._database.scan(
            "SELECT state, CAST(sum(stars) AS BIGINT) FROM payments_topups GROUP BY state"
        )
        return {TopUpState(state): stars(total) for state, total in rows}

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]:
        rows = await self._database.scan(
            f"SELECT {', '.join(_EXPORTED)} FROM payments_topups WHERE user_id = ? ORDER BY id",
            person,
        )
        named = tuple(dict(zip(_EXPORTED, row, strict=True)) for row in rows)
        return (ExportPart(name="topups", rows=named),)

    def forget(self, person: UserId, alias: UserId) -> Changes:
        topups, findings, subject, asker, decider = _FORGET
        return (
            topups(user_id=person, alias=alias),
            findings(user_id=person, alias=alias),
            subject(subject=person, alias=alias),
            asker(asker=person, alias=alias),
            decider(decided_by=person, alias=alias),
        )

    async def _one(self, where: str, value: object) -> TopUp | None:
        row = await self._database.row(_SELECT + where, value)
        return _topup(row) if row is not None else None

    async def _many(self, where: str, *values: object) -> tuple[TopUp, ...]:
        return tuple(_topup(row) for row in await self._database.rows(_SELECT + where, *values))


def _charge(topup: TopUp) -> tuple[str, ...]:
    """Two units that bring the same charge never share a batch."""
    return (f"payments_topups:charge:{topup.charge}",) if topup.charge is not None else ()


def _cohort(row: Row) -> Cohort:
    day, total, matured, first = row
    start = Instant(int(day) * DAY)
    return Cohort(
        day=datetime.fromtimestamp(start / SECOND, UTC).date().isoformat(),
        value=stars(total),
        matures_at=Instant(first + MATURITY),
        expires_at=Instant(first + FORFEIT),
        matured=bool(matured),
    )


def _topup(row: Row) -> TopUp:
    return TopUp(
        id=row[0],
        person=row[1],
        value=stars(row[2]),
        state=TopUpState(row[3]),
        entrance=Entrance(row[4]),
        invoice=row[5],
        link=row[6],
        charge=row[7],
        failure=row[8],
        hold=row[9],
        created_at=row[10],
        expires_at=row[11],
        paid_at=row[12],
        matures_at=row[13],
        matured_at=row[14],
        changed_at=row[15],
    )
