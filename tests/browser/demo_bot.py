"""A small bot on aiogram and its Mini App, for tests of the sandbox page."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.types import (
    BotCommand,
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    LabeledPrice,
    Message,
    PreCheckoutQuery,
    ReplyKeyboardMarkup,
    WebAppInfo,
)
from aiohttp import ClientSession, ClientWebSocketResponse, web

FILES = Path(__file__).with_name("demo_app")
KINDS = {".html": "text/html", ".js": "text/javascript"}
PATHS = {
    "/app": "app.html",
    "/app.js": "app.js",
    "/site": "site.html",
    "/site.js": "site.js",
    "/wallet": "wallet.html",
    "/wallet.js": "wallet.js",
}


@dataclass(slots=True)
class Demo:
    """The bot, its app's address, and what reached them. `refuse` is its next pre-checkout no."""

    bot: Bot
    url: str = ""
    heard: list[str] = field(default_factory=list)
    refuse: str | None = None

    async def greet(self, message: Message) -> None:
        self.heard.append(message.text or "")
        url = WebAppInfo(url=f"{self.url}/app")
        rows = [
            [InlineKeyboardButton(text="Toast", callback_data="toast")],
            [
                InlineKeyboardButton(text="Alert", callback_data="alert"),
                InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="K7Q2")),
            ],
            [InlineKeyboardButton(text="Open app", web_app=url)],
        ]
        await message.answer(
            "<b>Welcome</b> <i>to</i> <code>Souk</code> <tg-spoiler>hush</tg-spoiler> "
            '<a href="https://t.me/souk_bot?start=ref_ab12">invite</a> &lt;img src=x&gt;',
            parse_mode="HTML",
            reply_markup=InlineKeyboardMarkup(inline_keyboard=rows),
        )

    async def menu(self, message: Message) -> None:
        app = KeyboardButton(text="Send data", web_app=WebAppInfo(url=f"{self.url}/app"))
        rows = [[KeyboardButton(text="Wallet"), app]]
        await message.answer(
            "Choose", reply_markup=ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True)
        )

    async def press(self, query: CallbackQuery) -> None:
        self.heard.append(query.data or "")
        await query.answer(f"You pressed {query.data}", show_alert=query.data == "alert")
        if query.data == "toast" and isinstance(query.message, Message):
            await query.message.edit_text("Edited in place")

    async def sell(self, message: Message) -> None:
        await message.answer_invoice(
            title="Credit",
            description="Stars to play with",
            payload="p1",
            currency="XTR",
            prices=[LabeledPrice(label="Credit", amount=50)],
        )

    async def checkout(self, query: PreCheckoutQuery) -> None:
        refuse, self.refuse = self.refuse, None
        await query.answer(ok=refuse is None, error_message=refuse)

    async def search(self, query: InlineQuery) -> None:
        answer = InlineQueryResultArticle(
            id="one",
            title=f"Found {query.query}",
            description="An article",
            input_message_content=InputTextMessageContent(message_text=f"I chose {query.query}"),
        )
        await query.answer([answer], cache_time=0)

    async def echo(self, message: Message) -> None:
        if message.dice is not None:
            self.heard.append(f"dice {message.dice.value}")
        elif message.web_app_data is not None:
            self.heard.append(f"data {message.web_app_data.data}")
        elif message.photo is not None:
            self.heard.append("photo")
        else:
            self.heard.append(message.text or message.content_type)

    def dispatcher(self) -> Dispatcher:
        made = Dispatcher()
        made.message.register(self.greet, CommandStart())
        made.message.register(self.menu, F.text == "/menu")
        made.message.register(self.sell, F.text == "/buy")
        made.message.register(self.echo)
        made.edited_message.register(self.echo)
        made.callback_query.register(self.press)
        made.pre_checkout_query.register(self.checkout)
        made.inline_query.register(self.search)
        return made


@contextlib.asynccontextmanager
async def demo(sandbox: str, token: str) -> AsyncIterator[Demo]:
    """The bot polling, its app served, and the control link open, until the end."""
    server = TelegramAPIServer.from_base(sandbox)
    bot = Bot(token, session=AiohttpSession(api=server))
    made = Demo(bot)
    async with _site(made, sandbox), _link(made, sandbox):
        await bot.set_my_commands([BotCommand(command="menu", description="What is there")])
        dispatcher = made.dispatcher()
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
        yield made
        await dispatcher.stop_polling()
        await polling


@contextlib.asynccontextmanager
async def _site(made: Demo, sandbox: str) -> AsyncIterator[None]:
    async def invoice(request: web.Request) -> web.Response:
        price = [LabeledPrice(label="Credit", amount=25)]
        link = await made.bot.create_invoice_link(
            title="App credit",
            description="From the app",
            payload="p2",
            currency="XTR",
            prices=price,
        )
        return web.Response(text=link)

    async def file(request: web.Request) -> web.Response:
        found = FILES / PATHS[request.path]
        text = found.read_text().replace("{sandbox}", sandbox)
        return web.Response(text=text, content_type=KINDS[found.suffix])

    async def manifest(request: web.Request) -> web.Response:
        icon = f"{made.url}/favicon.ico"
        return web.json_response({"url": made.url, "name": "Shop", "iconUrl": icon})

    async def nothing(request: web.Request) -> web.Response:
        return web.Response(status=204)

    routes = [
        *(web.get(path, file) for path in PATHS),
        web.get("/invoice", invoice),
        web.get("/favicon.ico", nothing),
        web.get("/manifest.json", manifest),
    ]
    app = web.Application()
    app.add_routes(routes)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = runner.addresses[0]
    made.url = f"http://127.0.0.1:{address[1]}"
    yield
    await runner.cleanup()


@contextlib.asynccontextmanager
async def _link(made: Demo, sandbox: str) -> AsyncIterator[None]:
    """The control link of an app that is up and obeys; on reset it starts over."""

    async def live() -> None:
        async with ClientSession() as session:
            while True:
                async with session.ws_connect(f"{sandbox}/app") as socket:
                    await _obey(socket, made.url)

    living = asyncio.create_task(live())
    yield
    living.cancel()
    await asyncio.gather(living, return_exceptions=True)


async def _obey(socket: ClientWebSocketResponse, url: str) -> None:
    hello = {"pid": 1, "url": url, "state": "starting"}
    await socket.send_str(orjson.dumps({"hello": hello}).decode())
    await socket.send_str(orjson.dumps({"state": "up"}).decode())
    async for frame in socket:
        order = orjson.loads(frame.data)
        done = {"id": order["id"], "ok": True, "busy": {}}
        await socket.send_str(orjson.dumps(done).decode())
        if order["do"] == "reset":
            return
