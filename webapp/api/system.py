"""How the house is: health, the state of the books, business counters."""

from typing import Literal

from pydantic import Field

from webapp.errors import Unavailable
from webapp.forms import AmountText, Answer, TimeText, time_text
from webapp.limits import Limit
from webapp.routing import TEXT, Call, File, Route

METRICS_MEDIA = "text/plain"


class AreaAnswer(Answer):
    name: str
    state: Literal["open", "paused"]


class InvariantAnswer(Answer):
    name: str
    ok: bool


class SolvencyAnswer(Answer):
    """What the house owes people and pots of an asset, and what it holds of it outside."""

    asset: str
    owed: AmountText
    held: AmountText


class StatusAnswer(Answer):
    """`chain` is `away` while the chain does not answer, `off` where none is set up."""

    invariants: list[InvariantAnswer]
    solvency: list[SolvencyAnswer]
    areas: list[AreaAnswer]
    chain: Literal["ok", "away", "off"]


class WorkerAnswer(Answer):
    name: str
    state: str
    beat_at: TimeText | None


class HealthAnswer(Answer):
    ok: bool
    workers: list[WorkerAnswer]


class ReadyAnswer(Answer):
    ready: bool


class AggregatesAnswer(Answer):
    """Counts by state; rows that count zero are there too. Each area adds its keys."""

    deals_by_status: dict[str, int]
    escrows_by_state: dict[str, int]
    postings: dict[str, int]
    topups_by_state: dict[str, int] = Field(default_factory=dict)
    lobbies_by_state: dict[str, int] = Field(default_factory=dict)


async def show_status(call: Call) -> StatusAnswer:
    """Whether the books are right, what is owed and held, which areas are open"""
    watch = call.deps.watch
    return StatusAnswer(
        invariants=[InvariantAnswer(name=i.name, ok=i.ok) for i in await watch.invariants()],
        solvency=[
            SolvencyAnswer(asset=s.asset, owed=s.owed, held=s.held) for s in await watch.solvency()
        ],
        areas=await area_answers(call),
        chain=_chain(call),
    )


def _chain(call: Call) -> Literal["ok", "away", "off"]:
    ton = call.deps.ton
    if ton is None:
        return "off"
    return "away" if ton.away() else "ok"


async def show_health(call: Call) -> HealthAnswer:
    """The workers and their beats"""
    workers = call.deps.watch.workers()
    return HealthAnswer(
        ok=all(worker.ok for worker in workers),
        workers=[
            WorkerAnswer(
                name=worker.name,
                state=worker.state,
                beat_at=time_text(worker.beat_at) if worker.beat_at is not None else None,
            )
            for worker in workers
        ],
    )


async def show_ready(call: Call) -> ReadyAnswer:
    """Whether requests are served; 503 while starting and stopping, with what keeps us

    `reason` is the step of the start that waits, `stopping`, or `workers`.
    """
    reason = call.deps.watch.unready()
    if reason:
        raise Unavailable(retry_after_s=1, reason=reason)
    return ReadyAnswer(ready=True)


async def show_metrics(call: Call) -> File:
    """Prometheus text"""
    return File(body=await call.deps.watch.metrics(), media=METRICS_MEDIA)


async def show_aggregates(call: Call) -> AggregatesAnswer:
    """Business counters as JSON"""
    return AggregatesAnswer.model_validate(await call.deps.watch.aggregates())


async def area_answers(call: Call) -> list[AreaAnswer]:
    return [
        AreaAnswer(name=state.area.value, state="paused" if state.paused else "open")
        for state in await call.deps.areas.all()
    ]


ROUTES = (
    Route(
        method="GET",
        path="/api/v1/status",
        handler=show_status,
        answer=StatusAnswer,
        early=True,
    ),
    Route(
        method="GET",
        path="/healthz",
        handler=show_health,
        answer=HealthAnswer,
        limit=Limit.NONE,
        early=True,
    ),
    Route(
        method="GET",
        path="/readyz",
        handler=show_ready,
        answer=ReadyAnswer,
        limit=Limit.NONE,
        early=True,
        refusals=(Unavailable,),
    ),
    Route(
        method="GET",
        path="/metrics",
        handler=show_metrics,
        limit=Limit.NONE,
        early=True,
        media=(TEXT,),
    ),
    Route(
        method="GET",
        path="/api/metrics",
        handler=show_aggregates,
        answer=AggregatesAnswer,
        early=True,
    ),
)
