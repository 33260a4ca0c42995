"""Time: the real clock, and the one that follows the sandbox's world.

Deadlines and schedules follow the Clock. Time limits of calls, retry pauses and send pacing
follow real time and use the event loop's own clock instead.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, Protocol

from domain.shared.ids import SECOND, Instant

SLEEP_S_MAX: Final = 60.0
"""Longest single wait of the real clock: the system's time may be corrected meanwhile."""


class WakingClock(Protocol):
    """A Clock that one can wait on, and that tells when time itself has jumped."""

    def now(self) -> Instant: ...

    async def sleep_until(self, instant: Instant) -> None:
        """Return once `now() >= instant`, however time gets there."""
        ...

    def real_seconds_until(self, instant: Instant) -> float | None:
        """Real seconds until the instant at the present rate; None while time stands still."""
        ...

    def on_jump(self, tell: Callable[[], None]) -> None:
        """Call `tell` whenever time was set or its rate changed."""
        ...


class RealClock:
    """The system's time. It never jumps as far as we are told."""

    def now(self) -> Instant:
        return Instant(time.time_ns() // 1000)

    def real_seconds_until(self, instant: Instant) -> float | None:
        return max(0.0, (instant - self.now()) / SECOND)

    async def sleep_until(self, instant: Instant) -> None:
        while True:
            left_s = (instant - self.now()) / SECOND
            if left_s <= 0:
                return
            await asyncio.sleep(min(left_s, SLEEP_S_MAX))

    def on_jump(self, tell: Callable[[], None]) -> None:
        """Nothing to remember: corrections of the system's time are met by SLEEP_S_MAX."""


class WorldClock:
    """now = the instant last told + rate x the real time since then. Rate 0 stands still."""

    def __init__(self, now: Instant | None = None, rate: float = 1.0) -> None:
        self._base = RealClock().now() if now is None else now
        self._rate = rate
        self._told_at = time.monotonic()
        self._changed = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []

    @property
    def rate(self) -> float:
        return self._rate

    def now(self) -> Instant:
        passed_s = time.monotonic() - self._told_at
        return Instant(self._base + int(passed_s * self._rate * SECOND))

    def set(self, now: Instant, rate: float) -> None:
        """Take over what the world said. Everything that waits looks at the time again."""
        self._base, self._rate, self._told_at = now, rate, time.monotonic()
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
        for tell in self._listeners:
            tell()

    def on_jump(self, tell: Callable[[], None]) -> None:
        self._listeners.append(tell)

    def real_seconds_until(self, instant: Instant) -> float | None:
        left = instant - self.now()
        if left <= 0:
            return 0.0
        return left / SECOND / self._rate if self._rate > 0 else None

    async def sleep_until(self, instant: Instant) -> None:
        while self.now() < instant:
            changed = self._changed
            left_s = self.real_seconds_until(instant)
            try:
                # Half a millisecond more than computed, so that rounding never spins.
                limit = None if left_s is None else left_s + 0.0005
                await asyncio.wait_for(changed.wait(), limit)
            except TimeoutError:
                continue


def text_of(instant: Instant) -> str:
    """RFC 3339 in UTC with milliseconds, as in both JSON APIs."""
    whole, micros = divmod(instant, SECOND)
    at = datetime.fromtimestamp(whole, UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{micros // 1000:03d}Z"


def instant_of(text: str) -> Instant:
    """The instant of an RFC 3339 text. Raises ValueError for anything else."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"no offset in {text!r}")
    whole = at.replace(microsecond=0)
    return Instant(int(whole.timestamp()) * SECOND + at.microsecond)
