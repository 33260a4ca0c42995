"""Chance and identities of the running program."""

import secrets
from typing import Final

from domain.shared.chance import Chance
from domain.shared.clock import Clock

_DIGITS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS: Final = tuple(first + second for first in _DIGITS for second in _DIGITS)
_SEQUENCE_BITS: Final = 16
_CHANCE_BYTES: Final = 8


class SystemChance:
    """The operating system's cryptographic source."""

    def below(self, bound: int) -> int:
        return secrets.randbelow(bound)

    def token(self, size_bytes: int) -> bytes:
        return secrets.token_bytes(size_bytes)


class TimeSortedIds:
    """Ids of 128 bits: 48 of milliseconds, 16 of sequence, 64 of chance.

    Those of one process sort in the order in which they were made, also while the clock stands
    still: past 65,536 in one millisecond the sequence runs into the time. The 64 bits of chance
    keep them unguessable and apart from those of another process.
    """

    def __init__(self, clock: Clock, chance: Chance) -> None:
        self._clock = clock
        self._chance = chance
        self._last = 0

    def new(self) -> str:
        first_of_now = (self._clock.now() // 1000) << _SEQUENCE_BITS
        self._last = max(self._last + 1, first_of_now)
        chance = int.from_bytes(self._chance.token(_CHANCE_BYTES), "big")
        return _crockford(self._last << (8 * _CHANCE_BYTES) | chance)


def _crockford(number: int) -> str:
    """130 bits, ten at a time: an id is made for every row, and pairs halve the work."""
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(120, -1, -10)])
