"""The world's chance: the same seed and the same calls in the same order give the same values."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """A counter per stream, hashed with the seed: it can be kept as a few numbers.

    Streams keep apart what has nothing to do with each other: an address that is drawn in between
    does not change the next dice.
    """

    def __init__(self, seed: int = 1) -> None:
        self.seed = seed
        self._drawn: dict[str, int] = {}

    def restart(self, seed: int, drawn: dict[str, int] | None = None) -> None:
        """Begin again from that seed, or go on where a kept world was."""
        self.seed = seed
        self._drawn = dict(drawn or {})

    def drawn(self) -> dict[str, int]:
        """How many values each stream has given, to be kept with the world."""
        return dict(self._drawn)

    def below(self, bound: int, stream: str = "") -> int:
        """An integer from 0 to bound - 1, all equally likely."""
        assert bound > 0, "there is nothing to choose from"
        limit = 2**64 - 2**64 % bound
        while (value := int.from_bytes(self._block(stream)[:8])) >= limit:
            pass
        return value % bound

    def between(self, least: int, most: int, stream: str = "") -> int:
        """An integer from least to most, both included."""
        return least + self.below(most - least + 1, stream)

    def hex(self, n_bytes: int, stream: str = "") -> str:
        """That many bytes as lower-case hex."""
        return self.raw(n_bytes, stream).hex()

    def raw(self, n_bytes: int, stream: str = "") -> bytes:
        """That many bytes."""
        taken = b""
        while len(taken) < n_bytes:
            taken += self._block(stream)
        return taken[:n_bytes]

    def pick(self, items: Sequence[Item], stream: str = "") -> Item:
        """One of the items."""
        return items[self.below(len(items), stream)]

    def shuffle(self, items: Sequence[Item], stream: str = "") -> list[Item]:
        """All of the items, each order equally likely."""
        left = list(items)
        return [left.pop(self.below(len(left), stream)) for _ in range(len(left))]

    def _block(self, stream: str) -> bytes:
        n = self._drawn[stream] = self._drawn.get(stream, 0) + 1
        return hashlib.sha256(f"{self.seed}/{stream}/{n}".encode()).digest()
