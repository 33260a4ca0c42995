"""Floors over time, estimates and summaries put together."""

from dataclasses import dataclass

from bot.wiring.foundation import Foundation
from domain.gifts.events import HistoryGrew, ListingsChanged, SourceChanged
from domain.gifts.ports import HistoryStore
from domain.gifts.shown.ports import Sources
from domain.gifts.value.coverage import Coverage
from domain.gifts.value.estimates import Estimates
from domain.gifts.value.floor_history import FloorHistory
from domain.gifts.value.floor_rolling import FloorRolling
from domain.gifts.value.pools import PoolBook
from domain.gifts.value.summaries import Summaries
from storage.gifts.floor_points import PointRows
from storage.gifts.pools import PoolRows
from storage.gifts.reads import ReadRows
from storage.gifts.spans import SpanRows


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftValues:
    """`coverage.load` comes before the first market is read; `coverage.note` and
    `rolling.roll_up` are jobs.
    """

    coverage: Coverage
    history: FloorHistory
    pools: PoolBook
    estimates: Estimates
    summaries: Summaries
    rolling: FloorRolling


def gift_values(f: Foundation, history: HistoryStore, sources: Sources) -> GiftValues:
    spans, points = SpanRows(f.database), PointRows(f.database)
    coverage = Coverage(ReadRows(f.database), sources, f.writer, f.clock)
    pools = PoolBook(PoolRows(f.database), f.clock)
    f.bus.subscribe(SourceChanged, coverage.heard)
    f.bus.subscribe(ListingsChanged, pools.listings_changed)
    f.bus.subscribe(HistoryGrew, pools.history_grew)
    return GiftValues(
        coverage=coverage,
        history=FloorHistory(spans, points, coverage, f.clock),
        pools=pools,
        estimates=Estimates(pools, coverage, f.clock),
        summaries=Summaries(spans, history, coverage, f.clock),
        rolling=FloorRolling(f.writer, spans, points, coverage, f.clock),
    )
