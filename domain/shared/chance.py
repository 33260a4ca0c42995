"""Chance as the rules see it."""

from typing import Protocol


class Chance(Protocol):
    """The one source of randomness, cryptographically strong in production."""

    def below(self, bound: int) -> int:
        """A number from 0 to `bound` - 1, each equally likely."""
        ...

    def token(self, size_bytes: int) -> bytes:
        """Bytes that nobody can guess."""
        ...
