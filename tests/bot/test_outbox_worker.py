"""What leaves, in which order, and what becomes of it when something breaks."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

import bot.outbox
from bot.outbox import ATTEMPTS_MAX
from bot.ports import Sent
from bot.runtime.supervisor import Supervisor
from domain.shared.ids import HOUR, Instant
from domain.shared.outbox import Priority
from domain.shared.refusals import (
    FateUnknown,
    GatewayError,
    GatewayRejected,
    Throttled,
    Unreachable,
)
from domain.shared.trace import traced
from storage.engine import Database
from storage.writer import Writer
from tests.bot.conftest import until
from tests.bot.outbox_house import House
from tests.fakes.clock import MORNING

ALICE, BOB = 1001, 1002


@pytest.fixture
async def house(
    writer: Writer, database: Database, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    monkeypatch.setattr(bot.outbox, "PAUSE_S", 0.01)
    made = House(writer, database, supervisor)
    yield made
    await supervisor.stop_workers(deadline_s=1)
    await supervisor.stop_tasks(deadline_s=1)


async def test_rows_of_one_chat_leave_in_the_order_of_their_commits(house: House) -> None:
    house.start()
    await house.put(ALICE, "1", "2")
    await house.put(ALICE, "3", priority=Priority.ANSWER)
    await house.put(ALICE, "4")
    await house.idle()
    assert house.telegram.texts == ["1", "2", "3", "4"]
    assert await house.states() == ["sent"] * 4
    row = await house.database.row("SELECT max(message_id) FROM core_outbox")
    assert row == (4,)


async def test_chats_do_not_wait_for_each_other(house: House) -> None:
    house.telegram.slow_s = 0.05
    for chat in range(1, 9):
        await house.put(chat, "a")
    house.start()
    await house.idle()
    assert house.telegram.at_once_most == 8


async def test_the_urgent_leaves_first_among_chats(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.outbox, "AT_ONCE_MAX", 1)
    await house.put(1, "broadcast", priority=Priority.BROADCAST)
    await house.put(2, "notice", priority=Priority.NOTICE)
    await house.put(3, "receipt", priority=Priority.RECEIPT)
    await house.put(4, "answer", priority=Priority.ANSWER)
    house.start()
    await house.idle()
    assert house.telegram.texts == ["answer", "receipt", "notice", "broadcast"]


async def test_a_broadcast_never_holds_up_an_answer(house: House) -> None:
    await house.put(ALICE, "broadcast", priority=Priority.BROADCAST)
    await house.put(ALICE, "answer", priority=Priority.ANSWER)
    house.start()
    await house.idle()
    assert house.telegram.texts == ["answer", "broadcast"]


async def test_a_limit_makes_a_chat_wait_and_no_other(house: House) -> None:
    house.telegram.wait_of[ALICE] = 0.0
    await house.put(ALICE, "1", "2")
    await house.put(BOB, "b")
    house.start()
    await until(lambda: "b" in house.telegram.texts)
    await asyncio.sleep(0.1)
    assert house.telegram.texts == ["1", "b"]
    house.telegram.wait_of.clear()
    await house.idle()
    assert house.telegram.texts == ["1", "b", "2"]


async def test_what_is_meant_for_later_waits_for_the_worlds_clock(house: House) -> None:
    house.start()
    await house.put(ALICE, "later", not_before=Instant(MORNING + HOUR))
    await house.put(ALICE, "now")
    await until(lambda: house.telegram.texts == ["now"])
    await house.idle()
    house.clock.set(Instant(MORNING + HOUR), 0)
    await until(lambda: house.telegram.texts == ["now", "later"], wait_s=1)


async def test_a_row_leaves_at_once_after_its_commit(house: House) -> None:
    house.start()
    await asyncio.sleep(0.1)
    began_s = time.monotonic()
    await house.put(ALICE, "now")
    await until(lambda: house.telegram.texts)
    assert time.monotonic() - began_s < bot.outbox.LOOK_AGAIN_S / 2


async def test_the_trace_of_its_cause_follows_a_message(house: House) -> None:
    house.start()
    with traced("u77"):
        await house.put(ALICE, "now")
    await house.idle()
    assert house.telegram.traces == ["u77"]


@pytest.mark.parametrize(
    "error", [GatewayError("503"), Throttled("429", retry_after_s=0.02), FateUnknown("lost")]
)
async def test_a_temporary_failure_is_tried_again_in_order(house: House, error: Exception) -> None:
    house.telegram.fail = [error]
    await house.put(ALICE, "1", "2")
    house.start()
    await house.idle()
    assert house.telegram.texts == ["1", "2"]
    assert await house.states() == ["sent", "sent"]


async def test_a_broadcast_of_unknown_fate_is_never_sent_again(house: House) -> None:
    house.telegram.fail = [FateUnknown("lost")]
    await house.put(ALICE, "broadcast", priority=Priority.BROADCAST)
    house.start()
    await house.idle()
    assert house.telegram.texts == []
    assert await house.states() == ["unknown"]


async def test_what_a_crash_left_half_sent_is_settled_by_the_rule(house: House) -> None:
    await house.put(ALICE, "receipt", priority=Priority.RECEIPT)
    await house.put(BOB, "broadcast", priority=Priority.BROADCAST)
    await house.rows.claim([1, 2])
    await house.outbox.recover()
    house.start()
    await house.idle()
    assert house.telegram.texts == ["receipt"]
    assert await house.states() == ["sent", "unknown"]


@pytest.mark.parametrize("priority", [Priority.ANSWER, Priority.NOTICE])
async def test_a_throw_of_unknown_fate_is_never_thrown_again(
    house: House, priority: Priority
) -> None:
    house.telegram.fail = [FateUnknown("lost")]
    await house.put(ALICE, "throw", method="sendDice", priority=priority)
    house.start()
    await house.idle()
    assert house.telegram.got == []
    assert await house.states() == ["unknown"]
    assert house.heard == [("lost", 1)]


async def test_a_throw_that_was_under_way_at_a_crash_is_lost(house: House) -> None:
    await house.put(ALICE, "throw", method="sendDice")
    await house.rows.claim([1])
    await house.outbox.recover()
    house.start()
    await house.idle()
    assert house.telegram.got == []
    assert await house.states() == ["unknown"]
    assert house.heard == [("lost", 1)]


@pytest.mark.parametrize("error", [GatewayError("503"), Throttled("429", retry_after_s=0.02)])
async def test_a_throw_that_was_surely_not_made_is_made_later(
    house: House, error: Exception
) -> None:
    house.telegram.fail = [error]
    await house.put(ALICE, "throw", method="sendDice")
    house.start()
    await house.idle()
    assert await house.states() == ["sent"]
    assert house.heard == [("sent", 1)]
    assert house.sents == [Sent(message_id=1, date_s=1_796_115_600, dice=6)]


async def test_who_hears_of_an_end_hears_it_before_the_row_ends_and_again_when_they_could_not(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.away = [GatewayError("the store is away")]
    await house.put(ALICE, "hi", "again")
    house.start()
    await house.idle()
    assert house.heard == [("sent", 1), ("sent", 2)]
    house.away = [AssertionError("a bug")]
    await house.put(ALICE, "third")
    await house.idle()
    assert await house.states() == ["sent"] * 3
    assert house.heard == [("sent", 1), ("sent", 2)]
    assert "a hand of the outbox failed" in caplog.text


async def test_somebody_unreachable_is_told_of_and_their_row_ends(house: House) -> None:
    house.telegram.fail = [Unreachable("blocked")]
    await house.put(ALICE, "hi")
    house.start()
    await house.idle()
    await until(lambda: house.unreachable == [ALICE])
    assert await house.states() == ["failed"]
    assert house.heard == [("refused", 1)]


async def test_a_refused_row_ends_and_its_owner_hears_the_reason(house: House) -> None:
    house.telegram.fail = [GatewayRejected("STARS_INVOICE_INVALID")]
    await house.put(ALICE, "invoice", "next", method="sendInvoice")
    house.start()
    await house.idle()
    await until(lambda: house.rejected == [(1, "STARS_INVOICE_INVALID")])
    assert await house.states() == ["failed", "sent"]


async def test_an_edit_that_changes_nothing_is_done(house: House) -> None:
    house.telegram.fail = [GatewayRejected("editMessageText: 400 message is not modified")]
    await house.put(ALICE, "menu", method="editMessageText", payload={"message_id": 5})
    house.start()
    await house.idle()
    assert await house.states() == ["sent"]
    assert house.telegram.got == []


async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_message(house: House) -> None:
    house.telegram.fail = [GatewayRejected("editMessageText: 400 message to edit not found")]
    await house.put(ALICE, "menu", method="editMessageText", payload={"message_id": 5})
    house.start()
    await house.idle()
    method, _, payload = house.telegram.got[0]
    assert method == "sendMessage"
    assert "message_id" not in payload


async def test_a_row_that_cannot_be_put_into_words_ends_and_blocks_nobody(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.put(ALICE, "unspeakable", "next")
    house.start()
    await house.idle()
    assert house.telegram.texts == ["next"]
    assert await house.states() == ["failed", "sent"]
    assert "rendering gave no answer" in caplog.text


async def test_a_row_is_given_up_in_the_end(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.outbox, "PAUSE_S_MAX", 0.01)
    house.telegram.fail = [GatewayError("503")] * 1000
    await house.put(ALICE, "never")
    house.start()
    await house.idle()
    assert await house.states() == ["failed"]
    assert len(house.telegram.traces) == ATTEMPTS_MAX
    assert house.heard == [("refused", 1)]


async def test_a_waiting_retry_counts_as_open(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.outbox, "PAUSE_S", 30.0)
    house.telegram.fail = [GatewayError("503")]
    await house.put(ALICE, "hi")
    house.start()
    await until(lambda: not house.telegram.fail)
    await asyncio.sleep(0.05)
    assert await house.outbox.open() == 1


async def test_a_thousand_rows_leave_once_each(house: House) -> None:
    for chat in range(1, 51):
        await house.put(chat, *(str(chat * 20 + one) for one in range(20)))
    house.start()
    await house.idle()
    assert sorted(house.telegram.texts, key=lambda text: int(str(text))) == [
        str(number) for number in range(20, 1020)
    ]
