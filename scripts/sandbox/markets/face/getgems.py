"""GetGems: the public API under `/public-api`, and the site's GraphQL.

Prices are nano as text. A page's place is asked for by `after` and told by `cursor`; the wrong
name reads page one for ever, as it does there.
"""

import secrets
from collections.abc import Sequence

from scripts.sandbox.markets import names
from scripts.sandbox.markets.face import getgems_buying as buying
from scripts.sandbox.markets.face import getgems_graphql as graphql
from scripts.sandbox.markets.face import getgems_rows as rows
from scripts.sandbox.markets.face.calls import Answer, Asked, FaceError, Row, cut, method
from scripts.sandbox.markets.face.limits import Limit
from scripts.sandbox.markets.face.market import MarketFace
from scripts.sandbox.markets.face.shown import NANO, floors, happened, newest
from scripts.sandbox.markets.names import Collection
from scripts.sandbox.markets.rows import Gift
from scripts.sandbox.markets.state import Markets
from scripts.sandbox.ton.wallets import read_address

PAGE_MAX = 100
_MARKET = rows.MARKET
_V1 = "/public-api/v1/"
_TOKEN = "tonproof."


class GetGems(MarketFace):
    """A key of one's own is any word; a token by TonProof can go stale."""

    market = _MARKET
    price_keys = frozenset(
        {"fullPrice", "minBid", "price", "priceNano", "floorPrice", "floorPriceNano", "minPrice"}
    )
    # 400 in five minutes.
    plain_limit = Limit(per_s=400 / 300, burst=400)

    def __init__(self, markets: Markets) -> None:
        super().__init__(markets)
        self._good_tokens: set[str] = set()
        signed = (
            (f"{_V1}gifts/collections", collections),
            (f"{_V1}gifts/collections/top", top),
            (f"{_V1}collection/stats/{{address}}", stats),
            (f"{_V1}collection/basic-info/{{address}}", one_collection),
            (f"{_V1}collection/attributes/{{address}}", attributes),
            (f"{_V1}collection/history/{{address}}", collection_history),
            (f"{_V1}collection/{{address}}", one_collection),
            (f"{_V1}nfts/on-sale/{{address}}", on_sale),
            (f"{_V1}nfts/offchain/on-sale/gifts", offchain_gifts),
            (f"{_V1}nfts/offchain/on-sale/{{address}}", offchain_on_sale),
            (f"{_V1}nfts/history/gifts", history),
            (f"{_V1}nfts/owner/{{owner}}", owned),
            (f"{_V1}nfts/collection/{{address}}/owner/{{owner}}", owned),
            (f"{_V1}nft/history/{{nft}}", item_history),
            (f"{_V1}nft/search", search),
            (f"{_V1}nft/{{nft}}", one_item),
            (f"{_V1}offers/collection/{{address}}", no_offers),
        )
        self.methods = (
            method("POST", "/public-api/auth/ton-proof", self.log_in),
            *(
                method("GET", path, run, pages=run not in _SINGLE, signed=True)
                for path, run in signed
            ),
            method("POST", f"{_V1}nfts/list", many_items, signed=True),
            method("POST", f"{_V1}nfts/buy-fix-price/{{nft}}", buying.buy, signed=True),
            method("POST", "/graphql", graphql.answer, pages=True, signed=True),
        )

    def words(self, status: int) -> object:
        """The envelope of errors."""
        name = {401: "Unauthorized", 404: "NotFound", 429: "TooManyRequests"}.get(status, "Error")
        return {"success": False, "name": name, "errors": []}

    def log_in(self, asked: Asked) -> Answer:
        """Good for two days there; here until a fault ends it. The proof is not looked into."""
        if "proof" not in asked.fields and "authApplication" not in asked.fields:
            raise FaceError(400)
        token = f"{_TOKEN}{secrets.token_hex(16)}"
        self._good_tokens.add(token)
        return Answer(body={"token": token})

    def check_token(self, asked: Asked) -> None:
        """A bare key, or after `Bearer`."""
        told = _token(asked)
        if not told or (told.startswith(_TOKEN) and told not in self._good_tokens):
            raise FaceError(401)

    def expire(self, asked: Asked) -> None:
        """A token by TonProof is good no more; a key of one's own is refused this once."""
        if not _token(asked).startswith(_TOKEN):
            raise FaceError(401)
        self._good_tokens.clear()


def collections(asked: Asked) -> Answer:
    """All gift collections."""
    return _page(asked, [rows.collection(asked, one) for one in _there(asked)])


def top(asked: Asked) -> Answer:
    """With floors, those dear ones first."""
    least = floors(asked.book, _MARKET)
    dear = sorted(_there(asked), key=lambda one: -least.get(one.short, 0))
    found: list[Row] = [
        {
            "place": at,
            "collection": rows.collection(asked, one),
            "floorPrice": least[one.short] / NANO if one.short in least else None,
        }
        for at, one in enumerate(dear, start=1)
    ]
    return _page(asked, found)


def one_collection(asked: Asked) -> Answer:
    """What it is called."""
    return _told(rows.collection(asked, _collection(asked)))


def stats(asked: Asked) -> Answer:
    """Floor, volume and holders."""
    return _told(rows.stats(asked, _collection(asked)))


def attributes(asked: Asked) -> Answer:
    """All facets of a collection with counts and floors."""
    return _told({"attributes": rows.attributes(asked.book, _collection(asked))})


