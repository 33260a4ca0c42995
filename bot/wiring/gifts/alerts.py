"""Alerts and saved searches put together."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.due import DueWorker
from bot.gifts.alerts import WatchWorker
from bot.wiring.foundation import Foundation
from bot.wiring.gifts.area import Gifts
from bot.wiring.users import Users
from domain.gifts.alerts.frame import AlertFrame
from domain.gifts.alerts.market import IndexStock, MarketLooks
from domain.gifts.alerts.match import RuleBook
from domain.gifts.alerts.models import FiringsFound, RuleChanged
from domain.gifts.alerts.send import AlertSender
from domain.gifts.alerts.service import Alerts
from domain.gifts.alerts.watch import AlertWatch
from domain.gifts.arbitrage.frame import PaperFrame
from domain.gifts.arbitrage.service import Arbitrage, PaperWatch
from domain.gifts.events import HistoryGrew, ListingsChanged, SourceChanged
from domain.gifts.models import SourceState
from domain.gifts.saved.service import Searches
from domain.shared.change import Event
from domain.shared.ids import DAY, Instant
from domain.users.events import AccountDeleted
from storage.gifts.alerts.firings import FiringRows
from storage.gifts.alerts.papers import PaperRows
from storage.gifts.alerts.rules import RuleRows
from storage.gifts.alerts.searches import SearchRows
from storage.gifts.alerts.traces import AlertTraceRows
from storage.gifts.alerts.trails import TrailRows
from storage.gifts.alerts.words import IndexWords

E = TypeVar("E", bound=Event)
KEPT: Final = 7 * DAY
"""Firings that ended: as long as a person may want to look back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftAlerts:
    """`watch` turns changes into firings, `sending` tells them; `papers` trades on paper."""

    frame: AlertFrame
    alerts: Alerts
    searches: Searches
    watch: WatchWorker
    sender: AlertSender
    sending: DueWorker
    arbitrage: Arbitrage
    papers: WatchWorker
    traces: tuple[AlertTraceRows, ...]
    load: Callable[[], Awaitable[None]]
    prune: Callable[[], Awaitable[None]]

    async def open(self) -> int:
        """What has changed and was not looked at, and what is to be told now."""
        watched = await self.watch.open() + await self.papers.open()
        return watched + await self.sender.open()


def gift_alerts(f: Foundation, users: Users, gifts: Gifts) -> GiftAlerts:
    """The index has subscribed to the bus before: rules are held against what it says."""
    frame = _frame(f, users, gifts)
    looking = AlertWatch(frame)
    watch = WatchWorker(looking)
    sender = AlertSender(frame, now_s=time.monotonic)
    sending = DueWorker(sender.run_due, sender.next_due, clock=f.clock)
    firings = FiringRows(f.database)
    paper = _papers(f, gifts, frame)
    papers = _paper_worker(f, PaperWatch(paper))

    def on_listings(event: ListingsChanged) -> None:
        looking.on_listings(event)
        watch.wake()

    def on_history(event: HistoryGrew) -> None:
        looking.on_history(event)
        watch.wake()

    def on_source(event: SourceChanged) -> None:
        if gifts.sources.of(event.market).state is SourceState.OK:
            sender.release(event.market)

    async def prune() -> None:
        await f.writer.put(firings.prune(Instant(f.clock.now() - KEPT)))

    f.bus.subscribe(ListingsChanged, on_listings)
    f.bus.subscribe(HistoryGrew, on_history)
    f.bus.subscribe(SourceChanged, on_source)
    f.bus.subscribe(RuleChanged, looking.on_rule)
    f.bus.subscribe(AccountDeleted, looking.on_leaving)
    f.bus.subscribe(FiringsFound, lambda found: sending.expect(found.due_at))
    return GiftAlerts(
        frame=frame,
        alerts=Alerts(frame),
        searches=Searches(frame),
        watch=watch,
        sender=sender,
        sending=sending,
        arbitrage=Arbitrage(paper),
        papers=papers,
        traces=(AlertTraceRows(f.database),),
        load=looking.load,
        prune=prune,
    )


def _papers(f: Foundation, gifts: Gifts, frame: AlertFrame) -> PaperFrame:
    """No market that we read tells its bids; the first source of them stands here one day."""
    return PaperFrame(
        store=f.writer,
        papers=PaperRows(f.database),
        pools=gifts.values.pools,
        lots=gifts.listings,
        history=gifts.history,
        looks=frame.looks,
        sources=gifts.sources,
        fees=gifts.fees,
        clock=f.clock,
        ids=f.ids,
        bids=(),
    )


def _paper_worker(f: Foundation, watch: PaperWatch) -> WatchWorker:
    worker = WatchWorker(watch)

    def then_wake(note: Callable[[E], None], event: E) -> None:
        """While something waits the worker comes back by itself, in its own time."""
        calm = not watch.waiting
        note(event)
        if calm and watch.waiting:
            worker.wake()

    def on_jump() -> None:
        watch.on_jump()
        worker.wake()

    f.bus.subscribe(ListingsChanged, lambda event: then_wake(watch.on_listings, event))
    f.bus.subscribe(HistoryGrew, lambda event: then_wake(watch.on_history, event))
    f.bus.subscribe(SourceChanged, lambda event: then_wake(watch.on_source, event))
    f.clock.on_jump(on_jump)
    return worker


def _frame(f: Foundation, users: Users, gifts: Gifts) -> AlertFrame:
    stock = IndexStock(gifts.search, gifts.listings, f.clock)
    return AlertFrame(
        store=f.writer,
        rules=RuleRows(f.database),
        firings=FiringRows(f.database),
        trails=TrailRows(f.database),
        searches=SearchRows(f.database),
        listings=gifts.listings,
        book=RuleBook(),
        words=IndexWords(gifts.search),
        floors=stock,
        stock=stock,
        values=gifts.values.estimates,
        looks=MarketLooks(gifts.readers, gifts.fees, f.clock),
        wishes=users.wishes,
        title=gifts.titles,
        known=gifts.frame.knowledge.known,
        shown=gifts.frame.knowledge.shown,
        gate=users.gate,
        notices=users.notices,
        clock=f.clock,
        ids=f.ids,
    )
