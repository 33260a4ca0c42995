"""What the program still has to do: the answer to "are you idle?" of the sandbox.

A source counts what is under way or due, a retry that waits for its pause included; what is due
later on the clock does not count.
"""

from collections.abc import Awaitable, Callable
from typing import Final

Count = Callable[[], Awaitable[int]]
ORDER: Final = ("handlers", "jobs", "chain", "unseen", "outbox")
"""Work flows in this direction only, so reading in this order never misses what just moved on."""


class Busy:
    def __init__(self) -> None:
        self._sources: dict[str, list[Count]] = {name: [] for name in ORDER}

    def count(self, name: str, source: Count) -> None:
        """Add a source to one of ORDER."""
        self._sources[name].append(source)

    async def read(self) -> dict[str, int]:
        """Only those that are not zero."""
        found = {}
        for name in ORDER:
            open_now = 0
            for source in self._sources[name]:
                open_now += await source()
            if open_now:
                found[name] = open_now
        return found
