"""A circuit breaker: a market that fails again and again is left alone for a while, then asked
once, and only when that call goes well by everybody again.

Closed (calls go) -> open (none goes) -> half open (one goes) -> closed or open, for twice as long.
Real time; `pace` makes its pauses that many times shorter.
"""

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from domain.gifts.market_ports import AuthExpired, Blocked
from domain.shared.refusals import GatewayError

FAILURES_MAX: Final = 5
PAUSE_S: Final = 2.0
PAUSE_S_MAX: Final = 60.0


class Circuit(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Breaker:
    def __init__(self, *, pace: float = 1.0, now_s: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._now_s = now_s
        self._failures = 0
        self._opened = 0
        self._until_s: float | None = None
        self._probing = False
        self._why = GatewayError("never failed")

    @property
    def circuit(self) -> Circuit:
        if self._until_s is None:
            return Circuit.CLOSED
        return Circuit.OPEN if self._now_s() < self._until_s else Circuit.HALF_OPEN

    def set_pace(self, pace: float) -> None:
        """A pause that runs gets shorter or longer with it."""
        if self._until_s is not None:
            now_s = self._now_s()
            self._until_s = now_s + max(0.0, self._until_s - now_s) * self._pace / pace
        self._pace = pace

    def enter(self) -> None:
        """Before a call. Raises what the market failed with while it is left alone."""
        if self.circuit is Circuit.CLOSED:
            return
        if self.circuit is Circuit.OPEN or self._probing:
            raise _again(self._why)
        self._probing = True

    def passed(self) -> None:
        """The call was answered, be it with a refusal."""
        self._failures = self._opened = 0
        self._until_s = None
        self._probing = False

    def failed(self, why: GatewayError) -> None:
        """The call failed. A firewall and a dead key open the circuit at once."""
        self._failures += 1
        hopeless = isinstance(why, Blocked | AuthExpired)
        if self._probing or hopeless or self._failures >= FAILURES_MAX:
            self._why = why
            pause_s = min(PAUSE_S_MAX, PAUSE_S * 2 ** min(self._opened, 10))
            self._until_s = self._now_s() + pause_s / self._pace
            self._opened += 1
        self._probing = False

    def left(self) -> None:
        """The call ended without any outcome: somebody gave it up."""
        self._probing = False


def _again(why: GatewayError) -> GatewayError:
    """The same failure for one who was not let through."""
    for kind in (Blocked, AuthExpired):
        if isinstance(why, kind):
            return kind(f"left alone for a while: {why}")
    return GatewayError(f"left alone for a while: {why}")
