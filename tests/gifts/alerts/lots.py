"""Lots for the tests of alerts, as their markets show them and as the index takes them."""

from dataclasses import replace

from domain.gifts.costs import FEES
from domain.gifts.models import Listing, Lot, Market, TraitValue
from domain.gifts.names import collection_key
from domain.gifts.search import SaleKind
from domain.shared.ids import Instant
from domain.shared.money import TON, Money
from storage.gifts.index_rows import Lot as IndexLot

NANO = 10**9
TITLES = {"plushpepe": "Plush Pepe", "toybear": "Toy Bear"}


def lot(  # noqa: PLR0913  whatever a test wants different
    number: int,
    ton: float,
    at: Instant,
    *,
    collection: str = "plushpepe",
    market: Market = Market.PORTALS,
    model: str = "Zebra",
    backdrop: str = "Black",
    rarity: int | None = 15,
    kind: SaleKind = SaleKind.FIX,
    locked_until: Instant | None = None,
    own_id: str = "",
) -> Listing:
    """A lot that was put up at `at` for `ton`, in the market's own terms."""
    return replace(
        priced(
            Lot(
                market=market,
                own_id=own_id or f"{collection}{number}",
                collection=collection_key(collection),
                number=number,
                title=TITLES[collection],
                model=TraitValue(name=model, rarity_permille=rarity),
                backdrop=TraitValue(name=backdrop),
                symbol=TraitValue(name="Gear"),
                price=Money(round(ton * NANO), TON),
                sale_kind=kind,
                onchain=False,
                locked_until=locked_until,
            )
        ),
        seen_at=at,
        changed_at=at,
    )


def priced(one: Lot) -> Listing:
    fees = FEES[one.market]
    return Listing(
        lot=one,
        buyer_total=fees.buyer_total(one.price),
        seller_net=fees.seller_net(one.price),
        seen_at=Instant(0),
        changed_at=Instant(0),
    )


def complete(one: Lot) -> Lot:
    model = one.model
    rare = replace(model, rarity_permille=RARITIES.get(model.name, 15)) if model else None
    return replace(one, title=TITLES.get(one.collection, one.collection), model=rare)


RARITIES = {"Zebra": 15, "Gold": 2}


def index_row(listing: Listing) -> IndexLot:
    one = listing.lot
    return IndexLot(
        id=listing.id,
        market=one.market.value,
        collection=one.collection,
        number=one.number,
        model=one.model.name if one.model else "",
        backdrop=one.backdrop.name if one.backdrop else "",
        symbol=one.symbol.name if one.symbol else "",
        onchain=one.onchain,
        sale_kind=one.sale_kind,
        locked_until=one.locked_until,
        asset=listing.buyer_total.asset.code,
        buyer_total=listing.buyer_total.units,
        newest_at=listing.newest_at,
        rarity_permille=one.model.rarity_permille if one.model else None,
    )
