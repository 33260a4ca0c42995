"""What the outbox worker needs: the rows of the storage, and hands for what becomes of them."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.ports import Payload, Sent
from domain.shared.ids import Instant, UserId
from domain.shared.outbox import Priority


class OutboxEntry(Protocol):
    """A row. `attempts` counts those that were begun before it was read."""

    @property
    def id(self) -> int: ...

    @property
    def chat_id(self) -> int: ...

    @property
    def priority(self) -> Priority: ...

    @property
    def kind(self) -> str: ...

    @property
    def method(self) -> str: ...

    @property
    def payload(self) -> Payload: ...

    @property
    def to_user(self) -> int | None: ...

    @property
    def attempts(self) -> int: ...

    @property
    def created_at(self) -> Instant: ...

    @property
    def trace(self) -> str: ...


Words = tuple[str, Payload]
"""The method and the payload to be sent."""


class OutboxRows(Protocol):
    """The rows. Every method that changes some commits before it returns."""

    async def due(
        self, now: Instant, limit: int, *, except_chats: Collection[int]
    ) -> Sequence[OutboxEntry]:
        """The first due row of each lane, the most urgent first."""
        ...

    async def claim(self, ids: Sequence[int]) -> None:
        """They are about to be sent: one attempt more."""
        ...

    async def sent(self, row: int, message_id: int | None, now: Instant) -> None: ...

    async def retry(self, row: int, error: str) -> None: ...

    async def fail(self, row: int, error: str) -> None: ...

    async def lose(self, row: int) -> None:
        """Its fate stays unknown, and it is not sent again."""
        ...

    async def interrupted(self) -> Sequence[OutboxEntry]:
        """Rows that an earlier run was sending when it ended."""
        ...

    async def next_due(self, now: Instant) -> Instant | None: ...

    async def count_due(self, now: Instant) -> int:
        """Rows that are due or being sent."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxHands:
    """`render` puts a row into words. `sent` is told of rows that left, `refused` of those that
    never will (refused by Telegram, nobody there, given up), `lost` of those whose fate stays
    unknown: each before the row itself says so, and again after a crash in between. Besides,
    `unreachable` is told of people whom nothing reaches, `rejected` of Telegram's own words,
    `count` of each row's end.
    """

    render: Callable[[OutboxEntry], Awaitable[Words]]
    sent: Callable[[OutboxEntry, Sent], Awaitable[None]]
    refused: Callable[[OutboxEntry], Awaitable[None]]
    lost: Callable[[OutboxEntry], Awaitable[None]]
    unreachable: Callable[[UserId], Awaitable[None]]
    rejected: Callable[[OutboxEntry, str], Awaitable[None]]
    count: Callable[[str], None]
