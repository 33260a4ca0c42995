"""What follows from what a market shows. Pure."""

from dataclasses import replace
from typing import Final

from domain.gifts.costs import Fees
from domain.gifts.market_ports import MarketEvent
from domain.gifts.models import (
    EventKind,
    GiftEvent,
    GiftKey,
    Listing,
    ListingId,
    Lot,
    Market,
    Told,
    TraitValue,
)
from domain.gifts.names import NUMBER_BELOW, parse_gift
from domain.gifts.real_prices import no_price
from domain.gifts.search import SaleKind
from domain.gifts.sync.history import event_id
from domain.gifts.sync.models import ContentState, Item
from domain.shared.ids import Instant
from domain.shared.money import ASSETS, Money
from domain.shared.refusals import Invalid

CONFIDENCE: Final = {Told.FEED: 1000, Told.CHAIN: 1000, Told.SEEN: 900}
GONE_CONFIDENCE: Final = 300
ID_BYTES_MOST: Final = 256
ENDS: Final = frozenset({EventKind.SOLD, EventKind.DELISTED, EventKind.MOVED, EventKind.GONE})
SAYS_LISTED_FOR_BOTH: Final = frozenset({Market.GETGEMS})
TELLS_ENDS: Final = frozenset({EventKind.SOLD, EventKind.DELISTED})
TELLS_ALL: Final = TELLS_ENDS | {EventKind.LISTED, EventKind.REPRICED}


def sensible(price: Money) -> bool:
    """Whether a price may be shown to people at all."""
    return ASSETS.get(price.asset.code) == price.asset and no_price(price) is None


def amiss(lot: Lot) -> str | None:
    """Why a lot makes no sense and is left out; None for one that does."""
    if not sensible(lot.price):
        return "price"
    if not 0 <= lot.number < NUMBER_BELOW:
        return "number"
    if not lot.own_id or len(lot.id.encode()) > ID_BYTES_MOST:
        return "id"
    try:
        parse_gift(lot.gift)
    except Invalid:
        return "gift"
    return None


def amiss_event(event: MarketEvent) -> str | None:
    if event.price is not None and not sensible(event.price):
        return "price"
    if not event.ref or not event.own_id:
        return "id"
    try:
        parse_gift(event.gift)
    except Invalid:
        return "gift"
    return amiss(event.lot) if event.lot is not None else None


def priced(lot: Lot, fees: Fees, *, seen_at: Instant, changed_at: Instant) -> Listing:
    return Listing(
        lot=lot,
        buyer_total=fees.buyer_total(lot.price),
        seller_net=fees.seller_net(lot.price),
        seen_at=seen_at,
        changed_at=changed_at,
    )


def merged(kept: Lot | None, shown: Lot) -> Lot:
    """As shown now; what this page leaves out and an earlier one told stays known."""
    if kept is None:
        return shown
    return replace(
        shown,
        model=shown.model or kept.model,
        backdrop=shown.backdrop or kept.backdrop,
        symbol=shown.symbol or kept.symbol,
        address=shown.address or kept.address,
        contract=shown.contract or kept.contract,
        seller=shown.seller or kept.seller,
        listed_at=kept.listed_at if shown.listed_at is None else shown.listed_at,
        image_url=shown.image_url or kept.image_url,
    )


def same(kept: Lot, shown: Lot) -> bool:
    """Whether what we keep of both is the same. Pictures' addresses may change all the time."""
    return _kept_of(kept) == _kept_of(shown) and (
        kept.image_url is not None or shown.image_url is None
    )


def offer_of(listing: Listing) -> tuple[Money, SaleKind, Instant | None]:
    """What `changed_at` is about."""
    return listing.buyer_total, listing.lot.sale_kind, listing.lot.locked_until


def difference(kept: Lot | None, shown: Lot) -> EventKind | None:
    """What must have happened between the two, as far as people care."""
    if kept is None:
        return EventKind.LISTED
    if None not in {kept.seller, shown.seller} and kept.seller != shown.seller:
        return EventKind.LISTED
    if kept.price != shown.price:
        return EventKind.REPRICED
    return None


