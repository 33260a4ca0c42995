"""Fragment: pages of HTML, the same rows by its inner API, and the metadata of gifts.

All that is for sale here is on the chain. Prices are text with commas between thousands. The
inner API wants the hash that stands in every page.
"""

import secrets
from collections.abc import Mapping, Sequence
from functools import partial

from scripts.sandbox.markets import names
from scripts.sandbox.markets.face import fragment_pages as pages
from scripts.sandbox.markets.face import pictures
from scripts.sandbox.markets.face.calls import Answer, Asked, FaceError, Row, cut, method
from scripts.sandbox.markets.face.limits import Limit
from scripts.sandbox.markets.face.market import MarketFace
from scripts.sandbox.markets.face.shown import happened, iso_s, newest, picture, ton
from scripts.sandbox.markets.rows import FIX, Event, Gift, Listing
from scripts.sandbox.markets.state import Markets

PAGE_MAX = 60
_MARKET = "fragment"
_ORDERS = {
    "price_asc": lambda row: (pages.number(row), str(row["slug"])),
    "price_desc": lambda row: (-pages.number(row), str(row["slug"])),
}


class Fragment(MarketFace):
    """Some five calls a second."""

    market = _MARKET
    price_keys = frozenset({"price"})
    plain_limit = Limit(per_s=5.5, burst=20)

    def __init__(self, markets: Markets) -> None:
        super().__init__(markets)
        self._hash = secrets.token_hex(9)
        self.methods = (
            method("GET", "/gifts", self.grid, pages=True),
            method("GET", "/gifts/{short}", self.grid, pages=True),
            method("GET", r"/gift/(?P<gift>[a-z0-9]+-\d+)\.json", metadata),
            method("GET", r"/gift/(?P<gift>[a-z0-9]+-\d+)\.lottie\.json", lottie),
            method("GET", r"/gift/(?P<gift>[a-z0-9]+-\d+)\.(?:\w+\.)?(?:webp|jpg)", art),
            method("GET", "/gift/{gift}", self.detail),
            method("GET", "/file/gifts/{short}/thumb.webp", thumb),
            method("POST", "/api", self.inner, pages=True, signed=True),
        )

    def words(self, status: int) -> object:
        """As the inner API refuses."""
        return {"ok": False, "error": f"Error {status}"}

    def check_token(self, asked: Asked) -> None:
        """The hash of the last page that was given; a wrong one is refused with status 200."""
        if asked.text("hash") != self._hash:
            raise FaceError(200, {"ok": False, "error": "Access denied"})

    def expire(self, asked: Asked) -> None:
        """From now on another hash is good: a page tells it."""
        del asked
        self._hash = secrets.token_hex(9)

    def grid(self, asked: Asked) -> Answer:
        """One collection, or all."""
        short = asked.found.get("short")
        if short is not None and names.collection(short) is None:
            raise FaceError(404)
        wanted = {name: asked.text(name) for name in ("sort", "filter", "query", "offset_id")}
        rows, following = _rows(asked, short, wanted)
        body: Row = {"items": rows, "next": following, **self._frame(asked)}
        body |= {"collections": _counts(asked), "facets": pages.facets(asked.book, short)}
        return Answer(body=body, rows=("items",), render=pages.grid)

    def inner(self, asked: Asked) -> Answer:
        """`searchAuctions` of `gifts`: the next rows as HTML in JSON."""
        fields = asked.fields
        if fields.get("method") != "searchAuctions" or fields.get("type") != "gifts":
            raise FaceError(200, {"ok": False, "error": "Bad request"})
        short = fields.get("collection")
        wanted = {
            name: str(fields[name]) if fields.get(name) else None
            for name in ("sort", "filter", "query", "offset_id")
        }
        rows, following = _rows(asked, str(short) if short else None, wanted)
        return Answer(body={"items": rows, "next": following}, rows=("items",), render=pages.inner)

    def detail(self, asked: Asked) -> Answer:
        """One gift; what was never on the chain has no page."""
        gift = _gift(asked)
        lot = asked.book.listing(_MARKET, gift.key)
        body: Row = {
            "row": None if lot is None else _row(gift, lot),
            "name": gift.collection.name,
            "slug": gift.key,
            "number": gift.number,
            "owner": names.friendly(gift.home),
            "supply": gift.collection.supply,
            "traits": [
                ["Model", gift.model, pages.percent(gift.model_rarity)],
                ["Backdrop", gift.backdrop, pages.percent(gift.backdrop_rarity)],
                ["Symbol", gift.symbol, pages.percent(gift.symbol_rarity)],
            ],
            **self._frame(asked),
        }
        return Answer(body=body, render=pages.detail)

    def _frame(self, asked: Asked) -> Row:
        return {"hash": self._hash, "ton_rate": asked.markets.rates["TON/USD"]}


