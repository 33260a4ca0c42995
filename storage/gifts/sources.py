"""How far markets are read and jobs have come, as SourceStore and JobStore have them."""

from collections.abc import Mapping
from typing import Final

import orjson

from domain.gifts.costs import Fees
from domain.gifts.models import Market, SourceState
from domain.gifts.sync.models import JobProgress, KeptSource, Progress
from domain.shared.change import Change
from storage.engine import Database, Row
from storage.statements import insert

_COLUMNS: Final = {
    "market": "text",
    "mark": "text",
    "state": "text",
    "since": "bigint",
    "read_at": "bigint",
    "on_top_bps": "bigint",
    "inside_bps": "bigint",
    "seller_bps": "bigint",
    "fees_said": "bigint",
    "odd": "text",
}
_NEW: Final = ", ".join(f"{name} = excluded.{name}" for name in list(_COLUMNS)[1:])
_PUT = insert("gifts_sources", key=("market",), columns=_COLUMNS, conflict=f"update {_NEW}")
_JOB: Final = {
    "job": "text",
    "market": "text",
    "subject": "text",
    "position": "text",
    "done": "bigint",
    "total": "bigint",
    "state": "text",
    "error": "text",
    "began_at": "bigint",
    "changed_at": "bigint",
}
_NEW_JOB: Final = ", ".join(f"{name} = excluded.{name}" for name in list(_JOB)[3:])
_PUT_JOB = insert(
    "gifts_jobs",
    key=("job", "market", "subject"),
    columns=_JOB,
    conflict=f"update {_NEW_JOB}",
)
_SELECT_JOBS: Final = f"SELECT {', '.join(_JOB)} FROM gifts_jobs "


class SourceRows:
    """Implements domain.gifts.sync.ports.SourceStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, source: KeptSource) -> Change:
        return _PUT(
            market=source.market.value,
            mark=source.mark,
            state=source.state.value,
            since=source.since,
            read_at=source.read_at,
            on_top_bps=source.fees.on_top_bps,
            inside_bps=source.fees.inside_bps,
            seller_bps=source.fees.seller_bps,
            fees_said=int(source.fees_said),
            odd=orjson.dumps(dict(source.odd)).decode(),
        )

    async def all(self) -> Mapping[Market, KeptSource]:
        rows = await self._database.rows(f"SELECT {', '.join(_COLUMNS)} FROM gifts_sources")
        return {Market(row[0]): _source(row) for row in rows}


class JobRows:
    """Implements domain.gifts.sync.ports.JobStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, progress: JobProgress) -> Change:
        return _PUT_JOB(
            job=progress.job,
            market=progress.market,
            subject=progress.subject,
            position=progress.position,
            done=progress.done,
            total=progress.total,
            state=progress.state.value,
            error=progress.error,
            began_at=progress.began_at,
            changed_at=progress.changed_at,
        )

    async def get(self, job: str, market: str = "", subject: str = "") -> JobProgress | None:
        row = await self._database.row(
            f"{_SELECT_JOBS} WHERE job = ? AND market = ? AND subject = ?", job, market, subject
        )
        return _progress(row) if row is not None else None

    async def all(self) -> tuple[JobProgress, ...]:
        rows = await self._database.rows(f"{_SELECT_JOBS} ORDER BY job, market, subject")
        return tuple(map(_progress, rows))


def _source(row: Row) -> KeptSource:
    return KeptSource(
        market=Market(row[0]),
        mark=row[1],
        state=SourceState(row[2]),
        since=row[3],
        read_at=row[4],
        fees=Fees(on_top_bps=row[5], inside_bps=row[6], seller_bps=row[7]),
        fees_said=bool(row[8]),
        odd=orjson.loads(row[9]),
    )


def _progress(row: Row) -> JobProgress:
    return JobProgress(
        job=row[0],
        market=row[1],
        subject=row[2],
        position=row[3],
        done=row[4],
        total=row[5],
        state=Progress(row[6]),
        error=row[7],
        began_at=row[8],
        changed_at=row[9],
    )
