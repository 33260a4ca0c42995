"""Transition tables as data: what may happen to a long-lived thing, and by whom.

One table drives the service, the buttons in chat, the allowed acts in the API, the diagram in the
papers and the tests, which walk every (state, event) pair, refusals included.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from domain.shared.refusals import DomainError

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[S, E]):
    """In `state`, `event` by one of `by` leads to `to`. `effect` names what happens to money."""

    state: S
    event: E
    to: S
    by: frozenset[str]
    effect: str = ""


class Machine(Generic[S, E]):
    """A table of steps; every other (state, event) is refused, by `refusals` or the default."""

    def __init__(
        self,
        steps: Iterable[Step[S, E]],
        *,
        refusals: Mapping[tuple[S, E], type[DomainError]],
        default: type[DomainError],
    ) -> None:
        self.steps = {(step.state, step.event): step for step in steps}
        self._refusals = dict(refusals)
        self._default = default
        both = self.steps.keys() & self._refusals.keys()
        assert not both, f"both a step and a refusal: {both}"

    def step(self, state: S, event: E) -> Step[S, E]:
        """The step, or the refusal that the table names raised."""
        found = self.steps.get((state, event))
        if found is None:
            raise self.refusal(state, event)
        return found

    def refusal(self, state: S, event: E) -> type[DomainError]:
        return self._refusals.get((state, event), self._default)

    def allowed(self, state: S, by: str) -> tuple[E, ...]:
        """The events open in this state to this side."""
        return tuple(e for (s, e), step in self.steps.items() if s == state and by in step.by)
