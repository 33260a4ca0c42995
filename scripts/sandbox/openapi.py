"""The OpenAPI 3.1 document of `/world`, made from the table of routes, and its reference page."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from scripts.sandbox.forms import Json, refusal_codes
from scripts.sandbox.routes import Route

VERSION = "1.0"
_REF = "#/components/schemas/{model}"
_PART = re.compile(r"\{(\w+)(?::[^}]*)?\}")
_ERROR: Json = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "text", "fields"],
            "properties": {
                "code": {"type": "string"},
                "text": {"type": "string"},
                "fields": {"type": "object"},
            },
        }
    },
}


def document(routes: Sequence[Route]) -> Json:
    """The whole document."""
    named, shared = _schemas(routes)
    paths: dict[str, Json] = {}
    for route in routes:
        path = _PART.sub(r"{\1}", route.path)
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, named)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Souk sandbox: the world",
            "version": VERSION,
            "description": "What people, time, chance and faults do in a world on this machine.",
        },
        "paths": paths,
        "components": {"schemas": {**shared, "Error": _ERROR}},
    }


def reference_page(routes: Sequence[Route]) -> str:
    """One plain page for readers: each call, what it takes, gives and refuses."""
    rows = "".join(_reference_row(route) for route in routes)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>/world</title>"
        "<meta name=viewport content='width=device-width'>"
        "<link rel=stylesheet href=/world/docs.css>"
        "<h1>/world</h1><p>The machine's form: <a href=/world/openapi.json>OpenAPI 3.1</a>. "
        "Every GET takes <code>wait_s</code>; who acts is <code>?as=</code>.</p>"
        f"<table><thead><tr><th>call<th>does<th>body<th>answer<th>refuses</thead>{rows}</table>"
    )


REFERENCE_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .5rem .6rem; border-top: 1px solid #8884 }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere }
"""


def _schemas(routes: Sequence[Route]) -> tuple[Mapping[type[BaseModel], Json], Json]:
    models = dict.fromkeys(
        model for route in routes for model in (route.body, route.answer) if model is not None
    )
    refs, definitions = models_json_schema(
        [(model, "validation") for model in models], ref_template=_REF
    )
    named = {model: refs[model, "validation"] for model in models}
    return named, definitions.get("$defs", {})


def _operation(route: Route, named: Mapping[type[BaseModel], Json]) -> Json:
    operation: Json = {
        "operationId": _operation_id(route),
        "summary": route.says,
        "parameters": [*_path_parameters(route), *_query_parameters(route)],
        "responses": _responses(route, named),
    }
    if route.body is not None:
        schema = named[route.body]
        operation["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    return operation


def _operation_id(route: Route) -> str:
    words = re.findall(r"\w+", _PART.sub(r"by_\1", route.path.removeprefix("/world")))
    return "_".join([route.method.lower(), *(words or ["world"])])


def _path_parameters(route: Route) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PART.findall(route.path)
    ]


def _query_parameters(route: Route) -> list[Json]:
    schema = route.query.model_json_schema(by_alias=True)
    parameters: list[Json] = []
    for name, form in schema["properties"].items():
        if name == "wait_s" and route.method != "GET":
            continue
        told = form.pop("description", "")
        parameters.append({"name": name, "in": "query", "description": told, "schema": form})
    return parameters


def _responses(route: Route, named: Mapping[type[BaseModel], Json]) -> Json:
    good: Json = {"description": "Done."}
    if route.answer is not None:
        good["content"] = {"application/json": {"schema": named[route.answer]}}
    responses: Json = {str(route.status if route.answer else _plain_status(route)): good}
    codes = refusal_codes()
    by_status: dict[int, list[str]] = {}
    for code in route.all_refusals:
        by_status.setdefault(codes[code].status, []).append(code)
    for status, refused in sorted(by_status.items()):
        responses[str(status)] = {
            "description": "Refused: " + ", ".join(f"`{code}`" for code in refused),
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }
    return responses


def _plain_status(route: Route) -> int:
    return 204 if route.method == "DELETE" else route.status


def _reference_row(route: Route) -> str:
    path = _PART.sub(r"{\1}", route.path)
    call = f"{route.method} {path}"
    parameters = ", ".join(
        str(one["name"]) for one in _query_parameters(route) if one["name"] not in ("as", "wait_s")
    )
    asked = f"<br><code>?{escape(parameters)}</code>" if parameters else ""
    refused = " ".join(f"<code>{escape(code)}</code>" for code in route.all_refusals)
    return (
        f"<tr><td><code>{escape(call)}</code>{asked}<td>{escape(route.says)}"
        f"<td>{_fields(route.body)}<td>{_fields(route.answer)}<td>{refused}"
    )


def _fields(model: type[BaseModel] | None) -> str:
    if model is None:
        return ""
    names = (field.alias or name for name, field in model.model_fields.items())
    return " ".join(f"<code>{escape(name)}</code>" for name in names)
