"""TON API under `/v2`: what the chain knows of gifts, and rates.

Off-chain sales are not there. What GetGems and Fragment sell on the chain is, under their names;
and now and then a sale whose market is a wallet, which is none.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from scripts.sandbox.markets import names
from scripts.sandbox.markets.book import GIFTS, Book
from scripts.sandbox.markets.face import tonapi_rows as rows
from scripts.sandbox.markets.face.calls import Answer, Asked, FaceError, Method, method
from scripts.sandbox.markets.face.limits import Limit
from scripts.sandbox.markets.face.market import MarketFace
from scripts.sandbox.markets.names import Collection
from scripts.sandbox.markets.rows import Event, Gift
from scripts.sandbox.markets.state import Markets
from scripts.sandbox.ton.wallets import read_address

ITEMS_MAX = 1_000
_NFTS = "/v2/nfts/"
_KEYLESS = Limit(per_s=0.25, burst=1)
_KEYED = Limit(per_s=10, burst=10)
PER_DOLLAR: Final[Mapping[str, Decimal]] = {
    "USD": Decimal(1),
    "EUR": Decimal("0.86"),
    "GBP": Decimal("0.76"),
    "CNY": Decimal("7.1"),
    "RUB": Decimal(81),
    "UAH": Decimal(42),
    "KZT": Decimal(525),
    "TRY": Decimal(42),
    "INR": Decimal(88),
    "AED": Decimal("3.67"),
}
"""What a dollar costs here, for ever: only the dollar itself is moved by the world."""


class TonApi(MarketFace):
    """One call in four seconds without a key."""

    market = "tonapi"
    price_keys = frozenset({"value", "prices"})

    def __init__(self, markets: Markets) -> None:
        super().__init__(markets)
        self.methods = (
            method("GET", f"{_NFTS}collections", collections, pages=True, signed=True),
            method("POST", f"{_NFTS}collections/_bulk", many_collections, signed=True),
            method("GET", f"{_NFTS}collections/{{address}}", one_collection, signed=True),
            method("GET", f"{_NFTS}collections/{{address}}/items", items, pages=True, signed=True),
            method("POST", f"{_NFTS}_bulk", many_items, signed=True),
            method("GET", f"{_NFTS}{{address}}", one_item, signed=True),
            method("GET", "/v2/accounts/{address}/nfts", owned, pages=True, signed=True),
            method("GET", "/v2/accounts/{address}/nfts/history", history, signed=True),
            method("GET", "/v2/rates", rates, signed=True),
        )

    def limit(self, asked: Asked, method: Method | None) -> tuple[str, Limit]:
        """One bucket for all without a key, one for each key."""
        del method
        key = asked.headers.get("Authorization", "")
        return key, _KEYED if key else _KEYLESS

    def words(self, status: int) -> object:
        """One word of why."""
        told = {401: "invalid token", 404: "entity not found", 429: "rate limit: 1 rps"}
        return {"error": told.get(status, "internal error"), "error_code": 0}


def collections(asked: Asked) -> Answer:
    """All of them."""
    found = [rows.collection(one) for one in _there(asked.book)]
    page = _cut(asked, found, 100)
    return Answer(body={"nft_collections": page}, rows=("nft_collections",))


def many_collections(asked: Asked) -> Answer:
    """Those of the addresses that there are."""
    wanted = _account_ids(asked)
    found = [rows.collection(one) for one in _there(asked.book) if one.address in wanted]
    return Answer(body={"nft_collections": found}, rows=("nft_collections",))


def one_collection(asked: Asked) -> Answer:
    """One by its address."""
    return Answer(body=rows.collection(_collection(asked)))


def items(asked: Asked) -> Answer:
    """All items of a collection, for sale or not, in the order of their numbers."""
    short, book = _collection(asked).short, asked.book
    page = _cut(asked, _onchain(book).get(short, []), ITEMS_MAX)
    return _items(asked, page)


def many_items(asked: Asked) -> Answer:
    """Those of the addresses that there are."""
    wanted, by = _account_ids(asked), _by_address(asked.book)
    return _items(asked, [by[one] for one in wanted if one in by])


def one_item(asked: Asked) -> Answer:
    """404 for what is not on the chain."""
    gift = _by_address(asked.book).get(_raw(asked.found["address"]))
    if gift is None:
        raise FaceError(404)
    return Answer(body=rows.item(asked, gift))


def owned(asked: Asked) -> Answer:
    """What lies at an address; what it has for sale belongs to the sale's contract."""
    home = _raw(asked.found["address"])
    wanted = asked.text("collection")
    parent = None if wanted is None else _raw(wanted)
    indirect = asked.text("indirect_ownership") == "true"
    found = [
        gift
        for gift in _by_address(asked.book).values()
        if gift.home == home
        and parent in (None, gift.collection.address)
        and (indirect or rows.on_sale(asked.book, gift) is None)
    ]
    return _items(asked, _cut(asked, found, ITEMS_MAX))


