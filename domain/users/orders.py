"""The orders of acts on people: what an idempotency key stands for."""

from dataclasses import dataclass

from domain.shared.actor import Role
from domain.shared.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRole:
    person: UserId
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class BanPerson:
    person: UserId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnbanPerson:
    person: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitPerson:
    """None takes the limit away."""

    person: UserId
    stars_per_day: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePerson:
    person: UserId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchArea:
    area: str
    paused: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteAccount:
    person: UserId
