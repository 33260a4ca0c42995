"""Markets' limits on calls as token buckets: how wide they are is data of each market.

Real time; `pace` makes all of them that many times wider, as the sandbox does with the limits
themselves.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

WHOLE: Final = ""
"""The name of the bucket that every call of a market is counted in."""
PAUSE_S: Final = 5.0
PAUSE_S_MAX: Final = 120.0
"""After a refusal without a time: doubled with each one in a row."""
TOLD_S_MAX: Final = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many calls a second, and so many at once after a rest."""

    per_s: float
    burst: float = 1.0


class Buckets:
    """A bucket for the whole market, where it has one, and one for each name."""

    def __init__(
        self,
        rates: Mapping[str, Rate],
        *,
        pace: float = 1.0,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pace = pace
        self._now_s = now_s
        self._buckets = {name: _Bucket(rate, pace, now_s()) for name, rate in rates.items()}
        self._blocked_until_s = dict.fromkeys(rates, 0.0)
        self._refused = dict.fromkeys(rates, 0)

    @property
    def pace(self) -> float:
        return self._pace

    def set_pace(self, pace: float) -> None:
        for bucket in self._buckets.values():
            bucket.widen(pace, self._now_s())
        self._pace = pace

    def book(self, name: str = WHOLE) -> float:
        """Take the next free place: real seconds until the call may go. Places are given in the
        order in which they are asked for.
        """
        now_s = self._now_s()
        waits = [self._buckets[one].take(now_s) for one in self._of(name)]
        rests = [self._blocked_until_s[one] - now_s for one in self._of(name)]
        return max(0.0, *waits, *rests)

    def give_back(self, name: str = WHOLE) -> None:
        """A place that was booked and not used."""
        for one in self._of(name):
            self._buckets[one].give_back()

    def throttled(self, name: str, retry_after_s: float | None) -> float:
        """The market refused: nobody calls there before the pause is over. That in seconds."""
        name = name if name in self._buckets else WHOLE
        self._refused[name] += 1
        own_s = min(PAUSE_S_MAX, PAUSE_S * 2 ** min(self._refused[name] - 1, 10)) / self._pace
        pause_s = own_s if retry_after_s is None else min(retry_after_s, TOLD_S_MAX)
        until_s = self._now_s() + pause_s
        self._blocked_until_s[name] = max(self._blocked_until_s[name], until_s)
        return pause_s

    def answered(self, name: str = WHOLE) -> None:
        """The market took a call: the next refusal is a first one again."""
        for one in self._of(name):
            self._refused[one] = 0

    def _of(self, name: str) -> tuple[str, ...]:
        named = (name,) if name != WHOLE and name in self._buckets else ()
        whole = (WHOLE,) if WHOLE in self._buckets else ()
        return (*whole, *named)


class _Bucket:
    def __init__(self, rate: Rate, pace: float, now_s: float) -> None:
        self._rate = rate
        self._pace = pace
        self._left = rate.burst * pace
        self._filled_s = now_s

    def take(self, now_s: float) -> float:
        self._fill(now_s)
        self._left -= 1.0
        return max(0.0, -self._left / (self._rate.per_s * self._pace))

    def give_back(self) -> None:
        self._left += 1.0

    def widen(self, pace: float, now_s: float) -> None:
        self._fill(now_s)
        self._pace = pace
        self._left = min(self._left, self._most)

    @property
    def _most(self) -> float:
        return max(1.0, self._rate.burst * self._pace)

    def _fill(self, now_s: float) -> None:
        gained = (now_s - self._filled_s) * self._rate.per_s * self._pace
        self._left = min(self._most, self._left + gained)
        self._filled_s = now_s
