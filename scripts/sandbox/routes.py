"""The table of routes and what serves it: one row gives dispatch, validation and reference."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import orjson
from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scripts.sandbox.forms import Refusal, error_body

if TYPE_CHECKING:
    from scripts.sandbox.world import World

logger = logging.getLogger(__name__)

WAIT_S_MAX = 120
LIST_MAX = 100
LOG_MAX = 1000
WORLD: "web.AppKey[World]" = web.AppKey("world")
Model = TypeVar("Model", bound=BaseModel)


class Body(BaseModel):
    """A JSON body: exact types, no unknown fields."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Query(BaseModel):
    """Query parameters that every call takes: who acts, and a wait for idle."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    actor: str | None = Field(None, alias="as", description="Who acts: an id or a username.")
    wait_s: float | None = Field(
        None, ge=0, le=WAIT_S_MAX, description="Wait for idle at most so long. GET only."
    )


class ListQuery(Query):
    """A list: pages by cursor."""

    limit: int = Field(50, ge=1, le=LIST_MAX)
    cursor: str | None = None


class LogQuery(Query):
    """A log: what came after a number, oldest first."""

    since: int = Field(0, ge=0, le=2**53 - 1)
    limit: int = Field(LOG_MAX, ge=1, le=LOG_MAX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call that fits its schema."""

    world: "World"
    request: web.Request
    query: Query
    body: BaseModel | None
    waited_ms: int | None = None

    def asked(self, model: type[Model]) -> Model:
        """The query, as the route's model."""
        assert isinstance(self.query, model), "the route names another model"
        return self.query

    def given(self, model: type[Model]) -> Model:
        """The body, as the route's model."""
        assert isinstance(self.body, model), "the route names another model"
        return self.body

    def part(self, name: str) -> str:
        """A part of the path."""
        return self.request.match_info[name]

    def number(self, name: str) -> int:
        """A part of the path that is a number. Refuses: `invalid`."""
        text = self.part(name)
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            raise Refusal("invalid", **{name: "not a number"})
        return int(text)


Act = Callable[[Call], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One row: how it is called, what it takes and gives, and how it may refuse."""

    method: str
    path: str
    act: Act
    says: str
    answer: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    query: type[Query] = Query
    status: int = 200
    refusals: tuple[str, ...] = ()

    @property
    def all_refusals(self) -> tuple[str, ...]:
        """With those that any such call can meet."""
        common = ("invalid", "foreign-origin")
        waits = ("still-busy",) if self.method == "GET" else ()
        return tuple(dict.fromkeys((*self.refusals, *common, *waits)))


def serve(route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The handler of one row."""

    async def handle(request: web.Request) -> web.StreamResponse:
        world = request.app[WORLD]
        query = read_query(request, route.query)
        body = None if route.body is None else await _read_body(request, route.body)
        waited = None if query.wait_s is None else await _wait(request, world, query.wait_s)
        call = Call(world=world, request=request, query=query, body=body, waited_ms=waited)
        answer = await route.act(call)
        world.core.store.save()
        if isinstance(answer, web.StreamResponse):
            return answer
        if answer is None:
            return web.Response(status=204)
        return json_response(answer, status=route.status)

    return handle


def json_response(answer: object, *, status: int = 200) -> web.Response:
    """An answer as JSON bytes."""
    return web.Response(
        body=orjson.dumps(answer), status=status, content_type="application/json", charset="utf-8"
    )


def read_query(request: web.Request, model: type[Model]) -> Model:
    """Fit the query to its model. Refuses: `invalid`."""
    told: dict[str, str] = {}
    for name, value in request.query.items():
        if name in told:
            raise Refusal("invalid", **{name: "given twice"})
        told[name] = value
    try:
        return model.model_validate(told)
    except ValidationError as error:
        raise Refusal("invalid", **_faulty_fields(error)) from error


async def _wait(request: web.Request, world: "World", wait_s: float) -> int:
    if request.method != "GET":
        raise Refusal("invalid", wait_s="only a GET waits")
    return await world.idle.wait(wait_s)


async def _read_body(request: web.Request, model: type[BaseModel]) -> BaseModel:
    raw = await request.read() or b"{}"
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        raise Refusal("invalid", **_faulty_fields(error)) from error


def _faulty_fields(error: ValidationError) -> dict[str, str]:
    return {
        ".".join(str(part) for part in fault["loc"]) or "body": fault["msg"]
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    }


@web.middleware
async def refusals(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Turn every refusal into the one error form."""
    try:
        return await handler(request)
    except Refusal as refusal:
        return _refused(request, refusal)
    except web.HTTPException as error:
        code = {404: "not-found", 405: "method-not-allowed", 413: "too-large"}.get(error.status)
        if code is None:
            raise
        response = _refused(request, Refusal(code))
        if "Allow" in error.headers:
            response.headers["Allow"] = error.headers["Allow"]
        return response
    except Exception:
        logger.exception("%s %s failed", request.method, request.path)
        return _refused(request, Refusal("internal"))


def _refused(request: web.Request, refusal: Refusal) -> web.Response:
    return json_response(error_body(refusal, _language(request)), status=refusal.status)


def _language(request: web.Request) -> str:
    """Of who acts, if it is one of the world's people; else of the caller's headers."""
    world = request.app.get(WORLD)
    actor = request.query.get("as")
    spoken = None if world is None or actor is None else world.language_of(actor)
    return spoken or request.headers.get("Accept-Language") or "en"
