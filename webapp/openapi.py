"""The OpenAPI 3.1 document, made of the table of routes."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, Final, TypeAlias

import orjson
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from domain.shared.refusals import (
    DomainError,
    Invalid,
    KeyNeeded,
    KeyReused,
    NotFound,
    NotSignedIn,
    TooManyRequests,
)
from domain.users.partners.refusals import (
    ScopeMissing,
    SignatureForged,
    SignatureStale,
    SignatureUsed,
)
from domain.users.refusals import Banned, TermsNeeded
from webapp.errors import BodyTooLarge, Unexpected, status_of
from webapp.forms import ErrorForm
from webapp.limits import Limit
from webapp.replies import HEADER, REPLAY
from webapp.routing import JSON, Route
from webapp.signing import KEY, SIGNATURE, STAMP

# JSON Schema is a tree of anything, as pydantic itself types it.
Json: TypeAlias = dict[str, Any]

REF: Final = "#/components/schemas/{model}"
TEXTS: Final[Mapping[int, str]] = {
    101: "Switched to the WebSocket protocol",
    200: "Done",
    201: "Made",
    204: "Done, nothing to say",
    400: "Does not fit the schema",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not there",
    409: "Understood, and refused by a rule",
    413: "Body too large",
    429: "Too many requests",
    500: "A bug of ours",
    503: "Out of service for a moment",
}
_EMPTY: Final = frozenset({101, 204})
_NAME: Final = re.compile(r"{(\w+)}")
_SIGNED: Final = {"key": KEY, "timestamp": STAMP, "signature": SIGNATURE}
_KEY_PARAMETER: Final[Json] = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
}


class ApiDocument:
    """The document, made when it is first asked for."""

    def __init__(
        self, routes: Sequence[Route], public: frozenset[str], *, url: str, version: str
    ) -> None:
        self._make = partial(document, routes, public, url=url, version=version)

    @cached_property
    def tree(self) -> Json:
        return self._make()

    @cached_property
    def body(self) -> bytes:
        return orjson.dumps(self.tree)


def document(routes: Sequence[Route], public: frozenset[str], *, url: str, version: str) -> Json:
    """The whole document. Schemas come from the models of the rows."""
    schemas = _Schemas(routes)
    paths: dict[str, Json] = {}
    named: Counter[str] = Counter()
    for route in routes:
        operation = _operation(route, schemas, public=route.name in public)
        # A second address of one handler (the seeds' names) is an operation of its own.
        named[route.handler.__name__] += 1
        times = named[route.handler.__name__]
        operation["operationId"] += f"_{times}" if times > 1 else ""
        paths.setdefault(route.path, {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "Souk", "version": version, "license": {"name": "MIT"}},
        "servers": [{"url": url}],
        "paths": paths,
        "components": {
            "schemas": schemas.definitions,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                **{
                    name: {"type": "apiKey", "in": "header", "name": header}
                    for name, header in _SIGNED.items()
                },
            },
        },
    }


class _Schemas:
    """All models of the table, as `components/schemas` and references to them."""

    def __init__(self, routes: Iterable[Route]) -> None:
        wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {
            (ErrorForm, "serialization"): None
        }
        for route in routes:
            for given in (route.body, route.query):
                if given is not None:
                    wanted[given, "validation"] = None
            if route.answer is not None:
                wanted[route.answer, "serialization"] = None
        self._refs, whole = models_json_schema(list(wanted), ref_template=REF)
        self.definitions: Json = whole["$defs"]

    def ref(self, model: type[BaseModel], mode: JsonSchemaMode) -> Json:
        return dict(self._refs[model, mode])

    def parameters(self, query: type[BaseModel]) -> list[Json]:
        """A query model's fields, one parameter each."""
        name = self.ref(query, "validation")["$ref"].rpartition("/")[2]
        schema = self.definitions[name]
        required = schema.get("required", ())
        return [
            {"name": field, "in": "query", "required": field in required, "schema": form}
            for field, form in schema.get("properties", {}).items()
        ]


def _operation(route: Route, schemas: _Schemas, *, public: bool) -> Json:
    parameters: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _NAME.findall(route.path)
    ]
    if route.query is not None:
        parameters += schemas.parameters(route.query)
    if route.once:
        parameters.append(_KEY_PARAMETER)
    operation: Json = {
        "operationId": route.handler.__name__,
        "summary": route.summary,
        "tags": [route.area],
        "security": _security(route, public=public),
        "parameters": parameters,
        "responses": _responses(route, schemas, public=public),
    }
    if route.body is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {JSON: {"schema": schemas.ref(route.body, "validation")}},
        }
    return operation


def _security(route: Route, *, public: bool) -> list[Json]:
    """A token, or the three headers of a partner's signature."""
    if public:
        return []
    signed: Json = {name: [] for name in _SIGNED}
    ways: list[Json] = [] if route.games else [{"bearer": []}]
    return ways if route.scope is None else [*ways, signed]


def _responses(route: Route, schemas: _Schemas, *, public: bool) -> Json:
    responses: Json = {str(route.status): _success(route, schemas)}
    error = {JSON: {"schema": schemas.ref(ErrorForm, "serialization")}}
    by_status: dict[int, list[str]] = {}
    for refusal in refusals_of(route, public=public):
        codes = by_status.setdefault(status_of(refusal), [])
        if refusal.code not in codes:
            codes.append(refusal.code)
    for status, codes in sorted(by_status.items()):
        listed = ", ".join(f"`{code}`" for code in codes)
        responses[str(status)] = {"description": f"{TEXTS[status]}: {listed}", "content": error}
    return responses


def _success(route: Route, schemas: _Schemas) -> Json:
    answer: Json = {"description": TEXTS[route.status]}
    if route.once:
        answer["headers"] = {REPLAY: {"schema": {"type": "string", "const": "true"}}}
    if route.answer is not None:
        answer["content"] = {
            media: {
                "schema": schemas.ref(route.answer, "serialization")
                if media == JSON
                else {"type": "string"}
            }
            for media in route.media
        }
    elif route.status not in _EMPTY:
        answer["content"] = {media: {"schema": {}} for media in route.media}
    return answer


def refusals_of(route: Route, *, public: bool) -> tuple[type[DomainError], ...]:
    """Those that the row names and those that every route of its kind may give."""
    common: list[type[DomainError]] = [Invalid]
    if not public:
        common += [NotSignedIn, Banned]
    if not public or route.scope is not None:
        common += [SignatureForged, SignatureStale, SignatureUsed, ScopeMissing]
    if not route.early:
        common += [TermsNeeded]
    if "{" in route.path:
        common += [NotFound]
    if route.body is not None:
        common += [BodyTooLarge]
    if route.once:
        common += [KeyNeeded, KeyReused]
    if route.limit is not Limit.NONE or not public:
        common += [TooManyRequests]
    return (*common, *route.refusals, Unexpected)
