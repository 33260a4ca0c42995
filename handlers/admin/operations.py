"""What admins may look at and set going in the running process: the port the wiring fills."""

from dataclasses import dataclass
from typing import Protocol

from domain.shared.actor import Actor
from domain.shared.ids import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """`done` of `total` for one that works through something and goes on where it was."""

    id: str
    last_at: Instant | None
    next_at: Instant | None
    ok: bool
    error: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLine:
    name: str
    state: str
    beat_at: Instant | None
    ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    workers: tuple[WorkerLine, ...]
    invariants: tuple[tuple[str, bool], ...]
    outbox_waiting: int


class Operations(Protocol):
    """Each checks the actor's role. Refusals: NotAllowed; NotFound for an unknown job."""

    async def jobs(self, actor: Actor) -> tuple[JobLine, ...]: ...

    async def run_job(self, actor: Actor, job: str) -> None: ...

    async def health(self, actor: Actor) -> Health: ...
