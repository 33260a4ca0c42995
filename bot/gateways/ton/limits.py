"""Toncenter's limit on calls as one token bucket: one a second for all who have no key, else what
the key allows (https://docs.ton.org/ecosystem/api/toncenter/rate-limit). Real time; `pace` makes
the budget that many times wider, as the sandbox does with the limit itself.
"""

import time
from collections.abc import Callable
from typing import Final

KEYLESS_PER_S: Final = 1.0
PAUSE_S: Final = 1.0
PAUSE_S_MAX: Final = 30.0
"""After a refusal without a time: doubled with each one in a row."""


class Limits:
    def __init__(
        self,
        per_s: float,
        *,
        pace: float = 1.0,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now_s = now_s
        self._per_s = per_s
        self._pace = pace
        self._left = per_s
        self._filled_s = now_s()
        self._blocked_until_s = 0.0
        self._refused = 0

    def set_pace(self, pace: float) -> None:
        self._fill()
        self._pace = pace

    def book(self) -> float:
        """Take the next free place: real seconds until the call may go. Places are given in the
        order in which they are asked for.
        """
        self._fill()
        self._left -= 1.0
        missing_s = max(0.0, -self._left / (self._per_s * self._pace))
        return max(missing_s, self._blocked_until_s - self._now_s())

    def give_back(self) -> None:
        """A place that was booked and not used."""
        self._left += 1.0

    def throttled(self, retry_after_s: float | None) -> float:
        """The service refused: nobody calls before the pause is over. The pause in seconds."""
        self._refused += 1
        own_s = min(PAUSE_S_MAX, PAUSE_S * 2 ** min(self._refused - 1, 10)) / self._pace
        pause_s = own_s if retry_after_s is None else retry_after_s
        self._blocked_until_s = max(self._blocked_until_s, self._now_s() + pause_s)
        return pause_s

    def answered(self) -> None:
        """The service took a call: the next refusal is a first one again."""
        self._refused = 0

    def _fill(self) -> None:
        """What is not used is kept for a second's worth of calls."""
        now_s = self._now_s()
        rate = self._per_s * self._pace
        self._left = min(max(rate, 1.0), self._left + (now_s - self._filled_s) * rate)
        self._filled_s = now_s
