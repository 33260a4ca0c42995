"""Everything that alerts and saved searches keep about a person: handed out, and removed."""

from typing import Final

from domain.shared.change import Changes
from domain.shared.ids import UserId
from domain.users.models import ExportPart
from storage.engine import Database
from storage.statements import delete

_TABLES: Final = ("alert_rules", "alert_firings", "alert_told", "alert_asks", "searches")
_GONE: Final = tuple(
    delete(f"gifts_{table}", key={"user_id": "bigint"}, any_number=True) for table in _TABLES
)
_EXPORTED: Final = {
    "alert_rules": (
        *("id", "kind", "query", "share_bps", "permille", "wallet", "search", "muted"),
        *("created_at", "changed_at"),
    ),
    "alert_firings": ("id", "rule", "subject", "kind", "units", "state", "found_at", "ended_at"),
    "searches": ("id", "name", "query", "notify", "created_at", "changed_at"),
}
_NAMES: Final = {"units": "buyer_total_nano"}


class AlertTraceRows:
    """Implements domain.users.ports.Traces. Nothing of it is needed when the person is gone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]:
        return tuple(
            [await self._part(table, columns, person) for table, columns in _EXPORTED.items()]
        )

    def forget(self, person: UserId, alias: UserId) -> Changes:
        del alias
        return [statement(user_id=person) for statement in _GONE]

    async def _part(self, table: str, columns: tuple[str, ...], person: UserId) -> ExportPart:
        rows = await self._database.scan(
            f"SELECT {', '.join(columns)} FROM gifts_{table} WHERE user_id = ? ORDER BY id",
            person,
        )
        names = [_NAMES.get(name, name) for name in columns]
        named = tuple(dict(zip(names, row, strict=True)) for row in rows)
        return ExportPart(name=f"gifts-{table.replace('_', '-')}", rows=named)
