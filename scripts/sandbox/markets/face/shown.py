"""What several markets show in the same way: times, amounts, pictures, floors, what happened."""

from collections.abc import Sequence
from datetime import UTC, datetime

from scripts.sandbox.forms import amount_text, time_text
from scripts.sandbox.markets.book import Book
from scripts.sandbox.markets.face.calls import Asked
from scripts.sandbox.markets.rows import FIX, TON, Event, Gift, Listing

NANO = 10**9
_TON_DECIMALS, _USDT_DECIMALS = 9, 6


def iso(at_ms: int) -> str:
    """RFC 3339 with milliseconds."""
    return time_text(datetime.fromtimestamp(at_ms / 1000, UTC))


def iso_s(at_ms: int) -> str:
    """RFC 3339; milliseconds only where there are any."""
    return iso(at_ms).replace(".000Z", "Z")


def ton(nano: int) -> str:
    """TON as a decimal text."""
    return amount_text(nano, _TON_DECIMALS)


def decimal(units: int, asset: str) -> str:
    """Any asset of a listing as a decimal text."""
    return amount_text(units, _TON_DECIMALS if asset == TON else _USDT_DECIMALS)


def picture(asked: Asked, gift: Gift, ending: str = "webp") -> str:
    """Where the face of Fragment shows a gift."""
    return f"{asked.markets.core.url}/markets/fragment/gift/{gift.key}.{ending}"


def floors(book: Book, market: str) -> dict[str, int]:
    """The least price in nano of each collection, of lots for TON at a fixed price."""

    def made() -> dict[str, int]:
        found: dict[str, int] = {}
        for one in plain(book, market):
            short = book.gifts[one.gift].short
            found[short] = min(one.price, found.get(short, one.price))
        return found

    return book.view(market, "floors", made)


def plain(book: Book, market: str) -> list[Listing]:
    """Lots for TON at a fixed price."""
    return [one for one in book.listings(market) if one.sale_kind == FIX and one.asset == TON]


def newest(book: Book, market: str) -> Sequence[Listing]:
    """A market's lots, those that came last first."""
    return book.view(
        market,
        "newest",
        lambda: sorted(book.listings(market), key=lambda one: (-one.listed_ms, one.gift)),
    )


def happened(book: Book, market: str) -> Sequence[Event]:
    """What happened on a market, newest first."""
    return book.view(
        market,
        "events",
        lambda: [row for row in reversed(book.events) if row.market == market],
    )
