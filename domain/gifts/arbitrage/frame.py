"""What arbitrage on paper works with."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.gifts.alerts.ports import Looks
from domain.gifts.arbitrage.ports import Bids, Lots, PaperStore, Pools
from domain.gifts.arbitrage.rules import PaperSettings
from domain.gifts.costs import FeeTable
from domain.gifts.ports import HistoryStore
from domain.gifts.shown.ports import Sources
from domain.shared.change import Store
from domain.shared.clock import Clock
from domain.shared.ids import Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFrame:
    """`bids` know who would buy at once."""

    store: Store
    papers: PaperStore
    pools: Pools
    lots: Lots
    history: HistoryStore
    looks: Looks
    sources: Sources
    fees: FeeTable
    clock: Clock
    ids: Ids
    bids: Sequence[Bids] = ()
    settings: PaperSettings = field(default_factory=PaperSettings)
