"""Tonnel: `POST` with JSON under `/api`; filters and orders are Mongo's, as texts of JSON.

Prices are decimal numbers of TON, and the buyer pays the fee on top. Rarity stands in the names.
"""

from collections.abc import Sequence
from typing import Any

import orjson

from scripts.sandbox.markets.face import mongo
from scripts.sandbox.markets.face.calls import Answer, Asked, FaceError, Row, method
from scripts.sandbox.markets.face.market import MarketFace
from scripts.sandbox.markets.face.tonnel_rows import history_rows, lot_row
from scripts.sandbox.markets.state import Markets

LISTINGS_MAX = 30
HISTORY_MAX = 50
_MARKET = "tonnel"
_BUNDLED = ("bundleData",)


class Tonnel(MarketFace):
    """Listings are open to all; history and floors want `authData`."""

    market = _MARKET
    price_keys = frozenset({"price", "floorPrice"})

    def __init__(self, markets: Markets) -> None:
        super().__init__(markets)
        self.methods = (
            method("POST", "/api/pageGifts", page_gifts, pages=True),
            method("POST", "/api/saleHistory", sale_history, pages=True, signed=True),
            method("POST", "/api/filterStats", filter_stats, signed=True),
            method("POST", "/api/giftData/{gift}", gift_data, signed=True),
        )

    def words(self, status: int) -> object:
        """An object with one word."""
        return {"status": "error", "message": f"error {status}"}

    def check_token(self, asked: Asked) -> None:
        """`authData` is the Mini App's signed text; here any will do."""
        if not asked.fields.get("authData"):
            raise FaceError(401, {"status": "error", "message": "Invalid auth data"})


def page_gifts(asked: Asked) -> Answer:
    """A bare list of lots."""
    fields = asked.fields
    limit = _limit(fields.get("limit"), LISTINGS_MAX)
    wanted, order = _mongo(fields.get("filter")), _mongo(fields.get("sort"))
    span = fields.get("price_range")
    found = [
        row
        for row in _lots(asked)
        if mongo.fits(row, wanted) and _in_span(row, span if isinstance(span, list) else None)
    ]
    rows = mongo.ordered(found, order)
    start = 0 if asked.first_page else (_whole(fields.get("page"), 1) - 1) * limit
    shown: list[object] = [_shown(row) for row in rows[start : start + limit]]
    return Answer(body=shown, rows=())


def sale_history(asked: Asked) -> Answer:
    """What was sold, newest first; here filter and order are objects."""
    fields = asked.fields
    limit = _limit(fields.get("limit"), HISTORY_MAX)
    kind, wanted = str(fields.get("type", "ALL")), fields.get("filter")
    rows = [
        row
        for row in history_rows(asked.book)
        if kind in ("ALL", row["type"])
        and mongo.fits(row, wanted if isinstance(wanted, dict) else {})
    ]
    start = 0 if asked.first_page else (_whole(fields.get("page"), 1) - 1) * limit
    return Answer(body=rows[start : start + limit], rows=())


def filter_stats(asked: Asked) -> Answer:
    """The least price and the number of lots for each model, keyed by names and rarity."""
    stats: dict[str, dict[str, Any]] = {}
    for row in _lots(asked):
        price = row.get("price")
        if row.get("asset") != "TON" or not isinstance(price, float | int):
            continue
        one = stats.setdefault(
            f"{row['name']}_{row['model']}", {"floorPrice": price, "howMany": 0}
        )
        one["floorPrice"] = min(one["floorPrice"], price)
        one["howMany"] += 1
    return Answer(body={"status": "success", "data": stats})


def gift_data(asked: Asked) -> Answer:
    """One lot by its number."""
    for row in _lots(asked):
        if str(row["gift_id"]) == asked.found["gift"]:
            return Answer(body=row)
    raise FaceError(404, {"status": "error", "message": "gift not found"})


def _lots(asked: Asked) -> Sequence[Row]:
    book = asked.book
    return book.view(
        _MARKET,
        "wire",
        lambda: [
            lot_row(one, book.gifts[one.gift], asked.markets.usdt)
            for one in book.listings(_MARKET)
        ],
    )


def _shown(row: Row) -> Row:
    """A lot as a list shows it: what a bundle holds is told by `giftData` alone."""
    return {name: value for name, value in row.items() if name not in _BUNDLED}


def _in_span(row: Row, span: list[object] | None) -> bool:
    if span is None or len(span) != 2:
        return True
    price, (least, most) = row.get("price"), span
    if not isinstance(price, int | float):
        return False
    return (not isinstance(least, int | float) or price >= least) and (
        not isinstance(most, int | float) or price <= most
    )


def _mongo(told: object) -> dict[str, Any]:
    """A text of JSON; what is none fits all."""
    try:
        found = orjson.loads(told) if isinstance(told, str) else told
    except orjson.JSONDecodeError as error:
        raise FaceError(400, {"error": "invalid filter"}) from error
    return found if isinstance(found, dict) else {}


def _limit(told: object, most: int) -> int:
    limit = _whole(told, most)
    if limit > most:
        raise FaceError(400, {"error": "limit is too big"})
    return limit


def _whole(told: object, default: int) -> int:
    return told if isinstance(told, int) and told > 0 else default
