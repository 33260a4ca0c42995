"""Chance that repeats itself: the same seed gives the same numbers. Values can be laid down."""

import random
from collections import deque


class FakeChance:
    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._laid: deque[int] = deque()

    def lay(self, *values: int) -> None:
        """The next answers of `below`."""
        self._laid.extend(values)

    def below(self, bound: int) -> int:
        if self._laid:
            value = self._laid.popleft()
            assert 0 <= value < bound, f"{value} was laid where 0 to {bound - 1} may come"
            return value
        return self._random.randrange(bound)

    def token(self, size_bytes: int) -> bytes:
        return self._random.randbytes(size_bytes)
