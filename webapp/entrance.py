"""What surrounds every request: its id, its one log line, its headers, its errors."""

import logging
import re
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from aiohttp import web
from aiohttp.typedefs import Middleware

from domain.shared.chance import Chance
from domain.shared.trace import traced
from locales.words import Words
from webapp.dispatch import WHO
from webapp.errors import as_refusal, error_answer
from webapp.heads import CLOSED, MARK
from webapp.speaking import speech_of

logger = logging.getLogger("webapp.access")

REQUEST_ID: Final = "X-Request-ID"
TRACE: Final = web.RequestKey("trace", str)
STARTED: Final = web.RequestKey("started", bool)
_SANE: Final = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_ID_BYTES: Final = 8
_HOOKS: Final = "/bot/"

BODY_MAX: Final = 64 * 1024
Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
ErrorPage: TypeAlias = Callable[[web.Request, web.Response], web.Response]


def entrance(chance: Chance, words: Words, error_page: ErrorPage | None = None) -> Middleware:
    """The one middleware. `error_page` dresses an error up for somebody who asked for a page."""

    @web.middleware
    async def enter(request: web.Request, handler: Handler) -> web.StreamResponse:
        started_s = time.perf_counter()
        trace = request[TRACE] = trace_of(request, chance)
        with traced(trace):
            try:
                answer = await handler(request)
            except Exception as error:
                if STARTED in request:
                    # Half an answer is out: aiohttp logs the error and closes the connection.
                    raise
                answer = _refused(request, error, trace, words)
                if error_page is not None and answer.status != 204:  # noqa: PLR2004  OPTIONS
                    answer = error_page(request, answer)
            if logger.isEnabledFor(logging.INFO):
                _log(request, answer.status, trace, started_s)
        return answer

    return enter


def trace_of(request: web.Request, chance: Chance) -> str:
    """The id of the request: a sane one that came along, else a new one."""
    given = request.headers.get(REQUEST_ID)
    return given if given is not None and _SANE.fullmatch(given) else chance.token(_ID_BYTES).hex()


def _refused(request: web.Request, error: Exception, trace: str, words: Words) -> web.Response:
    if isinstance(error, web.HTTPMethodNotAllowed):
        allow = ", ".join(sorted({*error.allowed_methods, "OPTIONS"}))
        if request.method == "OPTIONS":
            return web.Response(status=204, headers={"Allow": allow})
    answer = error_answer(as_refusal(error, trace), speech_of(request, request.get(WHO), words))
    if isinstance(error, web.HTTPMethodNotAllowed):
        answer.headers["Allow"] = allow
    return answer


async def dress(request: web.Request, answer: web.StreamResponse) -> None:
    """Called as a response's head is about to leave, streams and sockets included."""
    request[STARTED] = True
    headers = answer.headers
    headers[REQUEST_ID] = request.get(TRACE, "")
    headers["Server"] = "souk"
    if MARK not in headers:
        for name, value in CLOSED:
            headers.setdefault(name, value)


def _log(request: web.Request, status: int, trace: str, started_s: float) -> None:
    """Never a query string, a token or a body. The webhook's path may hold its secret."""
    path = request.path if not request.path.startswith(_HOOKS) else _HOOKS
    logger.info(
        "request",
        extra={
            "request_id": trace,
            "method": request.method,
            "path": path,
            "status_code": status,
            "duration_ms": round((time.perf_counter() - started_s) * 1000, 3),
        },
    )
