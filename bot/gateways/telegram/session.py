"""Calls to the Bot API over a base address: aiogram's methods and our own raw ones.

One connection pool, a time limit on every call, typed gateway errors instead of aiogram's.
Wire form: `{base}/bot{token}/{method}`, form fields in which objects and lists are JSON.
"""

from collections.abc import AsyncGenerator, Mapping
from typing import Any, Final, TypeVar, cast

import aiohttp
import orjson
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile
from pydantic import TypeAdapter, ValidationError

from bot.gateways.telegram.errors import failure_of, refusal_of
from domain.shared.refusals import FateUnknown

CALL_S_MAX: Final = 20.0
CONNECT_S_MAX: Final = 5.0
OPEN_MAX: Final = 100
TelegramType = TypeVar("TelegramType", bound=Any)
Form = Mapping[str, object]


class TelegramSession(BaseSession):
    """aiogram's session over our own transport. Raises GatewayError and its kinds only."""

    def __init__(self, base: str, *, call_s_max: float = CALL_S_MAX) -> None:
        super().__init__(
            api=TelegramAPIServer.from_base(base),
            json_loads=orjson.loads,
            json_dumps=_dumps,
            timeout=call_s_max,
        )
        self._http: aiohttp.ClientSession | None = None
        self._adapters: dict[object, TypeAdapter[Any]] = {}

    # The base class has a parameter of this name; the limit itself is aiohttp's.
    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109
    ) -> TelegramType:
        name = method.__api_method__
        files: dict[str, InputFile] = {}
        fields = {
            key: prepared
            for key, value in method.model_dump(warnings=False).items()
            if (prepared := self.prepare_value(value, bot=bot, files=files)) is not None
        }
        form = aiohttp.FormData(fields, quote_fields=False)
        for key, file in files.items():
            _attach(form, key, file, bot)
        result = await self._post(bot.token, name, form, timeout)
        adapter = self._adapter(method.__returning__)
        try:
            return cast("TelegramType", adapter.validate_python(result, context={"bot": bot}))
        except ValidationError as error:
            raise FateUnknown(f"{name}: answer of another form") from error

    async def call(
        self, token: str, method: str, form: Form, *, call_s_max: float | None = None
    ) -> object:
        """Call a method with plain values, bytes as a file; answers `result` as JSON values, not
        parsed further.
        """
        given = {key: value for key, value in form.items() if value is not None}
        files = {key: value for key, value in given.items() if isinstance(value, bytes)}
        fields = {key: _field(given[key]) for key in given if key not in files}
        data = aiohttp.FormData(fields)
        for key, content in files.items():
            data.add_field(key, content, filename=f"{key}.png", content_type="image/png")
        return await self._post(token, method, data, call_s_max)

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
            self._http = None

    # The signature is the base class's.
    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109
        chunk_size: int = 65536,
        raise_for_status: bool = True,  # noqa: FBT001, FBT002
    ) -> AsyncGenerator[bytes, None]:
        limit = aiohttp.ClientTimeout(total=timeout)
        client = self._client()
        async with client.get(
            url, headers=headers, timeout=limit, raise_for_status=raise_for_status
        ) as answer:
            async for chunk in answer.content.iter_chunked(chunk_size):
                yield chunk

    async def _post(
        self, token: str, method: str, form: aiohttp.FormData, limit_s: float | None
    ) -> object:
        url = self.api.api_url(token=token, method=method)
        limit = aiohttp.ClientTimeout(
            total=self.timeout if limit_s is None else limit_s, sock_connect=CONNECT_S_MAX
        )
        try:
            async with self._client().post(url, data=form, timeout=limit) as answer:
                status, body = answer.status, await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # The address holds the token, and so does the original error's text: not chained.
            raise failure_of(method, error) from None
        return _result(method, status, body)

    def _client(self) -> aiohttp.ClientSession:
        if self._http is None:
            connector = aiohttp.TCPConnector(limit=OPEN_MAX)
            self._http = aiohttp.ClientSession(connector=connector)
        return self._http

    def _adapter(self, returning: object) -> TypeAdapter[Any]:
        adapter = self._adapters.get(returning)
        if adapter is None:
            adapter = self._adapters[returning] = TypeAdapter(returning)
        return adapter


def _result(method: str, status: int, body: bytes) -> object:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise FateUnknown(f"{method}: {status} without JSON") from None
    if not isinstance(answer, dict):
        raise FateUnknown(f"{method}: {status} without an object")
    if answer.get("ok") is True:
        return answer.get("result")
    raise refusal_of(method, status, answer)


def _attach(form: aiohttp.FormData, key: str, file: InputFile, bot: Bot) -> None:
    form.add_field(key, file.read(bot), filename=file.filename or key)


def _dumps(value: object) -> str:
    return orjson.dumps(value).decode()


def _field(value: object) -> str:
    if isinstance(value, str):
        return value
    return _dumps(value)
