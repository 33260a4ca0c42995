"""Changes of lots, as they are committed, turned into firings.

What changed is noted at once, in the commit's own turn, and looked at by a worker: a lot that
changes ten times meanwhile is looked at once. A firing is a row before anybody is told, and only
after it is there does the mark move on, so that a crash loses none: at the start everything that
changed since the mark is looked at again, and a firing that is there already stays as it is.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from heapq import heappop, heappush
from typing import Final

from domain.gifts.alerts.firing import Firer
from domain.gifts.alerts.frame import AlertFrame
from domain.gifts.alerts.match import fits
from domain.gifts.alerts.models import (
    Firing,
    FiringsFound,
    Rule,
    RuleChanged,
    RuleKind,
)
from domain.gifts.alerts.rules import occasion_of, value_limit
from domain.gifts.alerts.stock import StockWatch
from domain.gifts.events import HistoryGrew, ListingsChanged
from domain.gifts.models import EventKind, GiftEvent, Listing, ListingId
from domain.shared.change import Changes, Decision
from domain.shared.ids import MINUTE, Instant
from domain.users.events import AccountDeleted

logger = logging.getLogger(__name__)

AT_ONCE: Final = 100
TRAIL_MOST: Final = 30
LOOKED_BACK: Final = 15 * MINUTE
"""Commits of different markets end in another order than they began."""
MARK_EVERY: Final = MINUTE
_PRICED: Final = frozenset({EventKind.LISTED, EventKind.REPRICED})


class AlertWatch:
    def __init__(self, frame: AlertFrame) -> None:
        self._frame = frame
        self._firer = Firer(frame)
        self._stock = StockWatch(frame, self._firer)
        self._changed: dict[ListingId, Listing | None] = {}
        self._stood: set[ListingId] = set()
        self._events: list[GiftEvent] = []
        self._touched: set[str] = set()
        self._locks: list[tuple[Instant, ListingId]] = []
        self._reached: Instant | None = None
        self._marked: Instant | None = None

    async def load(self) -> None:
        """Before the first commit: all rules, and whatever changed since the mark."""
        rules = await self._frame.rules.all()
        for rule in rules:
            self._frame.book.put(rule)
        if not rules:
            await self._load_locks()
            return
        mark = self._marked = await self._frame.trails.mark()
        first = min(rule.created_at for rule in rules)
        since = Instant(mark - LOOKED_BACK) if mark is not None else first
        for one in await self._frame.trails.listings_since(since):
            self._changed[one] = None
            self._stood.add(one)
        self._events += await self._frame.trails.events_since(since, self._frame.book.wallets)
        self._touched.update(
            one for rule in self._frame.book.all_stock() for one in rule.query.collection or ("",)
        )

    async def _load_locks(self) -> None:
        """Nobody asks for anything yet; who does later is told when a lock ends."""
        locked = await self._frame.trails.listings_since(self._frame.clock.now())
        for listing in (await self._frame.listings.get(locked)).values():
            self._lock(listing)

    # What follows is subscribed to the bus: plain functions, called in the order of commits.

    def on_listings(self, event: ListingsChanged) -> None:
        """After the search index has heard of it."""
        for listing in event.put:
            self._touched.add(listing.lot.collection)
            self._reach(listing.changed_at)
            if event.first:
                # Not put up now; one that was is told by the market's feed as well.
                self._lock(listing)
                continue
            self._changed[listing.id] = listing
            self._stood.discard(listing.id)
        for listing in event.gone:
            self._changed.pop(listing.id, None)
            self._touched.add(listing.lot.collection)

    def on_history(self, event: HistoryGrew) -> None:
        """Prices of a lot may be told before or after the lot itself is."""
        for one in event.events:
            if one.kind in _PRICED and one.listing is not None:
                self._changed.setdefault(one.listing, None)
            if self._frame.book.of_wallets(one.giver, one.taker):
                self._events.append(one)

    def on_rule(self, event: RuleChanged) -> None:
        if event.rule is None:
            self._frame.book.drop(event.id)
        else:
            self._frame.book.put(event.rule)

    def on_leaving(self, event: AccountDeleted) -> None:
        for rule in self._frame.book.of_person(event.person):
            self._frame.book.drop(rule.id)

    @property
    def waiting(self) -> int:
        unlocked = bool(self._locks) and self._locks[0][0] <= self._frame.clock.now()
        still = len(self._changed) + len(self._events) + len(self._touched)
        return still + int(unlocked) + int(self._stock.waiting)

    async def run(self) -> int:
        """Look at everything that changed; answers how many rules held."""
        found = 0
        self._unlock()
        while self._changed or self._events:
            found += await self._slice()
            # Nothing in a slice need wait: others take their turn after each.
            await asyncio.sleep(0)
        touched, self._touched = self._touched | self._stock.due(), set()
        if touched:
            found += await self._stock.look(touched)
        await self._move_mark()
        return found

    async def _slice(self) -> int:
        taken = list(self._changed.items())[:AT_ONCE]
        events = self._events[:AT_ONCE]
        listings = await self._listings(taken)
        firings = [*await self._of_lots(listings), *self._of_events(events)]
        await self._keep(firings)
        del self._events[: len(events)]
        for listing_id, listing in taken:
            # One that changed again meanwhile is looked at again.
            if self._changed.get(listing_id) is listing:
                del self._changed[listing_id]
                self._stood.discard(listing_id)
        return len(firings)

    async def _listings(self, taken: Sequence[tuple[ListingId, Listing | None]]) -> list[Listing]:
        known = [one for _, one in taken if one is not None]
        missing = [listing_id for listing_id, one in taken if one is None]
        if missing and len(self._frame.book):
            known += (await self._frame.listings.get(missing)).values()
        return known

    async def _of_lots(self, listings: Iterable[Listing]) -> list[Firing]:
        now = self._frame.clock.now()
        firings: list[Firing] = []
        for listing in listings:
            if not self._frame.shown(listing.lot.collection):
                continue
            self._lock(listing)
            rules = self._frame.book.of_lot(listing)
            held = [
                rule
                for rule in rules
                if fits(rule.query, listing, now, self._frame.words) and _rare(rule, listing)
            ]
            if held:
                firings += await self._of_lot(listing, held, now)
        return firings

    async def _of_lot(self, listing: Listing, rules: list[Rule], now: Instant) -> list[Firing]:
        trail = await self._frame.trails.of(listing, TRAIL_MOST)
        fair = await self._fair(listing) if any(r.kind is RuleKind.VALUE for r in rules) else None
        firings = []
        for rule in rules:
            limit = None
            if rule.kind is RuleKind.VALUE:
                if fair is None:
                    continue
                limit = value_limit(fair, rule.share_bps or 0)
                if listing.buyer_total.units > limit:
                    continue
            stood = listing.id in self._stood
            occasion = occasion_of(rule, listing, trail, now, value_limit=limit, stood=stood)
            if occasion is not None:
                made = self._firer.of_lot(rule, listing, occasion.ref, fair=fair, limit=limit)
                firings.append(replace(made, marks=occasion.marks))
        return firings

    async def _fair(self, listing: Listing) -> int | None:
        if self._frame.values is None:
            return None
        known = await self._frame.values.of([listing])
        return known[listing.id].value.units if listing.id in known else None

    def _lock(self, listing: Listing) -> None:
        """Kept whether or not somebody asks for it now: a rule may be made meanwhile."""
        until = listing.lot.locked_until
        if until is not None and until > self._frame.clock.now():
            heappush(self._locks, (until, listing.id))

    def _unlock(self) -> None:
        """A lot whose lock has ended is for sale from now on, which nobody tells."""
        now = self._frame.clock.now()
        while self._locks and self._locks[0][0] <= now:
            self._changed.setdefault(heappop(self._locks)[1], None)

    def _of_events(self, events: Iterable[GiftEvent]) -> list[Firing]:
        return [
            self._firer.of_event(rule, event)
            for event in events
            for rule in self._frame.book.of_wallets(event.giver, event.taker)
            if event.at >= rule.created_at and _about(rule, event)
        ]

    async def _keep(self, firings: Sequence[Firing]) -> None:
        if not firings:
            return

        async def decide() -> Decision[None]:
            changes: Changes = [self._frame.firings.add(one) for one in firings]
            due_at = min(one.due_at for one in firings)
            return Decision(None, changes, events=(FiringsFound(due_at),))

        await self._frame.store.commit(decide)

    def _reach(self, at: Instant) -> None:
        if self._reached is None or at > self._reached:
            self._reached = at

    async def _move_mark(self) -> None:
        """Only when nothing waits: everything up to it has been looked at."""
        reached = self._reached
        if reached is None or self.waiting:
            return
        if self._marked is not None and reached - self._marked < MARK_EVERY:
            return

        async def decide() -> Decision[None]:
            return Decision(None, self._frame.trails.set_mark(reached))

        await self._frame.store.commit(decide)
        self._marked = reached


def _rare(rule: Rule, listing: Listing) -> bool:
    if rule.permille is None:
        return True
    model = listing.lot.model
    known = model.rarity_permille if model is not None else None
    return known is not None and known <= rule.permille


def _about(rule: Rule, event: GiftEvent) -> bool:
    """A wallet may be watched for some collections only."""
    wanted = rule.query.collection
    return not wanted or event.collection in wanted
