"""The workers of the markets: one each, so that a market that fails slows nobody.

Each listens to its market's feed every few seconds and walks one shelf after the other, as often
as the market allows. Intervals are real time over the pace. When the world (or staff) asks for it,
a worker reads its market completely at once.
"""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.runtime.supervisor import Pulse
from domain.gifts.models import Market, SourceState
from domain.gifts.sync.service import MarketSync
from domain.shared.refusals import GatewayError, Throttled

logger = logging.getLogger(__name__)

INTERVAL_S_LEAST: Final = 2.0
"""Whatever the pace: who wants to know at once wakes the worker."""
FEED_S_LEAST: Final = 0.1
FEED_SLOWER: Final = 1.25
PAUSE_S_LEAST: Final = 0.25
PAUSE_S_MAX: Final = 30.0
OFF_LOOK_S: Final = 60.0
BEAT_S_MAX: Final = 600.0
"""A slow market may take minutes for a shelf; each call has a time limit of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """Seconds between two reads of the feed (None: it has none) and between two shelves."""

    feed_s: float | None
    shelf_s: float


CADENCES: Final[Mapping[Market, Cadence]] = {
    Market.GETGEMS: Cadence(feed_s=5.0, shelf_s=5.0),
    Market.PORTALS: Cadence(feed_s=5.0, shelf_s=5.0),
    Market.MRKT: Cadence(feed_s=8.0, shelf_s=10.0),
    Market.TONNEL: Cadence(feed_s=15.0, shelf_s=15.0),
    Market.FRAGMENT: Cadence(feed_s=None, shelf_s=10.0),
    Market.TONAPI: Cadence(feed_s=15.0, shelf_s=15.0),
}


class MarketWorker:
    """`expect` is told the number of the market's last change; `read_to` is the number that had
    been heard when the last complete read began.
    """

    def __init__(self, sync: MarketSync, cadence: Cadence) -> None:
        self._sync = sync
        self._cadence = cadence
        self._pace = 1.0
        self._heard = 0
        self._read_to = 0
        self._round_of = 0
        self._whole_round = False
        self._asked = False
        self._priced = False
        self._indexed = False
        self._shelves: set[str] = set()
        self._failed = 0
        self._turning = False
        self._feed_at = 0.0
        self._feed_s = math.inf
        self._shelf_at = 0.0
        self._wake = asyncio.Event()
        self._beat: Callable[[], None] = _quietly
        sync.interleave(self._listen_when_due)

    @property
    def market(self) -> Market:
        return self._sync.market

    @property
    def read_to(self) -> int:
        """A market that is off shows nothing, so there is nothing to read."""
        off = self._sync.source.state is SourceState.OFF and self._failed
        return self._heard if off else self._read_to

    def set_pace(self, pace: float) -> None:
        self._pace = pace
        self._wake.set()

    def expect(self, change: int) -> None:
        """The market has a change of this number: it is read at once."""
        self._heard = max(self._heard, change)
        if self._read_to < self._heard and not self._wake.is_set():
            self._wake.set()

    def ask_all(self) -> None:
        """Read everything, at once."""
        self._asked = True
        self._wake.set()

    def ask_shelf(self, collection: str) -> None:
        """Read one collection out of its turn."""
        self._shelves.add(collection)
        self._wake.set()

    def ask_shelves(self) -> None:
        """Ask the market which collections it sells."""
        self._indexed = True
        self._wake.set()

    def ask_prices(self) -> None:
        """Ask the market for its fees, and price its lots by them."""
        self._priced = True
        self._wake.set()

    async def run(self, pulse: Pulse) -> None:
        self._beat = pulse.beat
        if self._turning:
            # The last run died of a bug of ours in the middle of a turn, and so may this one.
            await pulse.unless_stopping(self._sync.struck())
        while not pulse.stopping.is_set():
            pulse.beat()
            try:
                self._turning = True
                await pulse.unless_stopping(self._turn())
                self._failed = 0
                self._turning = False
            except GatewayError as error:
                self._failed += 1
                self._turning = False
                logger.warning("%s: %s: %s", self.market, type(error).__name__, error)
                await pulse.unless_stopping(self._sync.report())
                await self._back_off(pulse, error)
                continue
            await self._rest(pulse)

    @property
    def _wanted(self) -> bool:
        """Whether somebody waits for a complete read."""
        return self._asked or self._read_to < self._heard

    async def _turn(self) -> None:
        """What is due now."""
        if self._priced:
            await self._sync.price(at_once=True)
            self._priced = False
        if self._indexed:
            await self._sync.catalogue()
            self._indexed = False
        while self._shelves:
            shelf = next(iter(self._shelves))
            await self._sync.walk(shelf)
            self._shelves.discard(shelf)
        if self._wanted or self._sync.source.read_at is None:
            await self._whole()
        else:
            await self._rolling()
        await self._sync.report()

    async def _whole(self) -> None:
        """A round without a pause. After a failure it goes on; so does a market's very first
        round that ended with the program.
        """
        if not (self._whole_round and self._sync.walking):
            asked, heard = self._asked, self._heard
            await self._sync.begin(afresh=asked or self._sync.source.read_at is not None)
            self._whole_round, self._round_of = True, heard
            self._asked = self._asked and not asked
        while not await self._sync.step():
            self._beat()
        self._ended()

    def _ended(self) -> None:
        self._read_to = max(self._read_to, self._round_of)
        self._whole_round = False
        self._feed_at = self._shelf_at = time.monotonic()

    async def _rolling(self) -> None:
        await self._listen_when_due()
        now = time.monotonic()
        if now >= self._shelf_due:
            self._shelf_at = now
            await self._next_shelf()

    async def _listen_when_due(self) -> None:
        """Also in the middle of a long walk: a feed does not reach back for ever."""
        self._beat()
        now = time.monotonic()
        if now >= self._feed_due:
            self._feed_at = now
            await self._sync.listen()
            self._keep_up(self._sync.pages_heard)

    def _keep_up(self, pages: int) -> None:
        """A feed that told more than a page since it was read last is read sooner, so that it
        comes to about a page at a time: places on further pages shift while events come in. How
        often it may be asked at most the market's limits say, which the reader keeps.
        """
        now_s = self.feed_every_s
        self._feed_s = max(now_s / pages, FEED_S_LEAST) if pages > 1 else now_s * FEED_SLOWER

    @property
    def _feed_due(self) -> float:
        if not self._sync.has_feed or self._sync.source.mark is None:
            return math.inf
        return self._feed_at + self.feed_every_s

    @property
    def feed_every_s(self) -> float:
        """Seconds between two reads of the feed now."""
        return min(self._feed_s, self._feed_usual_s)

    @property
    def _feed_usual_s(self) -> float:
        feed_s = self._cadence.feed_s
        return math.inf if feed_s is None else max(feed_s / self._pace, INTERVAL_S_LEAST)

    @property
    def _shelf_due(self) -> float:
        return self._shelf_at + max(self._cadence.shelf_s / self._pace, INTERVAL_S_LEAST)

    async def _next_shelf(self) -> None:
        if not self._sync.walking:
            heard = self._heard
            await self._sync.begin(afresh=False)
            self._round_of = heard
        if await self._sync.step():
            self._ended()

    async def _rest(self, pulse: Pulse) -> None:
        if self._wanted or self._shelves or self._priced or self._indexed:
            return
        due = min(self._feed_due, self._shelf_due)
        await pulse.rest(max(due - time.monotonic(), 0.01), self._wake)

    async def _back_off(self, pulse: Pulse, error: GatewayError) -> None:
        """Nothing wakes it early: a market that refuses is not asked the more."""
        if self._sync.source.state is SourceState.OFF:
            await pulse.rest(OFF_LOOK_S, self._wake)
            return
        pause_s = min(PAUSE_S_LEAST * 2.0 ** (self._failed - 1), PAUSE_S_MAX)
        if isinstance(error, Throttled):
            pause_s = max(pause_s, error.retry_after_s)
        await pulse.rest(pause_s / self._pace)


def _quietly() -> None:
    """Nobody watches yet."""
