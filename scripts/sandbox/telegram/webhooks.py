"""Delivery of updates to webhooks: in order per chat, several chats at once, with retries.

The wire form is Telegram's: a POST of the Update as JSON with the secret in a header; an answer of
200 acknowledges it and may carry one method call; anything else is tried again after a pause that
doubles, and stands in `getWebhookInfo`.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from scripts.sandbox.telegram.rows import Bot, UpdateRow, Wire
    from scripts.sandbox.telegram.state import Telegram

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_PAUSE_S = 1.0
PAUSE_S_MAX = 60.0
TIMEOUT_S = 60.0
DEFAULT_CONNECTIONS = 40


class Webhooks:
    """One lane per bot and chat; a lane gives one update at a time."""

    def __init__(self, telegram: Telegram) -> None:
        self.first_pause_s = FIRST_PAUSE_S
        self.reply: Callable[[Bot, str, bytes], Awaitable[None]] | None = None
        self._telegram = telegram
        self._lanes: dict[tuple[int, int], asyncio.Task[None]] = {}
        self._gates: dict[int, asyncio.Semaphore] = {}
        self._http: aiohttp.ClientSession | None = None

    def wake(self, bot: Bot, order: int) -> None:
        """A new update waits in that lane."""
        if bot.webhook is not None:
            self._open_lane(bot, order)

    def wake_all(self) -> None:
        """Sees to it that all waiting updates of bots with a webhook are being delivered."""
        for bot in self._telegram.bots.all():
            for order in list(self._telegram.updates.queue(bot.id).lanes):
                self.wake(bot, order)

    def forget(self, bot: Bot | None = None) -> None:
        """Stops delivering: the webhook was taken away or changed."""
        for key, lane in list(self._lanes.items()):
            if bot is None or key[0] == bot.id:
                lane.cancel()
                del self._lanes[key]
        if bot is not None:
            self._gates.pop(bot.id, None)

    async def close(self) -> None:
        lanes = list(self._lanes.values())
        self.forget()
        await asyncio.gather(*lanes, return_exceptions=True)
        if self._http is not None:
            await self._http.close()

    def _open_lane(self, bot: Bot, order: int) -> None:
        key = (bot.id, order)
        lane = self._lanes.get(key)
        if lane is None or lane.done():
            name = f"webhook {bot.id} {order}"
            self._lanes[key] = self._telegram.core.run(self._run_lane(bot, order), name)

    async def _run_lane(self, bot: Bot, order: int) -> None:
        pause_s = self.first_pause_s
        while bot.webhook is not None and (row := self._next(bot, order)) is not None:
            async with self._gate(bot):
                done = await self._try(bot, row)
            if done:
                pause_s = self.first_pause_s
                continue
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, PAUSE_S_MAX)
        self._lanes.pop((bot.id, order), None)

    def _next(self, bot: Bot, order: int) -> UpdateRow | None:
        lane = self._telegram.updates.queue(bot.id).lanes.get(order, {})
        return next(iter(lane.values()), None)

    def _gate(self, bot: Bot) -> asyncio.Semaphore:
        most = DEFAULT_CONNECTIONS
        if bot.webhook is not None:
            most = bot.webhook.get("max_connections", most)
        return self._gates.setdefault(bot.id, asyncio.Semaphore(most))

    async def _try(self, bot: Bot, row: UpdateRow) -> bool:
        fault = self._telegram.core.faults.hit("updates", row.kind)
        kind = "" if fault is None else fault.kind
        if fault is not None and kind == "delay":
            await asyncio.sleep((fault.delay_ms or 0) / 1000)
        if kind in {"error", "lose_request"}:
            self._failed(bot, "Connection reset by peer")
            return False
        row = self._swapped(bot, row) if kind == "reorder" else row
        done = await self._post(bot, row, heard=kind != "lose_answer")
        if done and kind == "duplicate":
            await self._post(bot, row, heard=True)
        return done

    def _swapped(self, bot: Bot, row: UpdateRow) -> UpdateRow:
        """The neighbour after this update, if one waits in the same lane."""
        lane = list(self._telegram.updates.queue(bot.id).lanes.get(row.order, {}).values())
        return lane[1] if len(lane) > 1 else row

    async def _post(self, bot: Bot, row: UpdateRow, *, heard: bool) -> bool:
        """Whether the update was acknowledged. With `heard` false its answer gets lost."""
        hook = bot.webhook
        if hook is None:
            return False
        self._telegram.updates.delivered(row)
        try:
            status, kind, body = await self._send(hook, row)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self._failed(bot, _words(error))
            return False
        if not heard:
            self._failed(bot, "Webhook connection closed")
            return False
        if not 200 <= status < 300:
            self._failed(bot, f"Wrong response from the webhook: {status}")
            return False
        self._telegram.updates.acknowledge(row)
        if body and self.reply is not None:
            await self.reply(bot, kind, body)
        return True

    async def _send(self, hook: Wire, row: UpdateRow) -> tuple[int, str, bytes]:
        if self._http is None:
            self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S))
        headers = {SECRET_HEADER: hook["secret_token"]} if hook.get("secret_token") else {}
        async with self._http.post(hook["url"], json=row.body, headers=headers) as answer:
            body = await answer.read()
            return answer.status, answer.headers.get("Content-Type", ""), body

    def _failed(self, bot: Bot, words: str) -> None:
        logger.info("webhook of bot %s: %s", bot.id, words)
        if bot.webhook is None:
            return
        bot.webhook["last_error_date"] = self._telegram.core.clock.unix()
        bot.webhook["last_error_message"] = words
        self._telegram.bots.table.keep(bot)


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "Read timeout expired"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "Connection refused"
    return "Webhook connection closed"
