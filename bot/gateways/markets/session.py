"""Calls to one market: its limits and its circuit kept, its refusals told apart, and reads tried
again.

Whatever an adapter asks goes through here, so that health says what truly happened.
"""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, Protocol
from urllib.parse import urlencode

import orjson

from bot.gateways.markets.breaker import Breaker
from bot.gateways.markets.exact import read_json
from bot.gateways.markets.health import HealthBook
from bot.gateways.markets.rates import WHOLE, Buckets
from bot.gateways.markets.transport import Call, Reply, Transport
from domain.gifts.market_ports import AuthExpired, Blocked, Unreadable
from domain.shared.refusals import GatewayError, GatewayRejected, Throttled

TRIES: Final = 3
TRY_PAUSE_S: Final = 0.3
PATIENCE_S: Final = 5.0
"""A read waits so long for the market to take calls again, no longer."""
WAIT_S_MAX: Final = 60.0
"""Longest wait for a place under the limit on calls."""
_WORDS_MAX: Final = 200
_SECONDS: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
"""Longer ones are times of day."""


class Unsigned(GatewayError):
    """Our key or token was not taken; within the adapters only."""


class Missing(GatewayRejected):
    """There is no such thing at the market; within the adapters only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question. A `body` is sent as JSON and a `form` as its fields, both by POST; `bucket` is
    the name of the limit that it is counted in.
    """

    path: str
    query: Sequence[tuple[str, str]] = ()
    body: object = None
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    bucket: str = WHOLE


class Signer(Protocol):
    """How calls of a market are signed. None of it is ever logged."""

    def headers(self) -> Mapping[str, str]: ...

    async def ready(self) -> None:
        """Before a call: log in, where nobody has yet. Raises GatewayError."""
        ...

    async def renew(self) -> bool:
        """After a refusal: whether there is something new to try once more with. Raises
        GatewayError when the log-in itself could not be asked for.
        """
        ...


class KeySigner:
    """A key that does not change, or none."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        self._headers = dict(headers or {})

    def headers(self) -> Mapping[str, str]:
        return self._headers

    async def ready(self) -> None:
        """There is nothing to do."""

    async def renew(self) -> bool:
        return False


Judge = Callable[[str, Reply, object], GatewayError | None]
"""Given what was asked, the answer and its JSON (None for a page): its error, if it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a session stands on."""

    transport: Transport
    buckets: Buckets
    breaker: Breaker
    health: HealthBook


class MarketSession:
    """Raises GatewayError and its kinds only: Throttled, Blocked, AuthExpired, Unreadable, Missing
    and GatewayRejected for what asking again does not change.
    """

    def __init__(
        self,
        base: str,
        line: Line,
        judge: Judge,
        *,
        headers: Mapping[str, str] | None = None,
        signer: Signer | None = None,
    ) -> None:
        """`base` stands before the paths; `headers` go along with every call."""
        self._base = base.rstrip("/")
        self._line = line
        self._judge = judge
        self._headers = dict(headers or {})
        self.signer: Signer = signer if signer is not None else KeySigner()

    @property
    def health(self) -> HealthBook:
        return self._line.health

    async def json(self, ask: Ask) -> object:
        """The answer's JSON, decimals exact."""
        return (await self._patiently(ask, page=False)).told

    async def page(self, ask: Ask) -> str:
        """The answer as text, where the market answers with HTML."""
        return (await self._patiently(ask, page=True)).reply.body.decode(errors="replace")

    async def plainly(self, ask: Ask) -> object:
        """As `json`, once and unsigned: what a signer itself asks in order to log in."""
        return (await self._once(ask, signed=False, page=False)).told

    def set_pace(self, pace: float) -> None:
        self._line.buckets.set_pace(pace)
        self._line.breaker.set_pace(pace)

    async def close(self) -> None:
        await self._line.transport.close()

    async def _patiently(self, ask: Ask, *, page: bool) -> "_Answer":
        for attempt in range(1, TRIES + 1):
            try:
                return await self._signed(ask, page=page)
            except GatewayError as error:
                if attempt == TRIES or _final(error):
                    self._judged(error)
                    raise
                if not isinstance(error, Throttled):
                    # A throttled call waits for its place until the pause is over.
                    await asyncio.sleep(TRY_PAUSE_S * attempt / self._line.buckets.pace)
        raise AssertionError("the last try answers or raises")

    async def _signed(self, ask: Ask, *, page: bool) -> "_Answer":
        await self.signer.ready()
        with suppress(Unsigned):
            return await self._once(ask, signed=True, page=page)
        if await self.signer.renew():
            with suppress(Unsigned):
                return await self._once(ask, signed=True, page=page)
        expired = AuthExpired(f"{ask.path}: our key or token is not taken")
        self._line.breaker.failed(expired)
        raise expired

    async def _once(self, ask: Ask, *, signed: bool, page: bool) -> "_Answer":
        self._line.breaker.enter()
        try:
            await self._place(ask)
            reply = await self._send(ask, signed=signed)
            told = self._told(ask, reply, page=page)
        except (GatewayRejected, Unsigned):
            # It answered: that the answer is no is not a failure of its own.
            self._line.breaker.passed()
            raise
        except Throttled:
            raise
        except GatewayError as error:
            self._line.breaker.failed(error)
            raise
        finally:
            self._line.breaker.left()
        self._line.breaker.passed()
        self._line.health.answered()
        return _Answer(reply=reply, told=told)

    def _judged(self, error: GatewayError) -> None:
        if not isinstance(error, Missing):
            self._line.health.failed(error)

    async def _place(self, ask: Ask) -> None:
        """Wait for a place under the limit on calls."""
        wait_s = self._line.buckets.book(ask.bucket)
        if wait_s > WAIT_S_MAX:
            self._line.buckets.give_back(ask.bucket)
            raise Throttled(f"{ask.path}: too many calls", retry_after_s=wait_s)
        if wait_s > 0:
            await asyncio.sleep(wait_s)

    async def _send(self, ask: Ask, *, signed: bool) -> Reply:
        headers = {**self._headers, **ask.headers, **(self.signer.headers() if signed else {})}
        body: bytes | None = None
        if ask.form is not None:
            body = urlencode(ask.form).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        elif ask.body is not None:
            body = orjson.dumps(ask.body)
            headers["Content-Type"] = "application/json"
        verb = "GET" if body is None else "POST"
        url = self._base + ask.path
        return await self._line.transport.send(
            Call(verb=verb, url=url, query=ask.query, headers=headers, body=body)
        )

    def _told(self, ask: Ask, reply: Reply, *, page: bool) -> object:
        """The JSON of a good answer, None for a page. Raises what the answer means else."""
        buckets = self._line.buckets
        if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
            pause_s = buckets.throttled(ask.bucket, retry_after_s(reply))
            raise Throttled(f"{ask.path}: too many calls", retry_after_s=pause_s)
        buckets.answered(ask.bucket)
        fenced = fence_of(ask.path, reply, page=page)
        if fenced is not None:
            raise fenced
        told = None if page and reply.is_page else _json(ask, reply)
        refused = self._judge(ask.path, reply, told)
        if refused is not None:
            raise refused
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    reply: Reply
    told: object


