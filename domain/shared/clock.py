"""Time as the rules see it."""

from typing import Protocol

from domain.shared.ids import Instant


class Clock(Protocol):
    """The one source of time. In the sandbox it follows the world's clock, which can jump."""

    def now(self) -> Instant: ...
