"""Which of Fragment's sources is asked when: the index of the chain, its pages, its inner API."""

from dataclasses import replace

import pytest

from bot.gateways.markets.fragment import client
from bot.gateways.markets.onchain import ChainItem
from domain.gifts.market_ports import AuthExpired, Unreadable
from domain.gifts.models import EventKind, Lot, SourceState
from domain.gifts.search import SaleKind
from domain.shared.money import TON, Money
from domain.shared.refusals import GatewayError
from tests.gateways.markets.fragment_html import (
    CONTRACT,
    DETAIL,
    GRID,
    PAGE,
    PARENT,
    POTS,
    Index,
    asked,
    item,
    page,
    reader,
    row,
    walk,
)
from tests.gateways.markets.wire import Wire

SELLER = "0:" + "5e" * 32


@pytest.fixture
def wire() -> Wire:
    return Wire()


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


async def test_what_the_index_shows_back_with_its_seller_was_taken_off(wire: Wire) -> None:
    shown = (await reader(wire, _sold_by(SELLER, 1, 2, 3)).page(POTS, None)).lots
    now = _sold_by(SELLER, 3)
    now.items += [_owned(1, SELLER), _owned(2, CONTRACT)]
    told = await reader(wire, now).ends([*shown, _numbered(shown[0], 9)])
    assert {key: event.kind for key, event in told.items()} == {"hexpot-1": EventKind.DELISTED}
    assert await reader(wire).ends(shown) == {}, "no index, no word"


async def test_an_index_that_fails_is_not_waited_for_without_end(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = _sold_by(SELLER, 1)
    fragment = reader(wire, index)
    lots = (await fragment.page(POTS, None)).lots
    index.down = True
    with pytest.raises(GatewayError):
        await fragment.ends(lots)
    monkeypatch.setattr(client, "INDEX_S_MAX", 0.0)
    assert await fragment.ends(lots) == {}, "what nobody tells stays unknown"
    index.down = False
    index.items = [_owned(1, SELLER)]
    assert set(await fragment.ends(lots)) == {"hexpot-1"}


def _sold_by(seller: str, *numbers: int) -> Index:
    made = [item(number) for number in numbers]
    sales = [one.sale for one in made]
    return Index(
        *(
            replace(one, sale=replace(sale, seller=seller))
            for one, sale in zip(made, sales, strict=True)
            if sale is not None
        )
    )


def _owned(number: int, owner: str) -> ChainItem:
    return replace(item(number, None), owner=owner)
