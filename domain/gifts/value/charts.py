"""A price chart as a picture: what is on it, and the port that paints it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, Protocol

_STEPS: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`values` go by even steps of time, in an asset's smallest unit; None is a gap. The words
    are those of the person: `amount` writes a value for the axis, `times` stand under the chart
    from its left end to its right, `empty` is said where there is nothing to draw.
    """

    values: Sequence[int | None]
    title: str
    note: str
    amount: Callable[[int], str]
    times: Sequence[str]
    empty: str
    dark: bool = False


class Painter(Protocol):
    async def paint(self, chart: Chart) -> bytes:
        """A PNG."""
        ...


def ticks(low: int, high: int, most: int) -> tuple[int, ...]:
    """Round values from below or at `low` to above or at `high`, at least two and at most so many
    (two or more), a step of 1, 2 or 5 times a power of ten apart.
    """
    assert low <= high, "a range goes up"
    assert most > 1, "an axis has two ends"
    step = next(step for step in _round_steps() if _count(low, high, step) <= most)
    first = low - low % step
    last = max(-(-high // step) * step, first + step)
    return tuple(range(first, last + 1, step))


def runs(values: Sequence[int | None]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Stretches without a gap, as (place, value)."""
    found: list[list[tuple[int, int]]] = []
    going_on = False
    for place, value in enumerate(values):
        if value is None:
            going_on = False
            continue
        if not going_on:
            found.append([])
        found[-1].append((place, value))
        going_on = True
    return tuple(map(tuple, found))


def _round_steps() -> Iterator[int]:
    """1, 2, 5, 10, 20 and so on."""
    for power in count():
        for step in _STEPS:
            yield step * 10**power


def _count(low: int, high: int, step: int) -> int:
    return max(-(-high // step) - low // step, 1) + 1
