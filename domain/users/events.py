"""What happened to people, told after the commit."""

from dataclasses import dataclass

from domain.shared.actor import Role
from domain.shared.change import Event
from domain.shared.ids import UserId
from domain.users.models import Area, NoticeSettings


@dataclass(frozen=True, slots=True)
class PersonChanged(Event):
    """Name, language, role, ban, limit or anything else of the person's row changed."""

    person: UserId


@dataclass(frozen=True, slots=True)
class RoleSet(Event):
    person: UserId
    role: Role


@dataclass(frozen=True, slots=True)
class SessionsEnded(Event):
    """All sessions of the person when `session` is None."""

    person: UserId
    session: str | None


@dataclass(frozen=True, slots=True)
class InboxChanged(Event):
    person: UserId


@dataclass(frozen=True, slots=True)
class AreaSwitched(Event):
    area: Area
    paused: bool


@dataclass(frozen=True, slots=True)
class NoticeSettingsChanged(Event):
    person: UserId
    settings: NoticeSettings


@dataclass(frozen=True, slots=True)
class AccountDeleted(Event):
    person: UserId
