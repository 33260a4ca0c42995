"""Webhooks: secret, order, retries, calls in the answer, and old updates once more."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SendMessage
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from scripts.sandbox.world import World
from tests.sandbox.caller import Caller
from tests.sandbox.raw_bot import RawBot, raw_bot

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def bot(world: World, caller: Caller) -> AsyncIterator[RawBot]:
    for number, name in enumerate(("alice", "bob")):
        await caller.person(name, id=1001 + number)
    async with raw_bot(world.core.url, world.bot.token) as there:
        yield there


async def _say(caller: Caller, name: str, *texts: str) -> None:
    for text in texts:
        await caller.make(f"/chats/{name}/messages", {"text": text})


def _texts(batch: list[Any]) -> list[str]:
    return [one["message"]["text"] for one in batch]


@dataclass
class Hook:
    """A webhook with memory: answers what it is told to, 200 when nothing is left."""

    url: str = ""
    answers: list[tuple[int, object]] = field(default_factory=list)
    seen: list[tuple[str | None, Any]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        self.seen.append((request.headers.get(SECRET_HEADER), await request.json()))
        self.came.set()
        status, body = self.answers.pop(0) if self.answers else (200, None)
        return web.json_response(body, status=status) if body else web.Response(status=status)

    async def until(self, count: int) -> list[Any]:
        async with asyncio.timeout(5):
            while len(self.seen) < count:
                self.came.clear()
                await self.came.wait()
        return [update for _, update in self.seen]


@contextlib.asynccontextmanager
async def serving_app(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.fixture
async def hook(world: World) -> AsyncIterator[Hook]:
    there = Hook()
    app = web.Application()
    app.router.add_post("/hook", there.take)
    assert world.telegram.webhooks is not None
    world.telegram.webhooks.first_pause_s = 0.05
    async with serving_app(app) as url:
        there.url = f"{url}/hook"
        yield there


async def test_a_webhook_gets_secret_and_update(bot: RawBot, caller: Caller, hook: Hook) -> None:
    await _say(caller, "alice", "before")
    assert await bot.ok("setWebhook", url=hook.url, secret_token="s3cret")
    await _say(caller, "alice", "after")
    assert _texts(await hook.until(2)) == ["before", "after"]
    assert {secret for secret, _ in hook.seen} == {"s3cret"}
    status, words = await bot.refused("getUpdates")
    assert (status, words.partition(";")[0]) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active",
    )
    await bot.ok("deleteWebhook")
    assert await bot.ok("getUpdates") == []


async def test_setting_a_webhook_ends_the_poll(bot: RawBot, hook: Hook) -> None:
    polling = asyncio.create_task(bot.refused("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await bot.ok("setWebhook", url=hook.url)
    assert await polling == (409, "Conflict: terminated by setWebhook request")


async def test_a_webhook_that_fails_is_tried_again_in_order(
    bot: RawBot, caller: Caller, hook: Hook
) -> None:
    hook.answers = [(500, None), (502, None)]
    await bot.ok("setWebhook", url=hook.url)
    await _say(caller, "alice", "1", "2")
    assert _texts(await hook.until(4)) == ["1", "1", "1", "2"]
    info = await bot.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 502"
    assert info["last_error_date"] > 0
    await asyncio.sleep(0.05)
    assert (await bot.ok("getWebhookInfo"))["pending_update_count"] == 0


async def test_one_slow_chat_does_not_hold_up_another(
    bot: RawBot, caller: Caller, hook: Hook
) -> None:
    hook.answers = [(500, None)]
    await bot.ok("setWebhook", url=hook.url)
    await _say(caller, "alice", "1")
    await hook.until(1)
    await _say(caller, "bob", "2")
    assert _texts(await hook.until(3)) == ["1", "2", "1"]


async def test_a_webhook_may_answer_with_a_call(bot: RawBot, caller: Caller, hook: Hook) -> None:
    hook.answers = [(200, {"method": "sendMessage", "chat_id": 1001, "text": "in the answer"})]
    await bot.ok("setWebhook", url=hook.url)
    await _say(caller, "alice", "hello")
    await hook.until(1)
    await asyncio.sleep(0.05)
    items = (await caller.get("/chats/alice/messages"))["items"]
    assert [one["text"] for one in items] == ["hello", "in the answer"]


async def test_aiograms_own_webhook_works(bot: RawBot, caller: Caller, world: World) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message(F.text)
    async def echo(message: Message) -> SendMessage:
        return SendMessage(chat_id=message.chat.id, text=f"{message.text}!")

    session = AiohttpSession(api=TelegramAPIServer.from_base(world.core.url))
    async with Bot(world.bot.token, session=session) as aiogram_bot:
        app = web.Application()
        handler = SimpleRequestHandler(
            dispatcher, aiogram_bot, handle_in_background=False, secret_token="s3cret"
        )
        handler.register(app, path="/hook")
        async with serving_app(app) as url:
            await aiogram_bot.set_webhook(f"{url}/hook", secret_token="s3cret")
            await _say(caller, "alice", "hello")
            async with asyncio.timeout(5):
                while len((await caller.get("/chats/alice/messages"))["items"]) < 2:
                    await world.core.signal.wait(1)
            await aiogram_bot.delete_webhook()
    items = (await caller.get("/chats/alice/messages"))["items"]
    assert items[-1]["text"] == "hello!"


async def test_an_old_update_comes_again_to_a_webhook(
    bot: RawBot, caller: Caller, hook: Hook
) -> None:
    await bot.ok("setWebhook", url=hook.url)
    await _say(caller, "alice", "1")
    (update,) = await hook.until(1)
    await caller.post(f"/updates/{update['update_id']}/redeliver")
    assert _texts(await hook.until(2)) == ["1", "1"]
