"""What the HTTP side meets outside of itself, as fakes with a memory."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from domain.payments.models import StarTransaction, TopUp
from domain.shared.actor import Actor
from domain.shared.audit import AuditEntry, Details
from domain.shared.change import Change, Changes, Event
from domain.shared.ids import Instant, UserId
from domain.shared.outbox import Notice
from domain.shared.page import Page
from storage.statements import insert
from tests.fakes.clock import FakeClock
from webapp.deps import Invariant, Solvency, WorkerState

_AUDIT = insert(
    "audit_logs",
    columns={
        "user_id": "bigint",
        "action": "text",
        "entity_type": "text",
        "entity_id": "text",
        "details": "text",
        "ip_address": "text",
        "created_at": "bigint",
    },
)


class FakeBus:
    """Calls plain subscribers at once, runs the others as tasks."""

    def __init__(self) -> None:
        self._subscribers: dict[type[Event], list[Callable[[Any], Any]]] = defaultdict(list)
        self._tasks: set[asyncio.Task[None]] = set()
        self.published: list[Event] = []

    def subscribe(self, kind: type[Any], tell: Callable[[Any], Awaitable[None] | None]) -> None:
        self._subscribers[kind].append(tell)

    def publish(self, event: Event) -> None:
        self.published.append(event)
        for tell in self._subscribers[type(event)]:
            going = tell(event)
            if going is not None:
                task = asyncio.ensure_future(going)
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        while self._tasks:
            await asyncio.gather(*self._tasks)


class FakeOutbox:
    """Remembers what was told; sends nothing."""

    def __init__(self) -> None:
        self.told: list[tuple[Notice, Instant | None]] = []

    def tell(self, notice: Notice, *, not_before: Instant | None = None) -> Changes:
        self.told.append((notice, not_before))
        return ()


class FakeAudit:
    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock

    def entry(
        self,
        actor: Actor,
        action: str,
        *,
        entity: tuple[str, str],
        before: Details | None = None,
        after: Details | None = None,
    ) -> Change:
        details = orjson.dumps({"before": before, "after": after}, default=str).decode()
        return _AUDIT(
            user_id=actor.id,
            action=action,
            entity_type=entity[0],
            entity_id=entity[1],
            details=details,
            ip_address=actor.origin,
            created_at=self._clock.now(),
        )

    async def search(self, text: str, *, cursor: str | None, limit: int) -> Page[AuditEntry]:
        raise AssertionError(f"no page of the API searches the audit log: {text, cursor, limit}")


class FakeStars:
    """Telegram's Star payments with a memory. `refuse` is raised as long as it is set."""

    def __init__(self) -> None:
        self.links: list[tuple[TopUp, str]] = []
        self.refunds: list[tuple[UserId, str]] = []
        self.refuse: Exception | None = None

    async def invoice_link(self, topup: TopUp, *, payload: str) -> str:
        self._fail()
        self.links.append((topup, payload))
        return f"https://t.me/$inv{len(self.links)}"

    async def refund(self, person: UserId, charge: str) -> None:
        self._fail()
        self.refunds.append((person, charge))

    async def transactions(self, offset: int, limit: int) -> tuple[StarTransaction, ...]:
        raise AssertionError(f"the API does not reconcile: {offset, limit}")

    def _fail(self) -> None:
        if self.refuse is not None:
            raise self.refuse


class NoMessages:
    def send(self, topup: TopUp, *, payload: str) -> Change:
        raise AssertionError(f"the API makes links, not messages: {topup, payload}")


@dataclass
class FakeWatch:
    is_ready: bool = True
    sound: bool = True

    def unready(self) -> str:
        return "" if self.is_ready else "telegram"

    def workers(self) -> Sequence[WorkerState]:
        return (WorkerState(name="writer", state="running", beat_at=Instant(0), ok=self.sound),)

    async def metrics(self) -> bytes:
        return b"souk_outbox_waiting 0.0\n"

    async def aggregates(self) -> Mapping[str, Mapping[str, int]]:
        return {"deals_by_status": {"draft": 0}, "escrows_by_state": {}, "postings": {"total": 0}}

    async def invariants(self) -> Sequence[Invariant]:
        return (Invariant(name="zero-sum", ok=self.sound),)

    async def solvency(self) -> Sequence[Solvency]:
        return (Solvency(asset="XTR", owed="50", held="50"),)


@dataclass
class FakeSeconds:
    """A monotonic clock for limits and caches; `on` makes it real."""

    value_s: float = 0.0
    real: bool = False

    def __call__(self) -> float:
        return time.monotonic() if self.real else self.value_s


class TestPulse:
    """What the supervisor gives to a worker."""

    __test__ = False

    def __init__(self) -> None:
        self.stopping = asyncio.Event()

    def beat(self) -> None:
        return None

    async def rest(self, pause_s: float | None, wake: asyncio.Event | None = None) -> None:
        assert wake is not None, "the pump waits for its wake-up"
        try:
            await asyncio.wait_for(wake.wait(), pause_s)
        except TimeoutError:
            return
        wake.clear()
