"""Everything that the portfolio and baskets keep about a person: handed out, and removed."""

from typing import Final

from domain.shared.change import Changes
from domain.shared.ids import UserId
from domain.users.models import ExportPart
from storage.engine import Database
from storage.statements import delete

_TABLES: Final = ("trades", "holdings", "wallet_reads", "points", "baskets")
_GONE: Final = tuple(
    delete(f"gifts_{table}", key={"user_id": "bigint"}, any_number=True) for table in _TABLES
)
_EXPORTED: Final = {
    "trades": (
        *("id", "side", "source", "collection", "gift", "model", "quantity", "asset", "units"),
        *("at", "wallet", "note", "created_at"),
    ),
    "wallet_reads": ("wallet", "read_at", "failed_at"),
    "holdings": ("gift", "wallet", "address", "contract", "asset", "units", "seen_at"),
    "points": (
        "day",
        "at",
        "gifts",
        "value",
        "sell_now",
        "cost",
        "realised",
        "ton_usd",
        "xtr_usd",
    ),
    "baskets": ("id", "state", "search", "wanted", "cap", "budget", "items", "created_at"),
}
_ORDER: Final = {"holdings": "gift, wallet", "points": "day", "wallet_reads": "wallet"}
_NANO: Final = frozenset({"value", "sell_now", "cost", "realised", "cap", "budget"})
"""Amounts in nano of TON, which the file says by their names."""


class PortfolioTraceRows:
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
            f"SELECT {', '.join(columns)} FROM gifts_{table} WHERE user_id = ? "
            f"ORDER BY {_ORDER.get(table, 'id')}",
            person,
        )
        names = [f"{name}_nano" if name in _NANO else name for name in columns]
        named = tuple(dict(zip(names, row, strict=True)) for row in rows)
        return ExportPart(name=f"gifts-{table}", rows=named)
