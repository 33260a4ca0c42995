"""A clock that stands until it is moved, and goes backwards when told to."""

from domain.shared.ids import Instant

MORNING = Instant(1_796_115_600_000_000)
"""2026-12-01T09:00:00Z, where every test begins."""


class FakeClock:
    def __init__(self, now: Instant = MORNING) -> None:
        self._now = now

    def now(self) -> Instant:
        return self._now

    def advance(self, microseconds: int) -> Instant:
        """Move on by so much; back with a negative amount."""
        self._now = Instant(self._now + microseconds)
        return self._now

    def set(self, now: int) -> None:
        self._now = Instant(now)
