"""The OpenAPI document put into the order of a page: areas, routes, parameters, answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from webapp.openapi import Json

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    name: str
    where: str
    required: bool
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    status: str
    text: str
    schema: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteEntry:
    method: str
    path: str
    summary: str
    public: bool
    idempotent: bool
    parameters: tuple[Parameter, ...]
    body: str | None
    answers: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    name: str
    routes: tuple[RouteEntry, ...]


def groups_of(document: Json) -> tuple[Group, ...]:
    """The operations by their tag, in the order of the table."""
    groups: dict[str, list[RouteEntry]] = {}
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                entry = _entry(method, path, operation)
                groups.setdefault(operation["tags"][0], []).append(entry)
    return tuple(Group(name=name, routes=tuple(routes)) for name, routes in groups.items())


def schema_texts(document: Json) -> Mapping[str, str]:
    """Each schema as indented JSON."""
    return {
        name: orjson.dumps(schema, option=orjson.OPT_INDENT_2).decode()
        for name, schema in sorted(document["components"]["schemas"].items())
    }


def _entry(method: str, path: str, operation: Json) -> RouteEntry:
    body = operation.get("requestBody")
    parameters = tuple(_parameter(one) for one in operation["parameters"])
    return RouteEntry(
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        public=not operation["security"],
        idempotent=any(one.where == "header" for one in parameters),
        parameters=parameters,
        body=_schema_name(body) if body is not None else None,
        answers=tuple(
            Outcome(status=status, text=answer["description"], schema=_schema_name(answer))
            for status, answer in operation["responses"].items()
        ),
    )


def _parameter(given: Json) -> Parameter:
    return Parameter(
        name=given["name"],
        where=given["in"],
        required=given["required"],
        type=_type_name(given["schema"]),
    )


def _type_name(schema: Json) -> str:
    if "anyOf" in schema:
        names: Sequence[str] = [_type_name(one) for one in schema["anyOf"]]
        return " | ".join(name for name in names if name != "null")
    return str(schema.get("format") or schema.get("type") or "any")


def _schema_name(holder: Json) -> str | None:
    for content in holder.get("content", {}).values():
        ref = content["schema"].get("$ref")
        if ref is not None:
            return str(ref).rpartition("/")[2]
    return None
