"""The outbox: rows in order, lanes, and the states of a row."""

import pytest

from domain.shared.ids import MINUTE, Instant, UserId
from domain.shared.money import TON, Money, stars
from domain.shared.outbox import Notice, Priority
from domain.shared.refusals import Stale
from domain.shared.trace import traced
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.outbox import OutboxStore
from storage.writer import Writer
from tests.fakes.clock import FakeClock

BROADCAST = Priority.BROADCAST


@pytest.fixture
def outbox(
    writer: Writer, database: SqliteDatabase | PostgresDatabase, clock: FakeClock
) -> OutboxStore:
    return OutboxStore(writer, database, clock)


async def put(
    outbox: OutboxStore,
    chat: int,
    *,
    priority: Priority = Priority.NOTICE,
    not_before: Instant | None = None,
) -> None:
    change = outbox.put(
        chat, "sendMessage", {"text": "hi"}, kind="test", priority=priority, not_before=not_before
    )
    await outbox._writer.put([change])


async def due(outbox: OutboxStore, clock: FakeClock, *, but: set[int] | None = None) -> list[int]:
    rows = await outbox.due(clock.now(), 10, except_chats=but or set())
    return [row.id for row in rows]


async def test_a_notice_keeps_its_fields(
    outbox: OutboxStore, writer: Writer, clock: FakeClock
) -> None:
    notice = Notice(
        to=UserId(5),
        kind="topup-receipt",
        text="notice-topup",
        fields={"value": stars(50), "deep": {"list": [Money(1, TON)]}, "n": 3},
        buttons=(("button-wallet", "wallet:"),),
        priority=Priority.RECEIPT,
    )
    with traced("u17"):
        change = outbox.tell(notice)
    await writer.put([change])
    (row,) = await outbox.due(clock.now(), 10)
    assert (row.chat_id, row.to_user, row.method, row.kind) == (5, 5, "notice", "topup-receipt")
    assert (row.priority, row.trace, row.attempts) == (Priority.RECEIPT, "u17", 0)
    assert row.payload == {
        "text": "notice-topup",
        "fields": {"value": stars(50), "deep": {"list": [Money(1, TON)]}, "n": 3},
        "buttons": [["button-wallet", "wallet:"]],
    }


async def test_a_chat_gets_its_rows_one_after_the_other(
    outbox: OutboxStore, clock: FakeClock
) -> None:
    for chat in (1, 1, 2):
        await put(outbox, chat)
    first, second = await due(outbox, clock)
    await outbox.claim([first])
    assert await due(outbox, clock) == [second]
    await outbox.sent(first, 77, clock.now())
    assert await due(outbox, clock) == [first + 1, second]
    assert await due(outbox, clock, but={1}) == [second]


async def test_the_urgent_leave_first(outbox: OutboxStore, clock: FakeClock) -> None:
    await put(outbox, 1)
    await put(outbox, 2, priority=Priority.ANSWER)
    rows = await outbox.due(clock.now(), 10)
    assert [row.chat_id for row in rows] == [2, 1]


async def test_broadcasts_have_a_lane_of_their_own(outbox: OutboxStore, clock: FakeClock) -> None:
    await put(outbox, 1, priority=BROADCAST)
    await put(outbox, 1)
    rows = await outbox.due(clock.now(), 10)
    assert [row.priority for row in rows] == [Priority.NOTICE, BROADCAST]


async def test_a_later_row_holds_up_nobody(outbox: OutboxStore, clock: FakeClock) -> None:
    later = Instant(clock.now() + MINUTE)
    await put(outbox, 1, not_before=later)
    await put(outbox, 1)
    assert len(await due(outbox, clock)) == 1
    assert await outbox.next_due(clock.now()) == later
    assert await outbox.count_due(clock.now()) == 1
    assert await outbox.count_open() == 2
    clock.advance(MINUTE)
    assert len(await due(outbox, clock)) == 1
    assert await outbox.next_due(clock.now()) is None


async def test_a_row_is_claimed_once(outbox: OutboxStore, clock: FakeClock) -> None:
    await put(outbox, 1)
    (row,) = await due(outbox, clock)
    await outbox.claim([row])
    with pytest.raises(Stale):
        await outbox.claim([row])


async def test_the_ends_of_a_row(
    outbox: OutboxStore, clock: FakeClock, database: SqliteDatabase | PostgresDatabase
) -> None:
    for chat in range(4):
        await put(outbox, chat)
    sent, failed, lost, again = await due(outbox, clock)
    await outbox.claim([sent, failed, lost, again])
    assert len(await outbox.interrupted()) == 4
    await outbox.sent(sent, 77, clock.now())
    await outbox.fail(failed, "blocked")
    await outbox.lose(lost)
    await outbox.retry(again, "timeout")
    rows = await database.rows(
        "SELECT state, message_id, attempts, error FROM core_outbox ORDER BY id"
    )
    assert rows == [
        ("sent", 77, 1, ""),
        ("failed", None, 1, "blocked"),
        ("unknown", None, 1, ""),
        ("waiting", None, 1, "timeout"),
    ]
    assert await outbox.interrupted() == ()
    assert await due(outbox, clock) == [again]
    with pytest.raises(Stale):
        await outbox.sent(sent, 78, clock.now())


async def test_the_worker_is_nudged_after_the_commit(outbox: OutboxStore) -> None:
    nudged: list[int] = []
    outbox.on_put(lambda: nudged.append(1))
    await put(outbox, 1)
    assert nudged == [1]


async def test_what_ended_long_ago_is_forgotten_and_what_waits_stays(
    outbox: OutboxStore, database: SqliteDatabase | PostgresDatabase, clock: FakeClock
) -> None:
    await put(outbox, 5)
    await put(outbox, 6)
    (first, _) = await due(outbox, clock)
    await outbox.claim([first])
    await outbox.sent(first, 77, clock.now())
    await outbox.prune(clock.now())
    assert len(await database.rows("SELECT id FROM core_outbox")) == 2
    clock.advance(1)
    await outbox.prune(clock.now())
    rows = await database.rows("SELECT chat_id, state FROM core_outbox")
    assert rows == [(6, "waiting")]
    await outbox.prune(clock.now())
