"""Partners' keys and the people who agreed to them, as the ports of the domain have them."""

from collections.abc import Sequence
from typing import Final

from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.users.models import ExportPart
from domain.users.partners.models import Agreed, Agreement, KeyId, PartnerKey, scopes_of
from domain.users.partners.refusals import SignatureUsed, TooManyKeys
from storage.engine import Database, Row
from storage.statements import delete, insert, update

_KEY: Final = {
    "id": "text",
    "user_id": "bigint",
    "name": "text",
    "scopes": "text",
    "per_minute": "bigint",
    "turn": "bigint",
    "created_at": "bigint",
}
_ADD = insert(
    "users_partner_keys",
    key=("id",),
    columns=_KEY,
    given={"most": "bigint"},
    where="(SELECT count(*) FROM users_partner_keys AS k WHERE k.user_id = :user_id "
    "AND k.revoked_at IS NULL) < :most",
)
_MAKER = update("users_people", key={"id": "bigint"}, set={"seen_at": "t.seen_at"})
_ROTATE = update(
    "users_partner_keys",
    key={"id": "text"},
    given={"turn": "bigint", "rotated_at": "bigint", "was": "bigint"},
    set={"turn": ":turn", "rotated_at": ":rotated_at"},
    where="t.turn = :was AND t.revoked_at IS NULL",
)
_REVOKE = update(
    "users_partner_keys",
    key={"id": "text"},
    given={"revoked_at": "bigint"},
    set={"revoked_at": ":revoked_at"},
    where="t.revoked_at IS NULL",
)
_USED = update(
    "users_partner_keys",
    key={"id": "text"},
    given={"used_at": "bigint"},
    set={"used_at": ":used_at"},
    any_number=True,
)
_SPEND = insert(
    "users_partner_spent",
    key=("signature",),
    columns={"signature": "text", "key_id": "text", "at": "bigint"},
)
_DROP_SPENT = delete(
    "users_partner_spent",
    key={},
    given={"before": "bigint"},
    where="t.at < :before",
    any_number=True,
)
_AGREEMENT: Final = {
    "key_id": "text",
    "user_id": "bigint",
    "state": "text",
    "asked_at": "bigint",
}
_ASK = insert("users_partner_people", key=("key_id", "user_id"), columns=_AGREEMENT)
_ANSWER = update(
    "users_partner_people",
    key={"key_id": "text", "user_id": "bigint"},
    given={"state": "text", "answered_at": "bigint", "was": "text"},
    set={"state": ":state", "answered_at": ":answered_at"},
    where="t.state = :was",
)
_GONE: Final = tuple(
    delete(table, key={"user_id": "bigint"}, any_number=True)
    for table in ("users_partner_keys", "users_partner_people")
)
_COLUMNS: Final = (*_KEY, "rotated_at", "revoked_at", "used_at")
_SELECT: Final = f"SELECT {', '.join(f'k.{name}' for name in _COLUMNS)}"
_ASKED: Final = "a.key_id, a.user_id, a.state, a.asked_at, a.answered_at"
_ASKED_WIDTH: Final = 5
_SHOWN_MOST: Final = 50


