"""Keeping up with one market: its feed, its shelves one after the other, its fees.

A round reads the market completely: the feed first, then all shelves. It goes on where it was
stopped. One task calls this for one market, so nothing here happens twice at once.
"""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final, TypeAlias

from domain.gifts.costs import Fees
from domain.gifts.events import SourceChanged
from domain.gifts.market_ports import FeesRead, MarketReader, Shelf
from domain.gifts.models import Market, SourceState
from domain.gifts.sync.collections import Catalogue
from domain.gifts.sync.feed import Feed
from domain.gifts.sync.frame import SyncFrame
from domain.gifts.sync.models import JobProgress, KeptSource, Progress
from domain.gifts.sync.pricing import Repricing
from domain.gifts.sync.rules import TELLS_ALL
from domain.gifts.sync.sources import SourceBook
from domain.gifts.sync.sweep import Sweep
from domain.gifts.sync.writing import Writing
from domain.shared.change import Changes, Decision, Event
from domain.shared.ids import HOUR, SECOND, Instant
from domain.shared.refusals import GatewayError

logger = logging.getLogger(__name__)

Between: TypeAlias = Callable[[], Awaitable[None]]
JOB: Final = "sync_listings"
INDEX_JOB: Final = "index_collection"
PRICE_JOB: Final = "update_prices"
FEES_EVERY: Final = HOUR
SAVE_EVERY: Final = 30 * SECOND
"""How far a quiet feed was read is written down so often; after a crash it is read again."""


