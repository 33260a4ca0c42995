"""A bulk load: a column at a time instead of a lot at a time."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final

import numpy as np

from domain.gifts.search import Trait
from domain.shared.ids import Instant
from storage.gifts.index_columns import (
    OTHER_ASSETS_FROM,
    SPECIAL,
    Columns,
    flags_of,
    is_locked,
    number_key,
    price_key,
    rarity_key,
)
from storage.gifts.index_ids import Ids
from storage.gifts.index_rows import TRAITS, Lot

_BATCH: Final = 5_000


def load(
    lots: Iterable[Lot],
    *,
    columns: Columns,
    ids: Ids,
    code: Callable[[Trait, str], int],
    now: Instant,
) -> list[tuple[Instant, int]]:
    """Fill empty columns, each lot once. Answers until when the locked ones are so, by slot."""
    locked: list[tuple[Instant, int]] = []
    rest = iter(lots)
    while batch := list(islice(rest, _BATCH)):
        start = columns.size
        columns.grow(start + len(batch))
        _write(batch, start, columns=columns, code=code, now=now)
        for slot, lot in enumerate(batch, start):
            ids.put(slot, lot.id.encode())
            if lot.locked_until is not None and lot.locked_until > now:
                locked.append((lot.locked_until, slot))
    return locked


def _write(
    batch: Sequence[Lot],
    start: int,
    *,
    columns: Columns,
    code: Callable[[Trait, str], int],
    now: Instant,
) -> None:
    here = slice(start, start + len(batch))
    for trait, read in TRAITS:
        values = list(map(read, batch))
        codes = {value: code(trait, value) for value in dict.fromkeys(values)}
        columns.traits[trait][here] = [codes[value] for value in values]
    flags = np.array([flags_of(lot, locked=is_locked(lot, now)) for lot in batch], np.uint16)
    columns.flags[here] = flags
    columns.plain[here] = (flags & SPECIAL) == 0
    prices = np.array([price_key(lot.asset, lot.buyer_total) for lot in batch], np.int64)
    columns.price[here] = prices
    others = OTHER_ASSETS_FROM - (prices - OTHER_ASSETS_FROM)
    columns.down[here] = np.where(prices < OTHER_ASSETS_FROM, -prices, others)
    columns.newest[here] = [-lot.newest_at for lot in batch]
    columns.number[here] = [number_key(lot.number) for lot in batch]
    columns.rarity[here] = [rarity_key(lot.rarity_permille) for lot in batch]
