"""Strangers' pictures for our own pages: each asked for once, kept on disk, told by its bytes."""

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.gateways.gift_content.disk import PictureFolder
from bot.gateways.gift_content.fetch import Crowded
from bot.gateways.gift_content.kinds import kind_of
from domain.gifts.content_ports import ContentGone, ContentRefused, Picture
from domain.shared.refusals import GatewayError, GatewayRejected, Throttled

PICTURE_BYTES_MAX: Final = 4 << 20
REFUSED_S: Final = 3600.0
FAILED_S: Final = 30.0
REMEMBERED_MAX: Final = 2_000
Bodies = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class _Failure:
    until_s: float
    error: GatewayError


class Pictures:
    """What failed is not asked for again for a while: a page of fifty broken pictures asks fifty
    times, not fifty times for every visitor.
    """

    def __init__(
        self,
        folder: PictureFolder,
        bodies: Bodies,
        *,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`bodies` gives what stands at an address, at most PICTURE_BYTES_MAX of it."""
        self._folder = folder
        self._bodies = bodies
        self._now_s = now_s
        self._failed: OrderedDict[str, _Failure] = OrderedDict()
        self._under_way: dict[str, tuple[asyncio.Lock, int]] = {}

    async def get(self, address: str) -> Picture:
        kept = await self._kept(address)
        if kept is not None:
            return kept
        async with _OneAtATime(self._under_way, address):
            return await self._kept(address) or await self._bring(address)

    async def _kept(self, address: str) -> Picture | None:
        body = await self._folder.get(address)
        if body is None:
            return None
        kind = kind_of(body)
        if kind is None:
            await self._folder.drop(address)
            return None
        return _picture(kind, body)

    async def _bring(self, address: str) -> Picture:
        failure = self._failed.get(address)
        if failure is not None and failure.until_s > self._now_s():
            raise _again(failure.error)
        try:
            body = await self._bodies(address)
            kind = kind_of(body)
            if kind is None:
                raise ContentRefused(f"{address[:100]}: no picture")
        except Crowded:
            raise
        except GatewayError as error:
            self._remember(address, error)
            raise
        self._failed.pop(address, None)
        await self._folder.put(address, body)
        return _picture(kind, body)

    def _remember(self, address: str, error: GatewayError) -> None:
        rest_s = REFUSED_S if isinstance(error, GatewayRejected) else FAILED_S
        self._failed[address] = _Failure(self._now_s() + rest_s, error)
        self._failed.move_to_end(address)
        if len(self._failed) > REMEMBERED_MAX:
            self._failed.popitem(last=False)


class _OneAtATime:
    """Whoever wants the same waits for the first to bring it."""

    def __init__(self, under_way: dict[str, tuple[asyncio.Lock, int]], key: str) -> None:
        self._under_way = under_way
        self._key = key

    async def __aenter__(self) -> None:
        lock, waiting = self._under_way.get(self._key, (asyncio.Lock(), 0))
        self._under_way[self._key] = (lock, waiting + 1)
        try:
            await lock.acquire()
        except BaseException:
            self._leave()
            raise

    async def __aexit__(self, *_: object) -> None:
        lock, _waiting = self._under_way[self._key]
        lock.release()
        self._leave()

    def _leave(self) -> None:
        lock, waiting = self._under_way[self._key]
        if waiting > 1:
            self._under_way[self._key] = (lock, waiting - 1)
        else:
            del self._under_way[self._key]


def _picture(kind: str, body: bytes) -> Picture:
    return Picture(kind=kind, body=body, tag=hashlib.sha256(body).hexdigest()[:32])


def _again(error: GatewayError) -> GatewayError:
    """The same once more, without the trace of whoever met it first."""
    if isinstance(error, ContentGone):
        return ContentGone(str(error))
    if isinstance(error, ContentRefused):
        return ContentRefused(str(error))
    if isinstance(error, Throttled):
        return Throttled(str(error), retry_after_s=error.retry_after_s)
    return GatewayError(str(error))
