"""Fragment's pages as readers of them describe them, and which of its sources is asked when."""

from collections.abc import Mapping, Sequence

import pytest

from bot.gateways.markets.fragment import pages
from bot.gateways.markets.fragment.client import Fragment
from bot.gateways.markets.health import Odd, Tally
from bot.gateways.markets.onchain import ChainItem, ItemPage, Sale
from domain.gifts.market_ports import AuthExpired, Shelf, Unreadable
from domain.gifts.models import CollectionKey, EventKind, Lot, Market, SourceState, TraitValue
from domain.gifts.search import SaleKind
from domain.shared.ids import MINUTE, Instant
from domain.shared.money import TON, Money
from domain.shared.refusals import GatewayError
from tests.fakes.clock import MORNING
from tests.gateways.markets.wire import Wire

PAGE = {"content-type": "text/html"}
POTS = Shelf(collection=CollectionKey("hexpot"), title="Hex Pot", ref="hexpot")
PARENT = "0:" + "cc" * 32
CONTRACT = "0:" + "5a" * 32
GRID = "/gifts/hexpot"


def row(number: int = 14619, price: str = "1,234.5", status: str = "For sale", **more: str) -> str:
    slug, name = more.get("slug", f"hexpot-{number}"), more.get("name", "Hex Pot")
    when = f'<time datetime="{more["at"]}">now</time>' if "at" in more else ""
    return (
        f'<a href="/gift/{slug}" class="tm-grid-item" >\n'
        '  <div class="tm-grid-item-content">\n'
        f'    <img src="https://nft.fragment.com/gift/{slug}.webp" class="tm-grid-thumb">\n'
        f'    <div class="tm-grid-item-name"><span class="item-name">{name}</span>\n'
        f'      <span class="item-num">&nbsp;#{number}</span></div>\n'
        '    <div class="tm-grid-item-values"><div class="tm-grid-item-value tm-value icon-before '
        f'icon-ton">{price}</div></div>\n'
        f'    <div class="tm-grid-item-status tm-status-avail">{status}</div>{when}\n'
        "  </div></a>"
    )


def page(body: str, *, hash_: str = "f00d", after: str = "") -> bytes:
    more = f'<div class="table-foot js-load-more" data-next-offset="{after}"></div>'
    return (
        "<!DOCTYPE html><html><head><title>Gifts</title></head><body>"
        f'<main class="tm-main"><div class="tm-catalog-grid">{body}</div>'
        f"{more if after else ''}</main>"
        f'<script>ajInit({{"apiUrl":"\\/api?hash={hash_}","state":{{"tonRate":2.41}}}});</script>'
        "</body></html>"
    ).encode()


DETAIL = """
<h2 class="tm-section-header-text">Hex Pot #14619</h2>
<span class="tm-section-header-status tm-status-avail">{status}</span>
<div class="table-cell-value tm-value icon-before icon-ton">{price}</div>
<table class="tm-table">
<tr><td><div class="table-cell">Owner</div></td><td><a class="tm-wallet">EQAB…cd</a></td></tr>
<tr><td>Model</td><td><a class="table-cell-value">Red Mirage</a> <span>0.5%</span></td></tr>
<tr><td>Backdrop</td><td><a>Pacific&nbsp;Green</a> <span>1.2%</span></td></tr>
<tr><td>Symbol</td><td><a>Octopus</a> <span class="tm-rarity"></span></td></tr>
<tr><td>Quantity</td><td>2&#8239;815/2&#8239;861 issued</td></tr>
</table>
"""
TRAITS = (
    TraitValue(name="Red Mirage", rarity_permille=5),
    TraitValue(name="Pacific Green", rarity_permille=12),
    TraitValue(name="Octopus"),
)


