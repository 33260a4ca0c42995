"""Questions that await a bot's answer: button presses, inline queries, pre-checkouts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scripts.sandbox.telegram.rows import Query
from scripts.sandbox.telegram.table import Table

if TYPE_CHECKING:
    from scripts.sandbox.core import Core
    from scripts.sandbox.telegram.rows import Bot, Person, Wire

# Real seconds a client waits for a bot, and within which a pre-checkout must be answered.
ANSWER_WAIT_S = 10.0
ID_DIGITS = 10**18


class Queries:
    def __init__(self, core: Core) -> None:
        self.table = Table(core, "queries", Query)
        self._core = core
        self.answer_wait_s = ANSWER_WAIT_S
        self._waits: dict[str, asyncio.Future[Wire]] = {}

    def load(self) -> None:
        self.table.load()

    def open(self, kind: str, bot: Bot, person: Person, detail: Wire) -> Query:
        query = Query(
            id=str(ID_DIGITS + self._core.chance.below(ID_DIGITS, "ids")),
            kind=kind,
            bot=bot.id,
            person=person.id,
            detail=detail,
            at_ms=int(self._core.clock.now().timestamp() * 1000),
        )
        self._waits[query.id] = asyncio.get_running_loop().create_future()
        self.table.save(query)
        return query

    def find(self, kind: str, bot: Bot, query_id: str) -> Query | None:
        """The bot's question of that kind while it may still be answered."""
        query = self.table.get(query_id)
        if query is None or query.kind != kind or query.bot != bot.id or query.closed:
            return None
        return query

    def answer(self, query: Query, answer: Wire) -> None:
        """The bot's answer, once; it wakes whoever waits for it."""
        query.answer = answer
        query.closed = True
        self.table.save(query)
        self._core.live.tell("answer", person=query.person)
        wait = self._waits.pop(query.id, None)
        if wait is not None and not wait.done():
            wait.set_result(answer)

    async def wait(self, query: Query) -> Wire | None:
        """The answer, or None when none came in ten real seconds (`answer_wait_s`)."""
        wait = self._waits.get(query.id)
        if wait is None:
            return query.answer
        await asyncio.wait((wait,), timeout=self.answer_wait_s)
        return query.answer

    def expire(self, query: Query) -> None:
        """Too late now: an answer from here on is refused as too old."""
        query.closed = True
        self._waits.pop(query.id, None)
        self.table.keep(query)

    def give_up(self) -> None:
        """Ends every wait without an answer."""
        for wait in self._waits.values():
            wait.cancel()
        self._waits.clear()
