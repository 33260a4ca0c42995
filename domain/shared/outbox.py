"""What leaves: every message to Telegram is a durable row first, sent by a worker afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from domain.shared.change import Changes
from domain.shared.ids import Instant, UserId


class Priority(IntEnum):
    """Smaller leaves first."""

    ANSWER = 0
    RECEIPT = 1
    NOTICE = 2
    BROADCAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to tell a person: a text key with its fields, put into words when it leaves.

    `kind` is `<area>-<thing>` as in the notice settings; `buttons` are (text key, callback data or
    an https address) pairs, one per row. One with buttons asks for something and is in no digest,
    unless it `waits`. Receipts of money are never muted and never edited away.
    """

    to: UserId
    kind: str
    text: str
    fields: Mapping[str, object] = field(default_factory=dict)
    buttons: tuple[tuple[str, str], ...] = ()
    priority: Priority = Priority.NOTICE
    waits: bool = False


class Notices(Protocol):
    """Makes the Changes that let something leave once the unit is committed."""

    def tell(self, notice: Notice, *, not_before: Instant | None = None) -> Changes: ...
