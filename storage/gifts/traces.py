"""What a part of the gifts keeps about a person, as the port Traces has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.shared.change import Changes
from domain.shared.ids import UserId
from domain.users.models import ExportPart
from storage.engine import Database
from storage.statement import Statement
from storage.statements import delete


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What of a table is handed out, ordered so. `said` are names that tell more than those of
    their columns.
    """

    table: str
    columns: Sequence[str]
    order: str = "id"
    said: Mapping[str, str] = field(default_factory=dict)


class GiftTraceRows:
    """Implements domain.users.ports.Traces. Nothing of it is needed when the person is gone."""

    def __init__(
        self, database: Database, kept: Sequence[Kept], removals: Sequence[Statement]
    ) -> None:
        self._database = database
        self._kept = kept
        self._removals = removals

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]:
        return tuple([await self._part(one, person) for one in self._kept])

    def forget(self, person: UserId, alias: UserId) -> Changes:
        del alias
        return [statement(user_id=person) for statement in self._removals]

    async def _part(self, kept: Kept, person: UserId) -> ExportPart:
        rows = await self._database.scan(
            f"SELECT {', '.join(kept.columns)} FROM gifts_{kept.table} WHERE user_id = ? "
            f"ORDER BY {kept.order}",
            person,
        )
        names = [kept.said.get(name, name) for name in kept.columns]
        named = tuple(dict(zip(names, row, strict=True)) for row in rows)
        return ExportPart(name=f"gifts-{kept.table.replace('_', '-')}", rows=named)


def removals_of(*tables: str) -> tuple[Statement, ...]:
    """Of all rows of a person, in tables that are handed out and in those that are not."""
    return tuple(
        delete(f"gifts_{table}", key={"user_id": "bigint"}, any_number=True) for table in tables
    )
