"""The markets' limits on calls, in real time and `pace` times wider."""

import time
from dataclasses import dataclass

from scripts.sandbox.core import Core


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many calls a second, and so many at once."""

    per_s: float
    burst: float


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


class Limits:
    """One bucket for each name."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._pace = core.pace
        self._buckets: dict[str, _Bucket] = {}

    def take(self, name: str, limit: Limit) -> float:
        """0 when one more call may be made now, else in how many real seconds it may."""
        if self._core.pace != self._pace:
            self._pace = self._core.pace
            self._buckets.clear()
        rate, most = limit.per_s * self._pace, limit.burst * self._pace
        now = time.monotonic()
        bucket = self._buckets.setdefault(name, _Bucket(most, now))
        bucket.level = min(most, bucket.level + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.level < 1:
            return (1 - bucket.level) / rate
        bucket.level -= 1
        return 0.0
