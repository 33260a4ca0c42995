"""The outbox worker over a real store, sending to a Telegram that fails as it is told."""

import asyncio

from bot.outbox import Outbox
from bot.outbox_rows import OutboxEntry, OutboxHands, Words
from bot.ports import Payload, Sent
from bot.runtime.clock import WorldClock
from bot.runtime.supervisor import Supervisor, Worker
from domain.shared.ids import Instant, UserId
from domain.shared.outbox import Priority
from domain.shared.trace import current_trace
from storage.engine import Database
from storage.outbox import OutboxStore
from storage.writer import Writer
from tests.fakes.clock import MORNING


class Telegram:
    """Takes messages; fails as told; counts a limit per chat where one is set."""

    def __init__(self) -> None:
        self.got: list[tuple[str, int, Payload]] = []
        self.fail: list[Exception] = []
        self.traces: list[str] = []
        self.slow_s = 0.0
        self.at_once = 0
        self.at_once_most = 0
        self.wait_of: dict[int, float] = {}

    @property
    def texts(self) -> list[object]:
        return [payload.get("text") for _, _, payload in self.got]

    def wait_s(self, chat_id: int) -> float:
        return self.wait_of.get(chat_id, 0.0)

    def take(self, chat_id: int) -> None:
        if chat_id in self.wait_of:
            self.wait_of[chat_id] = 0.05

    async def send(self, method: str, chat_id: int, payload: Payload) -> Sent:
        self.at_once += 1
        self.at_once_most = max(self.at_once, self.at_once_most)
        self.traces.append(current_trace())
        await asyncio.sleep(self.slow_s)
        self.at_once -= 1
        if self.fail:
            raise self.fail.pop(0)
        self.got.append((method, chat_id, payload))
        dice = 6 if method == "sendDice" else None
        return Sent(message_id=len(self.got), date_s=1_796_115_600, dice=dice)


class House:
    """The worker over a real store, and what it was told."""

    def __init__(self, writer: Writer, database: Database, supervisor: Supervisor) -> None:
        self.clock = WorldClock(MORNING, 0)
        self.writer = writer
        self.database = database
        self.supervisor = supervisor
        self.telegram = Telegram()
        self.rows = OutboxStore(writer, database, self.clock)
        self.unreachable: list[int] = []
        self.rejected: list[tuple[int, str]] = []
        self.outcomes: list[str] = []
        self.heard: list[tuple[str, int]] = []
        self.sents: list[Sent] = []
        self.away: list[Exception] = []
        hands = OutboxHands(
            render=self._render,
            sent=self._sent,
            refused=self._refused,
            lost=self._lost,
            unreachable=self._unreachable,
            rejected=self._rejected,
            count=self.outcomes.append,
        )
        self.outbox = Outbox(
            self.rows, self.telegram, hands, clock=self.clock, supervisor=supervisor
        )
        self.rows.on_put(self.outbox.nudge)

    def start(self) -> None:
        self.supervisor.start(Worker(name="outbox", run=self.outbox.run))

    async def put(
        self,
        chat: int,
        *texts: str,
        method: str = "sendMessage",
        payload: Payload | None = None,
        priority: Priority = Priority.NOTICE,
        not_before: Instant | None = None,
    ) -> None:
        """One unit with a row for each text."""
        await self.writer.put(
            self.rows.put(
                chat,
                method,
                {"chat_id": chat, "text": text, **(payload or {})},
                kind="test",
                priority=priority,
                not_before=not_before,
                to_user=chat,
            )
            for text in texts
        )

    async def idle(self) -> None:
        async with asyncio.timeout(20):
            while True:
                if not await self.outbox.open():
                    return
                await asyncio.sleep(0.01)

    async def states(self) -> list[str]:
        found = await self.database.rows("SELECT state FROM core_outbox ORDER BY id")
        return [row[0] for row in found]

    async def _render(self, entry: OutboxEntry) -> Words:
        assert entry.payload["text"] != "unspeakable"
        return entry.method, entry.payload

    async def _sent(self, entry: OutboxEntry, sent: Sent) -> None:
        await self._hears("sent", entry)
        self.sents.append(sent)

    async def _refused(self, entry: OutboxEntry) -> None:
        await self._hears("refused", entry)

    async def _lost(self, entry: OutboxEntry) -> None:
        await self._hears("lost", entry)

    async def _hears(self, what: str, entry: OutboxEntry) -> None:
        """The row is not at its end yet: a crash now tells again."""
        if self.away:
            raise self.away.pop(0)
        row = await self.database.row("SELECT state FROM core_outbox WHERE id = ?", entry.id)
        assert row == ("sending",)
        self.heard.append((what, entry.id))

    async def _unreachable(self, person: UserId) -> None:
        self.unreachable.append(person)

    async def _rejected(self, entry: OutboxEntry, words: str) -> None:
        self.rejected.append((entry.id, words))
