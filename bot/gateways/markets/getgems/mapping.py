"""GetGems' rows: items for sale, collections, the history of the gift market.

`fullPrice`, `minBid` and `priceNano` are text in the smallest unit of the sale's currency and the
buyer's total. Wire form: the public API's documentation and its clients of 2026.
"""

from dataclasses import dataclass
from typing import Final

from bot.gateways.markets.adapter import Means
from bot.gateways.markets.exact import (
    OddRow,
    Row,
    fields,
    link_or_none,
    moment,
    number,
    own_id,
    permille,
    text,
    trait,
)
from bot.gateways.markets.feeds import Entry
from bot.gateways.markets.health import Odd
from bot.gateways.markets.prices import if_real, units_of_text
from domain.gifts.market_ports import MarketEvent
from domain.gifts.models import CollectionKey, EventKind, Lot, Market, TraitValue
from domain.gifts.names import collection_key, gift_key
from domain.gifts.plurals import title_of_item
from domain.gifts.search import SaleKind
from domain.shared.money import Asset, Money
from domain.shared.refusals import Invalid
from domain.ton import address
from domain.ton.refusals import AddressInvalid

ITEM_FIELDS: Final = fields(
    """
    address kind name description collectionAddress ownerAddress actualOwnerAddress image
    imageSizes attributes sale content warning isHiddenByUser contentLoaded isNft lastSale
    """
)
NODE_FIELDS: Final = fields("__typename address name kind attributes rarityRank sale tgGiftInfo")
EVENT_FIELDS: Final = fields(
    "address name collectionAddress time timestamp lt hash isOffchain typeData"
)
SHELF_FIELDS: Final = fields(
    "address name description image isVerified itemsCount ownerAddress imageSizes"
)
KINDS: Final = {
    "putUpForSale": EventKind.LISTED,
    "putUpForAuction": EventKind.LISTED,
    "cancelSale": EventKind.DELISTED,
    "cancelAuction": EventKind.DELISTED,
    "sold": EventKind.SOLD,
    "transfer": EventKind.MOVED,
}
"""A new price is put up for sale once more there: who knows the lot knows the difference."""
_OFFCHAIN: Final = "EQf_tg_gift"
_AUCTIONS: Final = frozenset({"Auction", "NftSaleAuction"})
_FIXED: Final = frozenset({"FixPriceSale", "OffchainFixPriceSale", "NftSaleFixPrice"})
_PERCENT_IN_PERMILLE: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A collection there: its raw address, and its name in the plural."""

    address: str
    plural: str


def named(row: Row) -> Named:
    """Raises OddRow."""
    told = raw(row.get("address"))
    if told is None:
        raise OddRow(Odd.ID)
    return Named(address=told, plural=text(row, "name", Odd.NAME))


def lot(row: Row, means: Means) -> Lot | None:
    """Of an item, by REST or GraphQL. None for one that is not for sale. Raises OddRow."""
    sale = row.get("sale")
    if sale is None:
        return None
    if not isinstance(sale, dict):
        raise OddRow(Odd.FORM)
    title, collection, of_number = identity(row)
    of_item, item = own_id(row, "address"), raw(row.get("address"))
    if (item is None) != of_item.startswith(_OFFCHAIN):
        raise OddRow(Odd.ID)
    price, kind = _price(sale, means)
    traits = _traits(row)
    return Lot(
        market=Market.GETGEMS,
        own_id=of_item,
        collection=collection,
        number=of_number,
        title=title,
        model=traits["model"],
        backdrop=traits["backdrop"],
        symbol=traits["symbol"],
        price=price,
        sale_kind=kind,
        onchain=item is not None,
        address=item,
        contract=raw(sale.get("contractAddress")) if item is not None else None,
        seller=raw(row.get("ownerAddress")),
        image_url=link_or_none(row.get("image")),
    )


def entry(row: Row, means: Means) -> Entry:
    """Of the history. Raises OddRow."""
    told, of_item = row.get("typeData"), own_id(row, "address")
    if not isinstance(told, dict):
        raise OddRow(Odd.FORM)
    at = moment(row.get("timestamp") or row.get("time"))
    named_kind = str(told.get("type"))
    # One transaction may do several things.
    ref = f"{own_id(row, 'hash')} {named_kind} {of_item}"
    kind, order = KINDS.get(named_kind), _order(row.get("lt"))
    if kind is None:
        return Entry(ref=ref, at=at, event=None, order=order)
    _, collection, of_number = identity(row)
    price, odd = if_real(lambda: _told_price(told, means, kind))
    event = MarketEvent(
        ref=ref,
        kind=kind,
        at=at,
        own_id=of_item,
        gift=gift_key(collection, of_number),
        price=price,
        giver=raw(told.get("oldOwner")),
        taker=raw(told.get("newOwner")),
    )
    return Entry(ref=ref, at=at, event=event, order=order, odd=odd)


def identity(row: Row) -> tuple[str, CollectionKey, int]:
    """By the item's name, which is in the singular; the collection's own is not."""
    try:
        title, of_number = title_of_item(text(row, "name", Odd.NAME))
        return title, collection_key(title), number(of_number)
    except Invalid:
        raise OddRow(Odd.NAME) from None


def collection_address(row: Row) -> str | None:
    """Raw; None where the row does not tell."""
    return raw(row.get("collectionAddress"))


def raw(told: object) -> str | None:
    """An address in any form; None for none and for what only looks like one."""
    if not isinstance(told, str):
        return None
    try:
        return address.parse(told).raw
    except AddressInvalid:
        return None


def _price(sale: Row, means: Means) -> tuple[Money, SaleKind]:
    kind, asset = sale.get("type") or sale.get("__typename"), _asset(sale, means)
    if kind in _AUCTIONS:
        bid = sale.get("minBid", sale.get("minNextBid"))
        return units_of_text(bid, asset), SaleKind.AUCTION
    if kind not in _FIXED:
        raise OddRow(Odd.FORM)
    return units_of_text(sale.get("fullPrice"), asset), SaleKind.FIX


def _told_price(told: Row, means: Means, kind: EventKind) -> Money | None:
    if "priceNano" not in told and kind in {EventKind.DELISTED, EventKind.MOVED}:
        return None
    return units_of_text(told.get("priceNano"), _asset(told, means))


def _asset(row: Row, means: Means) -> Asset:
    asset = means.asset(row.get("currency"))
    if asset is None:
        raise OddRow(Odd.CURRENCY)
    return asset


def _traits(row: Row) -> dict[str, TraitValue | None]:
    found: dict[str, TraitValue | None] = dict.fromkeys(("model", "backdrop", "symbol"))
    told = row.get("attributes")
    for one in told if isinstance(told, list) else ():
        kind = str(one.get("traitType")).lower() if isinstance(one, dict) else ""
        if kind in found and isinstance(one, dict):
            rarity = permille(one.get("rarityPercent"), per=_PERCENT_IN_PERMILLE)
            found[kind] = trait(one.get("value"), rarity)
    return found


def _order(lt: object) -> int:
    """Logical time of the chain; the market counts off-chain ones along."""
    return int(lt) if isinstance(lt, str) and lt.isascii() and lt.isdigit() else 0
