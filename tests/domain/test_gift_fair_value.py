"""What a gift may fetch: comparables, levels, confidence, and "not enough data"."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gifts.models import GiftKey, Market
from domain.gifts.search import NumberKind
from domain.gifts.shown.models import Basis, FairValue
from domain.gifts.value.comparables import (
    SALES_WITHIN,
    LotShelf,
    Pool,
    Price,
    SaleShelf,
    View,
    number_class,
)
from domain.gifts.value.valuing import Level, Subject
from domain.gifts.value.valuing import estimate as estimated
from domain.shared.ids import DAY, Instant

NOW = Instant(100 * DAY)
OWN = GiftKey("plushpepe-4711")
SUBJECT = Subject(gift=OWN, number=4711, backdrop="Black")
_numbers = count(1)


def lot(
    units: int,
    *,
    gift: GiftKey | None = None,
    backdrop: str | None = "Black",
    kind: NumberKind | None = None,
    market: Market = Market.TONNEL,
    free_from: Instant | None = None,
) -> Price:
    key = gift or GiftKey(f"plushpepe-9{next(_numbers)}")
    return Price(key, kind, backdrop, market, units, None, free_from)


def sold(units: int, at: int = NOW - DAY, *, gift: GiftKey | None = None) -> Price:
    key = gift or GiftKey(f"plushpepe-8{next(_numbers)}")
    return Price(key, None, "Black", Market.TONNEL, units, Instant(at))


def pool(*lots: Price, sales: tuple[Price, ...] = ()) -> Pool:
    return Pool(LotShelf(lots), SaleShelf(sales))


def estimate(subject: Subject, there: Pool) -> FairValue | None:
    """With every market read just now."""
    return estimated(subject, there, View(now=NOW, fresh=frozenset(Market)))


@pytest.mark.parametrize("others", [0, 1, 2])
def test_too_few_comparables_are_not_enough_data(others: int) -> None:
    assert estimate(SUBJECT, pool(*(lot(100) for _ in range(others)))) is None


def test_asking_prices_count_by_the_share_that_sales_bring() -> None:
    value = estimate(SUBJECT, pool(lot(1000), lot(1010), lot(1020)))
    assert value is not None
    assert value.value.units == 1010 * 900 // 1000
    assert (value.low.units, value.high.units) == (780, 1000)
    assert (value.level, value.basis, value.realised_permille) == ("pair", Basis.ASKS, 900)
    assert [one.buyer_total.units for one in value.comparables] == [1000, 1010, 1020]


def test_the_floor_is_a_ceiling() -> None:
    value = estimate(SUBJECT, pool(lot(1000), lot(2000), lot(3000), lot(3000), lot(3000)))
    assert value is not None
    assert value.value.units == value.high.units == 1000
    assert value.confidence_permille < 800


def test_a_lot_is_never_its_own_comparable() -> None:
    """Nor any other offer of the same gift: it neither makes up the number nor the price."""
    own = [lot(1, gift=OWN), lot(99, gift=OWN, market=Market.PORTALS)]
    others = [lot(100), lot(101), lot(102)]
    assert estimate(SUBJECT, pool(*own, *others[:2])) is None
    value = estimate(SUBJECT, pool(*own, *others))
    assert value == estimate(SUBJECT, pool(*others))
    assert value is not None
    assert OWN not in {one.gift for one in value.comparables}


def test_a_gift_that_is_offered_twice_counts_once() -> None:
    other = GiftKey("plushpepe-5")
    twice = [lot(100, gift=other), lot(90, gift=other, market=Market.PORTALS)]
    assert estimate(SUBJECT, pool(*twice, lot(100))) is None
    value = estimate(SUBJECT, pool(*twice, lot(100), lot(100)))
    assert value is not None
    assert [one.buyer_total.units for one in value.comparables] == [90, 100, 100]


def test_bait_is_no_comparable() -> None:
    assert estimate(SUBJECT, pool(lot(10), lot(100), lot(100))) is None
    honest = [lot(100), lot(101), lot(102)]
    assert estimate(SUBJECT, pool(lot(10), *honest)) == estimate(SUBJECT, pool(*honest))


def test_pair_and_model_are_never_mixed() -> None:
    """Two of the pair and many of the model: an estimate by the model, by all of its lots."""
    pair = [lot(300), lot(310)]
    model = [lot(100 + n, backdrop="Pink") for n in range(10)]
    value = estimate(SUBJECT, pool(*pair, *model))
    assert value is not None
    assert value.level == Level.MODEL
    assert value.value.units == min(102 * 950 // 1000, 100)
    third = estimate(SUBJECT, pool(*pair, lot(320), *model))
    assert third is not None
    assert third.level == Level.PAIR
    assert {one.buyer_total.units for one in third.comparables} == {300, 310, 320}
    assert third.confidence_permille > value.confidence_permille


def test_numbers_are_compared_with_their_own_class() -> None:
    low = Subject(gift=OWN, number=7, backdrop="Black")
    rare = [lot(900 + n, kind=NumberKind.LOW) for n in range(3)]
    plain = [lot(100 + n) for n in range(3)]
    by_class, by_plain = estimate(low, pool(*rare, *plain)), estimate(low, pool(*plain))
    ordinary = estimate(SUBJECT, pool(*rare, *plain))
    assert by_class is not None
    assert by_plain is not None
    assert ordinary is not None
    assert (by_class.level, by_class.value.units) == ("pair-number", 901 * 9 // 10)
    assert (by_plain.level, by_plain.value) == ("pair", ordinary.value)
    assert by_plain.confidence_permille < ordinary.confidence_permille
    assert estimate(SUBJECT, pool(*rare)) is None


def test_sales_go_before_asking_prices() -> None:
    sales = tuple(sold(units) for units in (80, 90, 70))
    value = estimate(SUBJECT, pool(lot(100), lot(100), lot(100), sales=sales))
    assert value is not None
    assert (value.basis, value.value.units, value.realised_permille) == (Basis.SALES, 80, None)
    assert all(one.at is not None for one in value.comparables)
    few = estimate(SUBJECT, pool(lot(100), lot(100), lot(100), sales=sales[:2]))
    assert few is not None
    assert few.basis is Basis.ASKS


def test_nobody_pays_more_than_the_cheapest_comparable_asks() -> None:
    sales = tuple(sold(units) for units in (180, 190, 170))
    value = estimate(SUBJECT, pool(lot(100), lot(100), lot(100), sales=sales))
    assert value is not None
    assert (value.low.units, value.value.units, value.high.units) == (100, 100, 100)
    unbounded = estimate(SUBJECT, pool(lot(100), lot(100), sales=sales))
    assert unbounded is not None
    assert unbounded.value.units == 180


def test_what_is_stale_or_locked_or_long_ago_is_not_used() -> None:
    view = View(now=NOW, fresh=frozenset({Market.TONNEL}))
    assert not view.holds(lot(1, market=Market.MRKT))
    assert not view.holds(lot(2, free_from=Instant(NOW + 1)))
    assert view.holds(lot(3, free_from=NOW))
    assert not view.holds(sold(4, NOW - SALES_WITHIN))
    assert view.holds(sold(5, NOW))
    assert not view.holds(sold(6, NOW + 1))
    stale = [lot(100, market=Market.MRKT) for _ in range(5)]
    assert estimated(SUBJECT, pool(*stale, lot(100), lot(100)), view) is None


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (7, NumberKind.LOW),
        (11, NumberKind.LOW),
        (777, NumberKind.REPEATING),
        (1221, NumberKind.PALINDROME),
        (1234, None),
    ],
)
def test_a_number_has_one_class(number: int, kind: NumberKind | None) -> None:
    assert number_class(number) is kind


_LOTS = st.builds(
    lambda units, backdrop, kind: lot(units, backdrop=backdrop, kind=kind),
    st.integers(1, 10**15),
    st.sampled_from(["Black", "Pink", None]),
    st.sampled_from([None, NumberKind.LOW]),
)
_SALES = st.builds(sold, st.integers(1, 10**15))


@given(st.lists(_LOTS, max_size=25), st.lists(_SALES, max_size=8), st.sampled_from([7, 4711]))
def test_an_estimate_is_within_its_bounds(
    lots: list[Price], sales: list[Price], number: int
) -> None:
    subject = Subject(gift=OWN, number=number, backdrop="Black")
    value = estimate(subject, pool(*lots, sales=tuple(sales)))
    if value is None:
        return
    assert value.low <= value.value <= value.high
    assert len(value.comparables) >= 3
    assert 100 <= value.confidence_permille <= 950
    assert isinstance(value.value.units, int)