class PartnerKeyRows:
    """Implements domain.users.partners.ports.PartnerKeyStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, key: PartnerKey, *, most: int) -> Changes:
        # Two made at one moment write their maker's row, so that they are judged one by one.
        return _MAKER(id=key.owner), _ADD(
            id=key.id,
            user_id=key.owner,
            name=key.name,
            scopes=" ".join(sorted(key.scopes)),
            per_minute=key.per_minute,
            turn=key.turn,
            created_at=key.created_at,
            most=most,
            refusal=TooManyKeys(most=most),
        )

    def rotate(self, was: PartnerKey, now: PartnerKey) -> Change:
        return _ROTATE(id=was.id, turn=now.turn, rotated_at=now.rotated_at, was=was.turn)

    def revoke(self, key: PartnerKey, at: Instant) -> Change:
        return _REVOKE(id=key.id, revoked_at=at)

    def spend(self, key: KeyId, signature: str, at: Instant) -> Change:
        return _SPEND(signature=signature, key_id=key, at=at, refusal=SignatureUsed())

    def used(self, key: KeyId, at: Instant) -> Change:
        return _USED(id=key, used_at=at)

    def drop_spent(self, before: Instant) -> Change:
        return _DROP_SPENT(before=before)

    async def get(self, key: str) -> PartnerKey | None:
        row = await self._database.row(f"{_SELECT} FROM users_partner_keys k WHERE k.id = ?", key)
        return _key(row) if row is not None else None

    async def of(self, owner: UserId) -> tuple[PartnerKey, ...]:
        rows = await self._database.rows(
            f"{_SELECT} FROM users_partner_keys k WHERE k.user_id = ? AND k.revoked_at IS NULL "
            "ORDER BY k.id",
            owner,
        )
        return tuple(map(_key, rows))


class AgreementRows:
    """Implements domain.users.partners.ports.AgreementStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, agreement: Agreement) -> Change:
        return _ASK(
            key_id=agreement.key,
            user_id=agreement.person,
            state=agreement.state.value,
            asked_at=agreement.asked_at,
        )

    def answer(self, was: Agreement, now: Agreement) -> Change:
        return _ANSWER(
            key_id=was.key,
            user_id=was.person,
            state=now.state.value,
            answered_at=now.answered_at,
            was=was.state.value,
        )

    async def get(self, key: KeyId, person: UserId) -> Agreement | None:
        row = await self._database.row(
            f"SELECT {_ASKED} FROM users_partner_people a WHERE a.key_id = ? AND a.user_id = ?",
            key,
            person,
        )
        return _agreement(row) if row is not None else None

    async def of(self, person: UserId) -> tuple[tuple[Agreement, PartnerKey], ...]:
        rows = await self._database.rows(
            f"SELECT {_ASKED}, {_SELECT.removeprefix('SELECT ')} FROM users_partner_people a "
            "JOIN users_partner_keys k ON k.id = a.key_id AND k.revoked_at IS NULL "
            "WHERE a.user_id = ? ORDER BY a.asked_at DESC, a.key_id LIMIT ?",
            person,
            _SHOWN_MOST,
        )
        return tuple((_agreement(row[:_ASKED_WIDTH]), _key(row[_ASKED_WIDTH:])) for row in rows)


class PartnerTraceRows:
    """Implements domain.users.ports.Traces: keys and agreements go with their person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]:
        keys = await self._database.scan(
            f"{_SELECT} FROM users_partner_keys k WHERE k.user_id = ? ORDER BY k.id", person
        )
        asked = await self._database.scan(
            f"SELECT {_ASKED} FROM users_partner_people a WHERE a.user_id = ? ORDER BY a.key_id",
            person,
        )
        names = [name.removeprefix("a.") for name in _ASKED.split(", ")]
        return (
            ExportPart(name="keys", rows=tuple(_named(_COLUMNS, row) for row in keys)),
            ExportPart(name="partners", rows=tuple(_named(names, row) for row in asked)),
        )

    def forget(self, person: UserId, _alias: UserId) -> Changes:
        return [statement(user_id=person) for statement in _GONE]


def _named(names: Sequence[str], row: Row) -> dict[str, object]:
    return dict(zip(names, row, strict=True))


def _key(row: Row) -> PartnerKey:
    return PartnerKey(
        id=row[0],
        owner=row[1],
        name=row[2],
        scopes=scopes_of(row[3].split()),
        per_minute=row[4],
        turn=row[5],
        created_at=row[6],
        rotated_at=row[7],
        revoked_at=row[8],
        used_at=row[9],
    )


def _agreement(row: Row) -> Agreement:
    return Agreement(
        key=row[0], person=row[1], state=Agreed(row[2]), asked_at=row[3], answered_at=row[4]
    )
