"""How a campaign is asked for, and what it tells."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """So many kills, but no longer than `most_s` seconds. The store stays in `folder`."""

    kills: int
    most_s: float
    folder: Path
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`wrong` says in words what does not hold; empty is what we want."""

    name: str
    figures: dict[str, object]
    wrong: list[str]

    def __str__(self) -> str:
        figures = ", ".join(f"{name} {value}" for name, value in self.figures.items())
        return f"{self.name}: {figures}; {'; '.join(self.wrong) or 'everything holds'}"
