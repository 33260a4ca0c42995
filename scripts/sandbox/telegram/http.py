"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

Parameters come in the query, as a form, as multipart or as JSON; the answer is `ok` with `result`,
or `error_code` with `description`, whose HTTP status is the same number.
"""

from __future__ import annotations

import asyncio
import base64
import inspect
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import orjson
from aiohttp import web

from scripts.sandbox.calls import CallRow
from scripts.sandbox.core import monotonic_ms
from scripts.sandbox.telegram.body import args_in_answer, args_of, shown
from scripts.sandbox.telegram.call import Call
from scripts.sandbox.telegram.errors import ApiError, injected
from scripts.sandbox.telegram.methods.table import METHODS
from scripts.sandbox.telegram.methods.updates import Described, Lost

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from scripts.sandbox.faults import Fault
    from scripts.sandbox.telegram.rows import Bot, Wire
    from scripts.sandbox.telegram.state import Telegram

FACE = "bot_api"
_TOKEN = re.compile(r"\d+:[\w-]+")


def routes(telegram: Telegram) -> list[web.RouteDef]:
    """The face's routes; a body may be as large as a file that bots may send."""
    face = Face(telegram)
    return [
        web.get(r"/bot{token:[^/]+}/{method:[^/]+}", face.handle, allow_head=False),
        web.post(r"/bot{token:[^/]+}/{method:[^/]+}", face.handle),
        web.get(r"/file/bot{token:[^/]+}/{path:.+}", face.file, allow_head=False),
    ]


class Face:
    """Takes requests, lets the method run, writes the log of calls."""

    def __init__(self, telegram: Telegram) -> None:
        self._tg = telegram

    async def handle(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        bot = self._tg.bots.by_token(token)
        if bot is None:
            return _refused(_stranger(token))
        started = monotonic_ms()
        name = request.match_info["method"]
        method = METHODS.get(name.lower())
        name = method.name if method is not None else name
        fault = self._tg.core.faults.hit(FACE, name)
        call = await self._call(request, bot, name)
        if fault is not None and fault.kind == "lose_request":
            self._record(call, body={}, status=0, started=started, fault=fault)
            return _break(request)
        try:
            body, status = await self._answer(call, fault)
        except Lost:
            body, status = {}, 0
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep((fault.delay_ms or 0) / 1000)
        self._record(call, body=body, status=status, started=started, fault=fault)
        if name != "getUpdates":
            self._tg.core.store.save()
        if status == 0 or (fault is not None and fault.kind == "lose_answer"):
            return _break(request)
        return web.Response(
            body=orjson.dumps(body), status=status, content_type="application/json"
        )

    async def file(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        if self._tg.bots.by_token(token) is None:
            return _refused(_stranger(token))
        row = self._tg.files.by_path(request.match_info["path"])
        if row is None:
            return _refused(ApiError(404, "Not Found"))
        return web.Response(
            body=base64.b64decode(row.base64), content_type="application/octet-stream"
        )

    async def _call(self, request: web.Request, bot: Bot, name: str) -> Call:
        args = await args_of(request)
        return Call(
            tg=self._tg,
            bot=bot,
            method=name,
            args=args,
            alive=lambda: request.transport is not None and not request.transport.is_closing(),
        )

    async def _answer(self, call: Call, fault: Fault | None) -> tuple[Wire, int]:
        try:
            if fault is not None and fault.kind == "error":
                raise injected(fault.status or 500, fault.retry_after_s)
            return await run(call), 200
        except ApiError as error:
            return _error_body(error), error.code

    def _record(
        self, call: Call, *, body: Wire, status: int, started: float, fault: Fault | None
    ) -> None:
        row = CallRow(
            face=FACE,
            method=call.method,
            params=shown(call.args),
            status=status,
            answer=body,
            took_ms=round(monotonic_ms() - started, 3),
            fault=None if fault is None else fault.kind,
            chat=_chat_id(call),
        )
        self._tg.core.calls.record(row)
        self._tg.core.signal.fire()


async def run(call: Call) -> Wire:
    """Lets the method run; its answer when all is well. Raises ApiError."""
    if call.args.broken:
        raise ApiError(400, f"Bad Request: {call.args.broken}")
    method = METHODS.get(call.method.lower())
    if method is None:
        raise ApiError(404, "Not Found: method not found")
    for name in method.needs:
        call.args.need(name)
    result = method.run(call)
    if inspect.isawaitable(result):
        result = await result
    if isinstance(result, Described):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


def call_in_answer(telegram: Telegram) -> Callable[[Bot, str, bytes], Awaitable[None]]:
    """A method call that a webhook gives as its answer: done, its result told to nobody."""

    async def reply(bot: Bot, kind: str, body: bytes) -> None:
        args = args_in_answer(kind, body)
        name = args.values.pop("method", "")
        if not name:
            return
        call = Call(tg=telegram, bot=bot, method=name, args=args)
        started = monotonic_ms()
        status, answer = 200, {}
        try:
            answer = await run(call)
        except ApiError as error:
            status, answer = error.code, _error_body(error)
        telegram.core.calls.record(
            CallRow(
                face=FACE,
                method=name,
                params=shown(args),
                status=status,
                answer=answer,
                took_ms=round(monotonic_ms() - started, 3),
                chat=_chat_id(call),
            )
        )

    return reply


def _chat_id(call: Call) -> int | None:
    """The chat that a call is about, also when it was refused before it looked for it."""
    if call.chat is None and call.args.has("chat_id"):
        with suppress(ApiError):
            return call.find_chat(inside=False).id
    return None if call.chat is None else call.chat.id


def _error_body(error: ApiError) -> Wire:
    body: Wire = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return body


def _refused(error: ApiError) -> web.Response:
    return web.Response(
        body=orjson.dumps(_error_body(error)), status=error.code, content_type="application/json"
    )


def _stranger(token: str) -> ApiError:
    """A token of the right form is unknown, any other makes a path that is not there."""
    return ApiError(401, "Unauthorized") if _TOKEN.fullmatch(token) else ApiError(404, "Not Found")


def _break(request: web.Request) -> web.Response:
    """Closes the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