class MarketSync:
    """Every method may raise GatewayError, as MarketReader says: what was done before it stays."""

    def __init__(
        self, frame: SyncFrame, reader: MarketReader, sources: SourceBook, catalogue: Catalogue
    ) -> None:
        self._frame = frame
        self._reader = reader
        self._sources = sources
        self._catalogue = catalogue
        writing = Writing(frame, reader.market)
        self._feed = Feed(frame, reader, writing)
        self._sweep = Sweep(frame, reader, writing, self.listen, self._breathe)
        self._between: Between = _nothing
        self._pricing = Repricing(frame, reader.market)
        self._shelves: list[Shelf] = []
        self._walked = 0
        self._began: Instant | None = None
        self._fees_at: Instant | None = None
        self._saved_at = Instant(0)
        self._odd: Counter[str] = Counter()
        self.pages_heard = 1
        """Of the feed, at the last time."""

    @property
    def market(self) -> Market:
        return self._reader.market

    @property
    def source(self) -> KeptSource:
        return self._sources.kept(self.market)

    @property
    def has_feed(self) -> bool:
        return bool(self._reader.told)

    @property
    def walking(self) -> bool:
        """Whether a round is under way."""
        return self._began is not None

    def interleave(self, between: Between) -> None:
        """What is to be done between two questions of a long walk, such as listening."""
        self._between = between

    async def listen(self) -> None:
        """Read the feed. Of one that tells everything and reached back, nothing is missing, so
        the market counts as read.
        """
        mark, began = self.source.mark, self._frame.clock.now()
        heard = await self._feed.hear(mark)
        self._odd.update(heard.odd)
        if not heard.whole:
            self._odd["gap"] += 1
            logger.warning("the feed of %s did not reach back", self.market)
        self.pages_heard = heard.pages
        whole = heard.whole and heard.clear and mark is not None and self._reader.told >= TELLS_ALL
        read_at = self.source.read_at
        if whole and read_at is not None:
            read_at = began
        now = replace(self.source, mark=heard.mark, read_at=read_at)
        if heard.quiet and mark is not None and began - self._saved_at < SAVE_EVERY:
            self._sources.keep(now)
            return
        self._saved_at = began
        await self._keep(now)

    async def begin(self, *, afresh: bool) -> None:
        """Begin a round: the mark or the feed, prices, shelves. Unless `afresh`, one that was
        stopped goes on after the shelf that it had reached.
        """
        self._began = None
        began = self._frame.clock.now()
        if self._reader.told:
            await self.listen()
        await self.price()
        self._shelves = await self.catalogue()
        self._walked = 0 if afresh else await self._reached()
        self._began = began
        await self._commit(self._noted(Progress.RUNNING))

    async def catalogue(self) -> list[Shelf]:
        """Which collections are sold there, those that staff paused left out."""
        shelves = await self._reader.shelves()
        await self._catalogue.take(self.market, shelves)
        wanted = [shelf for shelf in shelves if self._catalogue.read(shelf.collection)]
        await self._note(INDEX_JOB, done=len(wanted), total=len(shelves))
        return sorted(wanted, key=lambda shelf: shelf.collection)

    async def step(self) -> bool:
        """Walk the next shelf; whether that was the last one of the round."""
        assert self._began is not None, "a round has begun"
        if self._walked < len(self._shelves):
            await self._walk(self._shelves[self._walked])
            self._walked += 1
        if self._walked < len(self._shelves):
            await self._commit(self._noted(Progress.RUNNING))
            return False
        began, self._began = self._began, None
        await self._keep(replace(self.source, read_at=began), self._noted(Progress.DONE))
        return True

    async def walk(self, collection: str) -> None:
        """One shelf alone, out of its turn."""
        for shelf in await self.catalogue():
            if shelf.collection == collection:
                await self._walk(shelf)
                await self._note(INDEX_JOB, subject=collection, done=1, total=1)

    async def price(self, *, at_once: bool = False) -> None:
        """Ask for the market's own fees, not too often, and price its lots by those in force."""
        now = self._frame.clock.now()
        said = self.source.fees_said
        due = self._fees_at is None or now - self._fees_at >= FEES_EVERY
        if due or at_once:
            told = await self._asked_fees()
            if told is not None:
                fees = Fees(
                    on_top_bps=told.on_top_bps,
                    inside_bps=told.inside_bps,
                    seller_bps=told.seller_bps,
                )
                self._frame.fees.say(self.market, fees)
                said = True
        fees = self._frame.fees.at(self.market, now)
        if fees != self.source.fees:
            await self._pricing.run()
        await self._keep(replace(self.source, fees=fees, fees_said=said))
        if at_once:
            await self._note(PRICE_JOB, done=1, total=1)

    async def _asked_fees(self) -> FeesRead | None:
        """A market that does not tell its fees now is read all the same, by those known."""
        try:
            told = await self._reader.fees()
        except GatewayError as error:
            logger.warning("%s does not tell its fees: %s", self.market, error)
            return None
        self._fees_at = self._frame.clock.now()
        return told

    async def report(self) -> None:
        """Write down how the market can be read now."""
        health = self._reader.health()
        odd = Counter(self._sources.earlier_odd(self.market))
        odd.update(health.odd)
        odd.update(self._odd)
        state, since = health.state, health.since
        if state is self.source.state:
            since = self.source.since
        await self._keep(replace(self.source, state=state, since=since, odd=dict(odd)))

    async def struck(self) -> None:
        """We ourselves failed in the middle: what stands here may be old, and says so until a
        read has come to its end.
        """
        if self.source.state is SourceState.OK:
            now = self._frame.clock.now()
            await self._keep(replace(self.source, state=SourceState.DEGRADED, since=now))

    async def _breathe(self) -> None:
        await self._between()

    async def _walk(self, shelf: Shelf) -> None:
        first = self.source.read_at is None
        self._odd.update(await self._sweep.walk(shelf, first=first))
        await self._catalogue.walked(self.market, shelf)

    async def _reached(self) -> int:
        """How many shelves an earlier round had walked when it was stopped."""
        kept = await self._frame.rows.jobs.get(JOB, self.market.value)
        if kept is None or kept.state is not Progress.RUNNING or kept.position is None:
            return 0
        return sum(shelf.collection <= kept.position for shelf in self._shelves)

    async def _commit(self, *changes: Changes) -> None:
        async def decide() -> Decision[None]:
            return Decision(None, *changes)

        await self._frame.store.commit(decide)

    async def _note(self, job: str, *, subject: str = "", done: int, total: int) -> None:
        """That a job has come to its end here; nothing is written when that stands already."""
        rows, now = self._frame.rows.jobs, self._frame.clock.now()
        was = await rows.get(job, self.market.value, subject)
        ended = JobProgress(
            job=job,
            market=self.market.value,
            subject=subject,
            done=done,
            total=total,
            state=Progress.DONE,
            began_at=was.began_at if was is not None else now,
            changed_at=now,
        )
        if was is None or replace(was, changed_at=now) != ended:
            await self._commit(rows.put(ended))

    def _noted(self, state: Progress) -> Changes:
        last = self._shelves[self._walked - 1].collection if self._walked else None
        now = self._frame.clock.now()
        return self._frame.rows.jobs.put(
            JobProgress(
                job=JOB,
                market=self.market.value,
                position=last,
                done=self._walked,
                total=len(self._shelves),
                state=state,
                began_at=self._began or now,
                changed_at=now,
            )
        )

    async def _keep(self, now: KeptSource, *more: Changes) -> None:
        was = self.source
        if now == was and not more:
            return
        shown = (now.state, now.read_at, now.fees) != (was.state, was.read_at, was.fees)
        events: list[Event] = [SourceChanged(self.market)] if shown else []

        async def decide() -> Decision[None]:
            return Decision(None, self._frame.rows.sources.put(now), *more, events=events)

        self._sources.keep(now)
        try:
            await self._frame.store.commit(decide)
        except BaseException:
            self._sources.keep(was)
            raise


async def _nothing() -> None:
    """Nobody waits for a long walk."""
