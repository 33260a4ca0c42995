"""The two questions of GetGems' GraphQL that clients ask: a search, and one item."""

from collections.abc import Mapping
from typing import Any

import orjson

from scripts.sandbox.markets.book import Book
from scripts.sandbox.markets.face import getgems_rows as rows
from scripts.sandbox.markets.face.calls import Answer, Asked, FaceError, Row
from scripts.sandbox.markets.face.shown import iso
from scripts.sandbox.markets.names import friendly
from scripts.sandbox.markets.rows import TON, Gift, Listing

PAGE_MAX = 100
_SEARCH, _ITEM = "alphaNftItemSearch", "alphaNftItemByAddress"


def answer(asked: Asked) -> Answer:
    """By the root field that the text of the question names."""
    question = str(asked.fields.get("query", ""))
    told = asked.fields.get("variables")
    variables = told if isinstance(told, dict) else {}
    if _SEARCH in question:
        return _search(asked, variables)
    if _ITEM in question:
        return _item(asked, variables)
    raise FaceError(400, {"errors": [{"message": "Cannot query field on type Query."}]})


def _search(asked: Asked, variables: Mapping[str, Any]) -> Answer:
    book = asked.book
    wanted = _conditions(variables.get("query"))
    found = [
        (gift, lot)
        for gift, lot in ((one, book.listing(rows.MARKET, one.key)) for one in book.gifts.values())
        if _fits(gift, lot, wanted)
    ]
    found.sort(key=lambda pair: _order(*pair))
    first = variables.get("first")
    limit = min(first, PAGE_MAX) if isinstance(first, int) and first > 0 else 30
    start = asked.start(variables.get("after"))
    page = found[start : start + limit]
    edges = [
        {"node": _node(book, gift, lot), "cursor": str(start + at)}
        for at, (gift, lot) in enumerate(page, start=1)
    ]
    info = {"hasNextPage": start + limit < len(found)}
    body = {"data": {_SEARCH: {"edges": edges, "info": info}}}
    return Answer(body=body, rows=("data", _SEARCH, "edges"))


def _item(asked: Asked, variables: Mapping[str, Any]) -> Answer:
    address, book = str(variables.get("address", "")), asked.book
    for gift in book.gifts.values():
        if address in (rows.address_of(gift), gift.address if gift.onchain else None):
            lot = book.listing(rows.MARKET, gift.key)
            minted = {"mintAt": iso(asked.markets.now_ms), "isMinted": gift.onchain}
            node = _node(book, gift, lot) | {"tgGiftInfo": minted}
            return Answer(body={"data": {_ITEM: node}})
    return Answer(body={"data": {_ITEM: None}})


def _conditions(told: object) -> Row:
    """The `$and` of single conditions that clients send, as one object."""
    try:
        query = orjson.loads(told) if isinstance(told, str) else {}
    except orjson.JSONDecodeError as error:
        raise FaceError(400, {"errors": [{"message": "invalid query"}]}) from error
    parts = query.get("$and", [query]) if isinstance(query, dict) else []
    return {str(name): value for part in parts for name, value in part.items()}


def _fits(gift: Gift, lot: Listing | None, wanted: Row) -> bool:
    address, sale = wanted.get("collectionAddress"), wanted.get("saleType")
    collection = gift.collection.address
    if address is not None and address not in (collection, friendly(collection)):
        return False
    if sale is None:
        return True
    kinds = {"fix_price": "fix", "auction": "auction"}
    return lot is not None and lot.sale_kind == kinds.get(str(sale))


def _order(gift: Gift, lot: Listing | None) -> tuple[bool, int, str]:
    """What is for sale first, cheap before dear."""
    return lot is None, 0 if lot is None else lot.price, gift.key


def _node(book: Book, gift: Gift, lot: Listing | None) -> Row:
    del book
    traits = (("Model", gift.model), ("Backdrop", gift.backdrop), ("Symbol", gift.symbol))
    return {
        "__typename": "NftItem",
        "address": rows.address_of(gift) if lot is None else lot.own_id,
        "name": f"{gift.collection.name} #{gift.number}",
        "kind": "CollectionItem" if gift.onchain else "OffchainNft",
        "attributes": [{"traitType": kind, "value": name} for kind, name in traits],
        "rarityRank": None,
        "sale": None if lot is None else _sale(lot),
    }


def _sale(lot: Listing) -> Row:
    address = friendly(lot.own_id) if lot.own_id.startswith("0:") else lot.own_id
    currency = "TON" if lot.asset == TON else "USDT"
    if lot.sale_kind == "auction":
        return {
            "__typename": "NftSaleAuction",
            "address": address,
            "minNextBid": str(lot.price),
            "currency": currency,
        }
    return {
        "__typename": "NftSaleFixPrice",
        "address": address,
        "fullPrice": str(lot.price),
        "networkFee": "100000000",
        "currency": currency,
    }