def on_sale(asked: Asked) -> Answer:
    """Lots on the chain."""
    return _page(asked, _lots(asked, _collection(asked), onchain=True))


def offchain_on_sale(asked: Asked) -> Answer:
    """Lots off it."""
    return _page(asked, _lots(asked, _collection(asked), onchain=False))


def offchain_gifts(asked: Asked) -> Answer:
    """Lots off the chain of all collections, newest first."""
    return _page(asked, _lots(asked, None, onchain=False))


def history(asked: Asked) -> Answer:
    """The whole gift market."""
    return _history(asked, None, None)


def collection_history(asked: Asked) -> Answer:
    """One collection's."""
    return _history(asked, _collection(asked), None)


def item_history(asked: Asked) -> Answer:
    """One item's."""
    return _history(asked, None, rows.gift_at(asked, asked.found["nft"]))


def one_item(asked: Asked) -> Answer:
    """404 when there is none."""
    gift = rows.gift_at(asked, asked.found["nft"])
    return _told(rows.item(asked, gift, asked.book.listing(_MARKET, gift.key)))


def many_items(asked: Asked) -> Answer:
    """Those of the addresses that there are."""
    told = asked.fields.get("addresses") or asked.fields.get("nfts")
    by = rows.addresses(asked)
    found = [by[str(one)] for one in told if str(one) in by] if isinstance(told, list) else []
    book = asked.book
    items = [rows.item(asked, one, book.listing(_MARKET, one.key)) for one in found]
    return Answer(body={"success": True, "response": {"items": items}}, rows=("response", "items"))


def search(asked: Asked) -> Answer:
    """By words of the name, in a collection."""
    words = (asked.text("query") or "").lower()
    wanted = asked.text("collectionAddress")
    short = None if wanted is None else _by_address(asked, wanted).short
    book = asked.book
    found = [
        rows.item(asked, one, book.listing(_MARKET, one.key))
        for one in book.gifts.values()
        if short in (None, one.short) and words in f"{one.collection.name} #{one.number}".lower()
    ]
    return _page(asked, found)


def owned(asked: Asked) -> Answer:
    """On the chain, by owner."""
    read = read_address(asked.found["owner"])
    home = None if read is None else read[0]
    short = _collection(asked).short if "address" in asked.found else None
    book = asked.book
    found = [
        rows.item(asked, one, book.listing(_MARKET, one.key))
        for one in book.gifts.values()
        if one.onchain and one.home == home and short in (None, one.short)
    ]
    return _page(asked, found)


def no_offers(asked: Asked) -> Answer:
    """Nobody bids for whole collections here."""
    return _page(asked, [])


def _history(asked: Asked, one: Collection | None, gift: Gift | None) -> Answer:
    book = asked.book
    kinds = set(asked.texts("types", "types[]"))
    least, most = asked.number("minTime", 0), asked.number("maxTime", 2**62)
    found = [
        row
        for row in reversed(happened(book, _MARKET))
        if least <= row.at_ms <= most
        and (not kinds or rows.TYPES[row.kind] in kinds)
        and (gift is None or row.gift == gift.key)
        and (one is None or book.gifts[row.gift].short == one.short)
    ]
    if asked.text("reverse") != "true":
        found.reverse()
    start = asked.start(asked.text("after"))
    limit = asked.number("limit", PAGE_MAX, most=PAGE_MAX)
    page = [rows.event(row, book.gifts[row.gift]) for row in found[start : start + limit]]
    more = start + limit < len(found)
    return _listed(page, str(start + limit) if more else None)


def _lots(asked: Asked, one: Collection | None, *, onchain: bool) -> Sequence[Row]:
    book = asked.book

    def made() -> dict[bool, list[tuple[str, Row]]]:
        found: dict[bool, list[tuple[str, Row]]] = {True: [], False: []}
        for lot in newest(book, _MARKET):
            row = book.row(lot, lambda one, gift: rows.item(asked, gift, one))
            found[lot.onchain].append((lot.gift.rpartition("-")[0], row))
        return found

    lots = book.view(_MARKET, "wire", made)[onchain]
    return [row for short, row in lots if one is None or short == one.short]


def _page(asked: Asked, found: Sequence[Row]) -> Answer:
    limit = asked.number("limit", PAGE_MAX, most=PAGE_MAX)
    page, following = cut(found, asked.start(asked.text("after")), limit)
    return _listed(page, following)


def _listed(page: Sequence[Row], cursor: str | None) -> Answer:
    body = {"success": True, "response": {"items": list(page), "cursor": cursor}}
    return Answer(body=body, rows=("response", "items"))


def _told(response: Row) -> Answer:
    return Answer(body={"success": True, "response": response})


def _there(asked: Asked) -> list[Collection]:
    found = (names.collection(short) for short in asked.book.collections)
    return [one for one in found if one is not None]


def _collection(asked: Asked) -> Collection:
    return _by_address(asked, asked.found["address"])


def _by_address(asked: Asked, told: str) -> Collection:
    read = read_address(told)
    for one in _there(asked):
        if read is not None and one.address == read[0]:
            return one
    raise FaceError(404)


def _token(asked: Asked) -> str:
    return asked.headers.get("Authorization", "").removeprefix("Bearer ").strip()


# Answers of one thing, which have no place.
_SINGLE = (one_collection, stats, attributes, one_item)
