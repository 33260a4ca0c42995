"""What an answer means, where a walk ends, how far a feed is read back."""

import pytest

from bot.gateways.markets.feeds import Entry, Feed, FeedPage
from bot.gateways.markets.health import Tally
from bot.gateways.markets.portals.offsets import Behind
from bot.gateways.markets.session import (
    Missing,
    Unsigned,
    fence_of,
    refusal_of,
    retry_after_s,
)
from bot.gateways.markets.transport import Reply
from bot.gateways.markets.walks import Place, place_of
from domain.gifts.market_ports import Blocked, MarketEvent, Unreadable
from domain.gifts.models import EventKind, GiftKey
from domain.shared.ids import HOUR, Instant
from domain.shared.refusals import GatewayError, GatewayRejected
from tests.fakes.clock import FakeClock


def test_a_walk_that_meets_one_page_twice_ends() -> None:
    first = place_of(None, first="on")
    second = place_of(first.onward("c1", ["a", "b"], "x"))
    assert (second.part, second.cursor, second.step) == ("on", "c1", 1)
    assert second.onward(None, ["c"], "x") is None
    with pytest.raises(Unreadable):
        second.onward("c1", ["b", "a", "a"], "x")
    with pytest.raises(Unreadable):
        second.onward(None, ["a", "b"], "x")
    assert place_of(Place(part="off", cursor="any\nthing").text).cursor == "any\nthing"
    with pytest.raises(Unreadable):
        place_of("forged")


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"{}", None),
        (401, b"{}", Unsigned),
        (403, b"{}", Unsigned),
        (404, b"{}", Missing),
        (422, b"{}", GatewayRejected),
        (500, b"{}", GatewayError),
        (302, b"", Unreadable),
    ],
)
def test_a_refusal_is_known_by_its_status(
    status: int, body: bytes, kind: type[GatewayError] | None
) -> None:
    told = refusal_of("x", Reply(status=status, headers={}, body=body))
    assert told is None if kind is None else type(told) is kind


def test_a_firewall_is_known_by_its_page_or_its_mark() -> None:
    page = {"content-type": "text/html; charset=utf-8"}
    blocked = Reply(status=503, headers=page, body=b"<!DOCTYPE html>")
    marked = Reply(status=403, headers={"cf-ray": "8f"}, body=b"{}")
    plain = Reply(status=401, headers={}, body=b'{"message":"Unauthorized"}')
    lost = Reply(status=200, headers={}, body=b"  <html>")
    assert isinstance(fence_of("x", blocked, page=False), Blocked)
    assert isinstance(fence_of("x", marked, page=False), Blocked)
    assert fence_of("x", plain, page=False) is None
    assert isinstance(fence_of("x", lost, page=False), Unreadable)
    assert fence_of("x", lost, page=True) is None


