"""When which market was known: from complete reads to stretches of time.

Reads that follow each other make one stretch. It ends where a market could not be read, or the
program did not run, for longer than a price may be used. A world clock that jumps while the
market is read makes no gap.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from domain.gifts.events import SourceChanged
from domain.gifts.models import Market, SourceState
from domain.gifts.shown.models import Source
from domain.gifts.shown.ports import Sources
from domain.gifts.value.floor_ports import ReadStore
from domain.gifts.value.spans import USED_FOR, Read
from domain.shared.change import Change, Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import Instant

_READABLE: Final = frozenset({SourceState.OK, SourceState.DEGRADED})


class Coverage:
    """`load` before anything else; `heard` must hear of SourceChanged; `note` is a job."""

    def __init__(self, rows: ReadStore, sources: Sources, store: Store, clock: Clock) -> None:
        self._rows = rows
        self._sources = sources
        self._store = store
        self._clock = clock
        self._now: dict[Market, Read] = {}
        self._noted: dict[Market, Read] = {}
        self._broken: set[Market] = set()

    async def load(self) -> None:
        """Go on where the last run ended; whether that is a gap the next read shows."""
        for market in Market:
            newest = await self._rows.newest(market)
            if newest is not None:
                self._now[market] = self._noted[market] = newest
            self._broken.add(market)

    def heard(self, event: SourceChanged) -> None:
        self._take(self._sources.of(event.market))

    def fresh(self) -> frozenset[Market]:
        """The markets whose prices may be used now."""
        self._look()
        now = self._clock.now()
        return frozenset(read.market for read in self._now.values() if read.covers(now))

    async def between(self, since: Instant, until: Instant) -> tuple[Read, ...]:
        """The stretches that touch it, up to this very moment."""
        self._look()
        stored = await self._rows.between(since, until)
        now = {(read.market, read.since): read for read in self._now.values()}
        return (*(read for read in stored if (read.market, read.since) not in now), *now.values())

    async def note(self) -> None:
        """Write down how far the stretches reach."""
        self._look()
        changed = [read for read in self._now.values() if self._noted.get(read.market) != read]
        if not changed:
            return

        async def decide() -> Decision[None]:
            return Decision(None, [self._written(read) for read in changed])

        await self._store.commit(decide)
        self._noted |= {read.market: read for read in changed}

    def _written(self, read: Read) -> Change:
        noted = self._noted.get(read.market)
        known = noted is not None and noted.since == read.since
        return self._rows.extend(read) if known else self._rows.begin(read)

    def _look(self) -> None:
        for source in self._all():
            self._take(source)

    def _all(self) -> Iterable[Source]:
        return self._sources.all()

    def _take(self, source: Source) -> None:
        market, read_at = source.market, source.read_at
        if source.state not in _READABLE:
            self._broken.add(market)
            return
        known = self._now.get(market)
        if read_at is None or (known is not None and read_at <= known.until):
            return
        gap = known is None or (market in self._broken and read_at - known.until > USED_FOR)
        if known is None or gap:
            self._now[market] = Read(market=market, since=read_at, until=read_at)
        else:
            self._now[market] = replace(known, until=read_at)
        self._broken.discard(market)