def metadata(asked: Asked) -> Answer:
    """As nft.fragment.com has it, for gifts on the chain."""
    gift = _gift(asked)
    name = gift.collection.name
    return Answer(
        body={
            "name": f"{name} #{gift.number}",
            "description": f"An exclusive {name} with the appearance of {gift.model}.",
            "image": picture(asked, gift),
            "lottie": picture(asked, gift, "lottie.json"),
            "attributes": [
                {"trait_type": "Model", "value": gift.model},
                {"trait_type": "Backdrop", "value": gift.backdrop},
                {"trait_type": "Symbol", "value": gift.symbol},
            ],
        }
    )


def lottie(asked: Asked) -> Answer:
    """An animation of one frame in which nothing moves."""
    size: Row = {"fr": 60, "ip": 0, "op": 1, "w": 512, "h": 512}
    return Answer(body={"v": "5.5.2", **size, "nm": asked.found["gift"], "layers": []})


def art(asked: Asked) -> Answer:
    """A picture of any gift, on the chain or not, in the colours of its backdrop."""
    gift = asked.book.gifts.get(asked.found["gift"])
    if gift is None:
        raise FaceError(404)
    return Answer(body=None, render=partial(pictures.gift, gift))


def thumb(asked: Asked) -> Answer:
    """A picture of a collection."""
    one = names.collection(asked.found["short"])
    if one is None:
        raise FaceError(404)
    return Answer(body=None, render=partial(pictures.collection, one.name))


def _gift(asked: Asked) -> Gift:
    gift = asked.book.gifts.get(asked.found["gift"])
    if gift is None or not gift.onchain:
        raise FaceError(404)
    return gift


def _rows(
    asked: Asked, short: str | None, wanted: Mapping[str, str | None]
) -> tuple[list[Row], str | None]:
    kind = wanted["filter"] or "sale"
    words = (wanted["query"] or "").lower()
    found = [
        row
        for row in (_sold(asked) if kind == "sold" else _lots(asked, kind))
        if short in (None, str(row["slug"]).rpartition("-")[0])
        and words in f"{row['name']} #{row['number']}".lower()
    ]
    order = _ORDERS.get(wanted["sort"] or "")
    if order is not None:
        found.sort(key=order)
    return cut(found, asked.start(wanted["offset_id"]), PAGE_MAX)


def _lots(asked: Asked, kind: str) -> Sequence[Row]:
    book = asked.book

    def made() -> list[Row]:
        return [_row(book.gifts[one.gift], one) for one in newest(book, _MARKET)]

    status = "auction" if kind == "auction" else "sale"
    return [row for row in book.view(_MARKET, "wire", made) if row["status"] == status]


def _sold(asked: Asked) -> Sequence[Row]:
    book = asked.book
    rows = (row for row in happened(book, _MARKET) if row.kind == "sold")
    return [_sale(row, book.gifts[row.gift]) for row in rows]


def _row(gift: Gift, lot: Listing) -> Row:
    return {
        "slug": gift.key,
        "name": gift.collection.name,
        "number": gift.number,
        "price": ton(lot.price),
        "status": "sale" if lot.sale_kind == FIX else "auction",
        "at": None if lot.sale_kind == FIX else iso_s(lot.listed_ms + 7 * 86_400_000),
    }


def _sale(row: Event, gift: Gift) -> Row:
    return {
        "slug": gift.key,
        "name": gift.collection.name,
        "number": gift.number,
        "price": ton(row.price or 0),
        "status": "sold",
        "at": iso_s(row.at_ms),
    }


def _counts(asked: Asked) -> list[list[object]]:
    there = [names.collection(one) for one in asked.book.collections]
    return [[one.short, one.name, one.supply] for one in there if one is not None]
