"""MRKT's rows: lots, collections and the feed.

`salePrice` is the buyer's total in nano, the market's fee inside it; in the feed `amount` is the
same. Wire form: unofficial, as clients of 2026-09 read it.
"""

from typing import Final

from bot.gateways.markets.exact import (
    OddRow,
    Row,
    fields,
    flag,
    moment,
    moment_or_none,
    number,
    own_id,
    permille,
    text,
    text_or_none,
    trait,
)
from bot.gateways.markets.feeds import Entry
from bot.gateways.markets.health import Odd
from bot.gateways.markets.prices import if_real, units_of_number
from domain.gifts.market_ports import MarketEvent, Shelf
from domain.gifts.models import CollectionKey, EventKind, Lot, Market, TraitValue
from domain.gifts.names import collection_key, gift_key, parse_gift
from domain.gifts.search import SaleKind
from domain.shared.ids import Instant
from domain.shared.money import TON
from domain.shared.refusals import Invalid

GIFT_FIELDS: Final = fields(
    """
    id giftId giftIdString name number title collectionName modelName modelRarityPerMille
    modelRarityName modelStickerThumbnailKey backdropName backdropRarityPerMille
    backdropColorsCenterColor backdropColorsEdgeColor backdropColorsSymbolColor
    backdropColorsTextColor symbolName symbolRarityPerMille salePrice salePriceWithoutFee
    floorPriceNanoTONsByCollection floorPriceNanoTONsByBackdropModel isOnSale isOnAuction isLocked
    isLockedForSale premarketStatus unlockDate nextResaleDate nextTransferDate exportDate
    salesCount minted isCrafted totalUpgradedCount maxUpgradedCount
    """
)
FEED_FIELDS: Final = frozenset({"type", "id", "amount", "date", "gift"})
SHELF_FIELDS: Final = fields(
    """
    name title floorPriceNanoTons previousDayFloorPriceNanoTons volume isNew isHidden craftable
    createdAt modelStickerThumbnailKey
    """
)
KINDS: Final = {
    "listing": EventKind.LISTED,
    "change_price": EventKind.REPRICED,
    "sale": EventKind.SOLD,
}


def shelf(row: Row) -> Shelf:
    """Raises OddRow."""
    name = text(row, "name", Odd.NAME)
    return Shelf(collection=_key(name), title=name, ref=name)


def lot(row: Row) -> Lot | None:
    """None for a gift that is not for sale. Raises OddRow."""
    kind = _sale_kind(row)
    if kind is None:
        return None
    title, collection, of_number = _identity(row)
    return Lot(
        market=Market.MRKT,
        own_id=own_id(row, "id"),
        collection=collection,
        number=of_number,
        title=title,
        model=_trait(row, "model", row.get("modelRarityName")),
        backdrop=_trait(row, "backdrop"),
        symbol=_trait(row, "symbol"),
        price=units_of_number(row.get("salePrice"), TON),
        sale_kind=kind,
        onchain=flag(row, "minted"),
        locked_until=_locked_until(row),
    )


def entry(row: Row) -> Entry:
    """Of the feed. Raises OddRow."""
    ref, at = own_id(row, "id"), moment(row.get("date"))
    kind, gift = KINDS.get(str(row.get("type"))), row.get("gift")
    if kind is None:
        return Entry(ref=ref, at=at, event=None)
    if not isinstance(gift, dict):
        raise OddRow(Odd.FORM)
    _, collection, of_number = _identity(gift)
    price, odd = if_real(lambda: units_of_number(row.get("amount"), TON))
    shown, _ = (None, None) if kind is EventKind.SOLD or odd else if_real(lambda: lot(gift))
    event = MarketEvent(
        ref=ref,
        kind=kind,
        at=at,
        own_id=own_id(gift, "id"),
        gift=gift_key(collection, of_number),
        price=price,
        lot=shown,
    )
    return Entry(ref=ref, at=at, event=event, odd=odd)


def _identity(row: Row) -> tuple[str, CollectionKey, int]:
    """The slug must say the same as name and number do."""
    title, of_number = text(row, "collectionName", Odd.NAME), number(row.get("number"))
    slug = text_or_none(row, "name")
    if slug is not None and _of_slug(slug) != (_key(title), of_number):
        raise OddRow(Odd.CONTRADICTION)
    return title, _key(title), of_number


def _sale_kind(row: Row) -> SaleKind | None:
    if flag(row, "isOnAuction"):
        return SaleKind.AUCTION
    if not flag(row, "isOnSale"):
        return None
    early = row.get("premarketStatus")
    return SaleKind.FIX if early in (None, "None") else SaleKind.PREMARKET


def _locked_until(row: Row) -> Instant | None:
    until = moment_or_none(row.get("unlockDate"))
    if until is None and flag(row, "isLockedForSale"):
        # Nobody can say when it can be bought: it is no lot that one could show.
        raise OddRow(Odd.TIME)
    return until


def _trait(row: Row, kind: str, tier: object = None) -> TraitValue | None:
    rarity = permille(row.get(f"{kind}RarityPerMille"))
    return trait(row.get(f"{kind}Name"), rarity, tier if rarity is None else None)


def _key(title: str) -> CollectionKey:
    try:
        return collection_key(title)
    except Invalid:
        raise OddRow(Odd.NAME) from None


def _of_slug(slug: str) -> tuple[CollectionKey, int] | None:
    try:
        return parse_gift(slug)
    except Invalid:
        return None