def refusal_of(what: str, reply: Reply, words: object = None) -> GatewayError | None:
    """The error that a status alone tells; `words` are the market's own, for logs."""
    status = reply.status
    if status == HTTPStatus.OK:
        return None
    message = f"{what}: {status} {' '.join(str(words or '').split())[:_WORDS_MAX]}".rstrip()
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return Unsigned(message)
    if status == HTTPStatus.NOT_FOUND:
        return Missing(message)
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return GatewayRejected(message)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return GatewayError(message)
    return Unreadable(message)


def fence_of(what: str, reply: Reply, *, page: bool) -> GatewayError | None:
    """A firewall's answer: a page with 403 or 503, or its mark beside a refusal. A page where
    JSON is due is none of the market's either.
    """
    refused = reply.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
    closed = refused or reply.status == HTTPStatus.SERVICE_UNAVAILABLE
    if (closed and reply.is_page) or (refused and "cf-ray" in reply.headers):
        return Blocked(f"{what}: {reply.status} by a firewall")
    if reply.is_page and not page and reply.status < HTTPStatus.BAD_REQUEST:
        return Unreadable(f"{what}: a page where JSON is due")
    return None


def retry_after_s(reply: Reply) -> float | None:
    """By whichever header tells it."""
    for name in ("retry-after", "x-ratelimit-reset"):
        told = reply.headers.get(name, "")
        if _SECONDS.fullmatch(told):
            return float(told)
    return None


def _final(error: GatewayError) -> bool:
    """Asking at once again would not help."""
    if isinstance(error, Throttled):
        return error.retry_after_s > PATIENCE_S
    return isinstance(error, GatewayRejected | Blocked | AuthExpired)


def _json(ask: Ask, reply: Reply) -> object:
    """Of a refusal without JSON the status says enough."""
    try:
        return read_json(reply.body, ask.path)
    except Unreadable:
        if reply.status < HTTPStatus.BAD_REQUEST:
            raise
        return None
