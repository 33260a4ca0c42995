"""Roles, as the port RoleStore has them. No row means a user."""

from domain.shared.actor import Role
from domain.shared.change import Change
from domain.shared.ids import Instant, UserId
from domain.users.models import ExportPart
from domain.users.refusals import LastOwner
from storage.engine import Database
from storage.statements import delete, guard, insert, update

_GIVEN = {"role": "text", "granted_by": "bigint", "at": "bigint"}
_ADD = insert("users_roles", key=("user_id",), columns={"user_id": "bigint", **_GIVEN})
_CHANGE = update(
    "users_roles",
    key={"user_id": "bigint"},
    given={**_GIVEN, "was": "text"},
    set={"role": ":role", "granted_by": ":granted_by", "at": ":at"},
    where="t.role = :was",
)
_DROP = delete(
    "users_roles", key={"user_id": "bigint"}, given={"was": "text"}, where="t.role = :was"
)
_FORGET_GRANTER = update(
    "users_roles",
    key={"granted_by": "bigint"},
    given={"alias": "bigint"},
    set={"granted_by": ":alias"},
    any_number=True,
)
_ANOTHER_OWNER = guard(
    "users_roles",
    key={},
    given={"besides": "bigint"},
    where="t.user_id = (SELECT min(o.user_id) FROM users_roles AS o "
    "WHERE o.role = 'owner' AND o.user_id <> :besides)",
)


class RoleRows:
    """Implements domain.users.ports.RoleStore, and Traces for the personal data: who gave a role
    may leave before those who have it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, person: UserId, role: Role, *, was: Role, by: UserId, at: Instant) -> Change:
        if role is Role.USER:
            return _DROP(user_id=person, was=was.value)
        if was is Role.USER:
            return _ADD(user_id=person, role=role.value, granted_by=by, at=at)
        return _CHANGE(user_id=person, role=role.value, granted_by=by, at=at, was=was.value)

    def keep_an_owner(self, besides: UserId) -> Change:
        return _ANOTHER_OWNER(besides=besides, refusal=LastOwner())

    async def parts(self, _person: UserId) -> tuple[ExportPart, ...]:
        """Nothing: a person's own role stands beside their name."""
        return ()

    def forget(self, person: UserId, alias: UserId) -> Change:
        return _FORGET_GRANTER(granted_by=person, alias=alias)

    async def role(self, person: UserId) -> Role:
        row = await self._database.row("SELECT role FROM users_roles WHERE user_id = ?", person)
        return Role(row[0]) if row is not None else Role.USER

    async def holders(self, roles: frozenset[Role]) -> tuple[UserId, ...]:
        named = sorted(role.value for role in roles)
        marks = ", ".join("?" * len(named))
        rows = await self._database.rows(
            f"SELECT user_id FROM users_roles WHERE role IN ({marks}) ORDER BY user_id", *named
        )
        return tuple(row[0] for row in rows)
