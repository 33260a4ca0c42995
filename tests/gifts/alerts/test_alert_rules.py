"""Rules of alerts as tables: what is an occasion, what is odd, what may be told; and matching held
to the search index and to plain counting.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.gifts.alerts.match import RuleBook, fits
from domain.gifts.alerts.models import Mark, PricePoint, Rule, RuleKind, Told
from domain.gifts.alerts.rules import is_cut, marks_of, may_tell, moved, occasion_of, value_limit
from domain.gifts.models import Listing, Market
from domain.gifts.saved.query import params_of, query_of
from domain.gifts.search import Include, NumberKind, Query, SaleKind
from domain.shared.ids import HOUR, MINUTE, SECOND, Instant, UserId
from domain.shared.refusals import Invalid
from storage.gifts.alerts.words import IndexWords
from storage.gifts.index import GiftIndex
from tests.fakes.clock import MORNING
from tests.gifts.alerts.lots import NANO, TITLES, index_row, lot

ALICE = UserId(1001)


def rule(kind: RuleKind = RuleKind.UNDER, *, number: int = 1, **query: object) -> Rule:
    return Rule(
        id=f"rule{number:05d}",
        person=ALICE,
        kind=kind,
        query=Query(**query),  # type: ignore[arg-type]  # as the test names them
        created_at=MORNING,
        changed_at=MORNING,
    )


def trail(*points: tuple[int, float, bool]) -> tuple[PricePoint, ...]:
    """(seconds after the morning, TON, whether it was put up), newest first."""
    return tuple(
        PricePoint(
            ref=f"e{at}:{ton}",
            at=Instant(MORNING + at * SECOND),
            listed=listed,
            units=round(ton * NANO),
        )
        for at, ton, listed in points
    )


UNDER = rule(price_max=50 * NANO)
LISTED = rule(RuleKind.LISTED, collection=("plushpepe",))


@pytest.mark.parametrize(
    ("one", "points", "told"),
    [
        (UNDER, [(0, 40, True)], True),
        (UNDER, [(60, 40, False), (0, 60, True)], True),
        (UNDER, [(60, 40, False), (0, 45, True)], True),
        (UNDER, [(60, 44.9, False), (0, 45, True)], False),
        (UNDER, [(60, 46, False), (0, 45, True)], False),
        (UNDER, [(60, 40, True), (0, 40, True)], False),
        (UNDER, [(60, 35, True), (0, 40, True)], True),
        (UNDER, [(60, 49.9, False), (0, 50.1, True)], True),
        (LISTED, [(0, 40, True)], True),
        (LISTED, [(60, 30, False), (0, 40, True)], False),
        (LISTED, [(60, 40, True), (0, 41, True)], False),
    ],
)
def test_occasions(one: Rule, points: list[tuple[int, float, bool]], *, told: bool) -> None:
    seen = lot(1, points[0][1], MORNING)
    now = Instant(MORNING + points[0][0] * SECOND)
    assert (occasion_of(one, seen, trail(*points), now) is not None) is told


def test_what_was_there_before_the_rule_is_no_occasion() -> None:
    seen = lot(1, 40, Instant(MORNING - 1))
    assert occasion_of(UNDER, seen, trail((-1, 40, True)), MORNING) is None


def test_what_stood_in_the_instant_of_the_rule_is_none_after_a_start() -> None:
    """Where the clock stands, as in a world that is set by hand."""
    seen = lot(1, 40, MORNING)
    assert occasion_of(UNDER, seen, [], MORNING, stood=True) is None
    assert occasion_of(UNDER, seen, [], MORNING) is not None, "we were told of it since"
    later = lot(1, 40, Instant(MORNING + 1))
    assert occasion_of(UNDER, later, [], MORNING, stood=True) is not None


def test_the_first_listing_after_two_days_is_news_again() -> None:
    day = 24 * 3600
    points = trail((2 * day, 40, True), (0, 40, True))
    now = Instant(MORNING + 2 * day * SECOND)
    assert occasion_of(UNDER, lot(1, 40, MORNING), points, now) is not None


@pytest.mark.parametrize(
    ("points", "marks"),
    [
        ([(0, 100, True)], set()),
        ([(600, 41, False), (0, 100, True)], set()),
        ([(600, 40, False), (0, 100, True)], set()),
        ([(600, 39, False), (0, 100, True)], {Mark.STEP}),
        ([(600, 99.5, False), (0, 100, True)], set()),
        ([(60, 80, False), (0, 90, False), (-600, 100, True)], {Mark.BURST}),
        ([(61, 80, False), (0, 90, False), (-600, 100, True)], set()),
        ([(3600, 70, False), (1800, 80, False), (0, 90, False), (-9, 100, True)], {Mark.LADDER}),
        ([(3600, 85, False), (1800, 80, False), (0, 90, False), (-9, 100, True)], set()),
    ],
)
def test_marks(points: list[tuple[int, float, bool]], marks: set[Mark]) -> None:
    assert marks_of(trail(*points)) == marks


@pytest.mark.parametrize(
    ("told", "units", "marks", "after", "may"),
    [
        (None, 40, set(), 0, True),
        (40, 40, set(), 59 * MINUTE, False),
        (40, 40, set(), 60 * MINUTE, True),
        (40, 39.7, set(), MINUTE, False),
        (40, 39.6, set(), MINUTE, True),
        (40, 30, {Mark.LADDER}, MINUTE, False),
        (40, 30, {Mark.STEP}, MINUTE, True),
        (40, 41, set(), MINUTE, False),
    ],
)
def test_the_cool_down(
    told: float | None, units: float, marks: set[Mark], after: int, *, may: bool
) -> None:
    before = None
    if told is not None:
        before = Told(person=ALICE, subject="gift:x", units=round(told * NANO), at=MORNING)
    now = Instant(MORNING + after)
    assert may_tell(before, round(units * NANO), frozenset(marks), now) is may


def test_floors_move_by_their_share_and_values_are_held_to_whole_nano() -> None:
    assert moved(100, 110, 1_000)
    assert moved(100, 90, 1_000)
    assert not moved(100, 91, 1_000)
    assert not moved(100, 100, 1)
    assert value_limit(999_999_999, 2_000) == 799_999_999
    assert not is_cut(100, 100)


listings = st.builds(
    lot,
    st.integers(1, 130),
    st.sampled_from([1.0, 10.0, 12.5, 50.0]),
    st.just(MORNING),
    collection=st.sampled_from(sorted(TITLES)),
    market=st.sampled_from(list(Market)),
    model=st.sampled_from(["Zebra", "Gold", "Steel Frog"]),
    backdrop=st.sampled_from(["Black", "Ruby"]),
    kind=st.sampled_from(list(SaleKind)),
    locked_until=st.sampled_from([None, Instant(MORNING + HOUR)]),
)
queries = st.builds(
    Query,
    q=st.sampled_from(["", "plush", "plsh pepe", "плюш", "zebra 11", "bear black", "nothing"]),
    collection=st.lists(st.sampled_from(sorted(TITLES)), max_size=2, unique=True).map(tuple),
    model=st.lists(st.sampled_from(["Zebra", "Gold"]), max_size=2, unique=True).map(tuple),
    backdrop=st.lists(st.sampled_from(["Black", "Ruby"]), max_size=1).map(tuple),
    market=st.lists(st.sampled_from(["portals", "tonnel"]), max_size=2, unique=True).map(tuple),
    onchain=st.sampled_from([(), (False,), (True,), (True, False)]),
    number_min=st.none() | st.integers(0, 120),
    number_max=st.none() | st.integers(0, 120),
    number_kind=st.lists(st.sampled_from(list(NumberKind)), max_size=2, unique=True).map(tuple),
    price_min=st.none() | st.sampled_from([0, 10 * NANO]),
    price_max=st.none() | st.sampled_from([11 * NANO, 50 * NANO, 60 * NANO]),
    include=st.lists(st.sampled_from(list(Include)), max_size=3, unique=True).map(tuple),
)


@settings(max_examples=30, deadline=None)
@given(
    stock=st.lists(listings, max_size=12, unique_by=lambda one: one.id),
    wanted=st.lists(queries, min_size=1, max_size=6),
)
def test_rules_match_what_the_index_finds(stock: list[Listing], wanted: Sequence[Query]) -> None:
    index = GiftIndex(TITLES)
    for one in stock:
        index.put(index_row(one), now=MORNING)
    words = IndexWords(index)
    book = RuleBook(
        replace(rule(RuleKind.LISTED, number=number), query=query)
        for number, query in enumerate(wanted)
    )
    for number, query in enumerate(wanted):
        found = set(index.search(replace(query, limit=100), now=MORNING).ids)
        assert {one.id for one in stock if fits(query, one, MORNING, words)} == found
        for one in stock:
            held = {r.id for r in book.of_lot(one) if fits(r.query, one, MORNING, words)}
            assert (f"rule{number:05d}" in held) == (one.id in found)


@settings(max_examples=40, deadline=None)
@given(wanted=queries)
def test_a_search_is_the_same_after_it_was_kept(wanted: Query) -> None:
    typed = replace(wanted, q=" ".join(wanted.q.split()))
    if _upside_down(typed):
        with pytest.raises(Invalid):
            query_of(params_of(typed))
    else:
        assert query_of(params_of(typed)) == typed


def _upside_down(query: Query) -> bool:
    pairs = [(query.number_min, query.number_max), (query.price_min, query.price_max)]
    return any(low is not None and high is not None and low > high for low, high in pairs)


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"price_max": ("-1",)}, "price_max"),
        ({"price_max": ("1", "2")}, "price_max"),
        ({"price_max": ("1e3",)}, "price_max"),
        ({"number_min": ("٣",)}, "number_min"),
        ({"onchain": ("maybe",)}, "onchain"),
        ({"include": ("all",)}, "include"),
        ({"colour": ("red",)}, "colour"),
        ({"model": tuple(map(str, range(51)))}, "model"),
        ({"q": ("a\x00b",)}, "q"),
        ({"price_min": ("5",), "price_max": ("4",)}, "price_max"),
    ],
)
def test_parameters_that_make_no_sense(params: dict[str, tuple[str, ...]], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        query_of(params)
    assert refused.value.fields == {"field": field}


def test_ten_thousand_rules_cost_little_per_change() -> None:
    """A lot looks only at rules of its collection and model whose limit is not below its price."""
    book = RuleBook()
    for number in range(10_000):
        collection = f"c{number % 100}"
        model = ("Zebra",) if number % 3 else ()
        query = Query(collection=(collection,), model=model, price_max=(number + 1) * NANO)
        book.put(replace(rule(number=number), query=query))
    assert len(book) == 10_000
    one = lot(1, 9_950, MORNING)
    one = replace(one, lot=replace(one.lot, collection="c7"))  # type: ignore[arg-type]  # a key
    book.looked = 0
    found = book.of_lot(one)
    assert book.looked == len(found) <= 1
    cheap = replace(one, buyer_total=replace(one.buyer_total, units=NANO))
    book.looked = 0
    assert len(book.of_lot(cheap)) == book.looked == 100
    book.drop("rule00007")
    assert len(book.of_lot(cheap)) == 99
