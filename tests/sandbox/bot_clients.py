"""One face for two client libraries that are not ours, so that tests say a thing once."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any, Protocol

import telegram
import telegram.error
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.types import BufferedInputFile
from pydantic import BaseModel

# What the libraries made of an answer, back in plain form.
Plain = Any


class Refused(Exception):
    """The library raised its error for an answer that is not ok."""

    def __init__(self, kind: str, words: str, retry_after: int | None = None) -> None:
        super().__init__(words)
        self.kind = kind
        self.words = words
        self.retry_after = retry_after


class Client(Protocol):
    """A bot. Methods go by their snake-case names, which both libraries share."""

    async def do(self, method: str, **params: object) -> Plain: ...

    def file(self, content: bytes, name: str) -> object: ...

    async def download(self, file_id: str) -> bytes: ...

    async def updates(self, **params: object) -> list[Plain]:
        """The next batch, confirming the one before."""
        ...


class AiogramClient:
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.offset = 0

    async def do(self, method: str, **params: object) -> Plain:
        try:
            return _plain(await getattr(self.bot, method)(**params))
        except TelegramRetryAfter as error:
            raise Refused(type(error).__name__, error.message, error.retry_after) from error
        except TelegramAPIError as error:
            raise Refused(type(error).__name__, error.message) from error

    def file(self, content: bytes, name: str) -> object:
        return BufferedInputFile(content, name)

    async def download(self, file_id: str) -> bytes:
        found = await self.bot.get_file(file_id)
        assert found.file_path is not None
        taken = await self.bot.download_file(found.file_path)
        assert taken is not None
        return taken.read()

    async def updates(self, **params: object) -> list[Plain]:
        batch: list[Plain] = await self.do("get_updates", offset=self.offset, **params)
        self.offset = batch[-1]["update_id"] + 1 if batch else self.offset
        return batch


class PtbClient:
    def __init__(self, bot: telegram.Bot) -> None:
        self.bot = bot
        self.offset = 0

    async def do(self, method: str, **params: object) -> Plain:
        try:
            return _plain(await getattr(self.bot, method)(**params))
        except telegram.error.RetryAfter as error:
            wait = error.retry_after
            seconds = int(wait if isinstance(wait, int) else wait.total_seconds())
            raise Refused(type(error).__name__, error.message, seconds) from error
        except telegram.error.TelegramError as error:
            raise Refused(type(error).__name__, error.message) from error

    def file(self, content: bytes, name: str) -> object:
        return telegram.InputFile(content, filename=name)

    async def download(self, file_id: str) -> bytes:
        return bytes(await (await self.bot.get_file(file_id)).download_as_bytearray())

    async def updates(self, **params: object) -> list[Plain]:
        batch: list[Plain] = await self.do("get_updates", offset=self.offset, **params)
        self.offset = batch[-1]["update_id"] + 1 if batch else self.offset
        return batch


@contextlib.asynccontextmanager
async def aiogram_client(url: str, token: str) -> AsyncIterator[AiogramClient]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    async with Bot(token, session=session) as bot:
        yield AiogramClient(bot)


@contextlib.asynccontextmanager
async def ptb_client(url: str, token: str) -> AsyncIterator[PtbClient]:
    bot = telegram.Bot(token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")
    async with bot:
        yield PtbClient(bot)


def _plain(value: object) -> Plain:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_unset=True)
    if isinstance(value, telegram.TelegramObject):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
