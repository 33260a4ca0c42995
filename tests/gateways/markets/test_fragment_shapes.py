"""Fragment's rows as its pages have them, and odd ones."""

import pytest

from bot.gateways.markets.fragment import pages
from domain.gifts.market_ports import Shelf, Unreadable
from domain.gifts.models import CollectionKey, EventKind, Lot, Market
from domain.gifts.search import SaleKind
from domain.shared.ids import MINUTE, Instant
from domain.shared.money import TON, Money
from tests.fakes.clock import MORNING
from tests.gateways.markets.fragment_html import (
    DETAIL,
    GRID,
    PAGE,
    POTS,
    TRAITS,
    asked,
    page,
    reader,
    row,
)
from tests.gateways.markets.wire import Wire


@pytest.fixture
def wire() -> Wire:
    return Wire()


async def test_recorded_rows_and_the_page_of_a_gift(wire: Wire) -> None:
    wire.answer(GRID, page(row()), headers=PAGE)
    wire.answer("/gift/hexpot-14619", page(DETAIL.format(status="For sale", price="1,234.5")))
    first = await reader(wire).page(POTS, None)
    model, backdrop, symbol = TRAITS
    assert first.lots == (
        Lot(
            market=Market.FRAGMENT,
            own_id="hexpot-14619",
            collection=CollectionKey("hexpot"),
            number=14619,
            title="Hex Pot",
            model=model,
            backdrop=backdrop,
            symbol=symbol,
            price=Money(1_234_500_000_000, TON),
            sale_kind=SaleKind.FIX,
            onchain=True,
        ),
    )
    assert first.odd == {}
    assert first.next is not None, "auctions come after"


@pytest.mark.parametrize(
    ("told", "nano"),
    [
        ("5", 5 * 10**9),
        ("1,234", 1234 * 10**9),
        ("1,234,567.5", 1_234_567_500_000_000),
        ("0.01", 10**7),
    ],
)
async def test_prices_with_commas(wire: Wire, told: str, nano: int) -> None:
    wire.answer(GRID, page(row(price=told)), headers=PAGE)
    read = await reader(wire).page(POTS, None)
    assert [lot.price.units for lot in read.lots] == [nano]


@pytest.mark.parametrize(
    ("html", "why"),
    [
        (row(price="0"), "price-zero"),
        (row(price="-5"), "price-negative"),
        (row(price="1,23"), "price-form"),
        (row(price="12 TON"), "price-form"),
        (row(price="free"), "price-form"),
        (row(price=""), "price-form"),
        (row(price="1,152,921,504,606,846,977"), "price-absurd"),
        (row(slug="plushpepe-14619"), "contradiction"),
        (row(slug="hexpot-7"), "contradiction"),
        (row(slug="hexpot"), "id"),
        (row(slug="../hexpot-1"), "id"),
        (row(slug="hexpot-99999999999", number=99999999999), "id"),
        (row(name=""), "name"),
    ],
)
async def test_rows_that_make_no_sense(wire: Wire, html: str, why: str) -> None:
    wire.answer(GRID, page(html), headers=PAGE)
    read = await reader(wire).page(POTS, None)
    assert read.lots == ()
    assert list(read.odd.values()) == [1]
    assert list(read.odd) == [why] or (why == "id" and list(read.odd) == ["number"])


async def test_rows_of_another_kind_than_asked_for_are_not_taken(wire: Wire) -> None:
    wire.answer(GRID, page(row(1) + row(2, status="On auction")), headers=PAGE)
    read = await reader(wire).page(POTS, None)
    assert ([lot.number for lot in read.lots], read.odd) == ([1], {"not-asked-for": 1})


async def test_recorded_sales(wire: Wire) -> None:
    sold = row(7, "1,000", "Sold", at="2026-12-01T08:59:00+00:00")
    auction = row(8, "5", "Sold", at="2026-12-01T08:58:00Z")
    wire.answer("/gifts", page(sold + auction), headers=PAGE)
    news = await reader(wire).news(str(MORNING - 10 * MINUTE))
    assert [(one.kind, one.own_id, one.price) for one in news.events] == [
        (EventKind.SOLD, "hexpot-8", Money(5 * 10**9, TON)),
        (EventKind.SOLD, "hexpot-7", Money(1000 * 10**9, TON)),
    ]
    assert news.events[1].at == Instant(MORNING - MINUTE)
    assert news.whole
    assert asked(wire) == ["/gifts sold"]


async def test_recorded_collections(wire: Wire) -> None:
    box = (
        '<a href="/gifts/durovscap" class="tm-main-filters-item js-choose-collection-item" '
        'data-value="durovscap"><div class="tm-main-filters-name">Durov&#39;s Cap</div>'
        '<div class="tm-main-filters-count">5,112</div></a>'
        '<a class="tm-main-filters-item js-choose-collection-item" data-value="hexpot">'
        '<div class="tm-main-filters-name">Hex Pot</div></a>'
    )
    wire.answer("/gifts", page(box), headers=PAGE)
    assert await reader(wire).shelves() == (
        Shelf(
            collection=CollectionKey("durovscap"),
            title="Durov's Cap",
            ref="durovscap",
            supply=5112,
        ),
        POTS,
    )


def test_html_that_is_written_otherwise_is_read_all_the_same() -> None:
    html = row().replace("<span", "<b><i>new</i></b><span").replace("</a>", "<p>x</a>")
    (one,) = pages.rows_of(html)
    assert (one["href"], one["name"], one["number"], one["price"]) == (
        "/gift/hexpot-14619",
        "Hex Pot",
        "#14619",
        "1,234.5",
    )
    assert pages.rows_of("<a class='tm-grid-item' href='/gift/x'>") == [], "never closed"
    with pytest.raises(Unreadable):
        pages.rows_of("<div>" * 10_000)
    assert pages.hash_of(page("").decode()) == "f00d"
