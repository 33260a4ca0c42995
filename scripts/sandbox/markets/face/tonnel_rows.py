"""Lots and sales as Tonnel writes them."""

from datetime import UTC, datetime

from scripts.sandbox.forms import time_text
from scripts.sandbox.markets.book import Book
from scripts.sandbox.markets.face.calls import Row
from scripts.sandbox.markets.rows import TON, Event, Gift, Listing, tonnel_id

_NANO, _MICRO = 10**9, 10**6
_SALE_KINDS = {"sold": "INTERNAL_SALE"}
# When gifts that are free to go could first be brought to the chain.
_FREE_SINCE = "2025-05-28T12:25:01.000Z"


def lot_row(lot: Listing, gift: Gift, usdt: str) -> Row:
    """One lot, in the kind of sale that it is."""
    number = int(lot.own_id)
    row: Row = {
        "gift_num": gift.number,
        "gift_id": number,
        "customEmojiId": str(5_280_000_000_000_000_000 + gift.uid),
        "name": gift.collection.name,
        "model": _named(gift.model, gift.model_rarity),
        "backdrop": _named(gift.backdrop, gift.backdrop_rarity),
        "symbol": _named(gift.symbol, gift.symbol_rarity),
        "price": _decimal(lot, usdt),
        "asset": "USDT" if lot.asset == usdt else "TON",
        "status": "forsale",
        "limited": False,
        "auction": None,
        "export_at": _FREE_SINCE if lot.locked_ms is None else _time(lot.locked_ms),
        "message_post_time": _time(lot.listed_ms),
        "modelRarity": (gift.model_rarity or 0) / 10,
        "backdropRarity": gift.backdrop_rarity / 10,
        "symbolRarity": gift.symbol_rarity / 10,
        "rarity": (gift.model_rarity or 0) / 10,
    }
    if lot.sale_kind == "auction":
        start = row.pop("price")
        row |= {
            "status": "auction",
            "auction_id": f"a{tonnel_id(gift.uid)}",
            "auction": {
                "auction_id": f"a{tonnel_id(gift.uid)}",
                "status": "active",
                "startingBid": start,
                "bidHistory": [],
            },
        }
    elif lot.sale_kind == "bundle":
        row["bundleData"] = [{"gift_num": gift.number, "name": gift.collection.name}]
    elif lot.sale_kind == "premarket":
        row |= {"premarket": True, "premarketData": {"status": "active"}}
    return row


def history_rows(book: Book) -> list[Row]:
    """What was sold on Tonnel, newest first."""
    return book.view(
        "tonnel",
        "history",
        lambda: [
            _sale(row, book.gifts[row.gift])
            for row in reversed(book.events)
            if row.market == "tonnel" and row.kind in _SALE_KINDS
        ],
    )


def _sale(row: Event, gift: Gift) -> Row:
    scale = _NANO if row.asset == TON else _MICRO
    return {
        "gift_id": int((row.listing or "0").rpartition(":")[2]),
        "gift_num": gift.number,
        "gift_name": gift.collection.name,
        "model": _named(gift.model, gift.model_rarity),
        "backdrop": _named(gift.backdrop, gift.backdrop_rarity),
        "symbol": _named(gift.symbol, gift.symbol_rarity),
        "price": (row.price or 0) / scale,
        "asset": "TON" if row.asset == TON else "USDT",
        "type": _SALE_KINDS[row.kind],
        "timestamp": _time(row.at_ms),
    }


def _named(name: str, per_mille: int | None) -> str:
    """`Zebra (1.5%)`, `Burgundy (2%)`."""
    if per_mille is None:
        return name
    percent = f"{per_mille / 10:.1f}".removesuffix(".0")
    return f"{name} ({percent}%)"


def _decimal(lot: Listing, usdt: str) -> float:
    return lot.price / (_MICRO if lot.asset == usdt else _NANO)


def _time(at_ms: int) -> str:
    return time_text(datetime.fromtimestamp(at_ms / 1000, UTC))