def test_a_pause_is_read_of_either_header() -> None:
    def of(headers: dict[str, str]) -> float | None:
        return retry_after_s(Reply(status=429, headers=headers, body=b""))

    assert (of({"retry-after": "7"}), of({"x-ratelimit-reset": "2"})) == (7, 2)
    assert (of({}), of({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"})) == (None, None)


def happening(at: int, ref: str) -> Entry:
    gift = GiftKey(f"plushpepe-{at}")
    event = MarketEvent(ref=ref, kind=EventKind.SOLD, at=Instant(at), own_id=ref, gift=gift)
    return Entry(ref=ref, at=Instant(at), event=event)


class FakeFeed:
    """Newest first in pages of three, by offset; a fake with memory of what happened. After each
    question of the next ones so many things happen as `meanwhile` says.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.stuck: list[bool] = []
        self.meanwhile: list[int] = []

    async def fetch(self, since: Instant | None, cursor: str | None, tally: Tally) -> FeedPage:
        del since, tally
        stuck = bool(self.stuck) and self.stuck.pop(0)
        start = 0 if cursor is None or stuck else int(cursor)
        newest = self.entries[::-1]
        page = newest[start : start + 3]
        begin = len(self.entries)
        more = self.meanwhile.pop(0) if self.meanwhile else 0
        self.entries += [happening(at, f"e{at}") for at in range(begin, begin + more)]
        return FeedPage(entries=page, next=str(start + 3) if start + 3 < len(newest) else None)


async def heard(feed: Feed, mark: str) -> tuple[list[str], str]:
    news = await feed.since(mark, Tally())
    return [event.ref for event in news.events], news.mark


async def test_a_feed_is_read_back_to_the_mark_and_no_further() -> None:
    fake = FakeFeed()
    fake.entries = [happening(at, f"e{at}") for at in range(20)]
    feed = Feed(fake.fetch, "x", FakeClock())
    mark = (await feed.since(None, Tally())).mark
    assert await heard(feed, mark) == ([], mark)
    fake.entries += [happening(at, f"e{at}") for at in range(20, 27)]
    refs, later = await heard(feed, mark)
    assert refs == [f"e{at}" for at in range(20, 27)]
    assert await heard(feed, later) == ([], later)
    # Who has not kept what was handed out comes with the mark before.
    assert (await heard(feed, mark))[0] == refs
    assert (await heard(Feed(fake.fetch, "x", FakeClock()), mark))[0] == refs


async def test_a_row_that_has_not_happened_yet_hides_nothing() -> None:
    fake, clock = FakeFeed(), FakeClock()
    fake.entries = [happening(1, "e1"), happening(clock.now() + 30 * HOUR, "z")]
    feed = Feed(fake.fetch, "x", clock)
    mark = (await feed.since(None, Tally())).mark
    fake.entries.insert(1, happening(2, "e2"))
    tally = Tally()
    news = await feed.since(mark, tally)
    assert [event.ref for event in news.events] == ["e2"]
    assert tally.left_out == {"time": 1}
    clock.advance(30 * HOUR)
    assert (await heard(feed, news.mark))[0] == ["z"]


async def test_events_of_one_time_come_once_even_in_late_rows() -> None:
    fake = FakeFeed()
    fake.entries = [happening(5, f"a{n}") for n in range(4)]
    feed = Feed(fake.fetch, "x", FakeClock())
    mark = (await feed.since(None, Tally())).mark
    fake.entries += [happening(5, f"b{n}") for n in range(3)]
    refs, mark = await heard(feed, mark)
    assert refs == ["b0", "b1", "b2"]
    fake.entries.insert(-1, happening(5, "late"))
    refs, mark = await heard(feed, mark)
    assert refs == ["late"]
    assert (await heard(feed, mark))[0] == []


async def test_pages_that_shift_while_they_are_read_lose_nothing() -> None:
    fake = FakeFeed()
    fake.entries = [happening(at, f"e{at}") for at in range(4)]
    feed = Feed(fake.fetch, "x", FakeClock())
    mark = (await feed.since(None, Tally())).mark
    fake.entries += [happening(at, f"e{at}") for at in range(4, 10)]
    # A whole page comes in after the first question, and the second shows nothing new.
    fake.meanwhile = [3, 1, 2]
    news = await feed.since(mark, Tally())
    refs = [event.ref for event in news.events]
    assert refs == [f"e{at}" for at in range(4, 10)]
    assert news.whole
    assert news.pages > 3
    assert (await heard(feed, news.mark))[0] == [f"e{at}" for at in range(10, 16)]


@pytest.mark.parametrize("each", [0, 1, 8, 16])
def test_pages_by_offset_follow_each_other_whatever_comes_in_between(each: int) -> None:
    """As Portals' partners read it; each page taken as it comes would show four rows more."""
    rows = [str(n) for n in range(200)]
    found: list[str] = []
    at, calls = Behind(), 0
    while calls < 40 and "0" not in found:
        at = Behind.of(at.text)
        ids = rows[::-1][at.start : at.start + 20]
        calls += 1
        rows += [str(len(rows) + n) for n in range(each)]
        if at.came_in(ids) is None and at.start > at.nearest.start:
            at = at.nearest
            continue
        found += ids
        at = at.onward(ids)
    assert {str(n) for n in range(200)} <= set(found)
    assert calls < 20


async def test_a_feed_that_shows_one_page_for_ever_is_unreadable() -> None:
    fake = FakeFeed()
    feed = Feed(fake.fetch, "x", FakeClock())
    mark = (await feed.since(None, Tally())).mark
    fake.entries = [happening(at, f"e{at}") for at in range(9)]
    fake.stuck = [True] * 9
    with pytest.raises(Unreadable):
        await feed.since(mark, Tally())
    # Once is enough where the next page shows that something lies between.
    fake.stuck = [False, True]
    with pytest.raises(Unreadable):
        await feed.since(mark, Tally())
    with pytest.raises(Unreadable):
        await feed.since("no mark", Tally())
