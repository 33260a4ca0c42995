"""When each scheduled job is due next, and how it went last."""

from dataclasses import dataclass
from typing import Final

from domain.shared.ids import Instant
from storage.engine import Database, Row
from storage.statements import insert
from storage.writer import Writer

_SAVE: Final = insert(
    "core_jobs",
    key=("id",),
    columns={
        "id": "text",
        "due_at": "bigint",
        "last_run": "bigint",
        "last_ok": "bigint",
        "lag": "bigint",
        "error": "text",
    },
    conflict="update due_at = excluded.due_at, last_run = excluded.last_run, "
    "last_ok = excluded.last_ok, lag = excluded.lag, error = excluded.error",
)
_ALL: Final = "SELECT id, due_at, last_run, last_ok, lag, error FROM core_jobs ORDER BY id"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """`lag_us` is how late the last run began, in microseconds."""

    id: str
    due_at: Instant
    last_run: Instant | None
    last_ok: Instant | None
    lag_us: int
    error: str


class JobRows:
    def __init__(self, writer: Writer, database: Database) -> None:
        self._writer = writer
        self._database = database

    async def load(self) -> tuple[JobRow, ...]:
        rows = await self._database.rows(_ALL)
        return tuple(map(_job, rows))

    async def save(self, row: JobRow) -> None:
        """Commit the row, made when it is not there."""
        change = _SAVE(
            id=row.id,
            due_at=row.due_at,
            last_run=row.last_run,
            last_ok=row.last_ok,
            lag=row.lag_us,
            error=row.error,
        )
        await self._writer.put([change])


def _job(row: Row) -> JobRow:
    number, due_at, last_run, last_ok, lag_us, error = row
    return JobRow(
        id=number, due_at=due_at, last_run=last_run, last_ok=last_ok, lag_us=lag_us, error=error
    )
