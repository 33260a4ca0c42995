"""One act per Idempotency-Key, and the first answer again for whoever repeats it.

Two nets. The use case's own `once` makes sure that the act is done once, whatever happens. The
stored reply gives the first status and bytes again, even when the thing has changed since.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from domain.shared.change import IdempotencyKey
from domain.shared.refusals import Invalid, KeyNeeded, KeyReused
from domain.shared.replies import Reply, ReplyStore

HEADER: Final = "Idempotency-Key"
REPLAY: Final = "Idempotent-Replay"


@dataclass(slots=True)
class _Gate:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class Replayer:
    """Carries out acts under keys. The same key at the same time waits for the first."""

    def __init__(self, store: ReplyStore) -> None:
        self._store = store
        self._gates: dict[tuple[str, str, str], _Gate] = {}

    async def once(
        self,
        wanted: Reply,
        key: IdempotencyKey,
        act: Callable[[], Awaitable[tuple[int, bytes]]],
    ) -> tuple[Reply, bool]:
        """The reply, and whether it is an earlier one. `wanted` says whose key and which request.

        Refusals: KeyReused for another request under the key, and those of the act, which leave
        the key unspent.
        """
        async with self._alone((wanted.actor, wanted.route, wanted.key)):
            first = await self._store.find(wanted.actor, wanted.route, wanted.key)
            if first is not None:
                return _same(first, wanted), True
            status, body = await act()
            made = Reply(
                actor=wanted.actor,
                route=wanted.route,
                key=wanted.key,
                request_hash=wanted.request_hash,
                status=status,
                body=body.decode(),
                at=wanted.at,
            )
            kept = await self._store.keep(made)
            return _same(kept, wanted), key.replayed or kept != made

    @asynccontextmanager
    async def _alone(self, slot: tuple[str, str, str]) -> AsyncIterator[None]:
        gate = self._gates.setdefault(slot, _Gate())
        gate.users += 1
        try:
            async with gate.lock:
                yield
        finally:
            gate.users -= 1
            if not gate.users:
                del self._gates[slot]


def read_key(header: str | None) -> IdempotencyKey:
    """Refusals: KeyNeeded without a key, Invalid for one that is no UUID."""
    if header is None:
        raise KeyNeeded
    try:
        return IdempotencyKey(str(UUID(header)))
    except ValueError:
        raise Invalid(**{HEADER: "uuid_parsing"}) from None


def hash_of(path: str, body: bytes) -> str:
    """Stands for a request. `body` is the validated body, so spaces and order do not count."""
    return hashlib.sha256(path.encode() + b"\n" + body).hexdigest()


def _same(reply: Reply, wanted: Reply) -> Reply:
    if reply.request_hash != wanted.request_hash:
        raise KeyReused
    return reply
