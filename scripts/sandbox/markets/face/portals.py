"""Portals: `GET` under `/api` (no header needed) and `/partners` (with a partner's token).

Prices are decimal texts of TON without the name of a currency; the seller pays the fee.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from scripts.sandbox.markets.face import portals_rows as rows
from scripts.sandbox.markets.face.calls import Answer, Asked, FaceError, Method, Row, cut, method
from scripts.sandbox.markets.face.limits import Limit
from scripts.sandbox.markets.face.market import MarketFace
from scripts.sandbox.markets.face.shown import floors, happened, newest, ton
from scripts.sandbox.markets.fees import FEES
from scripts.sandbox.markets.state import Markets

PAGE_MAX = 50
_MARKET = "portals"
_PARTNERS_ACTIONS = (20, 700)
_DOOR = "/(?:api|partners)/"
# Calls a second: without a header, and with a partner's token.
_ANONYMOUS = {"search": 2.0, "floors": 5.0, "": 5.0}
_PARTNERS = {"search": 15.0, "floors": 9.0, "metrics": 8.0, "": 25.0}
_KEYS: Mapping[str, Callable[[Row], object]] = {
    "listed_at": lambda row: str(row["listed_at"]),
    "price": lambda row: float(str(row["price"])),
    "external_collection_number": lambda row: int(str(row["external_collection_number"])),
    "model_rarity": rows.model_rarity,
    "name": lambda row: str(row["name"]),
}


class Portals(MarketFace):
    """A token is looked at for partners only."""

    market = _MARKET
    price_keys = frozenset({"price", "floor_price", "amount", "floor"})

    def __init__(self, markets: Markets) -> None:
        super().__init__(markets)
        self.methods = (
            method("GET", f"{_DOOR}nfts/search", search, pages=True, signed=True, limit="search"),
            method("GET", f"{_DOOR}market/actions", actions, pages=True, signed=True),
            method("GET", f"{_DOOR}market/config", config, signed=True),
            method("GET", f"{_DOOR}collections", collections, pages=True, signed=True),
            method("GET", f"{_DOOR}collections/preview", preview, signed=True),
            method("GET", f"{_DOOR}collections/filters/preview", preview, signed=True),
            method("GET", f"{_DOOR}collections/floors", all_floors, signed=True, limit="floors"),
            method("GET", f"{_DOOR}collections/filters", filters, signed=True, limit="floors"),
            method("GET", f"{_DOOR}collection-offers/{{id}}/top", no_offers, signed=True),
            method("GET", f"{_DOOR}collection-offers/{{id}}/all", no_offers, signed=True),
        )

    def limit(self, asked: Asked, method: Method | None) -> tuple[str, Limit]:
        """By path, a second long."""
        kind = "" if method is None else method.limit
        told = _PARTNERS if asked.path.startswith("/partners") else _ANONYMOUS
        per_s = told.get(kind, told[""])
        return f"{told is _PARTNERS} {asked.path}", Limit(per_s=per_s, burst=per_s)

    def limit_headers(self, limit: Limit, wait_s: float) -> Mapping[str, str]:
        """No `Retry-After`: three headers of their own."""
        return {
            "x-ratelimit-limit": f"{limit.per_s:.0f}",
            "x-ratelimit-remaining": "0",
            "x-ratelimit-reset": str(int(wait_s) + 1),
        }

    def check_token(self, asked: Asked) -> None:
        """Partners need theirs; anonymous calls and any other header are let in."""
        told = asked.headers.get("Authorization", "")
        if asked.path.startswith("/partners") and not told.startswith("partners "):
            raise FaceError(401)


def search(asked: Asked) -> Answer:
    """Lots; what is asked by a parameter that nobody knows is given as if nobody had asked."""
    offset, limit = _place(asked, PAGE_MAX)
    wanted = _wanted(asked)
    found = [
        row
        for row in _rows(asked)
        if all(str(row[name]) in values for name, values in wanted) and _fits(asked, row)
    ]
    how = asked.text("sort_by") or asked.text("sort") or "listed_at desc"
    name, _, way = how.partition(" ")
    if name not in _KEYS:
        raise FaceError(422)
    found = sorted(found, key=_KEYS[name], reverse=way == "desc")  # type: ignore[arg-type]
    page, _more = cut(found, offset, limit)
    plain = asked.text("with_attributes") == "false"
    shown: list[object] = [
        {key: value for key, value in row.items() if key != "attributes" or not plain}
        for row in (rows.with_floor(asked, one) for one in page)
    ]
    return Answer(body={"results": shown, "total_count": len(found)}, rows=("results",))


def actions(asked: Asked) -> Answer:
    """What happened, newest first."""
    most, far = _PARTNERS_ACTIONS if asked.path.startswith("/partners") else (PAGE_MAX, 10**9)
    offset, limit = _place(asked, most)
    if offset > far:
        raise FaceError(422)
    kinds = set(asked.texts("action_types"))
    book = asked.book
    found = [
        row for row in happened(book, _MARKET) if not kinds or rows.ACTIONS[row.kind] in kinds
    ][offset : offset + limit]
    shown = [rows.action(asked, row, book.gifts[row.gift]) for row in found]
    return Answer(body={"actions": shown}, rows=("actions",))


def config(asked: Asked) -> Answer:
    """What they charge and what a TON costs, all as text."""
    return Answer(
        body={
            "commission": ton(FEES[_MARKET].seller_bps * 10**5),
            "cooldown": "0",
            "deposit_wallet": "UQBdepositsOfThisMarketDoNotExistInThisWorld00000",
            "usd_course": asked.markets.rates["TON/USD"],
            "rub_course": "190",
            "user_cashback": "0",
        }
    )


def collections(asked: Asked) -> Answer:
    """With floors and volumes."""
    offset, limit = _place(asked, 200)
    found = [rows.collection(asked, short) for short in asked.book.collections]
    page, _more = cut(found, offset, limit)
    return Answer(body={"collections": page}, rows=("collections",))


def preview(asked: Asked) -> Answer:
    """All of them with their ids."""
    keys = ("id", "name", "short_name", "photo_url")
    found = [rows.collection(asked, short) for short in asked.book.collections]
    shown = [{key: row[key] for key in keys} for row in found]
    return Answer(body={"collections": shown}, rows=("collections",))


def all_floors(asked: Asked) -> Answer:
    """By short name; what has no lot is left out."""
    told = {short: ton(price) for short, price in sorted(floors(asked.book, _MARKET).items())}
    return Answer(body={"floorPrices": told})


def filters(asked: Asked) -> Answer:
    """Traits with floors and supplies, of the collections that are asked for."""
    there = set(asked.book.collections)
    wanted = [short for short in asked.texts("short_names") if short in there]
    return Answer(body={"collections": {short: rows.traits(asked, short) for short in wanted}})


def no_offers(_asked: Asked) -> Answer:
    """Nobody bids for whole collections here."""
    return Answer(body={"offers": [], "top": None})


def _rows(asked: Asked) -> Sequence[Row]:
    book = asked.book

    def made() -> list[Row]:
        return [book.row(one, partial(rows.lot, asked)) for one in newest(book, _MARKET)]

    return book.view(_MARKET, "wire", made)


def _place(asked: Asked, most: int) -> tuple[int, int]:
    for name in ("offset", "limit"):
        told = asked.text(name)
        if told is not None and not (told.isascii() and told.isdigit()):
            raise FaceError(422)
    limit = asked.number("limit", 20, most=most)
    return asked.start(asked.text("offset")), limit


def _fits(asked: Asked, row: Row) -> bool:
    return (
        _fits_traits(asked, row)
        and _fits_kind(asked, row)
        and _fits_price(asked, float(str(row["price"])))
    )


def _wanted(asked: Asked) -> Sequence[tuple[str, frozenset[str]]]:
    """What lots are asked for by their ids, in whatever form."""
    told = {
        "collection_id": asked.texts("collection_ids", "collection_id"),
        "id": asked.texts("ids"),
        "tg_id": asked.texts("tg_ids"),
        "external_collection_number": asked.texts("external_collection_number"),
    }
    return [(name, frozenset(values)) for name, values in told.items() if values]


def _fits_traits(asked: Asked, row: Row) -> bool:
    has = rows.trait_names(row)
    wanted = {
        "model": asked.texts("filter_by_models"),
        "backdrop": asked.texts("filter_by_backdrops"),
        "symbol": asked.texts("filter_by_symbols"),
    }
    words = (asked.text("search") or asked.text("name_filter") or "").lower()
    return words in f"{row['name']} #{row['external_collection_number']}".lower() and all(
        not names or has[kind] in names for kind, names in wanted.items()
    )


def _fits_kind(asked: Asked, row: Row) -> bool:
    early, minted = asked.text("premarket_status"), asked.text("mint_status")
    if asked.text("exclude_bundled") == "true" and row["bundle_id"] is not None:
        return False
    if early in ("without_premarket", "only_premarket") and row["is_premarket"] != (
        early == "only_premarket"
    ):
        return False
    return minted not in ("minted", "not_minted") or (row["ton_address"] is not None) == (
        minted == "minted"
    )


def _fits_price(asked: Asked, price: float) -> bool:
    try:
        least = float(asked.text("min_price") or 0)
        most = float(asked.text("max_price") or "inf")
    except ValueError as error:
        raise FaceError(422) from error
    return least <= price <= most
