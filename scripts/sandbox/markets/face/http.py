"""The HTTP faces of the markets: `/markets/<market>` and that market's real path.

Every call is counted against the market's limits, meets the faults of its face, and stands in the
log of calls by its path.
"""

import asyncio
from collections.abc import Sequence
from urllib.parse import parse_qs

import orjson
from aiohttp import web

from scripts.sandbox.calls import CallRow
from scripts.sandbox.core import monotonic_ms
from scripts.sandbox.faults import Fault
from scripts.sandbox.markets.face import mangling
from scripts.sandbox.markets.face.calls import Answer, Asked, FaceError, Method
from scripts.sandbox.markets.face.limits import Limits
from scripts.sandbox.markets.face.mangling import OldPages
from scripts.sandbox.markets.face.market import MarketFace
from scripts.sandbox.markets.face.table import faces
from scripts.sandbox.markets.state import Markets

BASE = "/markets"
_ALWAYS = ("error", "delay", "lose_request", "lose_answer", "html")
_ANY_ANSWER = ("broken_json", "unknown_fields", "stale_page")
_LOGGED_ROWS = 3
_FORM = "application/x-www-form-urlencoded"


def routes(markets: Markets) -> list[web.RouteDef]:
    """The routes of all six."""
    made: list[web.RouteDef] = []
    for face in faces(markets):
        server = Server(markets, face)
        path = f"{BASE}/{face.market}/{{path:.*}}"
        made += [web.get(path, server.serve, allow_head=False), web.post(path, server.serve)]
    return made


