"""Who acts, and what that role may do. Every use case is given an Actor and checks it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.shared.ids import UserId
from domain.shared.refusals import NotAllowed


class Role(StrEnum):
    USER = "user"
    ORGANIZER = "organizer"
    MODERATOR = "moderator"
    SUPPORT = "support"
    FINANCE = "finance"
    ADMIN = "admin"
    OWNER = "owner"


class Permission(StrEnum):
    SEE_USERS = "see-users"
    BAN = "ban"
    NOTE_USERS = "note-users"
    SEE_MONEY = "see-money"
    REFUND = "refund"
    ADJUST = "adjust"
    APPROVE = "approve"
    SET_ROLES = "set-roles"
    PAUSE_AREAS = "pause-areas"
    SEE_SYSTEM = "see-system"
    RUN_JOBS = "run-jobs"
    SEE_AUDIT = "see-audit"
    BROADCAST = "broadcast"
    RECONCILE = "reconcile"


_SUPPORT: Final = {Permission.SEE_USERS, Permission.NOTE_USERS, Permission.SEE_MONEY}
_MODERATOR: Final = {Permission.SEE_USERS, Permission.NOTE_USERS, Permission.BAN}
_FINANCE: Final = _SUPPORT | {
    Permission.REFUND,
    Permission.ADJUST,
    Permission.APPROVE,
    Permission.RECONCILE,
    Permission.SEE_AUDIT,
    Permission.SEE_SYSTEM,
}
MAY: Final[dict[Role, frozenset[Permission]]] = {
    Role.USER: frozenset(),
    Role.ORGANIZER: frozenset(),
    Role.MODERATOR: frozenset(_MODERATOR),
    Role.SUPPORT: frozenset(_SUPPORT),
    Role.FINANCE: frozenset(_FINANCE),
    Role.ADMIN: frozenset(Permission),
    Role.OWNER: frozenset(Permission),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person at one of the entrances, or the house itself (`id` 0) in a job.

    `origin` is where the act came from (`chat`, an internet address, `job:<id>`) and `trace` the
    request or update id: both go to the audit log, neither decides anything.
    """

    id: UserId
    role: Role = Role.USER
    origin: str = "chat"
    trace: str = ""

    @property
    def key(self) -> str:
        """The actor's part of an idempotency key."""
        return str(self.id)

    def may(self, permission: Permission) -> bool:
        return permission in MAY[self.role]

    def must(self, permission: Permission) -> None:
        """Raise NotAllowed unless the role may."""
        if not self.may(permission):
            raise NotAllowed(permission=permission.value)


HOUSE: Final = UserId(0)


def house(job: str, trace: str = "") -> Actor:
    """The house itself, acting in a job."""
    return Actor(id=HOUSE, role=Role.OWNER, origin=f"job:{job}", trace=trace)
