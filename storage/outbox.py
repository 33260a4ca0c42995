"""The outbox: every message to Telegram is a row first, committed with the act that causes it.

Rows of one chat leave in the order of their commits; broadcasts have a lane of their own. A row
goes waiting -> sending -> sent, failed or unknown; from sending it may come back to waiting. What
a crash leaves in `sending` is settled by the worker, by its rule for messages of unknown fate.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.shared.change import Change
from domain.shared.clock import Clock
from domain.shared.ids import Instant, UserId
from domain.shared.money import ASSETS, Asset
from domain.shared.outbox import Notice, Priority
from domain.shared.trace import current_trace
from domain.users.models import ExportPart
from storage.engine import Database, Row
from storage.payloads import dump, load
from storage.statements import delete, insert, update
from storage.writer import Writer

PUT: Final = insert(
    "core_outbox",
    columns={
        "chat_id": "bigint",
        "kind": "text",
        "priority": "bigint",
        "method": "text",
        "payload": "text",
        "to_user": "bigint",
        "not_before": "bigint",
        "created_at": "bigint",
        "trace": "text",
    },
    values={"state": "'waiting'", "attempts": "0", "error": "''"},
)
_CLAIM: Final = update(
    "core_outbox",
    key={"id": "bigint"},
    set={"state": "'sending'", "attempts": "t.attempts + 1"},
    where="t.state = 'waiting'",
)
_SENT: Final = update(
    "core_outbox",
    key={"id": "bigint"},
    given={"message_id": "bigint", "at": "bigint"},
    set={"state": "'sent'", "message_id": ":message_id", "sent_at": ":at", "error": "''"},
    where="t.state = 'sending'",
)
_END: Final = update(
    "core_outbox",
    key={"id": "bigint"},
    given={"state": "text", "error": "text"},
    set={"state": ":state", "error": ":error"},
    where="t.state = 'sending'",
)
_PRUNE: Final = delete(
    "core_outbox",
    key={},
    given={"before": "bigint"},
    where="t.state IN ('sent', 'failed', 'unknown') AND t.created_at < :before",
    any_number=True,
)
_FORGET: Final = delete(
    "core_outbox",
    key={"chat_id": "bigint"},
    # Said so that the index of what is open serves it.
    where="t.state IN ('waiting', 'sending') AND t.state = 'waiting'",
    any_number=True,
)

_ENTRY: Final = (
    "SELECT o.id, o.chat_id, o.kind, o.priority, o.method, o.payload, o.to_user, o.attempts, "
    "o.created_at, o.trace FROM core_outbox AS o"
)
# The first due row of each lane: no earlier row of it is being sent or due itself.
_DUE: Final = f"""{_ENTRY} WHERE o.state = 'waiting' AND o.not_before <= ? AND NOT EXISTS (
SELECT 1 FROM core_outbox AS e WHERE e.chat_id = o.chat_id AND e.id < o.id
AND e.state IN ('waiting', 'sending') AND (e.priority = 3) = (o.priority = 3)
AND (e.state = 'sending' OR e.not_before <= ?)) ORDER BY o.priority, o.id LIMIT ?"""
_INTERRUPTED: Final = f"{_ENTRY} WHERE o.state = 'sending' ORDER BY o.id"
_NEXT_DUE: Final = (
    "SELECT min(not_before) FROM core_outbox WHERE state = 'waiting' AND not_before > ?"
)
_COUNT_DUE: Final = """SELECT count(*) FROM core_outbox WHERE state IN ('waiting', 'sending')
AND (state = 'sending' OR not_before <= ?)"""
_COUNT_OPEN: Final = "SELECT count(*) FROM core_outbox WHERE state IN ('waiting', 'sending')"
_LANES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """`method` is a method of the Bot API, or `notice`: then the payload is text key, fields and
    buttons, put into words when it leaves. Money in it is Money again.
    """

    id: int
    chat_id: int
    kind: str
    priority: Priority
    method: str
    payload: Mapping[str, object]
    to_user: int | None
    attempts: int
    created_at: Instant
    trace: str


class OutboxStore:
    """Implements `domain.shared.outbox.Notices`, and Traces for the personal data. Methods that
    change rows commit them.
    """

    def __init__(
        self,
        writer: Writer,
        database: Database,
        clock: Clock,
        *,
        asset_of: Callable[[str], Asset] = ASSETS.__getitem__,
    ) -> None:
        self._writer = writer
        self._database = database
        self._clock = clock
        self._asset_of = asset_of

    def on_put(self, nudge: Callable[[], None]) -> None:
        """Call `nudge` after each commit that put a row."""
        self._writer.after(PUT.name, lambda _changes: nudge())

    def tell(self, notice: Notice, *, not_before: Instant | None = None) -> Change:
        payload = {
            "text": notice.text,
            "fields": dict(notice.fields),
            "buttons": [list(button) for button in notice.buttons],
        }
        return self.put(
            notice.to,
            "notice",
            payload,
            kind=notice.kind,
            priority=notice.priority,
            not_before=not_before,
            to_user=notice.to,
        )

    def put(  # noqa: PLR0913  a row has this many parts
        self,
        chat_id: int,
        method: str,
        payload: Mapping[str, object],
        *,
        kind: str,
        priority: Priority = Priority.NOTICE,
        not_before: Instant | None = None,
        to_user: int | None = None,
    ) -> Change:
        """The Change that lets a message leave, not before that time."""
        now = self._clock.now()
        return PUT(
            chat_id=chat_id,
            kind=kind,
            priority=int(priority),
            method=method,
            payload=dump(payload),
            to_user=to_user,
            not_before=now if not_before is None else not_before,
            created_at=now,
            trace=current_trace(),
        )

    async def due(
        self, now: Instant, limit: int, *, except_chats: Collection[int] = ()
    ) -> tuple[OutboxRow, ...]:
        """The first due row of each lane, the most urgent first."""
        most = limit + _LANES * len(except_chats)
        rows = await self._database.rows(_DUE, now, now, most)
        return tuple(self._row(row) for row in rows if row[1] not in except_chats)[:limit]

    async def claim(self, ids: Sequence[int]) -> None:
        """waiting -> sending, one attempt more; all of them or, with Stale, none."""
        await self._writer.put(_CLAIM(id=row) for row in ids)

    async def sent(self, row: int, message_id: int | None, now: Instant) -> None:
        await self._writer.put([_SENT(id=row, message_id=message_id, at=now)])

    async def retry(self, row: int, error: str) -> None:
        """sending -> waiting."""
        await self._end(row, "waiting", error)

    async def fail(self, row: int, error: str) -> None:
        await self._end(row, "failed", error)

    async def lose(self, row: int) -> None:
        """Its fate stays unknown, and it is not sent again."""
        await self._end(row, "unknown", "")

    async def interrupted(self) -> tuple[OutboxRow, ...]:
        """Rows that an earlier run was sending when it ended."""
        return tuple(map(self._row, await self._database.rows(_INTERRUPTED)))

    async def next_due(self, now: Instant) -> Instant | None:
        """The earliest time after `now` at which a row falls due."""
        row = await self._database.row(_NEXT_DUE, now)
        return None if row is None else row[0]

    async def count_due(self, now: Instant) -> int:
        """Rows that are due or being sent."""
        row = await self._database.row(_COUNT_DUE, now)
        assert row is not None, "a count has a row"
        return int(row[0])

    async def count_open(self) -> int:
        """Rows that wait, due or not, or are being sent."""
        row = await self._database.row(_COUNT_OPEN)
        assert row is not None, "a count has a row"
        return int(row[0])

    async def parts(self, _person: UserId) -> tuple[ExportPart, ...]:
        """Nothing: what was sent is in the person's chat."""
        return ()

    def forget(self, person: UserId, _alias: UserId) -> Change:
        """What still waits for the person is not sent any more."""
        return _FORGET(chat_id=person)

    async def prune(self, before: Instant) -> None:
        """Forget rows that ended and were made before that time: their texts are private."""
        await self._writer.put([_PRUNE(before=before)])

    async def _end(self, row: int, state: str, error: str) -> None:
        await self._writer.put([_END(id=row, state=state, error=error)])

    def _row(self, row: Row) -> OutboxRow:
        number, chat_id, kind, priority, method, payload, to_user, attempts, at, trace = row
        return OutboxRow(
            id=number,
            chat_id=chat_id,
            kind=kind,
            priority=Priority(priority),
            method=method,
            payload=load(payload, self._asset_of),
            to_user=to_user,
            attempts=attempts,
            created_at=at,
            trace=trace,
        )
