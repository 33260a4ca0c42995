"""A shop of gifts over the real search index: what it does is told as the writer would tell it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from domain.gifts.costs import FEES
from domain.gifts.events import HistoryGrew, ListingsChanged, SourceChanged
from domain.gifts.models import (
    EventKind,
    GiftEvent,
    Listing,
    Lot,
    Market,
    SourceState,
    Told,
    TraitValue,
)
from domain.gifts.names import collection_key
from domain.gifts.search import SaleKind
from domain.gifts.shown.models import Collection, Gift
from domain.gifts.shown.showcase import Showcase, Stock
from domain.gifts.shown.traits import OF_GIFTS, trait_of
from domain.shared.change import Event
from domain.shared.ids import Instant
from domain.shared.money import TON, Asset, Money
from storage.gifts import index_rows
from storage.gifts.index import GiftIndex
from tests.fakes.clock import FakeClock
from tests.fakes.gift_services import Dollars, Figures, Floors, Pictures
from tests.fakes.gift_stock import Estimates, Events, Lots, Markets, Shelves, Things
from webapp.gifts.deps import GiftServices


@dataclass
class GiftShop:
    """Puts lots up, reprices and sells them, and tells `publish` as the writer would."""

    clock: FakeClock
    publish: Callable[[Event], None]
    index: GiftIndex = field(default_factory=GiftIndex)
    lots: Lots = field(default_factory=Lots)
    events: Events = field(default_factory=Events)
    things: Things = field(default_factory=Things)
    estimates: Estimates = field(default_factory=Estimates)
    made: int = 0

    def __post_init__(self) -> None:
        self.markets = Markets(self.clock)
        self.floors, self.pictures = Floors(), Pictures()
        stock = Stock(
            search=self.index,
            listings=self.lots,
            history=self.events,
            items=self.things,
            collections=Shelves(self.things),
            sources=self.markets,
            values=self.estimates,
        )
        self.showcase = Showcase(stock, self.clock)

    def put(  # noqa: PLR0913  each test names the few that matter to it
        self,
        title: str = "Plush Pepe",
        number: int = 1,
        ton: str = "10",
        *,
        market: Market = Market.PORTALS,
        model: str = "Steel Frog",
        backdrop: str = "Black",
        symbol: str = "Gear",
        rarity: int | None = 10,
        asset: Asset = TON,
        **more: object,
    ) -> Listing:
        """Something new for sale at a price in whole units."""
        self.made += 1
        whole, _, part = ton.partition(".")
        price = Money(int(whole + part.ljust(asset.scale, "0")), asset)
        lot = Lot(
            market=market,
            own_id=f"lot-{self.made}",
            collection=collection_key(title),
            number=number,
            title=title,
            model=TraitValue(name=model, rarity_permille=rarity),
            backdrop=TraitValue(name=backdrop, rarity_permille=20),
            symbol=TraitValue(name=symbol, rarity_permille=2),
            price=price,
            **{"sale_kind": SaleKind.FIX, "onchain": False, **more},  # type: ignore[arg-type]  # as the test names them
        )
        now = self.clock.now()
        self._meet(lot)
        listing = self._priced(lot, seen_at=now)
        self._keep(listing)
        self._happened(listing, EventKind.LISTED)
        return listing

    def reprice(self, listing: Listing, ton: str) -> Listing:
        whole, _, part = ton.partition(".")
        asset = listing.lot.price.asset
        price = Money(int(whole + part.ljust(asset.scale, "0")), asset)
        changed = self._priced(replace(listing.lot, price=price), seen_at=listing.seen_at)
        self._keep(changed)
        self._happened(changed, EventKind.REPRICED)
        return changed

    def end(self, listing: Listing, kind: EventKind = EventKind.SOLD) -> None:
        del self.lots.all[listing.id]
        self.index.remove(listing.id)
        self._tell(ListingsChanged(put=(), gone=(listing,)))
        self._happened(listing, kind)

    def set_state(self, market: Market, state: SourceState) -> None:
        was = self.markets.states[market]
        self.markets.states[market] = replace(was, state=state, since=self.clock.now())
        self._tell(SourceChanged(market))

    def _meet(self, lot: Lot) -> None:
        self.index.name(lot.collection, lot.title)
        known = Collection(key=lot.collection, title=lot.title, supply=None)
        self.things.known.setdefault(lot.collection, known)
        model, backdrop, symbol = (trait_of(lot, trait) for trait in OF_GIFTS)
        self.things.gifts[lot.gift] = Gift(
            key=lot.gift,
            collection=lot.collection,
            number=lot.number,
            title=lot.title,
            model=model,
            backdrop=backdrop,
            symbol=symbol,
        )

    def _priced(self, lot: Lot, *, seen_at: Instant) -> Listing:
        fees = FEES[lot.market]
        return Listing(
            lot=lot,
            buyer_total=fees.buyer_total(lot.price),
            seller_net=fees.seller_net(lot.price),
            seen_at=seen_at,
            changed_at=self.clock.now(),
        )

    def _keep(self, listing: Listing) -> None:
        self.lots.all[listing.id] = listing
        self.index.put(row_of(listing), now=self.clock.now())
        self._tell(ListingsChanged(put=(listing,)))

    def _happened(self, listing: Listing, kind: EventKind) -> None:
        lot = listing.lot
        event = GiftEvent(
            id=f"event-{len(self.events.all)}",
            ref=f"ref-{len(self.events.all)}",
            at=self.clock.now(),
            kind=kind,
            told=Told.FEED,
            confidence_permille=950,
            market=lot.market,
            listing=lot.id,
            gift=lot.gift,
            collection=lot.collection,
            model=lot.model.name if lot.model is not None else None,
            backdrop=lot.backdrop.name if lot.backdrop is not None else None,
            price=lot.price,
            buyer_total=listing.buyer_total,
        )
        self.events.all.append(event)
        self._tell(HistoryGrew(events=(event,)))

    def _tell(self, event: Event) -> None:
        if isinstance(event, ListingsChanged):
            self.showcase.changed(event)
        self.publish(event)


def row_of(listing: Listing) -> index_rows.Lot:
    """A listing as the index takes it."""
    lot = listing.lot
    return index_rows.Lot(
        id=lot.id,
        market=lot.market.value,
        collection=lot.collection,
        number=lot.number,
        model=lot.model.name if lot.model is not None else "",
        backdrop=lot.backdrop.name if lot.backdrop is not None else "",
        symbol=lot.symbol.name if lot.symbol is not None else "",
        onchain=lot.onchain,
        sale_kind=lot.sale_kind,
        locked_until=lot.locked_until,
        asset=lot.price.asset.code,
        buyer_total=listing.buyer_total.units * 10 ** (9 - lot.price.asset.scale),
        newest_at=listing.newest_at,
        rarity_permille=lot.model.rarity_permille if lot.model is not None else None,
    )


def services_of(shop: GiftShop) -> GiftServices:
    return GiftServices(
        showcase=shop.showcase,
        floors=shop.floors,
        summaries=Figures(),
        rates=Dollars(shop.clock),
        pictures=shop.pictures,
    )
