"""What adapters stand on: buckets, the circuit, exact numbers, walks and feeds."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateways.markets import exact, prices
from bot.gateways.markets.breaker import Breaker
from bot.gateways.markets.exact import OddRow
from bot.gateways.markets.feeds import Entry, Feed, FeedPage
from bot.gateways.markets.health import HealthBook, Odd, Tally
from bot.gateways.markets.rates import Buckets, Rate
from bot.gateways.markets.session import (
    Missing,
    Unsigned,
    fence_of,
    refusal_of,
    retry_after_s,
)
from bot.gateways.markets.transport import Reply
from bot.gateways.markets.walks import Place, place_of
from domain.gifts.market_ports import AuthExpired, Blocked, MarketEvent, Unreadable
from domain.gifts.models import EventKind, GiftKey, SourceState
from domain.shared.ids import SECOND, Instant
from domain.shared.money import TON, Money
from domain.shared.refusals import GatewayError, GatewayRejected
from tests.fakes.clock import MORNING, FakeClock


class Watch:
    """A stop watch that a test turns by hand."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


def test_a_bucket_gives_its_burst_and_then_one_after_another() -> None:
    watch = Watch()
    buckets = Buckets({"": Rate(per_s=2.0, burst=3.0)}, now_s=watch)
    assert [buckets.book() for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    watch.s += 10
    assert [buckets.book() for _ in range(4)] == [0, 0, 0, 0.5]


def test_a_path_has_a_bucket_of_its_own_beside_the_markets() -> None:
    buckets = Buckets({"": Rate(per_s=10.0, burst=10.0), "search": Rate(per_s=2.0)}, now_s=Watch())
    assert [buckets.book("search") for _ in range(3)] == [0, 0.5, 1.0]
    assert buckets.book("floors") == 0


def test_pace_widens_rate_and_burst() -> None:
    watch = Watch()
    buckets = Buckets({"": Rate(per_s=1.0, burst=2.0)}, pace=10.0, now_s=watch)
    assert [buckets.book() for _ in range(20)] == [0.0] * 20
    assert buckets.book() == pytest.approx(0.1)
    watch.s += 100
    buckets.set_pace(1.0)
    assert [buckets.book() for _ in range(3)] == [0, 0, 1]


def test_a_refusal_stops_all_calls_there_for_longer_each_time() -> None:
    watch = Watch()
    buckets = Buckets({"": Rate(per_s=1000.0, burst=1000.0)}, now_s=watch)
    assert [buckets.throttled("", None) for _ in range(3)] == [5, 10, 20]
    assert buckets.book() == 20
    buckets.answered()
    assert buckets.throttled("", 3.0) == 3
    watch.s += 20
    assert buckets.book() == 0


@given(st.lists(st.floats(0, 3), min_size=1, max_size=200), st.sampled_from([1.0, 7.0]))
def test_no_span_of_time_sees_more_calls_than_the_limit(steps: list[float], pace: float) -> None:
    """Whoever waits as told never meets a server that counts the same way."""
    watch, rate = Watch(), Rate(per_s=2.0, burst=4.0)
    buckets = Buckets({"": rate}, pace=pace, now_s=watch)
    went: list[float] = []
    for step in steps:
        watch.s += step / pace
        went.append(watch.s + buckets.book())
    for at, first in enumerate(went):
        for n, last in enumerate(went[at:], start=1):
            allowed = rate.burst * pace + (last - first) * rate.per_s * pace
            assert n <= allowed + 1e-6


def test_the_circuit_opens_after_failures_in_a_row_and_asks_once_after_a_pause() -> None:
    watch = Watch()
    breaker = Breaker(now_s=watch)
    for _ in range(4):
        breaker.failed(GatewayError("down"))
    breaker.passed()
    assert str(breaker.circuit) == "closed"
    for _ in range(5):
        breaker.failed(GatewayError("down"))
    assert str(breaker.circuit) == "open"
    with pytest.raises(GatewayError, match="left alone"):
        breaker.enter()
    watch.s += 2
    assert str(breaker.circuit) == "half_open"
    breaker.enter()
    with pytest.raises(GatewayError, match="left alone"):
        breaker.enter()
    breaker.failed(GatewayError("still down"))
    watch.s += 3.9
    assert str(breaker.circuit) == "open"
    watch.s += 0.1
    breaker.enter()
    breaker.left()
    breaker.enter()
    breaker.passed()
    assert str(breaker.circuit) == "closed"


@pytest.mark.parametrize("kind", [Blocked, AuthExpired])
def test_a_firewall_and_a_dead_key_open_the_circuit_at_once(kind: type[GatewayError]) -> None:
    watch = Watch()
    breaker = Breaker(pace=10.0, now_s=watch)
    breaker.failed(kind("no"))
    with pytest.raises(kind):
        breaker.enter()
    watch.s += 0.2
    breaker.enter()


def test_health_says_what_is_wrong_since_when() -> None:
    clock = FakeClock()
    book = HealthBook(clock)
    assert (book.read().state, book.read().since) == (SourceState.OK, MORNING)
    clock.advance(SECOND)
    book.failed(Blocked("no"))
    clock.advance(SECOND)
    book.failed(Blocked("no"))
    assert (book.read().state, book.read().since) == (SourceState.BLOCKED, MORNING + SECOND)
    book.failed(AuthExpired("no"))
    assert book.read().state is SourceState.AUTH_EXPIRED
    book.answered()
    assert (book.read().state, book.read().since) == (SourceState.OK, MORNING + 2 * SECOND)
    assert (book.read().calls, book.read().failures) == (4, 3)
    assert HealthBook(clock, off=True).read().state is SourceState.OFF


def test_health_begins_with_the_first_call() -> None:
    clock = FakeClock()
    book = HealthBook(clock)
    clock.advance(SECOND)
    book.answered()
    assert book.read().since == MORNING + SECOND


def test_odd_rows_degrade_a_market_until_the_same_question_is_clean() -> None:
    book, odd, unheard = HealthBook(FakeClock()), Tally(), Tally()
    odd.add(Odd.PRICE_ZERO)
    unheard.add(Odd.UNKNOWN_FIELDS)
    book.noted("shelf 1", odd)
    book.noted("shelf 2", unheard)
    book.noted("shelf 3", Tally())
    assert book.read().state is SourceState.DEGRADED
    assert book.read().odd == {"price-zero": 1, "unknown-fields": 1}
    book.noted("shelf 1", Tally())
    assert book.read().state is SourceState.OK
    book.noted("shelf 4", odd)
    book.forget_but({"shelf 1"})
    assert book.read().state is SourceState.OK


def test_numbers_of_json_stay_exact() -> None:
    told = exact.read_json(b'{"a": 12.9, "b": 5900000000000000001, "c": 1e-9}', "x")
    assert told == {"a": Decimal("12.9"), "b": 5_900_000_000_000_000_001, "c": Decimal("1e-9")}


@pytest.mark.parametrize(
    "broken",
    [b'{"a": 1', b"", b"<html>", b'{"a": NaN}', b"\xff", b"[" * 100_000, b"9" * 5000],
)
def test_what_is_no_json_is_unreadable(broken: bytes) -> None:
    with pytest.raises(Unreadable):
        exact.read_json(broken, "x")


@given(st.integers(1, prices.UNITS_BELOW - 1))
def test_a_price_is_read_to_the_nano_in_all_four_forms(nano: int) -> None:
    money = Money(nano, TON)
    as_number = json.loads(money.text, parse_float=Decimal)
    assert prices.units_of_number(nano, TON) == money
    assert prices.units_of_text(str(nano), TON) == money
    assert prices.whole_of_text(money.text, TON) == money
    assert prices.whole_of_number(as_number, TON) == money


@given(st.integers(1, 10**6 * 100))
def test_what_floats_of_a_market_leave_behind_changes_nothing(hundredths: int) -> None:
    """As Tonnel writes them: the shortest text of a float, or one that went through a sum."""
    money = Money(hundredths * 10**7, TON)
    for told in (repr(hundredths / 100), repr(hundredths / 100 + 0.1 - 0.1)):
        assert prices.whole_of_number(Decimal(told), TON) == money


@pytest.mark.parametrize(
    ("value", "odd"),
    [
        (0, Odd.PRICE_ZERO),
        (-5, Odd.PRICE_NEGATIVE),
        (2**60 + 1, Odd.PRICE_ABSURD),
        (2**53, Odd.PRICE_ABSURD),
        (Decimal("1e30"), Odd.PRICE_ABSURD),
        (Decimal("1e999999"), Odd.PRICE_ABSURD),
        (Decimal("12.5"), Odd.PRICE_FORM),
        (" 129 TON", Odd.PRICE_FORM),
        ("129", Odd.PRICE_FORM),
        ("free", Odd.PRICE_FORM),
        (True, Odd.PRICE_FORM),
        (None, Odd.PRICE_FORM),
        ([129], Odd.PRICE_FORM),
    ],
)
def test_an_odd_price_in_nano_is_left_out_by_its_reason(value: object, odd: Odd) -> None:
    with pytest.raises(OddRow) as refused:
        prices.units_of_number(value, TON)
    assert refused.value.odd is odd


@pytest.mark.parametrize(
    ("value", "odd"),
    [
        ("0", Odd.PRICE_ZERO),
        ("0.0000000001", Odd.PRICE_FORM),
        ("-5", Odd.PRICE_NEGATIVE),
        ("9007199.254740992", Odd.PRICE_ABSURD),
        ("1.0000000015", Odd.PRICE_FORM),
        (" 12.9 TON", Odd.PRICE_FORM),
        ("1e3", Odd.PRICE_FORM),
        ("12,9", Odd.PRICE_FORM),
        ("١٢", Odd.PRICE_FORM),
        (12, Odd.PRICE_FORM),
        (0, Odd.PRICE_ZERO),
        (-5, Odd.PRICE_NEGATIVE),
    ],
)
def test_an_odd_price_in_text_is_left_out_by_its_reason(value: object, odd: Odd) -> None:
    with pytest.raises(OddRow) as refused:
        prices.whole_of_text(value, TON)
    assert refused.value.odd is odd


@pytest.mark.parametrize(
    ("told", "instant"),
    [
        ("2026-12-01T09:00:00.000Z", MORNING),
        ("2026-12-01T12:00:00+03:00", MORNING),
        (1_796_115_600, MORNING),
        (1_796_115_600_000, MORNING),
    ],
)
def test_times_are_read_in_every_form(told: object, instant: int) -> None:
    assert exact.moment(told) == instant


@pytest.mark.parametrize("told", ["yesterday", "2026-12-01", "2026-12-01T09:00:00", 0, -1, 2**70])
def test_what_is_no_time_is_odd(told: object) -> None:
    with pytest.raises(OddRow):
        exact.moment(told)


def test_rarity_is_read_in_percent_and_per_mille() -> None:
    assert exact.permille(15) == 15
    assert exact.permille("1.5", per=10) == 15
    assert exact.permille("0.01", per=10) == 1
    assert [exact.permille(odd) for odd in (None, 0, -1, 1001, "rare", True)] == [None] * 6


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
    """Newest first in pages of three; a fake with memory of what happened."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.stuck = False

    async def fetch(self, since: Instant | None, cursor: str | None, tally: Tally) -> FeedPage:
        del since, tally
        start = 0 if cursor is None or self.stuck else int(cursor)
        newest = self.entries[::-1]
        page = newest[start : start + 3]
        return FeedPage(entries=page, next=str(start + 3) if start + 3 < len(newest) else None)


async def heard(feed: Feed, mark: str) -> tuple[list[str], str]:
    news = await feed.since(mark, Tally())
    return [event.ref for event in news.events], news.mark


async def test_a_feed_is_read_back_to_the_mark_and_no_further() -> None:
    fake = FakeFeed()
    fake.entries = [happening(at, f"e{at}") for at in range(20)]
    feed = Feed(fake.fetch, "x")
    mark = (await feed.since(None, Tally())).mark
    assert await heard(feed, mark) == ([], mark)
    fake.entries += [happening(at, f"e{at}") for at in range(20, 27)]
    refs, later = await heard(feed, mark)
    assert refs == [f"e{at}" for at in range(20, 27)]
    assert await heard(feed, later) == ([], later)
    # Who has not kept what was handed out comes with the mark before.
    assert (await heard(feed, mark))[0] == refs
    assert (await heard(Feed(fake.fetch, "x"), mark))[0] == refs


async def test_events_of_one_time_come_once_even_in_late_rows() -> None:
    fake = FakeFeed()
    fake.entries = [happening(5, f"a{n}") for n in range(4)]
    feed = Feed(fake.fetch, "x")
    mark = (await feed.since(None, Tally())).mark
    fake.entries += [happening(5, f"b{n}") for n in range(3)]
    refs, mark = await heard(feed, mark)
    assert refs == ["b0", "b1", "b2"]
    fake.entries.insert(-1, happening(5, "late"))
    refs, mark = await heard(feed, mark)
    assert refs == ["late"]
    assert (await heard(feed, mark))[0] == []


async def test_a_feed_that_shows_one_page_for_ever_is_unreadable() -> None:
    fake = FakeFeed()
    feed = Feed(fake.fetch, "x")
    mark = (await feed.since(None, Tally())).mark
    fake.entries = [happening(at, f"e{at}") for at in range(9)]
    fake.stuck = True
    with pytest.raises(Unreadable):
        await feed.since(mark, Tally())
    with pytest.raises(Unreadable):
        await feed.since("no mark", Tally())
