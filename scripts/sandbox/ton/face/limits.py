"""Toncenter's limits on calls, in real time and `pace` times wider.

Without a key one call a second, shared by all who have none; with one ten a second. What is not
used is saved up for a minute, which the real service does not do: scripts come in bursts.
"""

import time
from dataclasses import dataclass

from scripts.sandbox.core import Core

KEYLESS_PER_S = 1.0
KEYED_PER_S = 10.0
SAVED_S = 60.0


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


class Limits:
    """One bucket for all without a key and one for each key."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._pace = core.pace
        self._buckets: dict[str, _Bucket] = {}

    def take(self, key: str) -> bool:
        """Whether one more call may be made now, with that key or (empty) without one."""
        if self._core.pace != self._pace:
            self._pace = self._core.pace
            self._buckets.clear()
        rate = (KEYED_PER_S if key else KEYLESS_PER_S) * self._pace
        now = time.monotonic()
        bucket = self._buckets.setdefault(key, _Bucket(rate * SAVED_S, now))
        bucket.level = min(rate * SAVED_S, bucket.level + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.level < 1:
            return False
        bucket.level -= 1
        return True
