"""Decide, then commit once: what a use case decides, and the port that commits it.

A use case reads, applies pure rules, and returns a Decision: the result and the Changes that make
it true. Changes are values made by the ports of the areas (a ledger posting, a domain row, an
audit row, an outbox row); the domain never looks inside. One Decision is one unit: all of it is
committed, or nothing.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeAlias, TypeVar

from domain.shared.actor import Actor
from domain.shared.refusals import DomainError, Stale

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """A named statement of the storage with its parameters.

    `rows` names the rows that it writes or guards (the writer ends a batch before a unit that
    touches a row which an earlier unit of the batch wrote). When the guard fails, that is when
    the statement changes no row, `refusal` is raised; None means Stale: decide again.
    """

    statement: str
    params: tuple[object, ...]
    rows: tuple[str, ...] = ()
    refusal: DomainError | None = None

    def failed(self) -> Exception:
        return self.refusal if self.refusal is not None else Stale(self.statement)


Changes: TypeAlias = Change | Iterable["Changes"]
_PLAIN: Final = {Change}


class Event:
    """Something that happened, told to the bus after the commit. Past tense, frozen, in memory."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, init=False)
class Decision(Generic[T]):
    """What was decided. `made` names the thing made: a repeat of the act reads it again."""

    result: T
    made: str
    changes: tuple[Change, ...]
    events: tuple[Event, ...]

    def __init__(
        self, result: T, *changes: Changes, made: str = "", events: Iterable[Event] = ()
    ) -> None:
        plain = set(map(type, changes)) <= _PLAIN
        object.__setattr__(self, "result", result)
        object.__setattr__(self, "made", made)
        object.__setattr__(self, "changes", changes if plain else tuple(flatten(changes)))
        object.__setattr__(self, "events", tuple(events))


def flatten(changes: Iterable[Changes]) -> Iterable[Change]:
    """Changes in their order, nested groups opened."""
    for change in changes:
        if isinstance(change, Change):
            yield change
        else:
            yield from flatten(change)


@dataclass(slots=True)
class IdempotencyKey:
    """One key per act: an update or callback id in chat, a UUID header in the API, a message hash
    on chain, a row id in a job. The store notes in `replayed` that the act had been done before.
    """

    value: str
    replayed: bool = False


class Store(Protocol):
    """The one write path."""

    async def once(
        self,
        key: IdempotencyKey,
        actor: Actor,
        order: object,
        decide: Callable[[], Awaitable[Decision[T]]],
        *,
        again: Callable[[str], Awaitable[T]],
    ) -> T:
        """Carry out an act at most once per (actor, kind of order, key).

        Looks the key up before any rule and compares a hash of the order. First time: decides,
        commits with the key's row, publishes the events; a Stale guard decides again, at most
        three times. Repeat: answers `again(made)`. Another order under the same key: KeyReused.
        A refusal does not spend the key.
        """
        ...

    async def commit(self, decide: Callable[[], Awaitable[Decision[T]]]) -> T:
        """Carry out an act that its own guards make safe to repeat, so that it needs no key."""
        ...
