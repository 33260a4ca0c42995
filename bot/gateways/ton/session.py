"""Calls to a toncenter over its base address: one connection pool, a time limit on every call, its
limit on calls kept, typed errors.

Wire forms: https://toncenter.com/api/v2/ and https://toncenter.com/api/v3/index.html.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import aiohttp
import orjson

from bot.gateways.ton.errors import (
    failure_of,
    read_refusal,
    send_refusal,
    taken_already,
    words_of,
)
from bot.gateways.ton.forms import OddAnswer, Row
from bot.gateways.ton.limits import Limits
from domain.shared.refusals import FateUnknown, GatewayError, GatewayRejected, Throttled

CALL_S_MAX: Final = 10.0
CONNECT_S_MAX: Final = 5.0
WAIT_S_MAX: Final = 20.0
"""Longest wait for a place under the limit on calls."""
OPEN_MAX: Final = 20
TRIES: Final = 3
TRY_PAUSE_S: Final = 0.2
PAUSE_S_MAX: Final = 5.0
"""A read waits so long for the service to take calls again, no longer."""
_KEY_HEADER: Final = "X-API-Key"
Query = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """`query` for GET, `body` for POST. `sends`: it may be carried out without an answer."""

    path: str
    query: Query | None = None
    body: Mapping[str, object] | None = None
    sends: bool = False


class TonSession:
    """Raises GatewayError and its kinds only."""

    def __init__(self, base: str, key: str, limits: Limits) -> None:
        """`base` stands before `/api/v2` and `/api/v3`; an empty key means none."""
        self._base = base.rstrip("/")
        self._headers = {_KEY_HEADER: key} if key else {}
        self._limits = limits
        self._http: aiohttp.ClientSession | None = None
        self._closed = False

    async def get(self, path: str, query: Query) -> Row:
        """Of v3. Tried again after a short pause, a few times."""
        return await self._patiently(_Call(path=f"/api/v3/{path}", query=query))

    async def ask(self, method: str, query: Query) -> object:
        """A reading method of v2 by GET; its `result`."""
        answer = await self._patiently(_Call(path=f"/api/v2/{method}", query=query))
        return answer.get("result")

    async def run(self, method: str, body: Mapping[str, object]) -> object:
        """A reading method of v2 by POST; its `result`."""
        answer = await self._patiently(_Call(path=f"/api/v2/{method}", body=body))
        return answer.get("result")

    async def send(self, path: str, body: Mapping[str, object]) -> None:
        """Once. GatewayRejected: refused for good; after GatewayError send the same again."""
        await self._once(_Call(path=f"/api/{path}", body=body, sends=True))

    async def close(self) -> None:
        """For good: whoever still asks hears GatewayError and opens nothing anew."""
        self._closed = True
        if self._http is not None:
            await self._http.close()
            self._http = None

    async def _patiently(self, call: _Call) -> Row:
        for attempt in range(1, TRIES):
            try:
                return await self._once(call)
            except GatewayRejected:
                raise
            except Throttled as error:
                # The next try waits for its place until the pause is over.
                if error.retry_after_s > PAUSE_S_MAX:
                    raise
            except GatewayError:
                await asyncio.sleep(TRY_PAUSE_S * attempt)
        return await self._once(call)

    async def _once(self, call: _Call) -> Row:
        await self._place(call)
        limit = aiohttp.ClientTimeout(total=CALL_S_MAX, sock_connect=CONNECT_S_MAX)
        try:
            async with self._client().request(
                "GET" if call.body is None else "POST",
                self._base + call.path,
                params=call.query,
                data=None if call.body is None else orjson.dumps(call.body),
                timeout=limit,
            ) as answer:
                body = await answer.read()
                return self._read(call, answer, body)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise failure_of(call.path, error, sends=call.sends) from None

    async def _place(self, call: _Call) -> None:
        """Wait for a place under the limit on calls."""
        wait_s = self._limits.book()
        if wait_s > WAIT_S_MAX:
            self._limits.give_back()
            raise Throttled(f"{call.path}: too many calls", retry_after_s=wait_s)
        if wait_s > 0:
            await asyncio.sleep(wait_s)

    def _read(self, call: _Call, answer: aiohttp.ClientResponse, body: bytes) -> Row:
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            pause_s = self._limits.throttled(_retry_after_s(answer))
            raise Throttled(f"{call.path}: too many calls", retry_after_s=pause_s)
        self._limits.answered()
        told = _object(call, answer.status, body)
        # v2 says in `ok` what v3 says by the status alone.
        if answer.status == HTTPStatus.OK and told.get("ok", True) is True:
            return told
        words = words_of(told)
        if call.sends and taken_already(words):
            return {}
        refusal = send_refusal if call.sends else read_refusal
        raise refusal(call.path, _status(answer.status, told), words)

    def _client(self) -> aiohttp.ClientSession:
        if self._closed:
            raise GatewayError("the way to the chain is closed")
        if self._http is None:
            self._http = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=OPEN_MAX),
                headers={**self._headers, "Content-Type": "application/json"},
            )
        return self._http


def _object(call: _Call, status: int, body: bytes) -> Row:
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        told = None
    if isinstance(told, dict):
        return told
    message = f"{call.path}: {status} without an object"
    raise FateUnknown(message) if call.sends else OddAnswer(message)


def _status(status: int, told: Row) -> int:
    """v2 may answer 200 with `ok` false and the true status in `code`."""
    code = told.get("code")
    return code if status == HTTPStatus.OK and isinstance(code, int) else status


def _retry_after_s(answer: aiohttp.ClientResponse) -> float | None:
    told = answer.headers.get("Retry-After", "")
    return float(told) if told.isascii() and told.isdigit() else None
