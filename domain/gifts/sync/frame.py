"""What keeping up with the markets stands on."""

from dataclasses import dataclass

from domain.gifts.costs import FeeTable
from domain.gifts.ports import HistoryStore, ListingStore
from domain.gifts.sync.knowledge import Knowledge
from domain.gifts.sync.ports import (
    CollectionStore,
    ItemStore,
    JobStore,
    RarityStore,
    ShelfStore,
    SourceStore,
    Spans,
    Wash,
)
from domain.shared.change import Store
from domain.shared.clock import Clock
from domain.shared.ids import Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    listings: ListingStore
    history: HistoryStore
    items: ItemStore
    rarities: RarityStore
    collections: CollectionStore
    shelves: ShelfStore
    sources: SourceStore
    jobs: JobStore
    spans: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncFrame:
    store: Store
    rows: Stores
    knowledge: Knowledge
    fees: FeeTable
    clock: Clock
    ids: Ids
    wash: Wash
