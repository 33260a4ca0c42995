"""Answers that everybody gets alike, kept as bytes until something changes."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from domain.shared.clock import Clock
from domain.shared.ids import SECOND, Instant

KEPT_MOST: Final = 1_000
BYTES_MOST: Final = 8 * 1024 * 1024
FRESH: Final = SECOND
"""What depends on the time alone (a lock that ends) may be so late, on either clock."""
_FRESH_S: Final = FRESH / SECOND

Make = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class _Kept:
    body: bytes
    version: int
    at: Instant
    at_s: float


class Ready:
    """`now_s` is a monotonic clock in seconds; `touch` says that something changed."""

    def __init__(self, clock: Clock, now_s: Callable[[], float]) -> None:
        self._clock = clock
        self._now_s = now_s
        self._version = 0
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0

    def touch(self, _event: object = None) -> None:
        """Subscribe this to the bus."""
        self._version += 1

    async def bytes_of(self, name: str, make: Make) -> bytes:
        """What is kept under the name, else what `make` gives. Raises what `make` raises."""
        kept = self._kept.get(name)
        if kept is not None and self._fresh(kept):
            self._kept.move_to_end(name)
            return kept.body
        version, at, at_s = self._version, self._clock.now(), self._now_s()
        body = await make()
        self._keep(name, _Kept(body, version, at, at_s))
        return body

    def _fresh(self, kept: _Kept) -> bool:
        if kept.version != self._version:
            return False
        young = 0 <= self._clock.now() - kept.at < FRESH
        return young and self._now_s() - kept.at_s < _FRESH_S

    def _keep(self, name: str, kept: _Kept) -> None:
        self._forget(name)
        self._kept[name] = kept
        self._bytes += len(kept.body)
        while self._bytes > BYTES_MOST or len(self._kept) > KEPT_MOST:
            self._forget(next(iter(self._kept)))

    def _forget(self, name: str) -> None:
        old = self._kept.pop(name, None)
        if old is not None:
            self._bytes -= len(old.body)
