"""What one unit does to listings, items, rarities and history, put together lot by lot.

Later steps see what earlier ones did. The unit is made from what was read just before it, and
only the worker of a market writes that market's listings, so nothing is decided on old rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.gifts.events import HistoryGrew, ListingsChanged
from domain.gifts.models import EventKind, GiftEvent, GiftKey, Listing, ListingId, Lot
from domain.gifts.sync.frame import SyncFrame
from domain.gifts.sync.history import judged
from domain.gifts.sync.models import Item, Rarity
from domain.gifts.sync.rules import merged, met, offer_of, priced, same
from domain.shared.change import Change, Changes, Decision, Event
from domain.shared.ids import Instant


class SyncUnit:
    """`open` reads what the lots and events of the unit are about."""

    def __init__(
        self,
        frame: SyncFrame,
        listings: Mapping[ListingId, Listing],
        items: Mapping[GiftKey, Item],
        now: Instant,
    ) -> None:
        self._frame = frame
        self._before = dict(listings)
        self._listings: dict[ListingId, Listing | None] = dict(listings)
        self._known = dict(items)
        self._items = dict(items)
        self._spans: list[Changes] = []
        self._events: list[GiftEvent] = []
        self._verdicts: list[GiftEvent] = []
        self.rarities: list[Rarity] = []
        self.tiers: list[tuple[GiftKey, str]] = []
        self.now = now

    @classmethod
    async def open(
        cls, frame: SyncFrame, ids: Iterable[ListingId], gifts: Iterable[GiftKey]
    ) -> "SyncUnit":
        rows = frame.rows
        listings = await rows.listings.get(list(dict.fromkeys(ids)))
        items = await rows.items.get(list(dict.fromkeys(gifts)))
        return cls(frame, listings, items, frame.clock.now())

    def listing(self, listing_id: ListingId) -> Listing | None:
        """As it stands after the steps so far."""
        return self._listings.get(listing_id)

    def item(self, gift: GiftKey) -> Item | None:
        return self._items.get(gift)

    def learn(self, lots: Iterable[Lot]) -> None:
        """Take in what lots tell of their gifts and of rarities."""
        lots = tuple(lots)
        self.rarities, self.tiers = self._frame.knowledge.news(lots, self.now)
        for lot in lots:
            self.meet(lot.gift, lot)

    def meet(self, gift: GiftKey, lot: Lot | None = None) -> None:
        self._items[gift] = met(gift, self._items.get(gift), lot, self.now)

    def show(self, lot: Lot, *, at: Instant | None = None) -> None:
        """The lot is for sale so, since `at` (else since now)."""
        was = self._listings.get(lot.id)
        changed_at = self.now if at is None else min(at, self.now)
        if was is not None:
            self._stand(was, merged(was.lot, lot), changed_at)
            return
        fees = self._frame.fees.at(lot.market, self.now)
        self._listings[lot.id] = priced(lot, fees, seen_at=self.now, changed_at=changed_at)

    def _stand(self, was: Listing, lot: Lot, at: Instant) -> None:
        """What was for sale is so still, perhaps at other terms."""
        fees = self._frame.fees.at(lot.market, self.now)
        since = max(at, was.changed_at)
        now = priced(lot, fees, seen_at=was.seen_at, changed_at=since)
        if offer_of(now) != offer_of(was):
            self._spans.append(self._frame.rows.spans.close(was, since))
            self._listings[lot.id] = now
        elif not same(was.lot, lot):
            self._listings[lot.id] = replace(now, changed_at=was.changed_at)

    def end(self, listing_id: ListingId, *, at: Instant | None = None) -> None:
        """It is no longer for sale, since `at` (else since now)."""
        was = self._listings.get(listing_id)
        if was is None:
            return
        until = max(was.changed_at, self.now if at is None else min(at, self.now))
        self._spans.append(self._frame.rows.spans.close(was, until))
        self._listings[listing_id] = None

    def price(self, listing_id: ListingId) -> None:
        """By the fees in force now."""
        was = self._listings.get(listing_id)
        if was is not None:
            self._stand(was, was.lot, self.now)

    def tell(self, event: GiftEvent) -> None:
        self._events.append(event)

    async def judge(self) -> None:
        """Look for sales that look like trading with oneself, in the light of the new ones. What
        was judged before may turn out otherwise when an earlier sale is heard of late.
        """
        gifts = {event.gift for event in self._events if event.kind is EventKind.SOLD}
        earlier = await self._frame.rows.history.sales_of(sorted(gifts)) if gifts else {}
        verdicts: dict[str, GiftEvent] = {}
        for gift in gifts:
            new = [e for e in self._events if e.gift == gift and e.kind is EventKind.SOLD]
            kept = {sale.id: sale for sale in earlier.get(gift, ())}
            for sale in judged([*kept.values(), *new], self._frame.wash):
                verdicts[sale.id] = sale
                if sale.id in kept and kept[sale.id].wash != sale.wash:
                    self._verdicts.append(sale)
        self._events = [verdicts.get(event.id, event) for event in self._events]

    def decision(self, *, first: bool) -> Decision[None]:
        """All of it, and what came out of it for the rest of the process; `first` as in
        ListingsChanged.
        """
        rows, knowledge = self._frame.rows, self._frame.knowledge
        put = [one for one in self._listings.values() if one is not None and self._new(one)]
        gone = [was for key, was in self._before.items() if self._listings.get(key) is None]
        items = [one for key, one in self._items.items() if self._known.get(key) != one]
        changes: list[Changes] = [
            *self._spans,
            *(self._written(one) for one in put),
            *(rows.listings.drop(one) for one in gone),
            *(rows.items.put(one) for one in items),
            *(rows.rarities.put(one) for one in self.rarities),
            *(rows.history.add(event) for event in self._events),
            *(rows.history.judge(event) for event in self._verdicts),
        ]
        told: list[Event] = []
        if put or gone:
            shown = tuple(replace(one, lot=knowledge.complete(one.lot)) for one in put)
            told.append(ListingsChanged(put=shown, gone=tuple(gone), first=first))
        if self._events:
            grown = sorted(self._events, key=lambda event: (event.at, event.id))
            told.append(HistoryGrew(events=tuple(grown)))
        return Decision(None, *changes, events=told)

    def _written(self, listing: Listing) -> Change:
        was, listings = self._before.get(listing.id), self._frame.rows.listings
        return listings.add(listing) if was is None else listings.change(was, listing)

    def _new(self, listing: Listing) -> bool:
        return self._before.get(listing.id) is not listing
