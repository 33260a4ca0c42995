"""Answers that were given under an idempotency key, kept to be given again as they were."""

from dataclasses import dataclass
from typing import Protocol

from domain.shared.ids import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """(actor, route, key) is its identity; `body` is the text of the answer."""

    actor: str
    route: str
    key: str
    request_hash: str
    status: int
    body: str
    at: Instant


class ReplyStore(Protocol):
    async def find(self, actor: str, route: str, key: str) -> Reply | None: ...

    async def keep(self, reply: Reply) -> Reply:
        """Store it unless one stands there; the answer is the one that stands."""
        ...
