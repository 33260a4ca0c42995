"""The world clock: it stands still, runs at a rate, and jumps forward, never back."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from scripts.sandbox.forms import Refusal

RATE_MAX = 1000.0
# A sleep is cut into pieces, so that a suspended machine wakes up late by at most one of them.
_SLEEP_S_MAX = 60.0


class Clock:
    """Now = base + rate x (real time since the base was set)."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._base = real_time()
        self._set_at = monotonic()
        self._rate = 1.0
        self._changed = asyncio.Event()

    @property
    def rate(self) -> float:
        """World seconds per real second, 0 to 1000."""
        return self._rate

    def now(self) -> datetime:
        """World time in UTC, cut to milliseconds; at the end of the last year it stands still."""
        try:
            at = self._base + timedelta(seconds=self._rate * (self._monotonic() - self._set_at))
        except OverflowError:
            at = datetime.max.replace(tzinfo=UTC)
        return at.replace(microsecond=at.microsecond // 1000 * 1000)

    def unix(self) -> int:
        """World time in whole Unix seconds, as Telegram writes it."""
        return int(self.now().timestamp())

    def restart(self, now: datetime, rate: float) -> None:
        """Begin a new world, at any time."""
        self._put(now, rate)

    def set(self, *, now: datetime | None = None, rate: float | None = None) -> None:
        """Set time or rate or both. Refuses: `clock-backwards`."""
        current = self.now()
        if now is not None and now < current:
            raise Refusal("clock-backwards", now=current.isoformat())
        self._put(current if now is None else now, self._rate if rate is None else rate)

    def advance(self, seconds: float) -> None:
        """Jump. Refuses: `clock-backwards`; `invalid` past the last year that can be written."""
        if seconds < 0:
            raise Refusal("clock-backwards", seconds=seconds)
        try:
            self._put(self.now() + timedelta(seconds=seconds), self._rate)
        except OverflowError as error:
            raise Refusal("invalid", seconds="beyond the year 9999") from error

    async def sleep_until(self, at: datetime) -> None:
        """Return once the world clock shows that time, however it gets there."""
        while (left_s := (at - self.now()).total_seconds()) > 0:
            changed = self._changed
            timeout = min(left_s / self._rate, _SLEEP_S_MAX) if self._rate else _SLEEP_S_MAX
            try:
                await asyncio.wait_for(changed.wait(), timeout)
            except TimeoutError:
                continue

    def _put(self, now: datetime, rate: float) -> None:
        self._base, self._rate, self._set_at = now, rate, self._monotonic()
        self._changed.set()
        self._changed = asyncio.Event()


def real_time() -> datetime:
    """The machine's time in UTC: where a world begins that nobody gave a time."""
    return datetime.now(UTC)