class Index:
    """An index of the chain that tells what it is told, or nothing."""

    def __init__(self, *items: ChainItem) -> None:
        self.items = list(items)
        self.down = False
        self.asked: list[str] = []

    async def shelves(self) -> tuple[Shelf, ...]:
        self._ask("shelves")
        return (Shelf(collection=POTS.collection, title="Hex Pot", ref=PARENT),)

    async def items_of(self, collection: str, *, offset: int) -> ItemPage:
        self._ask(f"{collection} {offset}")
        found = tuple(self.items[offset : offset + 2])
        ids = tuple(one.address for one in found)
        return ItemPage(items=found, ids=ids, tally=Tally(), full=len(found) == 2)

    async def items_at(
        self, addresses: Sequence[str], tally: Tally
    ) -> Mapping[str, ChainItem | None]:
        assert tally.clean
        self._ask("bulk")
        there = {one.address: one for one in self.items}
        return {one: there.get(one) for one in addresses}

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.down:
            raise GatewayError("the index is down")


def item(number: int, house: str | None = "fragment", nano: int | None = 10**9) -> ChainItem:
    odd = None if nano is not None else Odd.PRICE_FORM
    price = Money(nano, TON) if nano is not None else None
    sale = Sale(house=house or "", contract=CONTRACT, seller=None, price=price, odd=odd)
    return ChainItem(
        address=f"0:{number:064x}",
        parent=PARENT,
        collection=POTS.collection,
        number=number,
        title="Hex Pot",
        model=TraitValue(name="Red Mirage"),
        backdrop=None,
        symbol=None,
        image_url=None,
        owner=CONTRACT,
        trusted=True,
        sale=sale if house is not None else None,
    )


@pytest.fixture
def wire() -> Wire:
    return Wire()


def reader(wire: Wire, chain: Index | None = None) -> Fragment:
    made = Fragment("https://fragment.com", chain, wire.means())
    made.set_pace(1000)
    return made


async def walk(fragment: Fragment) -> list[Lot]:
    found: list[Lot] = []
    place: str | None = None
    while True:
        read = await fragment.page(POTS, place)
        found += read.lots
        place = read.next
        if place is None:
            return found


def asked(wire: Wire) -> list[str]:
    return [
        f"{call.url.removeprefix('https://fragment.com')} {dict(call.query).get('filter', '')}"
        for call in wire.calls
    ]


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


async def test_the_second_page_comes_by_the_inner_api(wire: Wire) -> None:
    wire.answer(GRID, page(row(1), after="60"), headers=PAGE)
    wire.answer("/api", {"ok": True, "html": row(2), "foot": ""})
    wire.answer(GRID, page(row(3, status="On auction")), headers=PAGE)
    assert [(lot.number, lot.sale_kind.value) for lot in await walk(reader(wire))] == [
        (1, "fix"),
        (2, "fix"),
        (3, "auction"),
    ]
    (inner,) = [call for call in wire.calls if call.url.endswith("/api")]
    assert dict(inner.query) == {"hash": "f00d"}
    assert inner.body is not None
    assert b"method=searchAuctions&type=gifts&collection=hexpot" in inner.body
    assert b"offset_id=60" in inner.body


async def test_an_old_hash_is_renewed_once(wire: Wire) -> None:
    wire.answer(GRID, page(row(1), after="60"), headers=PAGE)
    wire.answer("/api", {"ok": False, "error": "Access denied"})
    wire.answer("/api", {"ok": True, "html": row(2), "foot": ""})
    wire.answer("/gifts", page("", hash_="beef"), headers=PAGE)
    fragment = reader(wire)
    first = await fragment.page(POTS, None)
    assert [lot.number for lot in (await fragment.page(POTS, first.next)).lots] == [2]
    hashes = [dict(call.query)["hash"] for call in wire.calls if call.url.endswith("/api")]
    assert hashes == ["f00d", "beef"]
    assert fragment.health().state is SourceState.OK


async def test_a_hash_that_is_never_taken_is_an_expired_log_in(wire: Wire) -> None:
    wire.answer(GRID, page(row(1), after="60"), headers=PAGE)
    wire.answer("/api", {"ok": False, "error": "Access denied"})
    wire.answer("/gifts", page(""), headers=PAGE)
    fragment = reader(wire)
    first = await fragment.page(POTS, None)
    with pytest.raises(AuthExpired):
        await fragment.page(POTS, first.next)
    assert fragment.health().state is SourceState.AUTH_EXPIRED


