"""The HTTP face of the chain: toncenter's v2 and v3 under `/ton/api`.

v2 is called by REST (`GET` with a query or `POST` with JSON) and by JSON-RPC. Every call is
counted against the limits, meets the faults of face `ton`, and stands in the log of calls: v2 by
the method's name, v3 by its path.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from aiohttp import web

from scripts.sandbox.calls import CallRow
from scripts.sandbox.core import Core, monotonic_ms
from scripts.sandbox.faults import Fault
from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face import errors
from scripts.sandbox.ton.face.args import Args
from scripts.sandbox.ton.face.calls import Call, Memo, Method
from scripts.sandbox.ton.face.errors import FaceError
from scripts.sandbox.ton.face.limits import Limits
from scripts.sandbox.ton.face.v2 import routes as v2
from scripts.sandbox.ton.face.v3 import routes as v3
from scripts.sandbox.ton.face.view import View
from scripts.sandbox.ton.state import Ton

FACE = "ton"
BASE = "/ton"
_ALWAYS = ("error", "delay", "lose_request", "lose_answer")
_KEY_HEADER = "X-API-Key"
_RPC = "jsonRPC"
_LOGGED_ROWS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A call as it came: `name` as the log has it, `names` as faults may match it."""

    name: str
    names: tuple[str, ...]
    method: Method | None
    args: Args
    rpc_id: object = None
    is_rpc: bool = False
    is_v2: bool = True


def routes(ton: Ton) -> list[web.RouteDef]:
    """The routes of both faces."""
    face = Face(ton)
    return [
        web.post(f"{BASE}/api/v2/{_RPC}", face.rpc),
        web.get(f"{BASE}/api/v2/{{method:[^/]+}}", face.v2, allow_head=False),
        web.post(f"{BASE}/api/v2/{{method:[^/]+}}", face.v2),
        web.get(f"{BASE}/api/v3/{{path:.+}}", face.v3, allow_head=False),
        web.post(f"{BASE}/api/v3/{{path:.+}}", face.v3),
    ]


class Face:
    """Takes requests, lets the method run, writes the log of calls."""

    def __init__(self, ton: Ton) -> None:
        self._core: Core = ton.core
        self._ton = ton
        self._limits = Limits(ton.core)
        self._memo = Memo()

    async def rpc(self, request: web.Request) -> web.StreamResponse:
        """`{"id", "jsonrpc", "method", "params"}`."""
        body = await _json(request)
        name = body.get("method") if isinstance(body, dict) else None
        params = body.get("params") if isinstance(body, dict) else None
        known = name if isinstance(name, str) else _RPC
        asked = _Asked(
            name=known,
            names=(known, f"/api/v2/{known}", f"{BASE}/api/v2/{_RPC}", _RPC),
            method=v2.METHODS.get(known),
            args=_of_json(params),
            rpc_id=body.get("id") if isinstance(body, dict) else None,
            is_rpc=True,
        )
        return await self._serve(request, asked)

    async def v2(self, request: web.Request) -> web.StreamResponse:
        """`/ton/api/v2/<method>`."""
        name = request.match_info["method"]
        asked = _Asked(
            name=name,
            names=(name, f"/api/v2/{name}", f"{BASE}/api/v2/{name}"),
            method=_by_verb(v2.METHODS, name, request),
            args=await _args(request),
        )
        return await self._serve(request, asked)

    async def v3(self, request: web.Request) -> web.StreamResponse:
        """`/ton/api/v3/<path>`."""
        path = request.match_info["path"].rstrip("/")
        asked = _Asked(
            name=f"/api/v3/{path}",
            names=(f"/api/v3/{path}", f"{BASE}/api/v3/{path}", f"v3/{path}", path),
            method=_by_verb(v3.METHODS, path, request),
            args=await _args(request),
            is_v2=False,
        )
        return await self._serve(request, asked)

    async def _serve(self, request: web.Request, asked: _Asked) -> web.StreamResponse:
        started = monotonic_ms()
        fault = self._fault(asked, (*_ALWAYS, *_own_kinds(asked)))
        if fault is not None and fault.kind == "lose_request":
            self._record(asked, {}, status=0, started=started, fault=fault)
            return _break(request)
        status, body, fault = self._answer(request, asked, fault)
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep((fault.delay_ms or 0) / 1000)
        lost = fault is not None and fault.kind == "lose_answer"
        self._record(asked, body, status=0 if lost else status, started=started, fault=fault)
        self._core.store.save()
        return _break(request) if lost else _response(body, status, fault)

    def _answer(
        self, request: web.Request, asked: _Asked, fault: Fault | None
    ) -> tuple[int, Json, Fault | None]:
        """Status and body; and the fault, which may be one that the rows of the answer met."""
        call = Call(
            args=asked.args,
            view=View(self._ton.chain, lag=_lag(fault)),
            memo=self._memo,
            lose=fault is not None and fault.kind == "lose_message",
            by_rpc=asked.is_rpc,
        )
        try:
            told = self._let_in(request, asked, fault).run(call)
            fault = fault or self._disorder(asked, call.rows)
        except FaceError as error:
            body = errors.body_v2(error) if asked.is_v2 else errors.body_v3(error)
            return error.status, _of_rpc(asked, body), fault
        body = {"ok": True, "result": told} if asked.is_v2 else _object(told)
        return 200, _of_rpc(asked, body), fault

    def _let_in(self, request: web.Request, asked: _Asked, fault: Fault | None) -> Method:
        """The method, if the call comes so far. Raises FaceError."""
        if fault is not None and fault.kind == "error":
            raise FaceError(fault.status or 500)
        if not self._limits.take(_key(request)):
            raise FaceError(errors.RATE_LIMIT)
        if asked.method is None:
            raise FaceError(404, "Not Found")
        return asked.method

    def _disorder(self, asked: _Asked, rows: list[object] | None) -> Fault | None:
        """Give a row twice, or swap two, when a fault says so and there are as many."""
        if not rows:
            return None
        kinds = ("duplicate",) if len(rows) < 2 else ("duplicate", "reorder")
        fault = self._fault(asked, kinds)
        if fault is not None and fault.kind == "duplicate":
            rows.insert(0, rows[0])
        elif fault is not None:
            rows[0], rows[1] = rows[1], rows[0]
        return fault

    def _fault(self, asked: _Asked, kinds: tuple[str, ...]) -> Fault | None:
        return self._core.faults.hit(FACE, asked.names[0], kinds=kinds, also=asked.names[1:])

    def _record(
        self, asked: _Asked, body: Json, *, status: int, started: float, fault: Fault | None
    ) -> None:
        self._core.calls.record(
            CallRow(
                face=FACE,
                method=asked.name,
                params=asked.args.shown(),
                status=status,
                answer=_logged(body),
                took_ms=round(monotonic_ms() - started, 3),
                fault=None if fault is None else fault.kind,
            )
        )
        self._core.signal.fire()


