"""Telegram's limits on sending, in real time, made `pace` times wider."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.sandbox.core import Core
    from scripts.sandbox.telegram.rows import Bot, Chat

# (messages per second, burst). Official figures: about 30 a second over all chats, one a second
# in one chat with short bursts tolerated, 20 a minute in one group.
OVERALL = (30.0, 30.0)
ONE_CHAT = (1.0, 5.0)
ONE_GROUP = (20 / 60, 20.0)


class Bucket:
    __slots__ = ("at", "level")

    def __init__(self, level: float, at: float) -> None:
        self.level = level
        self.at = at


class Limits:
    def __init__(self, core: Core) -> None:
        self._core = core
        self._buckets: dict[tuple[int, str], Bucket] = {}
        self._pace = core.pace

    def refuse_after(self, bot: Bot, chat: Chat, *, messages: int = 1) -> int:
        """0 when the bot may send now (and it is counted), else the seconds to wait.

        A new pace begins with full buckets.
        """
        if self._core.pace != self._pace:
            self._pace = self._core.pace
            self._buckets.clear()
        kept = [
            self._bucket((bot.id, ""), OVERALL),
            self._bucket((bot.id, chat.key), ONE_CHAT if chat.private else ONE_GROUP),
        ]
        wait = max(_wait(bucket, rate, messages, burst) for bucket, rate, burst in kept)
        if wait > 0:
            return math.ceil(wait)
        for bucket, _, _ in kept:
            bucket.level -= messages
        return 0

    def _bucket(
        self, key: tuple[int, str], limit: tuple[float, float]
    ) -> tuple[Bucket, float, float]:
        pace = self._core.pace
        rate, burst = limit[0] * pace, limit[1] * pace
        now = time.monotonic()
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(burst, now)
        bucket.level = min(burst, bucket.level + (now - bucket.at) * rate)
        bucket.at = now
        return bucket, rate, burst


def _wait(bucket: Bucket, rate: float, messages: int, burst: float) -> float:
    """An album larger than the burst may go when the bucket is full."""
    missing = min(messages, burst) - bucket.level
    return missing / rate if missing > 0 else 0.0
