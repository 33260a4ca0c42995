"""The audit log. Rows commit with the act that they tell of."""

from typing import Final

import orjson

from domain.shared.actor import Actor
from domain.shared.audit import AuditEntry, Details
from domain.shared.change import Change, Changes
from domain.shared.clock import Clock
from domain.shared.ids import UserId
from domain.shared.page import Page
from domain.users.models import ExportPart
from storage.cursors import read_number, write_cursor
from storage.engine import Database, Row
from storage.payloads import dump_details
from storage.statements import insert, update

_ADD: Final = insert(
    "audit_logs",
    columns={
        "user_id": "bigint",
        "action": "text",
        "entity_type": "text",
        "entity_id": "text",
        "details": "text",
        "ip_address": "text",
        "created_at": "bigint",
    },
)
_FORGET_ACTOR: Final = update(
    "audit_logs",
    key={"user_id": "bigint"},
    given={"alias": "bigint"},
    set={"user_id": ":alias", "ip_address": "''"},
    any_number=True,
)
_FORGET_ENTITY: Final = update(
    "audit_logs",
    key={"entity_type": "text", "entity_id": "text"},
    given={"alias": "text"},
    set={"entity_id": ":alias"},
    any_number=True,
)
_COLUMNS: Final = "id, user_id, action, entity_type, entity_id, details, ip_address, created_at"
_SEARCH: Final = f"""SELECT {_COLUMNS} FROM audit_logs WHERE id < ? AND (
lower(action) LIKE ? ESCAPE '\\' OR lower(entity_type) LIKE ? ESCAPE '\\'
OR entity_id = ? OR CAST(user_id AS TEXT) = ?) ORDER BY id DESC LIMIT ?"""
_SCOPE: Final = "audit"
_END: Final = 2**62


class AuditStore:
    """Implements `domain.shared.audit.Audit`, and Traces for the personal data: rows of a person
    who has gone stay under their alias, without an address.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def entry(
        self,
        actor: Actor,
        action: str,
        *,
        entity: tuple[str, str],
        before: Details | None = None,
        after: Details | None = None,
    ) -> Change:
        details: dict[str, object] = {}
        if before is not None:
            details["before"] = before
        if after is not None:
            details["after"] = after
        text = dump_details(details) if details else "{}"
        at = self._clock.now()
        return Change(_ADD.name, (actor.id, action, *entity, text, actor.origin, at))

    async def parts(self, _person: UserId) -> tuple[ExportPart, ...]:
        """Nothing: what people did stands in the parts of the areas."""
        return ()

    def forget(self, person: UserId, alias: UserId) -> Changes:
        return (
            _FORGET_ACTOR(user_id=person, alias=alias),
            _FORGET_ENTITY(entity_type="person", entity_id=str(person), alias=str(alias)),
        )

    async def search(self, text: str, *, cursor: str | None, limit: int) -> Page[AuditEntry]:
        before = read_number(_SCOPE, cursor) if cursor is not None else _END
        wanted = text.strip()
        like = f"%{_escaped(wanted.lower())}%"
        rows = await self._database.scan(_SEARCH, before, like, like, wanted, wanted, limit + 1)
        following = write_cursor(_SCOPE, rows[limit - 1][0]) if len(rows) > limit else None
        return Page(tuple(map(_entry, rows[:limit])), following)


def _escaped(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return text


def _entry(row: Row) -> AuditEntry:
    number, user_id, action, entity_type, entity_id, details, ip_address, created_at = row
    return AuditEntry(
        id=number,
        user_id=user_id,
        action=action,
        entity_type=entity_type,
        entity_id=entity_id,
        details=orjson.loads(details),
        ip_address=ip_address,
        created_at=created_at,
    )
