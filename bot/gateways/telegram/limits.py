"""Telegram's flood limits as token buckets: per private chat, per group, over all chats.

Official support names about one message a second in a chat with short bursts, 20 a minute in a
group, 30 a second over all: we stay below. Real time; `pace` makes every budget that many times
wider, as the sandbox does with the limits themselves.
"""

import time
from collections.abc import Callable
from typing import Final

ALL_PER_S: Final = 25.0
CHAT_PER_S: Final = 1.0
GROUP_PER_S: Final = 18 / 60
BURST: Final = 3.0
KEPT_CHATS_MAX: Final = 10_000


class _Bucket:
    __slots__ = ("blocked_until_s", "burst", "filled_s", "left", "per_s")

    def __init__(self, per_s: float, burst: float, now_s: float) -> None:
        self.per_s = per_s
        self.burst = burst
        self.left = burst
        self.filled_s = now_s
        self.blocked_until_s = 0.0

    def wait_s(self, now_s: float, pace: float) -> float:
        gained = (now_s - self.filled_s) * self.per_s * pace
        self.left = min(self.burst * max(pace, 1.0), self.left + gained)
        self.filled_s = now_s
        missing_s = max(0.0, (1.0 - self.left) / (self.per_s * pace))
        return max(missing_s, self.blocked_until_s - now_s, 0.0)

    def full(self, now_s: float, pace: float) -> bool:
        return self.wait_s(now_s, pace) == 0.0 and self.left >= self.burst


class Limits:
    def __init__(self, *, pace: float = 1.0, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._pace = pace
        self._all = _Bucket(ALL_PER_S, ALL_PER_S, now_s())
        self._chats: dict[int, _Bucket] = {}

    def set_pace(self, pace: float) -> None:
        self._pace = pace

    def wait_s(self, chat_id: int) -> float:
        """Real seconds until one more message may go to this chat."""
        now_s = self._now_s()
        own = self._chat(chat_id, now_s).wait_s(now_s, self._pace)
        return max(own, self._all.wait_s(now_s, self._pace))

    def take(self, chat_id: int) -> None:
        """One message goes to this chat now."""
        now_s = self._now_s()
        for bucket in (self._chat(chat_id, now_s), self._all):
            bucket.wait_s(now_s, self._pace)
            bucket.left -= 1.0

    def throttled(self, chat_id: int, retry_after_s: float) -> None:
        """Telegram asked for a pause in this chat: it is kept, whatever the bucket holds."""
        now_s = self._now_s()
        bucket = self._chat(chat_id, now_s)
        bucket.blocked_until_s = max(bucket.blocked_until_s, now_s + retry_after_s)

    def _chat(self, chat_id: int, now_s: float) -> _Bucket:
        bucket = self._chats.get(chat_id)
        if bucket is None:
            if len(self._chats) >= KEPT_CHATS_MAX:
                self._forget_full(now_s)
            per_s = CHAT_PER_S if chat_id > 0 else GROUP_PER_S
            bucket = self._chats[chat_id] = _Bucket(per_s, BURST, now_s)
        return bucket

    def _forget_full(self, now_s: float) -> None:
        """A full bucket holds nothing that a new one would not."""
        for chat_id, bucket in list(self._chats.items()):
            if bucket.full(now_s, self._pace):
                del self._chats[chat_id]
