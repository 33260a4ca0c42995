"""The worker that lets messages leave: each was a row first, and its end is a row's state.

Within a chat rows leave one after the other in the order of their commits, broadcasts in a lane
of their own so that they never hold up an answer; among chats the more urgent first, as far as
Telegram's limits allow. The rule for a row whose fate is unknown (the call left and no answer
came, or we died in between): it is sent again, so it arrives at least once, and each receipt
carries its number; a broadcast is never sent again, and neither is a throw of dice, of which two
would be two. Whoever put a row hears of its end before the row says so: after a crash in between
they hear it again.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from bot.outbox_rows import OutboxEntry, OutboxHands, OutboxRows
from bot.ports import Payload, Sender, Sent
from bot.runtime.clock import WakingClock
from bot.runtime.supervisor import Pulse, Supervisor
from domain.shared.ids import UserId
from domain.shared.outbox import Priority
from domain.shared.refusals import (
    FateUnknown,
    GatewayError,
    GatewayRejected,
    Throttled,
    Unreachable,
)
from domain.shared.trace import traced

logger = logging.getLogger(__name__)

AT_ONCE_MAX: Final = 32
LOOK_MAX: Final = 100
PAUSE_S: Final = 1.0
PAUSE_S_MAX: Final = 300.0
STORE_PAUSE_S_MAX: Final = 5.0
ATTEMPTS_MAX: Final = 40
ANSWER_ATTEMPTS_MAX: Final = 8
"""An answer that is minutes late is no answer; a receipt is worth hours of trying."""
SENT_ONCE: Final = frozenset({"sendDice"})
"""Methods that are never called again when nobody knows whether they were carried out."""
LOOK_AGAIN_S: Final = 5.0
"""Longest sleep while something waits, in case nobody nudged."""


class Outbox:
    """The worker. `nudge` it after a commit that put a row."""

    def __init__(
        self,
        rows: OutboxRows,
        sender: Sender,
        hands: OutboxHands,
        *,
        clock: WakingClock,
        supervisor: Supervisor,
    ) -> None:
        self._rows = rows
        self._sender = sender
        self._hands = hands
        self._clock = clock
        self._supervisor = supervisor
        self._wake = asyncio.Event()
        self._under_way: dict[int, OutboxEntry] = {}
        self._resting_until_s: dict[int, float] = {}
        clock.on_jump(self.nudge)

    def nudge(self) -> None:
        self._wake.set()

    async def open(self) -> int:
        """Rows that are due, being sent, or waiting for a retry."""
        return await self._rows.count_due(self._clock.now())

    async def recover(self) -> None:
        """Settle by the rule what an earlier run left half done."""
        for entry in await self._rows.interrupted():
            await self._unknown(entry, "interrupted by a stop")

    async def run(self, pulse: Pulse) -> None:
        while not pulse.stopping.is_set():
            pulse.beat()
            await pulse.rest(await self._round(), self._wake)

    async def _round(self) -> float | None:
        """Begin to send what may leave now; answers how long nothing more can happen."""
        room = AT_ONCE_MAX - len(self._under_way)
        if room <= 0:
            return None
        found = await self._rows.due(self._clock.now(), LOOK_MAX, except_chats=self._shut())
        chosen = self._choose(found, room)
        if chosen:
            await self._rows.claim([entry.id for entry in chosen])
        for entry in chosen:
            self._under_way[entry.chat_id] = entry
            self._supervisor.spawn(f"outbox:{entry.id}", self._send(entry))
        return await self._pause_s()

    def _shut(self) -> set[int]:
        """Chats that can take nothing now: one message is under way, or they rest."""
        now_s = time.monotonic()
        self._resting_until_s = {c: s for c, s in self._resting_until_s.items() if s > now_s}
        return self._under_way.keys() | self._resting_until_s.keys()

    def _choose(self, found: Iterable[OutboxEntry], room: int) -> list[OutboxEntry]:
        """What the limits allow. Both lanes of a chat may show a row; one at a time leaves."""
        chosen: dict[int, OutboxEntry] = {}
        for entry in found:
            if len(chosen) == room or entry.chat_id in chosen:
                continue
            wait_s = self._sender.wait_s(entry.chat_id)
            if wait_s > 0:
                self._rest(entry.chat_id, wait_s)
            else:
                self._sender.take(entry.chat_id)
                chosen[entry.chat_id] = entry
        return list(chosen.values())

    def _rest(self, chat_id: int, pause_s: float) -> None:
        self._resting_until_s[chat_id] = time.monotonic() + pause_s

    async def _pause_s(self) -> float | None:
        """Until the first chat has rested or the next row is due, whichever comes first."""
        pauses = [s - time.monotonic() for s in self._resting_until_s.values()]
        due = await self._rows.next_due(self._clock.now())
        until_due = self._clock.real_seconds_until(due) if due is not None else None
        if until_due is not None:
            pauses.append(until_due)
        return max(0.001, min([*pauses, LOOK_AGAIN_S]))

    async def _send(self, entry: OutboxEntry) -> None:
        with traced(entry.trace or f"o{entry.id}"):
            try:
                await self._try(entry)
            finally:
                del self._under_way[entry.chat_id]
                self.nudge()

    async def _try(self, entry: OutboxEntry) -> None:
        words = await self._supervisor.answer("rendering", self._hands.render(entry), None)
        if words is None:
            await self._end(entry, "no words", "could not be put into words")
            return
        try:
            sent = await self._call(entry, *words)
        except FateUnknown as error:
            await self._unknown(entry, str(error))
        except GatewayRejected as error:
            await self._refused(entry, error)
        except Throttled as error:
            self._rest(entry.chat_id, error.retry_after_s)
            await self._keep(lambda: self._rows.retry(entry.id, "throttled"))
        except GatewayError as error:
            await self._later(entry, str(error))
        else:
            now = self._clock.now()
            await self._tell(lambda: self._hands.sent(entry, sent))
            await self._keep(lambda: self._rows.sent(entry.id, sent.message_id, now))
            self._hands.count("sent")

    async def _refused(self, entry: OutboxEntry, error: GatewayRejected) -> None:
        unreachable = isinstance(error, Unreachable)
        logger.log(logging.INFO if unreachable else logging.WARNING, "row %s: %s", entry.id, error)
        if not unreachable:
            await self._tell(lambda: self._hands.rejected(entry, str(error)))
        elif entry.to_user is not None:
            person = UserId(entry.to_user)
            await self._tell(lambda: self._hands.unreachable(person))
        await self._end(entry, "unreachable" if unreachable else "rejected", str(error))

    async def _tell(self, hear: Callable[[], Awaitable[None]]) -> None:
        """Let somebody hear of an end, however long the store is away. What goes wrong with them
        is logged and keeps no row.
        """
        await self._supervisor.outcome("a hand of the outbox", self._keep(hear))

    async def _keep(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write down an end, however long the store is away: it must not be sent once more."""
        pause_s = PAUSE_S
        while True:
            try:
                return await write()
            except GatewayError as error:
                logger.warning("the end of a row waits for the store: %s", error)
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, STORE_PAUSE_S_MAX)

    async def _call(self, entry: OutboxEntry, method: str, payload: Payload) -> Sent:
        try:
            return await self._sender.send(method, entry.chat_id, payload)
        except GatewayRejected as error:
            if method != "editMessageText" or isinstance(error, Unreachable):
                raise
            if "not modified" in str(error):
                return Sent()
            # The message to be edited is gone or too old: say it anew.
            anew = {key: value for key, value in payload.items() if key != "message_id"}
            return await self._sender.send("sendMessage", entry.chat_id, anew)

    async def _unknown(self, entry: OutboxEntry, error: str) -> None:
        if entry.priority == Priority.BROADCAST or entry.method in SENT_ONCE:
            await self._tell(lambda: self._hands.lost(entry))
            await self._keep(lambda: self._rows.lose(entry.id))
            self._hands.count("unknown")
        else:
            await self._later(entry, error)

    async def _later(self, entry: OutboxEntry, error: str) -> None:
        attempts = entry.attempts + 1
        answer = entry.priority == Priority.ANSWER
        if attempts >= (ANSWER_ATTEMPTS_MAX if answer else ATTEMPTS_MAX):
            logger.error("row %s given up after %s attempts: %s", entry.id, attempts, error)
            await self._end(entry, "given up", error)
            return
        self._rest(entry.chat_id, min(PAUSE_S * 2 ** (attempts - 1), PAUSE_S_MAX))
        await self._keep(lambda: self._rows.retry(entry.id, error))

    async def _end(self, entry: OutboxEntry, outcome: str, error: str) -> None:
        await self._tell(lambda: self._hands.refused(entry))
        await self._keep(lambda: self._rows.fail(entry.id, error))
        self._hands.count(outcome)
