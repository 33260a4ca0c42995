"""Where updates enter, polled or pushed: stored first, then handled, each to its end.

Updates of one person are handled one after the other, those of different people side by side.
An update counts as taken once its row is committed; only then is it acknowledged to Telegram. Its
handling ends by success or by being given up after ATTEMPTS_MAX; what a crash left without an end
is handled again at the next start, where the acts' own keys keep it from counting twice.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from bot.ports import KeptUpdate, RawUpdate, SeenUpdates
from bot.runtime.supervisor import Supervisor
from domain.shared.clock import Clock
from domain.shared.trace import traced

logger = logging.getLogger(__name__)

ATTEMPTS_MAX: Final = 5
RETRY_PAUSE_S: Final = 1.0
OPEN_MAX: Final = 1000
"""More than this under way, and no further updates are fetched."""
REPLAY_MAX: Final = 10_000


class Unreadable(Exception):
    """An update that our version of the Bot API does not know: trying again is no use."""


class Intake:
    def __init__(
        self,
        seen: SeenUpdates,
        feed: Callable[[RawUpdate], Awaitable[None]],
        supervisor: Supervisor,
        clock: Clock,
        *,
        count: Callable[[str], None],
    ) -> None:
        """`feed` hands an update to the dispatcher; `count` counts it by kind."""
        self._seen = seen
        self._feed = feed
        self._supervisor = supervisor
        self._clock = clock
        self._count = count
        self._lanes: dict[object, deque[KeptUpdate]] = {}
        self._closed = asyncio.Event()
        self.open = 0

    @property
    def full(self) -> bool:
        return self.open >= OPEN_MAX

    async def take(self, updates: Sequence[RawUpdate]) -> None:
        """Keep the updates in one commit and begin to handle those that are new."""
        once = {update.id: update for update in updates}
        self.open += len(once)
        try:
            new = await self._seen.store(list(once.values()), self._clock.now())
        finally:
            self.open -= len(once)
        for update in once.values():
            if update.id in new:
                self._count(update.kind)
                self._enqueue(KeptUpdate(update=update, attempts=1))

    async def recover(self) -> int:
        """Begin again with what an earlier run left without an end; answers how many."""
        left = await self._seen.unhandled(REPLAY_MAX)
        for kept in left:
            if kept.attempts >= ATTEMPTS_MAX:
                logger.critical("update %s given up: it ended every run", kept.update.id)
                await self._seen.handled(kept.update.id, error="ended every run")
            else:
                self._enqueue(kept, again=True)
        return len(left)

    def close(self) -> None:
        """Begin nothing more: what is queued stays stored for the next start."""
        self._closed.set()

    def _enqueue(self, kept: KeptUpdate, *, again: bool = False) -> None:
        self.open += 1
        person = lane_of(kept.update)
        lane = self._lanes.get(person)
        entry = KeptUpdate(update=kept.update, attempts=kept.attempts + again)
        if lane is not None:
            lane.append(entry)
            return
        self._lanes[person] = deque([entry])
        self._supervisor.spawn(f"updates:{person}", self._work_off(person))

    async def _work_off(self, person: object) -> None:
        lane = self._lanes[person]
        try:
            while lane and not self._closed.is_set():
                await self._handle(lane.popleft())
        finally:
            self.open -= len(lane)
            del self._lanes[person]

    async def _handle(self, kept: KeptUpdate) -> None:
        update = kept.update
        with traced(f"u{update.id}"):
            try:
                if kept.attempts > 1:
                    await self._seen.begin(update.id)
                await self._feed(update)
                await self._seen.handled(update.id)
            except Unreadable as error:
                logger.warning("update %s of kind %s: %s", update.id, update.kind, error)
                await self._seen.handled(update.id, error=str(error))
            except Exception as error:
                await self._failed(kept, error)
            finally:
                self.open -= 1

    async def _failed(self, kept: KeptUpdate, error: Exception) -> None:
        update = kept.update
        if kept.attempts >= ATTEMPTS_MAX:
            logger.critical("update %s given up", update.id, exc_info=error)
            await self._seen.handled(update.id, error=f"{type(error).__name__}: {error}")
            return
        logger.error("update %s failed, attempt %s", update.id, kept.attempts, exc_info=error)
        self.open += 1
        self._supervisor.spawn(f"again:{update.id}", self._again(kept))

    async def _again(self, kept: KeptUpdate) -> None:
        """Queue it anew after a pause, behind what the person has sent meanwhile."""
        try:
            pause_s = RETRY_PAUSE_S * 2 ** (kept.attempts - 1)
            await asyncio.wait_for(self._closed.wait(), pause_s)
        except TimeoutError:
            self._enqueue(kept, again=True)
        finally:
            self.open -= 1


def lane_of(update: RawUpdate) -> object:
    """Whose update it is: the person's id, else the chat's, else a lane of its own."""
    inner = update.body.get(update.kind)
    if isinstance(inner, dict):
        for field in ("from", "user", "chat"):
            who = inner.get(field)
            if isinstance(who, dict) and isinstance(who.get("id"), int):
                return who["id"]
    return f"u{update.id}"
