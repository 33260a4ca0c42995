"""The one writer: takes whole units, commits many of them at once, and only then answers.

While a batch is being committed the next one gathers, so the more there is to do the more acts
share a commit. Each unit is all or nothing by itself: one that fails never harms its neighbours.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final, Protocol, TypeAlias, TypeVar

from domain.shared.actor import Actor
from domain.shared.change import Change, Decision, Event, IdempotencyKey
from domain.shared.clock import Clock
from domain.shared.refusals import KeyReused, Stale, TooManyRequests
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.keys import Done, Ident, Keys, SqliteKeys, keep
from storage.lane_sqlite import SqliteLane
from storage.orders import hash_of, kind_of
from storage.statement import names_in
from storage.unit import KeyTaken, StoreUnavailable, Unit

logger = logging.getLogger(__name__)

T = TypeVar("T")
Hook: TypeAlias = Callable[[Sequence[Change]], None]

_QUEUE_MOST: Final = 10_000
_DECISIONS_MOST: Final = 4
_RETRY_AFTER_S: Final = 1


class Lane(Protocol):
    """An engine's way to commit."""

    least: int
    most: int

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def commit(self, units: list[Unit]) -> None:
        """Returns when each unit is committed, or undone with its `error` set."""
        ...


class Writer:
    """Implements `domain.shared.change.Store`.

    `start` opens the store (and its reads), `run` writes for ever and belongs to the supervisor,
    `stop` takes no more units, waits for those it has, and closes. `publish` gets the events of
    each unit, in the order of commits.
    """

    def __init__(
        self,
        database: SqliteDatabase | PostgresDatabase,
        *,
        clock: Clock,
        publish: Callable[[Event], None],
        name: str = "main",
        queue_most: int = _QUEUE_MOST,
    ) -> None:
        self._database = database
        self._clock = clock
        self._publish = publish
        self._queue_most = queue_most
        self._queue: deque[Unit] = deque()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._open = False
        self._hooks: dict[str, Hook] = {}
        self._acting: dict[Ident, asyncio.Future[None] | None] = {}
        self._lane: Lane
        self._keys: Keys
        if isinstance(database, SqliteDatabase):
            self._lane, self._keys = SqliteLane(database, clock, name), SqliteKeys(database)
        else:
            # Imported here: a store on SQLite starts without the Postgres driver.
            from storage.keys_postgres import PostgresKeys
            from storage.lane_postgres import PostgresLane

            self._lane, self._keys = PostgresLane(database, clock, name), PostgresKeys(database)

    async def start(self) -> None:
        """Raises AnotherWriter when another process writes to this store."""
        await self._lane.open()
        await self._database.open()
        self._open = True
        self._idle.set()

    async def run(self) -> None:
        """Write, for ever. Started again after a crash it goes on with what is queued."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keys.run())
            group.create_task(self._write())

    async def stop(self, *, deadline_s: float = 5.0) -> None:
        """Finish what is queued while `run` still runs; what is left then is refused."""
        self._open = False
        try:
            async with asyncio.timeout(deadline_s):
                await self._idle.wait()
        except TimeoutError:
            logger.warning("%d units were not written before the stop", len(self._queue))
        while self._queue:
            unit = self._queue.popleft()
            if not unit.answer.done():
                unit.answer.set_exception(StoreUnavailable("stopping"))
        await self._keys.close()
        await self._database.close()
        await self._lane.close()

    @property
    def waiting(self) -> int:
        """Units queued for the next batches."""
        return len(self._queue)

    def after(self, statement: str, hook: Hook) -> None:
        """Call `hook` after each commit of a unit that holds Changes of this statement, or family
        of statements, with those Changes. It must be quick and not raise.
        """
        for name in names_in(statement):
            assert name not in self._hooks, f"one hook for {name}"
            self._hooks[name] = hook

    async def once(
        self,
        key: IdempotencyKey,
        actor: Actor,
        order: object,
        decide: Callable[[], Awaitable[Decision[T]]],
        *,
        again: Callable[[str], Awaitable[T]],
    ) -> T:
        """See `domain.shared.change.Store`. Refusals: KeyReused, TooManyRequests, and those of
        the decision. Raises StoreUnavailable when it can't be committed now.
        """
        ident = (actor.key, kind_of(order), key.value)
        request_hash = hash_of(order)
        while True:
            while ident in self._acting:
                await self._same_act(ident)
            self._acting[ident] = None
            try:
                done = await self._keys.find(ident)
                if done is None:
                    return await self._decided(decide, (ident, request_hash))
            except KeyTaken:
                continue
            finally:
                waiting = self._acting.pop(ident)
                if waiting is not None:
                    waiting.set_result(None)
            return await _repeat(done, request_hash, key, again)

    async def commit(self, decide: Callable[[], Awaitable[Decision[T]]]) -> T:
        """See `domain.shared.change.Store`."""
        return await self._decided(decide, None)

    async def put(self, changes: Iterable[Change], events: Iterable[Event] = ()) -> None:
        """Commit Changes as one unit. Raises the refusal of the guard that fails, Stale where it
        has none; refusal TooManyRequests when too much is waiting already.
        """
        if not self._open:
            raise StoreUnavailable("not open")
        if len(self._queue) >= self._queue_most:
            raise TooManyRequests(retry_after_s=_RETRY_AFTER_S)
        answer = asyncio.get_running_loop().create_future()
        changes = changes if type(changes) is tuple else tuple(changes)
        events = events if type(events) is tuple else tuple(events)
        self._queue.append(Unit(changes, answer, events))
        self._idle.clear()
        self._wake.set()
        await answer

    async def _same_act(self, ident: Ident) -> None:
        """Wait for the end of the same act, which is under way."""
        waiting = self._acting[ident]
        if waiting is None:
            waiting = self._acting[ident] = asyncio.get_running_loop().create_future()
        await asyncio.shield(waiting)

    async def _decided(
        self, decide: Callable[[], Awaitable[Decision[T]]], key: tuple[Ident, str] | None
    ) -> T:
        for _ in range(_DECISIONS_MOST):
            decision = await decide()
            changes = decision.changes
            if key is not None:
                changes = (keep(*key, decision.made, self._clock.now()), *changes)
            if not changes:
                return decision.result
            try:
                await self.put(changes, decision.events)
            except Stale as stale:
                logger.debug("decided again: %s", stale)
            else:
                return decision.result
        raise TooManyRequests(retry_after_s=_RETRY_AFTER_S)

    async def _write(self) -> None:
        queue = self._queue
        while True:
            if not queue:
                self._idle.set()
                self._wake.clear()
                await self._wake.wait()
            drained = [queue.popleft() for _ in range(self._turn(len(queue)))]
            # A caller that went away before its turn is not served.
            units = [unit for unit in drained if not unit.answer.cancelled()]
            if not units:
                continue
            try:
                await self._lane.commit(units)
            except BaseException as error:
                _fail(units, error)
                raise
            self._answer(units)

    def _turn(self, waiting: int) -> int:
        """Half of what waits, when that is worth a commit: while it is being committed the acts
        of the other half are decided, so neither the store nor the loop stands still.
        """
        return min(waiting, self._lane.most, max(self._lane.least, (waiting + 1) // 2))

    def _answer(self, units: list[Unit]) -> None:
        for unit in units:
            if unit.error is None:
                self._announce(unit)
            if unit.answer.done():
                continue
            if unit.error is None:
                unit.answer.set_result(None)
            else:
                unit.answer.set_exception(unit.error)

    def _announce(self, unit: Unit) -> None:
        """Events first, then hooks: whoever listens finds the unit in the store."""
        try:
            for event in unit.events:
                self._publish(event)
            if self._hooks:
                for hook, changes in self._hooked(unit).items():
                    hook(changes)
        except Exception:
            logger.exception("a listener failed on %s", unit.events)

    def _hooked(self, unit: Unit) -> dict[Hook, list[Change]]:
        found: dict[Hook, list[Change]] = {}
        for change in unit.changes:
            hook = self._hooks.get(change.statement)
            if hook is not None:
                found.setdefault(hook, []).append(change)
        return found


def _fail(units: list[Unit], error: BaseException) -> None:
    """A bug in the lane, or the end of the process: the fate of these units is not known."""
    for unit in units:
        if not unit.answer.done():
            unit.answer.set_exception(StoreUnavailable(str(error)))


async def _repeat(
    done: Done, request_hash: str, key: IdempotencyKey, again: Callable[[str], Awaitable[T]]
) -> T:
    if done.request_hash != request_hash:
        raise KeyReused
    key.replayed = True
    return await again(done.made)
