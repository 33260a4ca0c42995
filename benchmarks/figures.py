"""Figures of a bench: loads by contender and round, and the goals that they must meet."""

from dataclasses import dataclass, field
from statistics import median


@dataclass(slots=True)
class Load:
    """What one contender did in one round."""

    per_s: float
    p50_ms: float
    p99_ms: float

    def __str__(self) -> str:
        return f"{self.per_s:>8.0f}/s  p50 {self.p50_ms:.2f} ms  p99 {self.p99_ms:.2f} ms"


@dataclass(slots=True)
class Table:
    """Loads of each contender, by round."""

    loads: dict[str, list[Load]] = field(default_factory=dict)

    def add(self, name: str, load: Load) -> None:
        self.loads.setdefault(name, []).append(load)
        print(f"  {name:<24} {load}")

    def rate(self, name: str) -> float:
        return median(load.per_s for load in self.loads[name])

    def p50_ms(self, name: str) -> float:
        return median(load.p50_ms for load in self.loads[name])

    def ratio(self, name: str, anchor: str) -> float:
        pairs = zip(self.loads[name], self.loads[anchor], strict=True)
        return median(ours.per_s / theirs.per_s for ours, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of the result: `better` says on which side of `bound` the figure must be."""

    text: str
    figure: float
    bound: float
    better: str

    @property
    def met(self) -> bool:
        return self.figure >= self.bound if self.better == ">=" else self.figure < self.bound

    def __str__(self) -> str:
        mark = "ok  " if self.met else "MISS"
        return f"{mark} {self.text}: {self.figure:.2f} (goal {self.better} {self.bound:g})"
