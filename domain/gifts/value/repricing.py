"""What is odd about how a lot's price moves.

Measured on the real markets in 2026-09: changes under 1 % are noise of re-listing bots; ladders go
down in equal steps of about 5 % every half hour; prices are cut by 90 % within ten seconds. Two
drops within a minute, or three in a day, are no sign of a bargain either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from domain.shared.ids import DAY, MINUTE, SECOND, Instant

NOISE_BELOW_PERMILLE: Final = 10
CUT_ABOVE_PERMILLE: Final = 600
QUICK_WITHIN: Final = 60 * SECOND
OFTEN_DROPS: Final = 3
LADDER_STEPS: Final = 3
LADDER_EVEN_PERMILLE: Final = 5
LADDER_PAUSE: Final = (20 * MINUTE, 40 * MINUTE)


class Anomaly(StrEnum):
    """`cut`: one step by more than 60 %. `quick`: two drops within a minute. `often`: three or
    more drops in a day. `ladder`: equal steps down at an even pace.
    """

    CUT = "cut"
    QUICK = "quick"
    OFTEN = "often"
    LADDER = "ladder"


@dataclass(frozen=True, slots=True)
class Priced:
    """What a lot cost from an instant on, in its asset's smallest unit."""

    at: Instant
    units: int


def is_noise(was: int, now: int) -> bool:
    """A change of less than 1 %, or none."""
    return abs(now - was) * 1000 < was * NOISE_BELOW_PERMILLE


def without_noise(prices: Sequence[Priced]) -> tuple[Priced, ...]:
    """Those that differ from the last one kept: many small steps add up to a change in the end."""
    kept: list[Priced] = []
    for price in prices:
        if not kept or not is_noise(kept[-1].units, price.units):
            kept.append(price)
    return tuple(kept)


def anomalies(prices: Sequence[Priced]) -> frozenset[Anomaly]:
    """What is odd about the last change of a lot, given all its prices, oldest first."""
    kept = without_noise(prices)
    drops = _drops(kept)
    if not drops or drops[-1].at != kept[-1].at:
        return frozenset()
    last = drops[-1]
    recent = [drop for drop in drops if last.at - drop.at < DAY]
    found = {
        Anomaly.CUT: last.permille > CUT_ABOVE_PERMILLE,
        Anomaly.QUICK: len(drops) > 1 and last.at - drops[-2].at <= QUICK_WITHIN,
        Anomaly.OFTEN: len(recent) >= OFTEN_DROPS,
        Anomaly.LADDER: _is_ladder(drops[-LADDER_STEPS:]),
    }
    return frozenset(anomaly for anomaly, there in found.items() if there)


@dataclass(frozen=True, slots=True)
class _Drop:
    at: Instant
    permille: int


def _drops(prices: Sequence[Priced]) -> list[_Drop]:
    return [
        _Drop(after.at, (before.units - after.units) * 1000 // before.units)
        for before, after in pairwise(prices)
        if after.units < before.units
    ]


def _is_ladder(drops: Sequence[_Drop]) -> bool:
    if len(drops) < LADDER_STEPS:
        return False
    steps = [drop.permille for drop in drops]
    pauses = [later.at - drop.at for drop, later in pairwise(drops)]
    shortest, longest = LADDER_PAUSE
    even = max(steps) - min(steps) <= LADDER_EVEN_PERMILLE
    return even and all(shortest <= pause <= longest for pause in pauses)
