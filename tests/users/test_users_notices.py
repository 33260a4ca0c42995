"""Notices as people want them, the inbox, dialogues."""

import pytest

from domain.shared.change import Event, flatten
from domain.shared.ids import DAY
from domain.shared.outbox import Notice, Priority
from domain.shared.refusals import (
    Invalid,
)
from domain.users.events import InboxChanged
from domain.users.models import (
    NoticeSettings,
    QuietHours,
)
from domain.users.people import ProfileChange
from storage.users.notices import LETTER, letters_put
from storage.users.places import DialogueRows
from tests.payments.house import ALICE, House


def notice(text: str = "n1", priority: Priority = Priority.NOTICE) -> Notice:
    return Notice(to=ALICE, kind="users-support", text=text, priority=priority)


async def tell(home: House, *notices: Notice) -> list[str]:
    """The texts that leave now."""
    await home.wishes.load()
    await home.tools.writer.put(flatten([home.notices.tell(one) for one in notices]))
    now = home.tools.clock.now()
    rows = await home.rows(
        "SELECT payload FROM core_outbox WHERE kind = 'users-support' AND not_before <= ? "
        "ORDER BY id",
        now,
    )
    return [str(row[0]) for row in rows]


@pytest.mark.parametrize(
    ("settings", "sent"),
    [
        (NoticeSettings(), 2),
        (NoticeSettings(muted=True), 1),
        (NoticeSettings(off=frozenset({"users"})), 1),
        (NoticeSettings(off=frozenset({"users-support", "users-role"})), 1),
        (NoticeSettings(off=frozenset({"users-ban"})), 2),
        (NoticeSettings(quiet=QuietHours(since=8 * 60, until=10 * 60)), 1),
        (NoticeSettings(digest=True), 1),
    ],
)
async def test_notices_leave_as_the_person_wants(
    home: House, settings: NoticeSettings, sent: int
) -> None:
    """It is nine in the morning. Receipts leave whatever is set; the inbox has everything."""
    alice = await home.meet(ALICE)
    await home.choices.put(alice, settings)
    assert await home.choices.get(alice) == settings
    left = await tell(home, notice(), notice("n2", Priority.RECEIPT))
    assert len(left) == sent
    assert await home.texts_to(ALICE) == ["n1", "n2"]


async def test_quiet_hours_follow_the_time_zone(home: House) -> None:
    alice = await home.meet(ALICE)
    await home.people.change_profile(alice, ProfileChange(time_zone="Asia/Tokyo"))
    await home.choices.put(alice, NoticeSettings(quiet=QuietHours(since=8 * 60, until=10 * 60)))
    assert len(await tell(home, notice())) == 1


async def test_a_digest_comes_once_with_the_count(home: House) -> None:
    alice = await home.meet(ALICE)
    await home.choices.put(alice, NoticeSettings(digest=True))
    assert await tell(home, notice("a"), notice("b"), notice("c")) == []
    assert await home.inbox.send_digests() == 0
    home.tools.clock.advance(DAY)
    assert await home.inbox.send_digests() == 1
    assert await home.inbox.send_digests() == 0
    rows = await home.outbox.due(home.tools.clock.now(), 10)
    digests = [row.payload["fields"] for row in rows if row.kind == "users-digest"]
    assert digests == [{"count": 3}]


async def test_settings_that_cannot_be(home: House) -> None:
    alice = await home.meet(ALICE)
    for wrong in (
        NoticeSettings(off=frozenset({"moon-landing"})),
        NoticeSettings(off=frozenset({"payments-receipt"})),
        NoticeSettings(off=frozenset({"payments"})),
        NoticeSettings(quiet=QuietHours(since=1, until=1)),
    ):
        with pytest.raises(Invalid):
            await home.choices.put(alice, wrong)


async def test_the_inbox_is_read_up_to_a_letter(home: House) -> None:
    alice = await home.meet(ALICE)
    await tell(home, *(notice(f"n{number}") for number in range(5)))
    first = await home.inbox.letters(alice, cursor=None, limit=3)
    rest = await home.inbox.letters(alice, cursor=first.next, limit=3)
    assert [one.text for one in (*first.items, *rest.items)] == ["n4", "n3", "n2", "n1", "n0"]
    assert await home.inbox.unread(alice) == 5
    assert await home.inbox.read(alice, first.items[-1].id) == 2
    assert await home.inbox.read(alice, first.items[-1].id) == 2
    again = await home.inbox.letters(alice, cursor=None, limit=5)
    assert [one.read_at is not None for one in again.items] == [False, False, True, True, True]


async def test_a_new_letter_is_told_to_the_bus(home: House) -> None:
    await home.meet(ALICE)
    events: list[Event] = []
    home.tools.writer.after(LETTER.name, letters_put(events.append))
    await tell(home, notice("a"), notice("b"))
    assert events == [InboxChanged(ALICE)]


async def test_dialogues_survive(home: House) -> None:
    rows = DialogueRows(home.tools.database)
    await home.tools.writer.put([rows.put(1, 2, "topup:amount", "{}")])
    await home.tools.writer.put([rows.put(1, 2, None, '{"a":1}')])
    assert await rows.get(1, 2) == (None, '{"a":1}')
    await home.tools.writer.put([rows.drop(1, 2)])
    await home.tools.writer.put([rows.drop(1, 2)])
    assert await rows.get(1, 2) is None
