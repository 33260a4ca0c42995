"""Tonnel's rows: lots, sales, and the floors of models.

`price` is a decimal number of whole units, the buyer's fee comes on top of it. Rarity stands in
percent behind the names (`Zebra (1.5%)`). Wire form: unofficial, as clients of 2025 and 2026 read
it (tonnelmp 1.2 and others).
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from bot.gateways.markets.adapter import Means
from bot.gateways.markets.exact import (
    OddRow,
    Row,
    moment,
    moment_or_none,
    number,
    permille,
    text,
    trait,
)
from bot.gateways.markets.feeds import Entry
from bot.gateways.markets.health import Odd
from bot.gateways.markets.prices import if_real, whole_of_number
from domain.gifts.market_ports import MarketEvent, Shelf
from domain.gifts.models import CollectionKey, EventKind, Lot, Market, TraitValue
from domain.gifts.names import collection_key, gift_key
from domain.gifts.search import SaleKind
from domain.shared.ids import Instant
from domain.shared.money import Asset, Money
from domain.shared.refusals import Invalid

LOT_FIELDS: Final = frozenset(
    """
    _id gift_num gift_id customEmojiId name gift_name model backdrop symbol price asset status
    limited auction auction_id export_at message_post_time message_id seller buyer refunded
    premarket premarketData telegramMarketplace underLoan dutchAuctionData bundleData
    availabilityIssued availabilityTotal backdropData externalLink signature modelRarity
    backdropRarity symbolRarity rarity mintable
    """.split()  # noqa: SIM905  a list would be one name a line
)
SALE_FIELDS: Final = frozenset(
    """
    _id gift_id gift_num gift_name name model backdrop symbol price asset type timestamp status
    seller buyer limited customEmojiId message_id
    """.split()  # noqa: SIM905  a list would be one name a line
)
KINDS: Final = {"SALE": EventKind.SOLD, "INTERNAL_SALE": EventKind.SOLD}
_NAMED: Final = re.compile(r"(.{1,80}?)(?: \(([0-9]{1,3}(?:\.[0-9]{1,3})?)%\))?")
_FLOOR_KEY: Final = re.compile(r"([^_]{1,80})_.+")
_ID_BELOW: Final = 2**53
_OPEN: Final = frozenset({"forsale", "active", "auction"})


def lot(row: Row, means: Means) -> Lot | None:
    """None for one that is not for sale, or not in a way that we show. Raises OddRow."""
    if not _is_open(row):
        return None
    title = text(row, "name" if "name" in row else "gift_name", Odd.NAME)
    kind, listed_at = _sale_kind(row), moment_or_none(row.get("message_post_time"))
    return Lot(
        market=Market.TONNEL,
        own_id=str(gift_id(row)),
        collection=key_of(title),
        number=number(row.get("gift_num")),
        title=title,
        model=named(row.get("model")),
        backdrop=named(row.get("backdrop")),
        symbol=named(row.get("symbol")),
        price=_bid(row, means) if kind is SaleKind.AUCTION else _price(row, means),
        sale_kind=kind,
        onchain=False,
        listed_at=listed_at,
        locked_until=_locked_until(row, listed_at or means.clock.now()),
    )


def entry(row: Row, means: Means) -> Entry:
    """Of the history, which has no id of its own for what happened. Raises OddRow."""
    told, at = gift_id(row), moment(row.get("timestamp"))
    kind = KINDS.get(str(row.get("type")))
    ref = ":".join(str(row.get(one)) for one in ("gift_id", "timestamp", "type", "price", "asset"))
    if kind is None:
        return Entry(ref=ref, at=at, event=None)
    title = text(row, "gift_name" if "gift_name" in row else "name", Odd.NAME)
    price, odd = if_real(lambda: _price(row, means))
    event = MarketEvent(
        ref=ref,
        kind=kind,
        at=at,
        own_id=str(told),
        gift=gift_key(key_of(title), number(row.get("gift_num"))),
        price=price,
    )
    return Entry(ref=ref, at=at, event=event, odd=odd)


def shelf_of_floor(name: str) -> Shelf | None:
    """Of a key of the floors, such as `Toy Bear_Wizard (1.5%)`."""
    match = _FLOOR_KEY.fullmatch(name)
    return shelf_of(match[1]) if match is not None else None


def shelf_of(title: str) -> Shelf | None:
    try:
        return Shelf(collection=collection_key(title), title=title, ref=title)
    except Invalid:
        return None


def gift_id(row: Row) -> int:
    """The market's own number of a lot; below zero for a bundle. Raises OddRow."""
    told = row.get("gift_id")
    if not isinstance(told, int) or isinstance(told, bool) or not 0 < abs(told) < _ID_BELOW:
        raise OddRow(Odd.ID)
    return told


def named(value: object) -> TraitValue | None:
    """`Zebra (1.5%)`."""
    match = _NAMED.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    return trait(match[1], permille(match[2], per=10))


def key_of(title: str) -> CollectionKey:
    try:
        return collection_key(title)
    except Invalid:
        raise OddRow(Odd.NAME) from None


def _is_open(row: Row) -> bool:
    """Sold, given back, or held against a loan: all of these stay in the market's lists."""
    if row.get("buyer") or row.get("refunded") is True:
        return False
    if row.get("underLoan") or row.get("dutchAuctionData"):
        return False
    return row.get("status", "forsale") in _OPEN


def _sale_kind(row: Row) -> SaleKind:
    if gift_id(row) < 0:
        return SaleKind.BUNDLE
    if row.get("auction_id") or isinstance(row.get("auction"), Mapping):
        return SaleKind.AUCTION
    early = row.get("premarket") is True or bool(row.get("premarketData"))
    return SaleKind.PREMARKET if early else SaleKind.FIX


def _price(row: Row, means: Means) -> Money:
    return whole_of_number(row.get("price"), _asset(row, means))


def _bid(row: Row, means: Means) -> Money:
    """What an auction stands at: the highest bid, or where bids begin."""
    auction, asset = row.get("auction"), _asset(row, means)
    if not isinstance(auction, Mapping):
        raise OddRow(Odd.FORM)
    bids = auction.get("bidHistory")
    amounts = [
        bid["amount"]
        for bid in (bids if isinstance(bids, list) else ())
        if isinstance(bid, Mapping) and isinstance(bid.get("amount"), int | Decimal)
    ]
    return whole_of_number(max(amounts, default=auction.get("startingBid")), asset)


def _asset(row: Row, means: Means) -> Asset:
    asset = means.asset(row.get("asset"))
    if asset is None:
        raise OddRow(Odd.CURRENCY)
    return asset


def _locked_until(row: Row, listed_at: Instant) -> Instant | None:
    """From when on it may leave the market. A moment before it was offered locks nothing."""
    until = moment_or_none(row.get("export_at"))
    return until if until is not None and until > listed_at else None
