"""Address books, and everything that TON keeps about a person."""

from typing import Final

from domain.shared.change import Change, Changes
from domain.shared.ids import UserId
from domain.shared.refusals import NotFound
from domain.ton.withdrawal_models import Contact
from domain.users.models import ExportPart
from storage.engine import Database, Row
from storage.statements import delete, insert, update

_COLUMNS: Final = {
    "user_id": "bigint",
    "address": "text",
    "name": "text",
    "created_at": "bigint",
    "usable_at": "bigint",
}
_KEY: Final = {"user_id": "bigint", "address": "text"}
_ADD = insert("ton_contacts", key=tuple(_KEY), columns=_COLUMNS, conflict="ignore")
_RENAME = update("ton_contacts", key=_KEY, given={"name": "text"}, set={"name": ":name"})
_REMOVE = delete("ton_contacts", key=_KEY)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM ton_contacts "

_GONE: Final = tuple(
    delete(f"ton_{table}", key={"user_id": "bigint"}, any_number=True)
    for table in ("codes", "contacts", "asks")
)
_ALIASED: Final = tuple(
    update(
        f"ton_{table}",
        key={"user_id": "bigint"},
        given={"alias": "bigint"},
        set={"user_id": ":alias"},
        any_number=True,
    )
    for table in ("deposits", "withdrawals", "orders")
)
_EXPORTED: Final = {
    "deposits": ("id", "hash", "asset", "units", "sender", "comment", "state", "seen_at"),
    "withdrawals": (
        *("id", "asset", "units", "fee", "destination", "state", "tx_hash"),
        *("created_at", "changed_at"),
    ),
    "contacts": ("address", "name", "created_at", "usable_at"),
    "codes": ("code",),
}


class ContactRows:
    """Implements domain.ton.stores.ContactStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, contact: Contact) -> Change:
        return _ADD(
            user_id=contact.person,
            address=contact.address,
            name=contact.name,
            created_at=contact.created_at,
            usable_at=contact.usable_at,
        )

    def rename(self, person: UserId, address: str, name: str) -> Change:
        refusal = NotFound(address=address)
        return _RENAME(user_id=person, address=address, name=name, refusal=refusal)

    def remove(self, person: UserId, address: str) -> Change:
        return _REMOVE(user_id=person, address=address, refusal=NotFound(address=address))

    async def get(self, person: UserId, address: str) -> Contact | None:
        row = await self._database.row(
            f"{_SELECT} WHERE user_id = ? AND address = ?", person, address
        )
        return _contact(row) if row is not None else None

    async def of(self, person: UserId) -> tuple[Contact, ...]:
        rows = await self._database.rows(
            f"{_SELECT} WHERE user_id = ? ORDER BY name, created_at, address", person
        )
        return tuple(_contact(row) for row in rows)


class TonTraceRows:
    """Implements domain.users.ports.Traces. The rows of money stay, under the alias; a payment
    that still comes with the code of somebody who is gone names nobody.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]:
        return tuple(
            [await self._part(table, columns, person) for table, columns in _EXPORTED.items()]
        )

    def forget(self, person: UserId, alias: UserId) -> Changes:
        return (
            [statement(user_id=person) for statement in _GONE],
            [statement(user_id=person, alias=alias) for statement in _ALIASED],
        )

    async def _part(self, table: str, columns: tuple[str, ...], person: UserId) -> ExportPart:
        rows = await self._database.scan(
            f"SELECT {', '.join(columns)} FROM ton_{table} WHERE user_id = ? "
            f"ORDER BY {columns[0]}",
            person,
        )
        named = tuple(dict(zip(columns, row, strict=True)) for row in rows)
        return ExportPart(name=f"ton-{table}", rows=named)


def _contact(row: Row) -> Contact:
    return Contact(person=row[0], address=row[1], name=row[2], created_at=row[3], usable_at=row[4])
