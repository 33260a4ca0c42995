"""The markets as sources: how each can be read, since when, and how old what we know is."""

from collections.abc import Mapping, Sequence

from domain.gifts.costs import FeeTable
from domain.gifts.models import Market, SourceState
from domain.gifts.shown.models import Source
from domain.gifts.sync.models import KeptSource
from domain.gifts.sync.ports import SourceStore
from domain.shared.clock import Clock
from domain.shared.ids import Instant


class SourceBook:
    """In memory, since every answer shows it; the store has the same. Implements
    domain.gifts.shown.ports.Sources. A market that nothing reads is `off`.
    """

    def __init__(self, rows: SourceStore, fees: FeeTable, clock: Clock) -> None:
        self._rows = rows
        self._fees = fees
        self._clock = clock
        self._kept: dict[Market, KeptSource] = {}
        self._odd: dict[Market, Mapping[str, int]] = {}

    async def load(self, read: Sequence[Market]) -> None:
        """At the start: what is in the store. `read` are the markets that have a reader; what
        the others said of themselves long ago says nothing now.
        """
        now = self._clock.now()
        for market, kept in (await self._rows.all()).items():
            self._kept[market] = kept
            self._odd[market] = kept.odd
            if kept.fees_said and market in read:
                self._fees.say(market, kept.fees)
        for market in Market:
            was = self._kept.get(market)
            if was is None or (market not in read and was.state is not SourceState.OFF):
                self._kept[market] = self._off(market, was, now)

    def all(self) -> tuple[Source, ...]:
        """Every market that we know, in one order for ever."""
        return tuple(map(self.of, Market))

    def of(self, market: Market) -> Source:
        kept = self.kept(market)
        return Source(
            market=market,
            state=kept.state,
            since=kept.since,
            read_at=kept.read_at,
            fees=self._fees.at(market, self._clock.now()),
        )

    def kept(self, market: Market) -> KeptSource:
        found = self._kept.get(market)
        if found is None:
            found = self._kept[market] = self._off(market, None, self._clock.now())
        return found

    def keep(self, source: KeptSource) -> None:
        self._kept[source.market] = source

    def earlier_odd(self, market: Market) -> Mapping[str, int]:
        """Rows left out before this start."""
        return self._odd.get(market, {})

    def _off(self, market: Market, was: KeptSource | None, now: Instant) -> KeptSource:
        return KeptSource(
            market=market,
            state=SourceState.OFF,
            since=now,
            mark=was.mark if was is not None else None,
            read_at=was.read_at if was is not None else None,
            fees=was.fees if was is not None else self._fees.at(market, now),
            fees_said=was is not None and was.fees_said,
            odd=was.odd if was is not None else {},
        )
