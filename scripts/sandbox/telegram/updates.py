"""What each bot was given, in order, and what it has not yet acknowledged."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.telegram.rows import UpdateRow
from scripts.sandbox.telegram.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scripts.sandbox.core import Core
    from scripts.sandbox.telegram.people import Bots
    from scripts.sandbox.telegram.rows import Bot, Wire

# Kinds that a bot gets only when it has asked for them by name.
ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
ENDED_BY_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
ENDED_BY_WEBHOOK = "terminated by setWebhook request"
FIRST_UPDATE_ID = 500_000_001


@dataclass(slots=True, kw_only=True)
class Poller:
    """A `getUpdates` under way; `ended` are the words with which another call ended it."""

    ended: str = ""


class Queue:
    """One bot's updates: all of them in order of making, and those that still wait.

    `waiting` keeps insertion order, so the earliest unacknowledged comes first; `lanes` has the
    same rows by chat or person. `again` are old ones on their way once more: no offset confirms
    them before they were delivered.
    """

    def __init__(self) -> None:
        self.rows: list[UpdateRow] = []
        self.numbers: list[int] = []
        self.by_id: dict[int, UpdateRow] = {}
        self.waiting: dict[int, UpdateRow] = {}
        self.lanes: dict[int, dict[int, UpdateRow]] = {}
        self.again: set[int] = set()
        self.arrived = asyncio.Event()
        self.poller: Poller | None = None

    def add(self, row: UpdateRow) -> None:
        self.rows.append(row)
        self.numbers.append(row.seq)
        self.by_id[row.update_id] = row
        if not row.acknowledged:
            self.wait(row)

    def wait(self, row: UpdateRow) -> None:
        self.waiting[row.update_id] = row
        self.lanes.setdefault(row.order, {})[row.update_id] = row

    def end_poll(self, words: str) -> None:
        """The call that waits is answered with a conflict."""
        if self.poller is not None:
            self.poller.ended = words
            self.poller = None
            self.arrived.set()

    def settle(self, row: UpdateRow) -> None:
        self.waiting.pop(row.update_id, None)
        lane = self.lanes.get(row.order, {})
        lane.pop(row.update_id, None)
        if not lane:
            self.lanes.pop(row.order, None)


class Updates:
    """`heard` is told of every update that begins to wait."""

    def __init__(self, core: Core, bots: Bots) -> None:
        self.table = Table(core, "updates", UpdateRow)
        self._core = core
        self._bots = bots
        self.heard: Callable[[UpdateRow], None] | None = None
        self._queues: dict[int, Queue] = {}

    def load(self) -> None:
        for row in sorted(self.table.load(), key=lambda one: one.update_id):
            self.queue(row.bot).add(row)

    def queue(self, bot_id: int) -> Queue:
        return self._queues.setdefault(bot_id, Queue())

    def give(self, bot: Bot, kind: str, body: Wire, *, order: int) -> UpdateRow | None:
        """A new update for the bot, or None when it does not take this kind.

        `order` is the chat or person whose updates must stay in order among themselves.
        """
        if not wanted(bot, kind):
            return None
        bot.last_update_id = max(bot.last_update_id + 1, FIRST_UPDATE_ID)
        self._bots.table.keep(bot)
        row = UpdateRow(
            bot=bot.id,
            update_id=bot.last_update_id,
            kind=kind,
            body={"update_id": bot.last_update_id, kind: body},
            at_ms=int(self._core.clock.now().timestamp() * 1000),
            order=order,
        )
        self.table.save(row)
        queue = self.queue(bot.id)
        queue.add(row)
        self._wake(queue, row)
        return row

    def redeliver(self, bot_id: int, update_id: int) -> UpdateRow | None:
        """An old update waits again; None when there is none of that id."""
        queue = self.queue(bot_id)
        row = queue.by_id.get(update_id)
        if row is None:
            return None
        row.acknowledged = False
        queue.wait(row)
        queue.again.add(update_id)
        self.table.keep(row)
        self._wake(queue, row)
        return row

    def delivered(self, row: UpdateRow) -> None:
        row.deliveries += 1
        self.queue(row.bot).again.discard(row.update_id)
        self.table.keep(row)

    def acknowledge(self, row: UpdateRow) -> None:
        row.acknowledged = True
        self.queue(row.bot).settle(row)
        self.table.keep(row)
        self._core.signal.fire()

    def acknowledge_before(self, bot_id: int, offset: int) -> None:
        """An offset confirms everything below it."""
        for row in list(self._below(bot_id, offset)):
            self.acknowledge(row)

    def batch(self, bot_id: int, offset: int, limit: int) -> list[UpdateRow]:
        """The earliest that wait, from the offset on, in order of their ids."""
        queue = self.queue(bot_id)
        found = [queue.waiting[one] for one in sorted(queue.again)[:limit]]
        for row in queue.waiting.values():
            if len(found) >= limit:
                break
            if row.update_id >= offset and row.update_id not in queue.again:
                found.append(row)
        return sorted(found, key=lambda one: one.update_id)

    def pending(self, bot_id: int) -> int:
        """Updates that the bot has not acknowledged."""
        return len(self.queue(bot_id).waiting)

    def log(self, bot_id: int, *, since: int = 0, limit: int = 50) -> list[UpdateRow]:
        queue = self.queue(bot_id)
        start = bisect_right(queue.numbers, since)
        return queue.rows[start : start + limit]

    def _below(self, bot_id: int, offset: int) -> Iterator[UpdateRow]:
        queue = self.queue(bot_id)
        for row in queue.waiting.values():
            if row.update_id in queue.again:
                continue
            if row.update_id < offset:
                yield row
            elif row.deliveries == 0:
                return

    def _wake(self, queue: Queue, row: UpdateRow) -> None:
        queue.arrived.set()
        if self.heard is not None:
            self.heard(row)
        self._core.live.tell("update")
        self._core.signal.fire()


def wanted(bot: Bot, kind: str) -> bool:
    if not bot.allowed_updates:
        return kind not in ONLY_WHEN_ASKED
    return kind in bot.allowed_updates
