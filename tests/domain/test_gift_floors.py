"""Floors, depth, wash-trade hints and odd prices: the pure rules, as tables."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gifts.models import Market
from domain.gifts.search import SaleKind
from domain.gifts.value.depth import honest, realised_permille, rungs
from domain.gifts.value.floors import Floor, counts, floor_of, median
from domain.gifts.value.spans import EVER, USED_FOR, Read, Span, series
from domain.gifts.value.wash import wash_sales
from domain.shared.ids import DAY, HOUR, Instant
from domain.shared.money import TON, Asset, Money
from tests.gifts.lots import listing, sale

USDT = Asset("jetton:0:usdt", scale=6, edge_scale=6)


@pytest.mark.parametrize(
    ("totals", "floor", "robust"),
    [
        ([], None, None),
        ([30], 30, None),
        ([30, 20], 20, None),
        ([30, 20, 10], 10, 20),
        ([40, 10, 30, 20], 10, 25),
        ([50, 10, 40, 20, 30], 10, 30),
        ([50, 10, 40, 20, 30, 5, 900], 5, 20),
        ([11, 10, 10, 12], 10, 10),
    ],
)
def test_floor_and_robust_floor(totals: list[int], floor: int | None, robust: int | None) -> None:
    assert floor_of(totals) == Floor(
        floor=Money(floor, TON) if floor is not None else None,
        robust=Money(robust, TON) if robust is not None else None,
        depth=len(totals),
    )


def test_one_bait_lot_at_a_tenth_of_the_floor_does_not_move_the_robust_floor() -> None:
    lots = [100, 100, 100, 101, 105, 130, 400]
    before, after = floor_of(lots), floor_of([*lots, 10])
    assert after.floor == Money(10, TON)
    assert before.robust == after.robust == Money(100, TON)


@given(st.lists(st.integers(100, 10**15), min_size=4, max_size=40))
def test_a_bait_lot_leaves_the_robust_floor_among_the_honest_lots(totals: list[int]) -> None:
    """Whatever the prices: it moves by one place at most, and never towards the bait."""
    bait = min(totals) // 10
    robust = floor_of([*totals, bait]).robust
    assert robust is not None
    nearest = sorted(totals)
    assert nearest[0] <= robust.units <= nearest[2]
    unmoved = floor_of(totals).robust
    assert unmoved is not None
    assert robust <= unmoved


@given(st.lists(st.integers(0, 2**61), min_size=1, max_size=9))
def test_the_median_lies_in_the_middle(values: list[int]) -> None:
    middle = median(sorted(values))
    assert isinstance(middle, int)
    assert sum(value < middle for value in values) <= len(values) / 2
    assert sum(value > middle for value in values) <= len(values) / 2


def test_only_the_default_search_counts() -> None:
    now = Instant(1_000)
    assert counts(listing(1, 5), now)
    assert counts(listing(1, 5, locked_until=1_000), now)
    assert not counts(listing(1, 5, locked_until=1_001), now)
    assert not counts(listing(1, 5, kind=SaleKind.AUCTION), now)
    assert not counts(listing(1, 5, asset=USDT), now)


@pytest.mark.parametrize(
    ("others", "rate"),
    [(0, None), (1, 610), (2, 900), (3, 900), (4, 950), (9, 950), (500, 950)],
)
def test_sales_bring_the_measured_share_of_the_floor(others: int, rate: int | None) -> None:
    assert realised_permille(others) == rate


def test_bait_is_told_from_a_bargain() -> None:
    assert list(honest([10, 100, 101, 102])) == [100, 101, 102]
    assert list(honest([60, 100, 101, 102])) == [60, 100, 101, 102]
    assert list(honest([10, 10, 100, 101, 102])) == [100, 101, 102]
    assert list(honest([])) == []


def test_rungs_say_what_lies_near_the_floor() -> None:
    found = {
        rung.percent: (rung.lots, rung.total.units) for rung in rungs([1, 100, 104, 124, 300])
    }
    assert found == {5: (2, 204), 10: (2, 204), 25: (3, 328), 50: (3, 328), 100: (3, 328)}
    assert rungs([]) == ()


def test_ping_pong_between_two_owners_is_marked_both_ways() -> None:
    there = sale(1, 10, at=HOUR, giver="ann", taker="ben")
    back = sale(1, 12, at=2 * HOUR, giver="ben", taker="ann")
    again = sale(1, 14, at=3 * HOUR, giver="ann", taker="ben")
    other = sale(2, 9, at=3 * HOUR, giver="ben", taker="ann")
    assert wash_sales([again, other, there, back]) == {there.id, back.id, again.id}


def test_circles_are_marked_whole_and_chains_are_not() -> None:
    circle = [
        sale(1, 10, at=n * HOUR, giver=giver, taker=taker)
        for n, (giver, taker) in enumerate(pairwise([*"abcda"]))
    ]
    chain = [
        sale(2, 10, at=n * HOUR, giver=giver, taker=taker)
        for n, (giver, taker) in enumerate(pairwise([*"abcde"]))
    ]
    assert wash_sales([*circle, *chain]) == {one.id for one in circle}


def test_what_comes_back_after_months_or_from_nobody_is_no_wash() -> None:
    there = sale(1, 10, at=0, giver="ann", taker="ben")
    late = sale(1, 12, at=31 * DAY, giver="ben", taker="ann")
    unknown = [sale(3, 5, at=n, giver=None, taker=None) for n in range(3)]
    assert wash_sales([there, late, *unknown]) == frozenset()
    marked = sale(4, 5, at=0, wash=True)
    assert wash_sales([marked]) == {marked.id}
    to_oneself = sale(5, 5, at=0, giver="ann", taker="ann")
    assert wash_sales([to_oneself]) == {to_oneself.id}


def _read(since: int, until: int, market: Market = Market.TONNEL) -> Read:
    return Read(market=market, since=Instant(since), until=Instant(until))


def test_the_floor_at_an_instant_is_that_of_what_stood_then() -> None:
    spans = [
        Span(Market.TONNEL, 100, Instant(10), Instant(20)),
        Span(Market.TONNEL, 90, Instant(20)),
        Span(Market.PORTALS, 95, Instant(15), Instant(30)),
    ]
    reads = [_read(10, 100), _read(0, 100, Market.PORTALS)]
    points = series(spans, reads, [Instant(at) for at in (5, 10, 15, 19, 20, 30)])
    seen = [
        (point.at, point.floor.floor.units if point.floor.floor else None, point.floor.depth)
        for point in points
        if point.floor is not None
    ]
    assert seen == [(5, None, 0), (10, 100, 1), (15, 95, 2), (19, 95, 2), (20, 90, 2), (30, 90, 1)]


def test_nothing_known_is_a_gap_and_no_empty_shelf() -> None:
    reads = [_read(HOUR, 2 * HOUR), _read(5 * HOUR, 6 * HOUR)]
    spans = [Span(Market.TONNEL, 7, Instant(HOUR))]
    instants = (0, HOUR, 2 * HOUR + USED_FOR, 2 * HOUR + USED_FOR + 1, 5 * HOUR, 6 * HOUR)
    points = series(spans, reads, [Instant(at) for at in instants])
    assert [point.floor is not None for point in points] == [False, True, True, False, True, True]


def test_a_market_that_is_away_leaves_the_floor_to_the_others() -> None:
    spans = [Span(Market.TONNEL, 5, Instant(0)), Span(Market.PORTALS, 9, Instant(0))]
    reads = [_read(0, HOUR), _read(0, 9 * HOUR, Market.PORTALS)]
    early, late = series(spans, reads, [Instant(HOUR), Instant(3 * HOUR)])
    assert early.floor == Floor(floor=Money(5, TON), robust=None, depth=2)
    assert late.floor == Floor(floor=Money(9, TON), robust=None, depth=1)


_SPANS = st.builds(
    lambda market, units, since, length: Span(
        market, units, Instant(since), Instant(since + length) if length else EVER
    ),
    st.sampled_from([Market.TONNEL, Market.PORTALS]),
    st.integers(1, 50),
    st.integers(0, 60),
    st.integers(0, 30),
)


@given(st.lists(_SPANS, max_size=30), st.lists(st.integers(0, 100), max_size=20))
def test_one_sweep_equals_a_look_at_everything_each_time(
    spans: list[Span], instants: list[int]
) -> None:
    ordered = [Instant(at) for at in sorted(instants)]
    reads = [_read(0, 100), _read(0, 100, Market.PORTALS)]
    plainly = [
        floor_of([span.units for span in spans if span.since <= at < span.until]) for at in ordered
    ]
    assert [point.floor for point in series(spans, reads, ordered)] == plainly