@pytest.mark.parametrize(
    "body", [page(row())[:-40], b"<html><body>Just a moment...</body></html>", b"<html>"]
)
async def test_a_page_that_is_cut_or_of_somebody_else_is_not_read(wire: Wire, body: bytes) -> None:
    wire.answer(GRID, body, headers=PAGE)
    with pytest.raises(Unreadable):
        await reader(wire).page(POTS, None)


async def test_the_index_is_read_first_and_auctions_of_the_pages(wire: Wire) -> None:
    wire.answer(GRID, page(row(9, status="On auction")), headers=PAGE)
    index = Index(item(1), item(2, "getgems sales"), item(3, None), item(4, nano=None))
    read = await walk(reader(wire, index))
    assert [(one.number, one.sale_kind.value, one.contract) for one in read] == [
        (1, "fix", CONTRACT),
        (9, "auction", None),
    ]
    assert read[0].address == item(1).address
    assert index.asked == ["shelves", f"{PARENT} 0", f"{PARENT} 2", f"{PARENT} 4"]
    assert asked(wire) == ["/gifts/hexpot auction", "/gift/hexpot-9 "]


async def test_odd_prices_of_the_index_are_counted(wire: Wire) -> None:
    read = await reader(wire, Index(item(4, nano=None))).page(POTS, None)
    assert (read.lots, read.odd) == ((), {"price-form": 1})


async def test_without_the_index_the_pages_tell_everything(wire: Wire) -> None:
    wire.answer(GRID, page(row(1)), headers=PAGE)
    wire.answer(GRID, page(row(9, status="On auction")), headers=PAGE)
    index = Index(item(1))
    index.down = True
    fragment = reader(wire, index)
    assert [lot.number for lot in await walk(fragment)] == [1, 9]
    assert asked(wire)[0] == "/gifts/hexpot sale"
    assert fragment.health().state is SourceState.OK, "another market's failure is not its own"


async def test_an_index_that_fails_in_the_middle_is_an_error(wire: Wire) -> None:
    """The pages could not go on from there, and half a walk must not look like a whole one."""
    index = Index(item(1), item(2), item(3))
    fragment = reader(wire, index)
    first = await fragment.page(POTS, None)
    index.down = True
    with pytest.raises(GatewayError):
        await fragment.page(POTS, first.next)


async def test_a_look_asks_the_index_and_then_the_gifts_own_page(wire: Wire) -> None:
    index = Index(item(1), item(2), item(3, None), item(5, "getgems sales"))
    shown = (
        await reader(wire, Index(item(1), item(2), item(3), item(4), item(5))).page(POTS, None)
    ).lots
    one, two = shown
    three, five = _numbered(one, 3), _numbered(one, 5)
    index.items[1] = item(2, nano=7 * 10**9)
    wire.answer("/gift/hexpot-3", page(DETAIL.format(status="On auction", price="3")))
    wire.answer("/gift/hexpot-5", page(DETAIL.format(status="Unavailable", price="")))
    looked = await reader(wire, index).look([one, two, three, five, _numbered(one, 6)])
    assert looked["hexpot-1"] == one
    assert looked["hexpot-2"] is not None
    assert looked["hexpot-2"].price == Money(7 * 10**9, TON)
    auction = looked["hexpot-3"]
    assert auction is not None
    assert (auction.sale_kind, auction.price) == (SaleKind.AUCTION, Money(3 * 10**9, TON))
    assert auction.contract is None
    assert (looked["hexpot-5"], looked["hexpot-6"]) == (None, None), "404: not on the chain"


def _numbered(lot: Lot, number: int) -> Lot:
    values = {name: getattr(lot, name) for name in Lot.__slots__}
    told = {"own_id": f"hexpot-{number}", "number": number, "address": f"0:{number:064x}"}
    return Lot(**{**values, **told})


async def test_a_look_at_an_odd_page_says_nothing(wire: Wire) -> None:
    wire.answer(GRID, page(row(1)), headers=PAGE)
    wire.answer("/gift/hexpot-1", page(DETAIL.format(status="For sale", price="free")))
    fragment = reader(wire)
    (lot,) = (await fragment.page(POTS, None)).lots
    assert await fragment.look([lot]) == {}
    assert fragment.health().odd == {"price-form": 1}


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
