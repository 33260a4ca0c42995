"""Stored updates as the intake speaks of them, over the rows of the storage."""

from collections.abc import Sequence
from typing import Protocol

import orjson

from bot.ports import KeptUpdate, RawUpdate, raw_update
from domain.shared.clock import Clock
from domain.shared.ids import Instant


class StoredUpdate(Protocol):
    @property
    def update_id(self) -> int: ...

    @property
    def raw(self) -> str: ...

    @property
    def attempts(self) -> int: ...


class UpdateRows(Protocol):
    """storage.core.SeenUpdates, as far as it is needed here."""

    async def store(self, updates: Sequence[tuple[int, str]], now: Instant) -> frozenset[int]: ...

    async def begin(self, update_id: int) -> None: ...

    async def handled(self, update_id: int, now: Instant, error: str = "") -> None: ...

    async def unhandled(self, limit: int) -> Sequence[StoredUpdate]: ...


class SeenUpdates:
    """Implements bot.ports.SeenUpdates."""

    def __init__(self, rows: UpdateRows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    async def store(self, updates: Sequence[RawUpdate], now: Instant) -> frozenset[int]:
        texts = [(update.id, orjson.dumps(update.body).decode()) for update in updates]
        return await self._rows.store(texts, now)

    async def begin(self, update_id: int) -> None:
        await self._rows.begin(update_id)

    async def handled(self, update_id: int, *, error: str = "") -> None:
        await self._rows.handled(update_id, self._clock.now(), error)

    async def unhandled(self, limit: int) -> Sequence[KeptUpdate]:
        kept = []
        for row in await self._rows.unhandled(limit):
            update = raw_update(orjson.loads(row.raw))
            if update is not None:
                kept.append(KeptUpdate(update=update, attempts=row.attempts))
        return kept
