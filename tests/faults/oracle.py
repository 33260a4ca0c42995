"""A small ledger in dictionaries, to compare the real one with."""

from dataclasses import dataclass, field

from tests.faults.teller import Move

OUTSIDE = "ext:outside"


@dataclass(slots=True)
class Kept:
    """A hold as the oracle knows it."""

    source: str
    target: str
    units: int
    open: bool = True


@dataclass(slots=True)
class Oracle:
    """`posted` and `pending` per account, and every hold."""

    posted: dict[str, int] = field(default_factory=dict)
    pending: dict[str, int] = field(default_factory=dict)
    holds: dict[str, Kept] = field(default_factory=dict)
    lines: int = 0

    def refuses(self, move: Move) -> str:
        """The code of the refusal, empty when the move can be carried out now."""
        if move.act in {"transfer", "hold"}:
            covered = move.source == OUTSIDE or self.free(move.source) >= move.units
            return "" if covered else "not-enough-funds"
        hold = self.holds.get(move.hold)
        if hold is None:
            return "not-found"
        return "" if hold.open else "already-done"

    def carry_out(self, key: str, move: Move) -> None:
        """Every move that the real one says it carried out; never asks whether it may."""
        if move.act == "transfer":
            self._post(move.source, move.target, move.units)
        elif move.act == "hold":
            assert key not in self.holds, f"{key} was made twice"
            self.holds[key] = Kept(move.source, move.target, move.units)
            self._reserve(move.source, move.units)
        else:
            hold = self.holds[move.hold]
            assert hold.open, f"{move.hold} was settled twice"
            hold.open = False
            self._reserve(hold.source, -hold.units)
            if move.act == "post":
                self._post(hold.source, hold.target, move.units)

    def free(self, path: str) -> int:
        return self.posted.get(path, 0) - self.pending.get(path, 0)

    def balances(self) -> dict[str, tuple[int, int]]:
        """Per account what is available and what is held."""
        paths = self.posted.keys() | self.pending.keys()
        return {path: (self.free(path), self.pending.get(path, 0)) for path in paths}

    def _post(self, source: str, target: str, units: int) -> None:
        self.lines += 1
        self.posted[source] = self.posted.get(source, 0) - units
        self.posted[target] = self.posted.get(target, 0) + units

    def _reserve(self, path: str, units: int) -> None:
        self.pending[path] = self.pending.get(path, 0) + units
