"""MRKT: JSON under `/api/v1`, let in by a cookie that `POST /auth` gives for signed launch data.

Prices are nano as integers, the market's fee inside them.
"""

import secrets
from collections.abc import Sequence
from typing import Any

from scripts.sandbox.markets import names
from scripts.sandbox.markets.face import mrkt_rows as rows
from scripts.sandbox.markets.face.calls import Answer, Asked, FaceError, Row, cut, method
from scripts.sandbox.markets.face.market import MarketFace
from scripts.sandbox.markets.face.shown import floors, happened, newest
from scripts.sandbox.markets.state import Markets

PAGE_MAX = 20
_MARKET = "mrkt"
_BASE = "/api/v1/"
_ORDERINGS = (None, "None", "Price", "Number", "ModelRarity", "BackgroundRarity", "SymbolRarity")


class Mrkt(MarketFace):
    """One token at a time is good: a later log-in does not end an earlier one."""

    market = _MARKET
    price_keys = frozenset({"salePrice", "salePriceWithoutFee", "amount", "floorPriceNanoTons"})

    def __init__(self, markets: Markets) -> None:
        super().__init__(markets)
        self._salt = secrets.token_hex(16)
        self._logins = 0
        self._refused_before = 0
        self.methods = (
            method("POST", f"{_BASE}auth", self.log_in),
            method("GET", f"{_BASE}gifts/collections", collections, signed=True),
            method("POST", f"{_BASE}gifts/models", models, signed=True),
            method("POST", f"{_BASE}gifts/saling", saling, pages=True, signed=True),
            method("GET", f"{_BASE}gifts/gift/{{id}}", one_gift, signed=True),
            method("POST", f"{_BASE}feed", feed, pages=True, signed=True),
            method("POST", f"{_BASE}gifts", mine, signed=True),
            method("GET", f"{_BASE}balance", balance, signed=True),
        )

    def log_in(self, asked: Asked) -> Answer:
        """A new token for any launch data but none."""
        if not asked.fields.get("data"):
            raise FaceError(401)
        self._logins += 1
        return Answer(body={"token": self._token(self._logins), "isFirstTime": False})

    def check_token(self, asked: Asked) -> None:
        """Only the cookie counts."""
        told = asked.cookies.get("access_token", "")
        good = range(self._refused_before + 1, self._logins + 1)
        if not any(told == self._token(at) for at in good):
            raise FaceError(401)

    def expire(self, asked: Asked) -> None:
        """No token that was given so far is good any more."""
        del asked
        self._refused_before = self._logins

    def _token(self, at: int) -> str:
        return names.uuid_of(f"token/{self._salt}/{at}")


def collections(asked: Asked) -> Answer:
    """All with their floors."""
    least = floors(asked.book, _MARKET)
    told = [rows.collection(short, least.get(short)) for short in asked.book.collections]
    return Answer(body=told, rows=())


def models(asked: Asked) -> Answer:
    """The models of collections with their floors."""
    wanted = asked.fields.get("collections")
    told = set(wanted) if isinstance(wanted, list) else set()
    return Answer(body=rows.models(asked.book, told), rows=())


def saling(asked: Asked) -> Answer:
    """What is for sale; arrays of exact names, bounds in nano."""
    fields = asked.fields
    ordering = fields.get("ordering")
    if ordering not in _ORDERINGS:
        raise FaceError(400)
    found = [row for row in _rows(asked) if _fits(row, fields)]
    if ordering not in (None, "None"):
        found = rows.ordered(found, str(ordering), up=fields.get("lowToHigh") is not False)
    count = fields.get("count")
    limit = min(count, PAGE_MAX) if isinstance(count, int) and count > 0 else PAGE_MAX
    page, following = cut(found, asked.start(_cursor(fields)), limit)
    return Answer(body={"gifts": page, "cursor": following, "total": len(found)}, rows=("gifts",))


def one_gift(asked: Asked) -> Answer:
    """One lot by its id."""
    for row in _rows(asked):
        if row["id"] == asked.found["id"]:
            return Answer(body=rows.now(asked, row))
    raise FaceError(404)


def feed(asked: Asked) -> Answer:
    """What was listed, sold and repriced, strictly newest first; the cursor is an event's."""
    book, fields = asked.book, asked.fields
    told = None if asked.first_page else _cursor(fields)
    before = int(told) if told and told.isdigit() else None
    found = [
        row
        for row in happened(book, _MARKET)
        if row.kind in rows.FEED and (before is None or row.seq < before)
    ]
    count = fields.get("count")
    limit = min(count, PAGE_MAX) if isinstance(count, int) and count > 0 else PAGE_MAX
    page = found[:limit]
    following = str(page[-1].seq) if len(found) > limit else None
    items = [rows.feed_item(asked, row) for row in page]
    return Answer(body={"items": items, "cursor": following}, rows=("items",))


def mine(_asked: Asked) -> Answer:
    """The one who asks has none."""
    return Answer(body={"gifts": [], "cursor": None, "total": 0}, rows=("gifts",))


def balance(_asked: Asked) -> Answer:
    """And nothing to spend."""
    return Answer(body={"hard": 0, "soft": 0, "friendsAnotherCount": 0})


def _cursor(fields: Row) -> str | None:
    told = fields.get("cursor")
    return told if isinstance(told, str) and told else None


def _rows(asked: Asked) -> Sequence[Row]:
    book = asked.book

    def made() -> list[Row]:
        shown = [book.row(one, rows.lot) for one in newest(book, _MARKET)]
        # Without an order they come in one of the market's own, which is not that of time.
        return sorted(shown, key=lambda row: str(row["id"]))

    return book.view(_MARKET, "wire", made)


def _fits(row: Row, fields: Row) -> bool:
    return _fits_names(row, fields) and _fits_numbers(row, fields) and _fits_flags(row, fields)


def _fits_names(row: Row, fields: Row) -> bool:
    for asked, name in rows.FILTERS.items():
        wanted = fields.get(asked)
        if isinstance(wanted, list) and wanted and row[name] not in wanted:
            return False
    words = fields.get("query")
    return not isinstance(words, str) or words.lower() in str(row["title"]).lower()


def _fits_numbers(row: Row, fields: Row) -> bool:
    price: Any = row["salePrice"]
    least, most, number = (fields.get(name) for name in ("minPrice", "maxPrice", "number"))
    return (
        (not isinstance(least, int) or price >= least)
        and (not isinstance(most, int) or price <= most)
        and (not isinstance(number, int) or row["number"] == number)
    )


def _fits_flags(row: Row, fields: Row) -> bool:
    early, crafted = fields.get("isPremarket"), fields.get("isCrafted")
    return (early is None or (row["premarketStatus"] != "None") == early) and (
        crafted is None or row["isCrafted"] == crafted
    )
