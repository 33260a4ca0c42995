"""Firings told to people: looked up once more at the market, then told in one unit.

A lot may be sold between the firing and the message, and a message that was put off (quiet hours,
a market that does not answer) would speak of the past: so nothing is told of a lot before its
market has shown it just now. Whether the person heard of the gift within the hour, that the
firing has ended, and the message itself are one unit: a crash before it tells later, a crash after
it tells never again.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from domain.gifts.alerts.frame import ALERT, AlertFrame
from domain.gifts.alerts.match import fits
from domain.gifts.alerts.models import Firing, FiringState, Rule, RuleKind, Told
from domain.gifts.alerts.rules import COOL_DOWN, TOLD_MOST, may_tell, moved
from domain.gifts.alerts.words import message_of, message_of_many
from domain.gifts.models import Listing, ListingId, Market
from domain.shared.change import Changes, Decision
from domain.shared.ids import HOUR, Instant
from domain.shared.money import TON, Money
from domain.shared.refusals import AreaPaused, GatewayError
from domain.users.models import Area
from domain.users.rules import quiet_until, wanted

logger = logging.getLogger(__name__)

AT_ONCE: Final = 50
LOOKED_AT_ONCE: Final = 20
TRIED_FOR: Final = HOUR
"""How long a market that does not answer is asked again; later the news is old."""
HOLD_S: Final = 5.0
HOLD_S_MAX: Final = 60.0
BACK_LOOKED_AT: Final = 3
MANY: Final = "many"
"""What was told, where it was that there are too many to tell."""


class AlertSender:
    """`now_s` is real time: pauses between tries of a market follow it."""

    def __init__(self, frame: AlertFrame, *, now_s: Callable[[], float]) -> None:
        self._frame = frame
        self._now_s = now_s
        self._held: dict[Market, tuple[float, float]] = {}

    async def run_due(self) -> int:
        """Tell what is due; answers how many firings ended."""
        if await self._paused():
            return 0
        now = self._frame.clock.now()
        due = await self._frame.firings.due(now, AT_ONCE, besides=self._holding())
        ended = 0
        lots: dict[Market, list[Firing]] = {}
        for firing in due:
            if await self._put_off(firing):
                continue
            if firing.market is None:
                ended += await self._of_stock(firing)
            else:
                lots.setdefault(firing.market, []).append(firing)
        for market, firings in lots.items():
            ended += await self._of_market(market, firings)
        return ended

    async def next_due(self) -> Instant | None:
        if await self._paused():
            return None
        return await self._frame.firings.next_due(besides=self._holding())

    async def open(self) -> int:
        """Firings that are due and can be told now: their market is not being waited for."""
        if await self._paused():
            return 0
        now = self._frame.clock.now()
        return await self._frame.firings.count_due(now, besides=frozenset(self._held))

    def release(self, market: Market) -> None:
        """The market answers again."""
        self._held.pop(market, None)

    async def _paused(self) -> bool:
        try:
            await self._frame.gate.open_area(Area.GIFTS)
        except AreaPaused:
            return True
        return False

    def _holding(self) -> frozenset[Market]:
        now_s = self._now_s()
        return frozenset(market for market, (until, _) in self._held.items() if until > now_s)

    def _hold(self, market: Market) -> None:
        _, pause_s = self._held.get(market, (0.0, HOLD_S / 2))
        pause_s = min(pause_s * 2, HOLD_S_MAX)
        self._held[market] = (self._now_s() + pause_s, pause_s)

    async def _put_off(self, firing: Firing) -> bool:
        """In quiet hours nothing is looked up: it will be, when they are over."""
        settings, zone = self._frame.wishes.of(firing.person)
        if settings.digest or not wanted(settings, ALERT):
            return False
        until = quiet_until(settings.quiet, zone, self._frame.clock.now())
        if until is None or until <= firing.due_at:
            return False

        async def decide() -> Decision[None]:
            standing = await self._frame.firings.get(firing.id)
            if standing is None or standing.state is not FiringState.FOUND:
                return Decision(None)
            return Decision(None, self._frame.firings.postpone(firing, until))

        await self._frame.store.commit(decide)
        return True

    async def _of_market(self, market: Market, firings: Sequence[Firing]) -> int:
        known = await self._frame.listings.get(list({one.listing for one in firings}))
        ended = 0
        for firing in firings:
            if firing.listing not in known:
                ended += await self._end(firing, FiringState.GONE)
        there = [one for one in firings if one.listing in known]
        listings = list({one.listing: known[one.listing] for one in there}.values())
        for start in range(0, len(listings), LOOKED_AT_ONCE):
            part = listings[start : start + LOOKED_AT_ONCE]
            try:
                found = await self._frame.looks.look(part)
            except GatewayError as error:
                logger.info("alerts wait for %s: %s", market, error)
                self._hold(market)
                return ended + await self._give_up(there)
            ended += await self._of_lots(market, there, part, found)
        return ended

    async def _of_lots(
        self,
        market: Market,
        firings: Sequence[Firing],
        asked: Sequence[Listing],
        found: Mapping[ListingId, Listing | None],
    ) -> int:
        ended = 0
        for firing in firings:
            if firing.listing in found:
                ended += await self._of_lot(firing, found[firing.listing])
        unsaid = {one.id for one in asked} - found.keys()
        if not unsaid:
            self.release(market)
            return ended
        # An answer in part: of the rest nothing was said, and asking at once would not change it.
        self._hold(market)
        return ended + await self._give_up([one for one in firings if one.listing in unsaid])

    async def _give_up(self, firings: Sequence[Firing]) -> int:
        now = self._frame.clock.now()
        old = [one for one in firings if now - one.due_at > TRIED_FOR]
        return sum([await self._end(one, FiringState.EXPIRED) for one in old])

    async def _of_lot(self, firing: Firing, listing: Listing | None) -> int:
        """As the market shows it now."""
        if listing is None:
            return await self._end(firing, FiringState.GONE)
        rule = await self._rule(firing)
        if rule is None:
            return await self._end(firing, FiringState.MUTED)
        if not self._still(rule, firing, listing):
            return await self._end(firing, FiringState.PASSED)
        return await self._tell(firing, rule, listing)

    def _still(self, rule: Rule, firing: Firing, listing: Listing) -> bool:
        query = rule.query
        limit = firing.fields.get("limit")
        if rule.kind is RuleKind.VALUE and isinstance(limit, Money):
            query = replace(query, price_max=limit.units)
        return fits(query, listing, self._frame.clock.now(), self._frame.words)

    async def _of_stock(self, firing: Firing) -> int:
        rule = await self._rule(firing)
        if rule is None:
            return await self._end(firing, FiringState.MUTED)
        if rule.kind is RuleKind.BACK:
            return await self._back(firing, rule)
        if rule.kind is RuleKind.FLOOR and not await self._moved(firing, rule):
            return await self._end(firing, FiringState.PASSED)
        return await self._tell(firing, rule, None)

    async def _moved(self, firing: Firing, rule: Rule) -> bool:
        """Still away from where it was."""
        before = firing.fields.get("before")
        floor = (await self._frame.floors.of(rule.query)).robust
        if floor is None or not isinstance(before, Money):
            return False
        return moved(before.units, floor.units, rule.share_bps or 0)

    async def _back(self, firing: Firing, rule: Rule) -> int:
        """The cheapest that its market still shows."""
        for listing in await self._frame.stock.cheapest(rule.query, BACK_LOOKED_AT):
            try:
                shown = (await self._frame.looks.look([listing])).get(listing.id)
            except GatewayError as error:
                logger.info("an alert passes by %s: %s", listing.id, error)
                continue
            if shown is not None and self._still(rule, firing, shown):
                return await self._tell(firing, rule, shown)
        return await self._end(firing, FiringState.GONE)

    async def _rule(self, firing: Firing) -> Rule | None:
        """As it stands; None when nobody wants to hear of it any more."""
        rule = await self._frame.rules.get(firing.rule)
        return rule if rule is not None and not rule.muted else None

    async def _tell(self, firing: Firing, rule: Rule, listing: Listing | None) -> int:
        units = firing.units
        if listing is not None and listing.buyer_total.asset == TON:
            units = listing.buyer_total.units
        subject = f"gift:{listing.lot.gift}" if listing is not None else firing.subject
        search = await self._frame.searches.get(rule.search) if rule.search else None
        name = search.name if search is not None else ""

        async def changes() -> Changes:
            now = self._frame.clock.now()
            before = await self._frame.firings.told(firing.person, subject)
            if not may_tell(before, units, firing.marks, now):
                return self._frame.firings.end(firing, FiringState.COOLED, now)
            beyond = await self._one_too_many(firing, now)
            if beyond is not None:
                return beyond
            told = Told(person=firing.person, subject=subject, units=units, at=now)
            return (
                self._frame.firings.end(firing, FiringState.TOLD, now),
                self._frame.firings.tell(before, told),
                self._frame.notices.tell(message_of(firing, rule, listing, search=name)),
            )

        return await self._once(firing, changes)

    async def _one_too_many(self, firing: Firing, now: Instant) -> Changes | None:
        """None: it may be told. The first beyond as many as one can read says that there are
        more; that one and all within the hour after it are only noted.
        """
        firings = self._frame.firings
        noted = firings.end(firing, FiringState.COOLED, now)
        said = await firings.told(firing.person, MANY)
        if said is not None and now - said.at < COOL_DOWN:
            return noted
        if await firings.told_since(firing.person, Instant(now - COOL_DOWN)) < TOLD_MOST:
            return None
        told = Told(person=firing.person, subject=MANY, units=None, at=now)
        message = message_of_many(firing.person, TOLD_MOST)
        return (noted, firings.tell(said, told), self._frame.notices.tell(message))

    async def _end(self, firing: Firing, state: FiringState) -> int:
        async def changes() -> Changes:
            return self._frame.firings.end(firing, state, self._frame.clock.now())

        return await self._once(firing, changes)

    async def _once(self, firing: Firing, changes: Callable[[], Awaitable[Changes]]) -> int:
        """Unless it has ended meanwhile."""

        async def decide() -> Decision[int]:
            standing = await self._frame.firings.get(firing.id)
            if standing is None or standing.state is not FiringState.FOUND:
                return Decision(0)
            return Decision(1, await changes())

        return await self._frame.store.commit(decide)
