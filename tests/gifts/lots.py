"""Lots and sales made in one line, for the tests of floors and estimates."""

from domain.gifts.models import (
    CollectionKey,
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
from domain.gifts.search import SaleKind
from domain.gifts.sync.history import event_id
from domain.shared.ids import Instant
from domain.shared.money import TON, Asset, Money

PEPE = CollectionKey("plushpepe")
NANO = 10**9


def listing(  # noqa: PLR0913  whatever a test wants different
    number: int,
    ton: float,
    *,
    at: int = 0,
    market: Market = Market.TONNEL,
    model: str | None = "Zebra",
    backdrop: str | None = "Black",
    kind: SaleKind = SaleKind.FIX,
    asset: Asset = TON,
    locked_until: int | None = None,
) -> Listing:
    """On sale since `at` for `ton` whole units."""
    total = Money(round(ton * NANO), asset)
    return Listing(
        lot=Lot(
            market=market,
            own_id=f"lot{number}",
            collection=PEPE,
            number=number,
            title="Plush Pepe",
            model=TraitValue(name=model) if model is not None else None,
            backdrop=TraitValue(name=backdrop) if backdrop is not None else None,
            symbol=None,
            price=total,
            sale_kind=kind,
            onchain=False,
            locked_until=Instant(locked_until) if locked_until is not None else None,
        ),
        buyer_total=total,
        seller_net=total,
        seen_at=Instant(at),
        changed_at=Instant(at),
    )


def sale(  # noqa: PLR0913  whatever a test wants different
    number: int,
    ton: float,
    *,
    at: int,
    giver: str | None = "a",
    taker: str | None = "b",
    model: str | None = "Zebra",
    backdrop: str | None = "Black",
    wash: bool = False,
) -> GiftEvent:
    total = Money(round(ton * NANO), TON)
    ref = f"{number} {at} {giver} {taker}"
    return GiftEvent(
        id=event_id(EventKind.SOLD, ref),
        ref=ref,
        at=Instant(at),
        kind=EventKind.SOLD,
        told=Told.FEED,
        confidence_permille=1000,
        market=Market.TONNEL,
        listing=ListingId(f"tonnel:lot{number}"),
        gift=GiftKey(f"plushpepe-{number}"),
        collection=PEPE,
        model=model,
        backdrop=backdrop,
        price=total,
        buyer_total=total,
        giver=giver,
        taker=taker,
        wash=wash,
    )
