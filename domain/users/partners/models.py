"""Keys of partners: programs that act for their owner, and games for people who agreed.

A key's secret is shown once and kept nowhere: it is derived from the house's own secret, the
key's id and how often it was rotated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NewType

from domain.shared.ids import DAY, MINUTE, Instant, UserId

KeyId = NewType("KeyId", str)

KEYS_MOST: Final = 5
"""Living keys of one person."""
NAME_MOST: Final = 40
WINDOW: Final = 5 * MINUTE
"""How far a call's time stamp may be from now, either way."""
OVERLAP: Final = DAY
"""How long the former secret of a rotated key is taken beside the new one."""


class Scope(StrEnum):
    """`read`: whatever the owner may read. `write`: what the owner may do, money that leaves and
    the account itself apart. `games`: matches for people who agreed.
    """

    READ = "read"
    WRITE = "write"
    GAMES = "games"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerKey:
    """`turn` counts rotations; `per_minute` is the key's own limit on calls."""

    id: KeyId
    owner: UserId
    name: str
    scopes: frozenset[Scope]
    per_minute: int
    turn: int
    created_at: Instant
    rotated_at: Instant | None
    revoked_at: Instant | None
    used_at: Instant | None

    @property
    def alive(self) -> bool:
        return self.revoked_at is None

    def turns(self, now: Instant) -> tuple[int, ...]:
        """Those whose secrets are taken now, the newest first."""
        former = self.rotated_at is not None and now < self.rotated_at + OVERLAP
        return (self.turn, self.turn - 1) if former else (self.turn,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A key with the secret that is shown this once; None when the act was only repeated."""

    key: PartnerKey
    secret: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCall:
    """A call as it came in. `target` is path and query as sent; `stamp` Unix milliseconds as
    text; `signature` as the caller wrote it.
    """

    key: str
    method: str
    target: str
    body: bytes
    stamp: str
    signature: str


class Agreed(StrEnum):
    """Whether a person lets a key act for them."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`name` is the key's, as the person is shown it."""

    key: KeyId
    person: UserId
    state: Agreed
    asked_at: Instant
    answered_at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeKey:
    """The order of a key."""

    name: str
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateKey:
    key: KeyId


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeKey:
    key: KeyId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPerson:
    key: KeyId
    person: UserId


def scopes_of(names: Iterable[str]) -> frozenset[Scope]:
    """Raises ValueError for a name that is none."""
    return frozenset(map(Scope, names))
