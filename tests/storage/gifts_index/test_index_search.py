"""The index beside a plain count over all lots, whatever they are and whatever is asked."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.gifts.search import (
    Include,
    NumberKind,
    Page,
    Query,
    SaleKind,
    Search,
    Sort,
    Trait,
    number_kinds,
)
from domain.shared.ids import Instant
from domain.shared.refusals import Invalid
from storage.gifts import index_pages
from storage.gifts.index import GiftIndex
from storage.gifts.index_rows import Lot
from tests.storage.gifts_index.lots import (
    INSTANTS,
    PRICES,
    count_facets,
    ids,
    lot,
    lots,
    matches,
    queries,
    sort_key,
)

NOW = Instant(20)
LENIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def equal_to_a_count(index: GiftIndex, those: dict[str, Lot], query: Query, now: Instant) -> Page:
    page = index.search(query, now=now)
    found = sorted(
        (one for one in those.values() if matches(one, query, now)), key=sort_key(query.sort)
    )
    assert page.total == len(found)
    assert page.ids == tuple(one.id for one in found[: query.limit])
    assert (page.next is None) == (len(found) <= query.limit)
    facets = {facet.trait: list(facet) for facet in page.facets}
    assert facets == count_facets(those.values(), query, now)
    return page


def walk(index: GiftIndex, query: Query, between: Callable[[], None] = lambda: None) -> list[str]:
    met: list[str] = []
    cursor = None
    while True:
        page = index.search(replace(query, cursor=cursor), now=NOW)
        met += page.ids
        cursor = page.next
        if cursor is None:
            return met
        assert len(met) <= len(index) + 1_000, "a walk ends"
        between()


@LENIENT
@given(
    start=st.lists(lots(ids()), unique_by=lambda one: one.id),
    steps=st.lists(
        st.one_of(
            lots(ids()),
            st.tuples(ids(), st.sampled_from(PRICES)),
            ids(),
            queries(),
            st.sampled_from(INSTANTS),
        ),
        max_size=30,
    ),
    last=queries(),
)
def test_every_answer_equals_a_plain_count_while_lots_come_change_and_go(
    start: list[Lot], steps: list[Lot | tuple[str, int] | str | Query | int], last: Query
) -> None:
    now = Instant(0)
    index = GiftIndex.build(start, now=now)
    known = {one.id: one for one in start}
    for step in [*steps, last]:
        match step:
            case Lot():
                index.put(step, now=now)
                known[step.id] = step
            case (lot_id, price):
                assert index.reprice(lot_id, price) == (lot_id in known)
                if lot_id in known:
                    known[lot_id] = known[lot_id]._replace(buyer_total=price)
            case str():
                assert index.remove(step) == (known.pop(step, None) is not None)
            case Query():
                equal_to_a_count(index, known, step, now)
            case int():
                now = Instant(max(now, step))
        assert len(index) == len(known)


@LENIENT
@given(
    start=st.lists(lots(st.uuids().map(str)), max_size=60, unique_by=lambda one: one.id),
    query=queries(),
    changes=st.data(),
)
def test_a_walk_meets_each_lot_that_stays_exactly_once(
    start: list[Lot], query: Query, changes: st.DataObject
) -> None:
    index = GiftIndex.build(start, now=NOW)
    moved: set[str] = set()

    def change() -> None:
        if start:
            one = changes.draw(st.sampled_from(start))
            moved.add(one.id)
            index.remove(one.id)
        new = changes.draw(lots(st.uuids().map(str)))
        moved.add(new.id)
        index.put(new, now=NOW)

    met = walk(index, query, change)
    stayed = [one for one in start if one.id not in moved and matches(one, query, NOW)]
    assert [one for one in met if one not in moved] == [
        one.id for one in sorted(stayed, key=sort_key(query.sort))
    ]


@pytest.mark.parametrize("sort", Sort)
def test_many_lots_with_one_key_go_by_id(sort: Sort) -> None:
    many = {f"tonnel:{n}": lot(f"tonnel:{n}") for n in range(3000)}
    index = GiftIndex.build(many.values(), now=NOW)
    query = Query(sort=sort, limit=100, market=("tonnel",))
    assert walk(index, query) == sorted(many)


@pytest.fixture(scope="module")
def changed() -> tuple[GiftIndex, dict[str, Lot]]:
    """An index that grew and shrank: blocks of its orders split and joined on the way."""
    known = {}
    index = GiftIndex()
    for n in range(6000):
        # A stride through all residues, so that they come in no order.
        number = n * 7919 % 6007
        owner = "tonnel" if number % 50 else "mrkt"
        one = lot(f"{owner}:{number}", number=number, buyer_total=number * 31 % 997)
        known[one.id] = one
        index.put(one, now=NOW)
    for lot_id in [lot_id for lot_id in known if int(lot_id.partition(":")[2]) % 10 < 8]:
        del known[lot_id]
        index.remove(lot_id)
    return index, known


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("market", ["tonnel", "mrkt"])
@pytest.mark.parametrize(("picked", "walked"), [(10**6, 1), (0, 10**6), (0, 0)])
def test_orders_hold_over_many_updates(
    changed: tuple[GiftIndex, dict[str, Lot]],
    monkeypatch: pytest.MonkeyPatch,
    *,
    sort: Sort,
    market: str,
    picked: int,
    walked: int,
) -> None:
    """Whether the first ones are picked from the hits, walked to, or walked to in vain."""
    monkeypatch.setattr(index_pages, "_PICKED_MOST", picked)
    monkeypatch.setattr(index_pages, "_BLOCKS_WALKED_MOST", walked)
    index, known = changed
    query = Query(sort=sort, limit=37, market=(market,), facets=tuple(Trait))
    equal_to_a_count(index, known, query, NOW)
    found = [one for one in known.values() if one.market == market]
    assert walk(index, query) == [one.id for one in sorted(found, key=sort_key(sort))]


@pytest.mark.parametrize("sort", Sort)
def test_walking_and_picking_agree(
    changed: tuple[GiftIndex, dict[str, Lot]], monkeypatch: pytest.MonkeyPatch, sort: Sort
) -> None:
    """With ranges too, where a walk begins in the middle of an order."""
    index, known = changed
    monkeypatch.setattr(index_pages, "_PICKED_MOST", 0)
    prices = Query(price_min=300), Query(price_max=300)
    for bounds in (*prices, Query(number_min=4000), Query(number_max=2000)):
        query = replace(bounds, sort=sort, limit=50, facets=tuple(Trait))
        equal_to_a_count(index, known, query, NOW)
        found = [one for one in known.values() if matches(one, query, NOW)]
        assert walk(index, query) == [one.id for one in sorted(found, key=sort_key(sort))]


def test_the_index_is_what_the_domain_asks_for() -> None:
    search: Search = GiftIndex.build([lot()], now=NOW)
    assert search.search(Query(), now=NOW).as_of == NOW
    assert "tonnel:1" in GiftIndex.build([lot()], now=NOW)
    assert "tonnel:2" not in GiftIndex.build([lot()], now=NOW)


def test_a_lock_that_ends_lets_the_lot_in() -> None:
    index = GiftIndex.build([lot(locked_until=Instant(30))], now=NOW)
    assert index.search(Query(), now=Instant(29)).total == 0
    assert index.search(Query(include=(Include.LOCKED,)), now=Instant(29)).total == 1
    assert index.search(Query(), now=Instant(30)).ids == ("tonnel:1",)


def test_a_lot_that_is_two_special_things_needs_both_named() -> None:
    index = GiftIndex.build([lot(sale_kind=SaleKind.AUCTION, locked_until=Instant(99))], now=NOW)
    both = (Include.AUCTION, Include.LOCKED)
    assert [index.search(Query(include=(one,)), now=NOW).total for one in both] == [0, 0]
    assert index.search(Query(include=both), now=NOW).total == 1


def test_lots_in_other_assets_come_last_whichever_way_prices_go() -> None:
    index = GiftIndex()
    for n, asset in enumerate(("TON", "TON", "jetton:0:ab", "jetton:0:ab")):
        index.put(lot(f"tonnel:{n}", asset=asset, buyer_total=n), now=NOW)
    every = Query(include=(Include.OTHER_ASSETS,))
    found = [index.search(replace(every, sort=sort), now=NOW).ids for sort in tuple(Sort)[:2]]
    assert [[one[-1] for one in ids] for ids in found] == [list("0123"), list("1032")]
    assert index.search(Query(), now=NOW).total == 2


def test_a_cursor_of_another_search_is_refused() -> None:
    index = GiftIndex.build([lot(f"tonnel:{n}") for n in range(9)], now=NOW)
    cursor = index.search(Query(limit=2), now=NOW).next
    assert index.search(Query(limit=3, cursor=cursor), now=NOW).ids[0] == "tonnel:2"
    for query in (Query(sort=Sort.NEWEST, cursor=cursor), Query(cursor="nonsense")):
        with pytest.raises(Invalid):
            index.search(query, now=NOW)


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        (7, "low"),
        (10, "low"),
        (77, "low palindrome repeating"),
        (99, "low palindrome repeating"),
        (100, ""),
        (101, "palindrome"),
        (1221, "palindrome"),
        (5555, "palindrome repeating"),
        (1234, ""),
    ],
)
def test_patterns_of_numbers(number: int, kinds: str) -> None:
    assert number_kinds(number) == tuple(NumberKind(kind) for kind in kinds.split())