def _own_kinds(asked: _Asked) -> tuple[str, ...]:
    """A read can lag, a send can get lost; no other call uses such a fault up."""
    if asked.method is None:
        return ()
    return ("lose_message",) if asked.method.sends else ("lag",)


def _lag(fault: Fault | None) -> int:
    return (fault.blocks or 1) if fault is not None and fault.kind == "lag" else 0


def _key(request: web.Request) -> str:
    return request.headers.get(_KEY_HEADER) or request.query.get("api_key", "")


def _by_verb(methods: Mapping[str, Method], name: str, request: web.Request) -> Method | None:
    found = methods.get(name)
    return found if found is not None and request.method in found.verbs else None


async def _args(request: web.Request) -> Args:
    """The query, and under a POST the fields of the JSON body over it."""
    values: dict[str, list[object]] = {}
    for name, value in request.query.items():
        values.setdefault(name, []).append(value)
    values.pop("api_key", None)
    if request.method == "POST":
        body = await _json(request)
        values.update(_fields(body))
    return Args(values)


async def _json(request: web.Request) -> object:
    """The body; None when it is no JSON, which then lacks every field."""
    try:
        return orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        return None


def _of_json(params: object) -> Args:
    return Args(_fields(params))


def _fields(body: object) -> dict[str, list[object]]:
    return {str(name): [value] for name, value in body.items()} if isinstance(body, dict) else {}


def _of_rpc(asked: _Asked, body: Json) -> Json:
    return {**body, "jsonrpc": "2.0", "id": asked.rpc_id} if asked.is_rpc else body


def _object(told: object) -> Json:
    assert isinstance(told, dict), "a v3 answer is an object"
    return told


def _response(body: Json, status: int, fault: Fault | None) -> web.Response:
    headers = {}
    if fault is not None and fault.retry_after_s is not None:
        headers["Retry-After"] = str(fault.retry_after_s)
    return web.Response(
        body=orjson.dumps(body),
        status=status,
        headers=headers,
        content_type="application/json",
        charset="utf-8",
    )


def _logged(value: object) -> object:
    """An answer for the log: of a page, the first rows only, or the log would grow too fast."""
    if isinstance(value, dict):
        return {name: _logged(inner) for name, inner in value.items()}
    return [_logged(one) for one in value[:_LOGGED_ROWS]] if isinstance(value, list) else value


def _break(request: web.Request) -> web.Response:
    """Closes the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
