"""At most so many acts of one person: one a second for long, a burst in between.

Over it, one polite answer; what else comes in the same breath is dropped. Throws of dice and
everything about money that Telegram reports are never dropped. Real time.
"""

import math
import time
from collections.abc import Callable
from typing import Final

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject, Update

from handlers.middlewares.visit import Data, Next, visit_of

KEPT_MAX: Final = 10_000
NEVER_DROPPED: Final = frozenset(
    {"pre_checkout_query", "my_chat_member", "chat_member", "inline_query"}
)
"""An inline query comes with each letter that is typed."""
MESSAGES_NEVER_DROPPED: Final = ("dice", "successful_payment", "refunded_payment")


class _Breath:
    """Tokens of one person. `told` says that the polite answer of this breath was given."""

    __slots__ = ("at_s", "left", "told")

    def __init__(self, left: float, at_s: float) -> None:
        self.left = left
        self.at_s = at_s
        self.told = False


class Throttle(BaseMiddleware):
    def __init__(
        self, *, pause_s: float, burst: int, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        """`pause_s` 0 throttles nobody."""
        self._pause_s = pause_s
        self._burst = float(burst)
        self._now_s = now_s
        self._breaths: dict[int, _Breath] = {}

    async def __call__(self, handler: Next, event: TelegramObject, data: Data) -> object:
        visit = visit_of(data)
        if visit is None or self._pause_s == 0 or _never_dropped(event):
            return await handler(event, data)
        breath = self._breath(visit.actor.id)
        if breath.left >= 1.0:
            breath.left -= 1.0
            breath.told = False
            return await handler(event, data)
        if visit.callback_id or not breath.told:
            wait_s = math.ceil((1.0 - breath.left) * self._pause_s)
            await visit.toast(visit.say("error-slow-down", seconds=wait_s))
            breath.told = True
        return None

    def _breath(self, person: int) -> _Breath:
        now_s = self._now_s()
        breath = self._breaths.get(person)
        if breath is None:
            if len(self._breaths) >= KEPT_MAX:
                self._forget_rested(now_s)
            breath = self._breaths[person] = _Breath(self._burst, now_s)
        breath.left = min(self._burst, breath.left + (now_s - breath.at_s) / self._pause_s)
        breath.at_s = now_s
        return breath

    def _forget_rested(self, now_s: float) -> None:
        """Somebody whose tokens are full again is like somebody new."""
        full_s = self._burst * self._pause_s
        self._breaths = {p: b for p, b in self._breaths.items() if now_s - b.at_s < full_s}


def _never_dropped(event: TelegramObject) -> bool:
    if not isinstance(event, Update):
        return True
    if isinstance(event.event, Message):
        return any(getattr(event.event, kind) is not None for kind in MESSAGES_NEVER_DROPPED)
    return event.event_type in NEVER_DROPPED
