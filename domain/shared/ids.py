"""Identities. Those that we make come from the Ids port, so that tests can foresee them."""

from typing import NewType, Protocol

UserId = NewType("UserId", int)
"""Telegram's id of a person: the identity. Usernames are only shown."""

Instant = NewType("Instant", int)
"""A point in time: microseconds since 1970-01-01 UTC."""

MILLISECOND = 1_000
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Ids(Protocol):
    """Makes identities: 26 characters of Crockford's base 32 in lower case, sorted by time."""

    def new(self) -> str: ...