class Server:
    """Takes requests for one market, lets the method run, writes the log of calls."""

    def __init__(self, markets: Markets, face: MarketFace) -> None:
        self._markets = markets
        self._core = markets.core
        self._face = face
        self._limits = Limits(markets.core)
        self._old = OldPages()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Any call."""
        started = monotonic_ms()
        asked, method = await self._read(request)
        fault = self._fault(asked, _kinds(method))
        if fault is not None and fault.kind == "lose_request":
            self._record(asked, {}, status=0, started=started, fault=fault)
            return _break(request)
        answer, fault = self._answer(asked, method, fault)
        page = answer.render(answer.body)
        page = self._aged(asked, answer, page, fault)
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep((fault.delay_ms or 0) / 1000)
        lost = fault is not None and fault.kind == "lose_answer"
        status = 0 if lost else answer.status
        self._record(asked, answer.body, status=status, started=started, fault=fault)
        self._core.store.save()
        return _break(request) if lost else _response(answer, page, fault)

    async def _read(self, request: web.Request) -> tuple[Asked, Method | None]:
        path = "/" + request.match_info["path"].rstrip("/")
        method, found = self._face.find(request.method, path)
        query: dict[str, list[str]] = {}
        for name, value in request.query.items():
            query.setdefault(name, []).append(value)
        asked = Asked(
            markets=self._markets,
            verb=request.method,
            path=path,
            found=found,
            query=query,
            body=await _body(request),
            headers=request.headers,
            cookies=request.cookies,
        )
        return asked, method

    def _answer(
        self, asked: Asked, method: Method | None, fault: Fault | None
    ) -> tuple[Answer, Fault | None]:
        """The answer, spoiled as the fault says; and the fault that the call met."""
        try:
            answer = self._run(asked, method, fault)
        except FaceError as error:
            told = self._face.words(error.status) if error.told is None else error.told
            return Answer(body=told, status=error.status, headers=error.headers), fault
        if fault is None:
            fault = self._disorder(asked, answer)
        return self._spoiled(answer, fault), fault

    def _run(self, asked: Asked, method: Method | None, fault: Fault | None) -> Answer:
        """Let the call in and the method run. Raises FaceError."""
        kind = None if fault is None else fault.kind
        if fault is not None and kind == "error":
            raise FaceError(fault.status or 500)
        if kind == "html":
            return Answer(
                body=mangling.FIREWALL,
                status=403,
                headers=mangling.FIREWALL_HEADERS,
                render=lambda body: (str(body).encode(), "text/html"),
            )
        name, limit = self._face.limit(asked, method)
        wait_s = self._limits.take(name, limit)
        if wait_s:
            raise FaceError(429, headers=self._face.limit_headers(limit, wait_s))
        if method is None:
            raise FaceError(404)
        if kind == "expired_token":
            self._face.expire(asked)
        if method.signed:
            self._face.check_token(asked)
        return method.run(_first(asked) if kind == "repeat_page" else asked)

    def _spoiled(self, answer: Answer, fault: Fault | None) -> Answer:
        kind = None if fault is None else fault.kind
        if kind == "duplicate":
            return mangling.duplicate(answer)
        if kind == "reorder":
            return mangling.reorder(answer)
        if kind == "unknown_fields":
            return mangling.unknown_fields(answer)
        return (
            mangling.odd_prices(answer, self._face.price_keys) if kind == "odd_prices" else answer
        )

    def _aged(
        self, asked: Asked, answer: Answer, page: tuple[bytes, str], fault: Fault | None
    ) -> tuple[bytes, str]:
        """Cut in the middle, or as it was some answers ago, where the fault says so."""
        if fault is None and answer.status == 200:
            self._old.keep(f"{self._markets.generation} {asked.key}", page)
        if fault is not None and fault.kind == "broken_json":
            return page[0][: len(page[0]) * 2 // 3], page[1]
        if fault is not None and fault.kind == "stale_page":
            return self._old.oldest(f"{self._markets.generation} {asked.key}") or page
        return page

    def _disorder(self, asked: Asked, answer: Answer) -> Fault | None:
        """A fault that needs as many rows, when the page has them."""
        rows = mangling.rows_of(answer)
        if not rows:
            return None
        several = ("duplicate", "reorder") if len(rows) > 1 else ("duplicate",)
        return self._fault(asked, (*several, "odd_prices"))

    def _fault(self, asked: Asked, kinds: Sequence[str]) -> Fault | None:
        path, market = asked.path, self._face.market
        also = (path.rsplit("/", 1)[-1], path.lstrip("/"), f"{BASE}/{market}{path}")
        return self._core.faults.hit(market, path, kinds=tuple(kinds), also=also)

    def _record(
        self, asked: Asked, body: object, *, status: int, started: float, fault: Fault | None
    ) -> None:
        params: dict[str, object] = {name: _one(values) for name, values in asked.query.items()}
        params.update(asked.fields)
        self._core.calls.record(
            CallRow(
                face=self._face.market,
                method=asked.path,
                params=params,
                status=status,
                answer=_logged(body),
                took_ms=round(monotonic_ms() - started, 3),
                fault=None if fault is None else fault.kind,
            )
        )
        self._core.signal.fire()


def _kinds(method: Method | None) -> tuple[str, ...]:
    """The faults that such a call can meet; what needs rows waits for them."""
    if method is None:
        return _ALWAYS
    pages = ("repeat_page",) if method.pages else ()
    signed = ("expired_token",) if method.signed else ()
    return (*_ALWAYS, *_ANY_ANSWER, *pages, *signed)


def _first(asked: Asked) -> Asked:
    values = {name: getattr(asked, name) for name in Asked.__slots__}
    return Asked(**{**values, "first_page": True})


async def _body(request: web.Request) -> object:
    """JSON, or the fields of a form; None when it is neither."""
    raw = await request.read()
    if request.content_type == _FORM:
        told = parse_qs(raw.decode(errors="replace"), keep_blank_values=True)
        return {name: values[-1] for name, values in told.items()}
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None


def _one(values: Sequence[str]) -> object:
    return values[0] if len(values) == 1 else list(values)


def _logged(value: object) -> object:
    """An answer for the log: of a page, the first rows only."""
    if isinstance(value, dict):
        return {name: _logged(inner) for name, inner in value.items()}
    return [_logged(one) for one in value[:_LOGGED_ROWS]] if isinstance(value, list) else value


def _response(answer: Answer, page: tuple[bytes, str], fault: Fault | None) -> web.Response:
    headers = dict(answer.headers)
    if fault is not None and fault.retry_after_s is not None:
        headers["Retry-After"] = str(fault.retry_after_s)
    content, kind = page
    charset = None if kind.startswith("image/") else "utf-8"
    return web.Response(
        body=content, status=answer.status, headers=headers, content_type=kind, charset=charset
    )


def _break(request: web.Request) -> web.Response:
    """Closes the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
