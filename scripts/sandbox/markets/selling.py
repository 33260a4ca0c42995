"""What scripts do to listings: offered and sold under the rules of each market."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from scripts.sandbox.faults import MARKETS
from scripts.sandbox.forms import Refusal
from scripts.sandbox.markets import making
from scripts.sandbox.markets.book import Book
from scripts.sandbox.markets.rows import (
    CHAIN_ONLY,
    FIX,
    SALE_KINDS,
    SHOWS_ASSETS,
    SHOWS_LOCKS,
    TON,
    Gift,
    Listing,
)
from scripts.sandbox.markets.state import Markets

_STREAM = "buyers"
INDEX = "tonapi"
ON_CHAIN = ("getgems", *CHAIN_ONLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A gift as it shall be for sale; `price` in the smallest unit of the asset."""

    market: str
    gift: Gift
    price: int
    asset: str = TON
    sale_kind: str = FIX
    locked_until: datetime | None = None


def offer(markets: Markets, wanted: Offer) -> Listing:
    """Put it on the market; where only the chain sells, the gift is brought there.

    Refuses: `invalid` for what the market's pages cannot show; `taken`.
    """
    market, gift, book = wanted.market, wanted.gift, markets.book
    if wanted.sale_kind not in SALE_KINDS[market]:
        raise Refusal("invalid", sale_kind=f"{market} has no such sales")
    if wanted.asset != TON and market not in SHOWS_ASSETS:
        raise Refusal("invalid", **{"price.asset": f"{market} sells for TON"})
    if wanted.locked_until is not None and market not in SHOWS_LOCKS:
        raise Refusal("invalid", locked_until=f"{market} has no locked lots")
    if book.listing(market, gift.key) is not None:
        raise Refusal("taken", gift=gift.key, market=market)
    # On the chain a gift lies in one contract of sale, and TON API shows no other.
    sold = [name for name in ON_CHAIN if book.listing(name, gift.key) is not None]
    if sold and INDEX in {market, *sold} and market in ON_CHAIN:
        raise Refusal("taken", gift=gift.key, market=sold[0])
    if market in CHAIN_ONLY and not gift.onchain:
        book.bring_on_chain(gift)
    made = making.listing_of(gift, market, wanted.price, now_ms=markets.now_ms)
    made.asset, made.sale_kind = wanted.asset, wanted.sale_kind
    if wanted.locked_until is not None:
        made.locked_ms = round(wanted.locked_until.timestamp() * 1000)
    book.offer(made, at_ms=markets.now_ms)
    markets.changed()
    return made


def sell(markets: Markets, lot: Listing, buyer: str, address: str | None) -> None:
    """Sold at its price."""
    markets.book.sell(lot, buyer, address=address, at_ms=markets.now_ms)
    markets.changed()


def somebody(markets: Markets) -> str:
    """One of the world's own collectors."""
    return f"holder{markets.core.chance.between(1, 1 + len(markets.book.gifts) // 4, _STREAM)}"


def by_id(book: Book, market: str | None = None) -> Iterable[tuple[str, Listing]]:
    """The active listings with their ids, in the order of these."""
    for name in sorted(MARKETS) if market is None else (market,):
        yield from _sorted(book, name)


def find(book: Book, listing_id: str) -> Listing | None:
    """The active listing of that id."""
    market = listing_id.partition(":")[0]
    if market not in MARKETS:
        return None
    return book.view(market, "ids", lambda: dict(_sorted(book, market))).get(listing_id)


def _sorted(book: Book, market: str) -> list[tuple[str, Listing]]:
    return book.view(
        market,
        "by id",
        lambda: sorted(((one.id, one) for one in book.listings(market)), key=itemgetter(0)),
    )
