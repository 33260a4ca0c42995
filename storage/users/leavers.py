"""People who deleted their account and are still named in texts."""

from typing import Final

from domain.shared.change import Change
from domain.users.leaving import Leaver
from storage.engine import Database
from storage.statements import delete, insert

_KEY: Final = {"alias": "bigint"}
_ADD: Final = insert(
    "users_leavers",
    key=("alias",),
    columns={
        **_KEY,
        "user_id": "bigint",
        "at": "bigint",
        "username": "text",
        "name": "text",
    },
)
_DONE: Final = delete("users_leavers", key=_KEY, any_number=True)
_WAITING: Final = (
    "SELECT user_id, alias, username, name, at FROM users_leavers ORDER BY at LIMIT ?"
)


class LeaverRows:
    """Implements domain.users.leaving.LeaverStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, leaver: Leaver) -> Change:
        return _ADD(
            user_id=leaver.person,
            at=leaver.at,
            alias=leaver.alias,
            username=leaver.username,
            name=leaver.name,
        )

    def done(self, leaver: Leaver) -> Change:
        return _DONE(alias=leaver.alias)

    async def waiting(self, limit: int) -> tuple[Leaver, ...]:
        rows = await self._database.rows(_WAITING, limit)
        return tuple(
            Leaver(person=person, alias=alias, username=username, name=name, at=at)
            for person, alias, username, name, at in rows
        )
