"""The HTML of Fragment: grids of gifts, the page of one, and rows for its inner API."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

import orjson

from scripts.sandbox.markets.book import Book
from scripts.sandbox.markets.face.calls import Row

_STATUS = {
    "sale": ("tm-status-avail", "For sale"),
    "auction": ("tm-status-avail", "On auction"),
    "sold": ("tm-status-unavail", "Sold"),
}
# Whatever a page is made of.
Told = Any


def grid(told: Told) -> tuple[bytes, str]:
    """A page of rows with its boxes of collections and facets."""
    collections = "".join(
        f'<a href="/gifts/{short}" class="tm-main-filters-item js-choose-collection-item" '
        f'data-value="{short}"><div class="tm-main-filters-name">{escape(name)}</div>'
        f'<div class="tm-main-filters-count">{count:,}</div></a>'
        for short, name, count in told["collections"]
    )
    facets = "".join(_facet(kind, values) for kind, values in told["facets"].items())
    body = (
        f'<div class="tm-main-filters js-collections">{collections}</div>{facets}'
        f'<div class="tm-catalog-grid js-search-results">{_items(told)}</div>{_more(told)}'
    )
    return _page("Gifts", body, told), "text/html"


def inner(told: Told) -> tuple[bytes, str]:
    """`{"ok": true, "html": …}`."""
    return orjson.dumps(
        {"ok": True, "html": _items(told), "foot": _more(told)}
    ), "application/json"


def detail(told: Told) -> tuple[bytes, str]:
    """The page of one gift."""
    row = told["row"]
    price = "" if row is None else _price(row)
    kind, words = ("tm-status-unavail", "Unavailable") if row is None else _STATUS[row["status"]]
    traits = "".join(
        f'<tr><td><div class="table-cell">{kind}</div></td><td><div class="table-cell">'
        f'<a href="/gifts?attr[{kind}]={escape(name)}" class="table-cell-value">{escape(name)}</a>'
        f' <span class="tm-rarity">{rarity}</span></div></td></tr>'
        for kind, name, rarity in told["traits"]
    )
    body = (
        f'<h2 class="tm-section-header-text">{escape(told["name"])} #{told["number"]}</h2>'
        f'<span class="tm-section-header-status {kind}">{words}</span>'
        f'<div class="tm-list-item-value">{price}</div><table class="tm-table">{traits}'
        f'<tr><td>Owner</td><td><a href="https://tonviewer.com/{told["owner"]}" '
        f'class="tm-wallet">{told["owner"]}</a></td></tr>'
        f"<tr><td>Quantity</td><td>{told['supply']:,}/{told['supply']:,} issued</td></tr></table>"
    )
    return _page(f"{told['name']} #{told['number']}", body, told), "text/html"


def facets(book: Book, short: str | None) -> dict[str, dict[str, int]]:
    """How many lots have each trait."""
    found: dict[str, dict[str, int]] = {"Model": {}, "Backdrop": {}, "Symbol": {}}
    if short is None:
        return found
    for lot in book.listings("fragment"):
        gift = book.gifts[lot.gift]
        if gift.short == short:
            for kind, name in zip(found, (gift.model, gift.backdrop, gift.symbol), strict=True):
                found[kind][name] = found[kind].get(name, 0) + 1
    return found


def percent(per_mille: int | None) -> str:
    """`1.5%`; nothing for a crafted model."""
    return "" if per_mille is None else f"{per_mille / 10:.1f}%".replace(".0%", "%")


def number(row: Row) -> float:
    """The price of a row, to sort by."""
    return float(str(row["price"]))


def _items(told: Told) -> str:
    return "".join(_item(row) for row in told["items"])


def _item(row: Mapping[str, Told]) -> str:
    kind, words = _STATUS[row["status"]]
    when = "" if row["at"] is None else f'<time datetime="{row["at"]}">{row["at"]}</time>'
    strange = "".join(
        f' data-{name.lower()}="{escape(json.dumps(value))}"'
        for name, value in row.items()
        if name not in ("slug", "name", "number", "price", "status", "at")
    )
    return (
        f'<a href="/gift/{row["slug"]}" class="tm-grid-item"{strange}>'
        '<div class="tm-grid-item-content"><div class="tm-grid-item-name">'
        f'<span class="item-name">{escape(row["name"])}</span> '
        f'<span class="item-num">&nbsp;#{row["number"]}</span></div>'
        f'<div class="tm-grid-item-values">{_price(row)}</div>'
        f'<div class="tm-grid-item-status {kind}">{words}</div>{when}</div></a>'
    )


def _price(row: Mapping[str, Told]) -> str:
    whole, dot, rest = str(row["price"]).partition(".")
    shown = f"{int(whole):,}" if whole.isdigit() else whole
    text = escape(f"{shown}{dot}{rest}")
    return f'<div class="tm-grid-item-value tm-value icon-before icon-ton">{text}</div>'


def _more(told: Told) -> str:
    if told["next"] is None:
        return ""
    return f'<div class="table-foot js-load-more" data-next-offset="{told["next"]}"></div>'


def _facet(kind: str, values: Mapping[str, int]) -> str:
    rows = "".join(
        f'<label class="tm-attr-item" data-value="{escape(name)}">'
        f'<span class="tm-attr-name">{escape(name)}</span>'
        f'<span class="tm-attr-count">{count}</span></label>'
        for name, count in sorted(values.items())
    )
    return f'<div class="tm-attr-box js-attr" data-attr="attr[{kind}]">{rows}</div>'


def _page(title: str, body: str, told: Told) -> bytes:
    start = json.dumps(
        {
            "version": 1,
            "apiUrl": f"/api?hash={told['hash']}",
            "state": {"tonRate": float(told["ton_rate"])},
        }
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{escape(title)}</title></head>"
        f'<body><main class="tm-main">{body}</main><script>ajInit({start});</script></body></html>'
    ).encode()