def history(asked: Asked) -> Answer:
    """What came to an address and left it, newest first."""
    home, book = _raw(asked.found["address"]), asked.book
    limit, before = asked.number("limit", 100, most=ITEMS_MAX), asked.number("before_lt", 2**62)
    found = [
        operation
        for row in reversed(book.events)
        if _touches(book, row)
        and home in (row.seller_home, row.buyer_home)
        and int(str((operation := rows.operation(asked, row))["lt"])) < before
    ]
    page = found[:limit]
    last = page[-1]["lt"] if len(found) > limit else None
    return Answer(body={"operations": page, "next_from": last}, rows=("operations",))


def rates(asked: Asked) -> Answer:
    """What a TON costs; other tokens are not known here."""
    dollars = Decimal(asked.markets.rates["TON/USD"])
    wanted = [one.upper() for one in asked.texts("currencies")] or ["USD"]
    prices = {one: float(dollars * PER_DOLLAR[one]) for one in wanted if one in PER_DOLLAR} | (
        {"TON": 1.0} if "TON" in wanted else {}
    )
    tokens = [one.upper() for one in asked.texts("tokens")]
    told = {one: {"prices": prices} for one in tokens if one in ("TON", "GRAM")}
    return Answer(body={"rates": told})


def _items(asked: Asked, found: Sequence[Gift]) -> Answer:
    shown = [rows.item(asked, gift) for gift in found]
    return Answer(body={"nft_items": shown}, rows=("nft_items",))


def _cut(asked: Asked, found: Sequence[rows.Shown], default: int) -> list[rows.Shown]:
    limit = asked.number("limit", default, most=ITEMS_MAX)
    start = asked.start(asked.text("offset"))
    return list(found[start : start + limit])


def _there(book: Book) -> list[Collection]:
    found = (names.collection(short) for short in book.collections)
    return [one for one in found if one is not None]


def _collection(asked: Asked) -> Collection:
    wanted = _raw(asked.found["address"])
    for one in _there(asked.book):
        if one.address == wanted:
            return one
    raise FaceError(404)


def _onchain(book: Book) -> Mapping[str, list[Gift]]:
    """The gifts on the chain by collection."""

    def made() -> dict[str, list[Gift]]:
        found: dict[str, list[Gift]] = {}
        for gift in sorted(_by_address(book).values(), key=lambda one: one.number):
            found.setdefault(gift.short, []).append(gift)
        return found

    return book.view(GIFTS, "onchain", made)


def _by_address(book: Book) -> Mapping[str, Gift]:
    return book.items


def _account_ids(asked: Asked) -> list[str]:
    told = asked.fields.get("account_ids")
    if not isinstance(told, list):
        raise FaceError(400, {"error": "can't decode request", "error_code": 0})
    return [_raw(str(one)) for one in told]


def _raw(told: str) -> str:
    read = read_address(told)
    if read is None:
        raise FaceError(400, {"error": "can't decode address", "error_code": 0})
    return read[0]


def _touches(book: Book, row: Event) -> bool:
    return row.kind in ("sold", "moved") and book.gifts[row.gift].onchain
