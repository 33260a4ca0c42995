"""Portals' rows: lots, collections, actions and what the market says of its fees.

Prices are decimal text of TON without the name of a currency. Wire form: Portals' swagger for
partners and what clients of 2026-09 read.
"""

from decimal import Decimal, DecimalException
from typing import Final

from bot.gateways.markets.exact import (
    OddRow,
    Row,
    fields,
    flag,
    link_or_none,
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
from bot.gateways.markets.prices import if_real, whole_of_text
from domain.gifts.market_ports import FeesRead, MarketEvent, Shelf
from domain.gifts.models import CollectionKey, EventKind, Lot, Market, TraitValue
from domain.gifts.names import collection_key, gift_key, parse_gift
from domain.gifts.search import SaleKind
from domain.shared.money import TON, Money
from domain.shared.refusals import Invalid
from domain.ton import address
from domain.ton.refusals import AddressInvalid

GIFT_FIELDS: Final = fields(
    """
    id tg_id name collection_id external_collection_number photo_url animation_url price
    floor_price status listed_at unlocks_at is_crafted crafted_rarity ton_address bundle_id
    is_premarket attributes owner_id is_owned has_animation emoji_id rarity crafted_at
    """
)
ACTION_FIELDS: Final = fields(
    """
    id type amount created_at offer_id nft bundle sender_id receiver_id nft_id bundle_id
    """
)
SHELF_FIELDS: Final = fields(
    """
    id name short_name photo_url floor_price day_volume volume supply listed_count is_crafted
    """
)
KINDS: Final = {
    "listing": EventKind.LISTED,
    "price_update": EventKind.REPRICED,
    "delist": EventKind.DELISTED,
    "buy": EventKind.SOLD,
    "purchase": EventKind.SOLD,
    "sell": EventKind.SOLD,
    "transfer": EventKind.MOVED,
}
_PRICED: Final = frozenset({EventKind.LISTED, EventKind.REPRICED, EventKind.SOLD})
_ID_BELOW: Final = 2**63
_BPS: Final = 10_000
_PERCENT: Final = 100
_COMMISSION_MOST: Final = Decimal("0.5")


def shelf(row: Row) -> Shelf:
    """Raises OddRow."""
    name, supply = text(row, "name", Odd.NAME), row.get("supply")
    counted = isinstance(supply, int) and not isinstance(supply, bool) and supply > 0
    return Shelf(
        collection=_key(name),
        title=name,
        ref=own_id(row, "id"),
        supply=supply if counted and isinstance(supply, int) else None,
    )


def lot(row: Row) -> Lot | None:
    """None for a gift that is not for sale. Raises OddRow."""
    if row.get("status", "listed") != "listed":
        return None
    title, collection, of_number = _identity(row)
    item, traits = _item(row), _traits(row)
    return Lot(
        market=Market.PORTALS,
        own_id=own_id(row, "id"),
        collection=collection,
        number=of_number,
        title=title,
        model=traits["model"],
        backdrop=traits["backdrop"],
        symbol=traits["symbol"],
        price=whole_of_text(row.get("price"), TON),
        sale_kind=_sale_kind(row),
        onchain=item is not None,
        address=item,
        listed_at=moment_or_none(row.get("listed_at")),
        locked_until=moment_or_none(row.get("unlocks_at")),
        image_url=link_or_none(row.get("photo_url")),
    )


def entry(row: Row) -> Entry:
    """Of the market's actions. Raises OddRow."""
    at, kind, gift = moment(row.get("created_at")), KINDS.get(str(row.get("type"))), row.get("nft")
    told = row.get("id")
    order = told if isinstance(told, int) and not isinstance(told, bool) else 0
    own = _action_id(row)
    if kind is None or gift is None:
        # One that is none of ours and nameless is like any other of its time.
        return Entry(ref=own or str(at), at=at, event=None, order=order)
    if not isinstance(gift, dict):
        raise OddRow(Odd.FORM)
    _, collection, of_number = _identity(gift)
    of_gift = own_id(gift, "id")
    price, odd = if_real(lambda: _amount(row.get("amount"), kind))
    ref = own or f"{of_gift} {kind} {at} {price.text if price is not None else ''}"
    event = MarketEvent(
        ref=ref,
        kind=kind,
        at=at,
        own_id=of_gift,
        gift=gift_key(collection, of_number),
        price=price,
    )
    return Entry(ref=ref, at=at, event=event, order=order, odd=odd)


def fees(row: Row) -> FeesRead | None:
    """`commission` is text: a share, or percent where it is 1 or more. None for what is neither;
    the buyer pays nothing beside the price.
    """
    told = row.get("commission")
    try:
        share = Decimal(told) if isinstance(told, str) else None
    except DecimalException:
        share = None
    if share is None or not share.is_finite():
        return None
    share = share / _PERCENT if share >= 1 else share
    bps = share * _BPS
    if not 0 <= share <= _COMMISSION_MOST or bps != bps.to_integral_value():
        return None
    return FeesRead(on_top_bps=0, inside_bps=0, seller_bps=int(bps))


def _action_id(row: Row) -> str:
    """As a number or as text; "" where the market tells none. Raises OddRow."""
    told = row.get("id")
    if isinstance(told, int) and not isinstance(told, bool) and abs(told) < _ID_BELOW:
        return str(told)
    return "" if told is None else own_id(row, "id")


def _amount(told: object, kind: EventKind) -> Money | None:
    """Of what ends without a price an amount may be told or not. Raises OddRow."""
    try:
        return whole_of_text(told, TON)
    except OddRow:
        if kind in _PRICED:
            raise
        return None


def _identity(row: Row) -> tuple[str, CollectionKey, int]:
    """The slug must say the same as name and number do."""
    title, of_number = text(row, "name", Odd.NAME), number(row.get("external_collection_number"))
    slug = text_or_none(row, "tg_id")
    if slug is not None and _of_slug(slug) != (_key(title), of_number):
        raise OddRow(Odd.CONTRADICTION)
    return title, _key(title), of_number


def _sale_kind(row: Row) -> SaleKind:
    if row.get("bundle_id") is not None:
        return SaleKind.BUNDLE
    return SaleKind.PREMARKET if flag(row, "is_premarket") else SaleKind.FIX


def _traits(row: Row) -> dict[str, TraitValue | None]:
    found: dict[str, TraitValue | None] = dict.fromkeys(("model", "backdrop", "symbol"))
    told = row.get("attributes")
    for one in told if isinstance(told, list) else ():
        kind = one.get("type") if isinstance(one, dict) else None
        if kind in found and isinstance(one, dict):
            rarity = permille(one.get("rarity_per_mille"))
            tier = row.get("crafted_rarity") if kind == "model" and rarity is None else None
            found[kind] = trait(one.get("value"), rarity, tier)
    return found


def _item(row: Row) -> str | None:
    """The raw address of a gift that was brought to the chain. Raises OddRow."""
    told = row.get("ton_address")
    if told is None or told == "":
        return None
    try:
        return address.parse(str(told)).raw
    except AddressInvalid:
        raise OddRow(Odd.ID) from None


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
