"""What adapters stand on: buckets, the circuit, exact numbers, walks and feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateways.markets.breaker import Breaker
from bot.gateways.markets.health import HealthBook, Odd, Tally
from bot.gateways.markets.rates import Buckets, Rate
from domain.gifts.market_ports import AuthExpired, Blocked
from domain.gifts.models import SourceState
from domain.shared.ids import SECOND
from domain.shared.refusals import GatewayError
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


def test_health_begins_with_the_first_call() -> None:
    clock = FakeClock()
    book = HealthBook(clock)
    clock.advance(SECOND)
    book.answered()
    assert book.read().since == MORNING + SECOND


def test_odd_rows_degrade_a_market_until_the_same_question_is_clean() -> None:
    book, odd, unheard = HealthBook(FakeClock()), Tally(), Tally()
    odd.add(Odd.PRICE_FORM)
    unheard.add(Odd.UNKNOWN_FIELDS)
    book.noted("shelf 1", odd)
    book.noted("shelf 2", unheard)
    book.noted("shelf 3", Tally())
    assert book.read().state is SourceState.DEGRADED
    assert book.read().odd == {"price-form": 1, "unknown-fields": 1}
    book.noted("shelf 1", Tally())
    assert book.read().state is SourceState.OK
    book.noted("shelf 4", odd)
    book.forget_but({"shelf 1"})
    assert book.read().state is SourceState.OK


@pytest.mark.parametrize(
    ("rows", "senseless", "state"),
    [
        (1, 1, SourceState.OK),
        (20, 10, SourceState.OK),
        (20, 11, SourceState.DEGRADED),
        (3, 3, SourceState.DEGRADED),
    ],
)
def test_a_seller_without_a_real_price_says_nothing_of_the_market_but_most_of_them_do(
    rows: int, senseless: int, state: SourceState
) -> None:
    book, tally = HealthBook(FakeClock()), Tally()
    tally.rows = rows
    for _ in range(senseless):
        tally.add(Odd.PRICE_ABSURD)
    book.noted("shelf", tally)
    assert book.read().state is state
    assert book.read().odd == {"price-absurd": senseless}
    assert bool(tally.spoiled) is (state is SourceState.DEGRADED)


def test_a_page_is_odd_until_it_is_clean_or_there_is_none() -> None:
    book, odd = HealthBook(FakeClock()), Tally()
    odd.add(Odd.ORDER)
    book.noted("shelf", odd, page=0, last=False)
    book.noted("shelf", odd, page=1)
    assert book.read().state is SourceState.DEGRADED
    book.noted("shelf", Tally(), page=1)
    assert book.read().state is SourceState.DEGRADED
    book.noted("shelf", Tally(), page=0, last=False)
    assert book.read().state is SourceState.OK
    book.noted("shelf", odd, page=1)
    # The shelf has become so small that its first page is its last.
    book.noted("shelf", Tally(), page=0)
    assert book.read().state is SourceState.OK
