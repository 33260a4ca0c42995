"""A unit: the Changes of one Decision on their way through the writer."""

from asyncio import Future
from dataclasses import dataclass, field

from domain.shared.change import Change, Event
from domain.shared.refusals import DomainError, GatewayError


@dataclass(slots=True, eq=False)
class Unit:
    """`error` is why it was undone; with None after its batch it is committed."""

    changes: tuple[Change, ...]
    answer: Future[None]
    events: tuple[Event, ...] = ()
    error: BaseException | None = field(default=None)


class StoreUnavailable(GatewayError):
    """The store can't commit now (disk full, connection lost): nothing of the unit was kept."""


class AnotherWriter(Exception):
    """Another process has the store's writer lock."""


class KeyTaken(DomainError):
    """The unit's key stands in the store already: the act has been done."""
