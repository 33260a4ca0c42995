"""What the index knows of each lot, by slot: one numpy column per thing."""

from typing import Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from domain.gifts.search import Include, NumberKind, SaleKind, Trait, number_kinds
from domain.shared.ids import Instant
from storage.gifts.index_rows import NATIVE, Lot

Slots: TypeAlias = npt.NDArray[np.intp]
Mask: TypeAlias = npt.NDArray[np.bool_]
Codes: TypeAlias = npt.NDArray[np.uint16]
Keys: TypeAlias = npt.NDArray[np.signedinteger | np.unsignedinteger]
"""Integers of any width."""

T = TypeVar("T", bound=np.generic)

ACTIVE: Final = 1
ONCHAIN: Final = 2
BITS_OF_INCLUDE: Final = {
    Include.LOCKED: 4,
    Include.OTHER_ASSETS: 8,
    Include.AUCTION: 16,
    Include.BUNDLE: 32,
    Include.PREMARKET: 64,
}
BITS_OF_NUMBERS: Final = {
    NumberKind.LOW: 128,
    NumberKind.PALINDROME: 256,
    NumberKind.REPEATING: 512,
}
SPECIAL: Final = sum(BITS_OF_INCLUDE.values())
_BITS_OF_KINDS: Final = {
    SaleKind.FIX: 0,
    SaleKind.AUCTION: BITS_OF_INCLUDE[Include.AUCTION],
    SaleKind.BUNDLE: BITS_OF_INCLUDE[Include.BUNDLE],
    SaleKind.PREMARKET: BITS_OF_INCLUDE[Include.PREMARKET],
}

OTHER_ASSETS_FROM: Final = 2**62
"""Added to prices in other assets, so that they sort after all in TON."""
CODES_MOST: Final = 2**16
RARITY_UNKNOWN: Final = 2**16 - 1
_NUMBER_MOST: Final = 2**31 - 1
_GROWTH: Final = 1.25
_CAPACITY_LEAST: Final = 1024


class Columns:
    """Arrays are replaced when they grow: hold the object, never an array, across an update.

    `plain` marks the lots of the default search. The keys of orders are kept ready: `down` is
    what makes prices fall, `newest` is the time below zero.
    """

    def __init__(self) -> None:
        self.size = 0
        self.traits: dict[Trait, Codes] = {trait: np.zeros(0, np.uint16) for trait in Trait}
        self.flags = np.zeros(0, np.uint16)
        self.plain = np.zeros(0, np.bool_)
        self.price = np.zeros(0, np.int64)
        self.down = np.zeros(0, np.int64)
        self.newest = np.zeros(0, np.int64)
        self.number = np.zeros(0, np.int32)
        self.rarity = np.zeros(0, np.uint16)

    def grow(self, size: int) -> None:
        """Make room for so many slots."""
        self.size = max(self.size, size)
        if size <= self.flags.size:
            return
        capacity = max(_CAPACITY_LEAST, size, int(self.flags.size * _GROWTH))
        for trait, column in self.traits.items():
            self.traits[trait] = _longer(column, capacity)
        for name in ("flags", "plain", "price", "down", "newest", "number", "rarity"):
            setattr(self, name, _longer(getattr(self, name), capacity))

    def write(self, slot: int, lot: Lot, codes: dict[Trait, int], *, locked: bool) -> None:
        for trait, code in codes.items():
            self.traits[trait][slot] = code
        self.flags[slot] = flags = flags_of(lot, locked=locked)
        self.plain[slot] = not flags & SPECIAL
        self.price_at(slot, price_key(lot.asset, lot.buyer_total))
        self.newest[slot] = -lot.newest_at
        self.number[slot] = number_key(lot.number)
        self.rarity[slot] = rarity_key(lot.rarity_permille)

    def reprice(self, slot: int, buyer_total: int) -> None:
        other = self.flags.item(slot) & BITS_OF_INCLUDE[Include.OTHER_ASSETS]
        self.price_at(slot, price_key("" if other else NATIVE, buyer_total))

    def price_at(self, slot: int, key: int) -> None:
        self.price[slot] = key
        self.down[slot] = -key if key < OTHER_ASSETS_FROM else 2 * OTHER_ASSETS_FROM - key

    def erase(self, slot: int) -> None:
        self.flags[slot] = 0
        self.plain[slot] = False

    def unlock(self, slot: int) -> None:
        self.flags[slot] &= ~np.uint16(BITS_OF_INCLUDE[Include.LOCKED])
        self.plain[slot] = not self.flags.item(slot) & SPECIAL

    def codes(self, slot: int) -> dict[Trait, int]:
        return {trait: column.item(slot) for trait, column in self.traits.items()}


def flags_of(lot: Lot, *, locked: bool) -> int:
    flags = ACTIVE | _BITS_OF_KINDS[lot.sale_kind]
    flags |= ONCHAIN if lot.onchain else 0
    flags |= BITS_OF_INCLUDE[Include.LOCKED] if locked else 0
    flags |= BITS_OF_INCLUDE[Include.OTHER_ASSETS] if lot.asset != NATIVE else 0
    for kind in number_kinds(lot.number):
        flags |= BITS_OF_NUMBERS[kind]
    return flags


def is_locked(lot: Lot, now: Instant) -> bool:
    return lot.locked_until is not None and lot.locked_until > now


def price_key(asset: str, buyer_total: int) -> int:
    assert 0 <= buyer_total < OTHER_ASSETS_FROM, "absurd prices are dropped where markets are read"
    return buyer_total if asset == NATIVE else OTHER_ASSETS_FROM + buyer_total


def number_key(number: int) -> int:
    assert 0 <= number <= _NUMBER_MOST, "numbers of gifts are counted from one"
    return number


def rarity_key(permille: int | None) -> int:
    return RARITY_UNKNOWN if permille is None else permille


def _longer(column: npt.NDArray[T], capacity: int) -> npt.NDArray[T]:
    longer = np.zeros(capacity, column.dtype)
    longer[: column.size] = column
    return longer
