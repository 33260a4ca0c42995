"""What an act of staff is to the approvals: somebody who knows how to do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from domain.payments.models import AreaAct, StaffAct
from domain.shared.actor import Actor, Permission
from domain.shared.change import Changes, Event
from domain.shared.ids import UserId
from domain.shared.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom an act is about, and how much it moves."""

    person: UserId
    value: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What carries an act out."""

    changes: Changes
    events: tuple[Event, ...] = ()


class Doer(Protocol):
    """Carries out one kind of act."""

    @property
    def permission(self) -> Permission: ...

    async def subject(self, act: StaffAct) -> Subject:
        """Judge the order. Refusals of the act."""
        ...

    async def carry_out(self, actor: Actor, act: StaffAct, approval_id: str) -> Carried:
        """The Changes, in the unit that decides. Refusals of the act."""
        ...

    async def afterwards(self, act: StaffAct) -> None:
        """What follows outside of the unit; repeated when the decision is repeated."""
        ...


@runtime_checkable
class Declined(Protocol):
    """A doer whose acts an area put before those who approve: it hears of a no as well."""

    async def declined(self, actor: Actor, act: StaffAct, *, expired: bool) -> Carried:
        """The Changes of a rejection, or of nobody's answer in time, in the unit that decides."""
        ...


@dataclass(frozen=True, slots=True)
class Doers:
    """Who carries out which act."""

    own: Mapping[type[StaffAct], Doer]
    of_areas: Mapping[str, Doer]
    """By the kind of their act."""

    def of(self, act: StaffAct) -> Doer:
        return self.of_areas[act.kind] if isinstance(act, AreaAct) else self.own[type(act)]