def seen_event(kind: EventKind, lot: Lot, fees: Fees, *, at: Instant, ref: str) -> GiftEvent:
    """What a difference between two reads says, where the market has no feed that does."""
    gone = kind is EventKind.GONE
    return GiftEvent(
        id=event_id(kind, ref),
        ref=ref,
        at=at,
        kind=kind,
        told=Told.SEEN,
        confidence_permille=GONE_CONFIDENCE if gone else CONFIDENCE[Told.SEEN],
        market=lot.market,
        listing=lot.id,
        gift=lot.gift,
        collection=lot.collection,
        model=_name(lot.model),
        backdrop=_name(lot.backdrop),
        price=lot.price,
        buyer_total=fees.buyer_total(lot.price),
        giver=lot.seller,
    )


def id_of(event: MarketEvent, market: Market) -> str:
    """Its row in the history, whatever kind it turns out to be."""
    return event_id(event.kind, f"{market}:{event.ref}")


def kind_of(event: MarketEvent, market: Market, was: Listing | None) -> EventKind:
    """One market says the same of a new lot and of a new price: it is the latter when the lot was
    known before. That a walk saw it first, at the new price, says nothing.
    """
    both = event.kind is EventKind.LISTED and market in SAYS_LISTED_FOR_BOTH
    if not both or was is None:
        return event.kind
    known = was.seen_at < event.at or event.price != was.lot.price
    return EventKind.REPRICED if known else EventKind.LISTED


def told_event(
    event: MarketEvent,
    market: Market,
    fees: Fees,
    item: Item | None,
    told: Told = Told.FEED,
) -> GiftEvent:
    """A row of a feed, or what the chain says. `item` is what is known of the gift, in case that
    says less.
    """
    collection, _ = parse_gift(event.gift)
    ref = f"{market}:{event.ref}"
    known = met(event.gift, item, event.lot, event.at)
    return GiftEvent(
        id=id_of(event, market),
        ref=ref,
        at=event.at,
        kind=event.kind,
        told=told,
        confidence_permille=CONFIDENCE[told],
        market=market,
        listing=listing_of(event, market),
        gift=event.gift,
        collection=collection,
        model=known.model,
        backdrop=known.backdrop,
        price=event.price,
        buyer_total=fees.buyer_total(event.price) if event.price is not None else None,
        giver=event.giver,
        taker=event.taker,
    )


def listing_of(event: MarketEvent, market: Market) -> ListingId:
    return ListingId(f"{market}:{event.own_id}")


def guess(event: MarketEvent, market: Market, item: Item | None) -> Lot | None:
    """A lot of which the feed shows only the id and the price: good enough to ask for it."""
    if event.price is None:
        return None
    collection, number = parse_gift(event.gift)
    return Lot(
        market=market,
        own_id=event.own_id,
        collection=collection,
        number=number,
        title=collection,
        model=_value(item.model if item is not None else None),
        backdrop=_value(item.backdrop if item is not None else None),
        symbol=_value(item.symbol if item is not None else None),
        price=event.price,
        sale_kind=SaleKind.FIX,
        onchain=item is not None and item.address is not None,
        address=item.address if item is not None else None,
    )


def met(gift: GiftKey, kept: Item | None, lot: Lot | None, now: Instant) -> Item:
    """The gift with what a lot of it tells. Metadata are there to be read once it is on chain."""
    collection, number = parse_gift(gift)
    item = kept or Item(
        gift=gift,
        collection=collection,
        number=number,
        seen_at=now,
        content=ContentState.MISSING,
        content_at=now,
    )
    if lot is None:
        return item
    if lot.onchain and item.address is None and item.content is ContentState.MISSING:
        item = replace(item, content=ContentState.UNREAD, content_at=now)
    return replace(
        item,
        model=_name(lot.model) or item.model,
        model_tier=(lot.model.rarity_tier if lot.model is not None else None) or item.model_tier,
        backdrop=_name(lot.backdrop) or item.backdrop,
        symbol=_name(lot.symbol) or item.symbol,
        address=(lot.address if lot.onchain else None) or item.address,
        image_url=item.image_url or lot.image_url,
    )


def _kept_of(lot: Lot) -> tuple[object, ...]:
    return (
        lot.collection,
        lot.number,
        _name(lot.model),
        _name(lot.backdrop),
        _name(lot.symbol),
        lot.price,
        lot.sale_kind,
        lot.onchain,
        lot.address,
        lot.contract,
        lot.seller,
        lot.listed_at,
        lot.locked_until,
    )


def _name(trait: TraitValue | None) -> str | None:
    return trait.name if trait is not None else None


def _value(name: str | None) -> TraitValue | None:
    return TraitValue(name=name) if name is not None else None
