"""A store that dies: the process ends right before or right after a commit."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from domain.shared.actor import Actor
from domain.shared.change import Decision, IdempotencyKey
from storage.writer import Writer
from tests.fakes.stars import Died

T = TypeVar("T")
When = Literal["before", "after"]


@dataclass(slots=True)
class DyingStore:
    """Implements domain.shared.change.Store. Dies at commit number `at`, counted from now."""

    writer: Writer
    at: int = 0
    when: When = "before"

    async def once(
        self,
        key: IdempotencyKey,
        actor: Actor,
        order: object,
        decide: Callable[[], Awaitable[Decision[T]]],
        *,
        again: Callable[[str], Awaitable[T]],
    ) -> T:
        return await self._commit(lambda: self.writer.once(key, actor, order, decide, again=again))

    async def commit(self, decide: Callable[[], Awaitable[Decision[T]]]) -> T:
        return await self._commit(lambda: self.writer.commit(decide))

    async def _commit(self, act: Callable[[], Awaitable[T]]) -> T:
        self.at -= 1
        if self.at == 0 and self.when == "before":
            raise Died
        result = await act()
        if self.at == 0:
            raise Died
        return result
