"""Identities that a test can foresee: they count."""

_LETTERS = 26


class FakeIds:
    """`id00000000000000000000000001` and so on, in the real length and sorted by time."""

    def __init__(self, prefix: str = "id") -> None:
        self._prefix = prefix
        self._last = 0

    def new(self) -> str:
        self._last += 1
        return f"{self._prefix}{self._last:0{_LETTERS - len(self._prefix)}d}"
