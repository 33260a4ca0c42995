"""The OpenAPI document: whole, valid, and held to by the server under generated requests."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, GenerationMode, checks
from schemathesis.core.result import Ok

from tests.webapp.world import ALICE, World
from webapp.openapi import document
from webapp.routes import PUBLIC, TABLE

Tree = dict[str, Any] | list[Any] | str | int | bool | None


async def test_the_document_names_every_route_and_nothing_else(world: World) -> None:
    whole = (await world.call("GET", "/openapi.json")).body
    assert whole["openapi"] == "3.1.0"
    named = {
        f"{method.upper()} {path}"
        for path, operations in whole["paths"].items()
        for method in operations
    }
    assert named == {route.name for route in TABLE}


def test_every_row_has_a_summary_and_its_own_operation() -> None:
    whole = document(TABLE, PUBLIC, url="http://127.0.0.1:8080", version="0")
    names = [one["operationId"] for part in whole["paths"].values() for one in part.values()]
    assert len(names) == len(set(names))
    for path, operations in whole["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], f"{method} {path}"
            answers = operation["responses"]
            private = bool(operation["security"])
            assert ("401" in answers) >= private
            assert all(int(status) < 500 or status in {"500", "503"} for status in answers)


def test_every_reference_of_the_document_leads_somewhere() -> None:
    whole = document(TABLE, PUBLIC, url="http://127.0.0.1:8080", version="0")
    schemas = whole["components"]["schemas"]
    found = {ref.removeprefix("#/components/schemas/") for ref in references(whole)}
    assert len(found) > 100
    assert found <= set(schemas)


def test_the_document_is_valid_by_its_own_standard() -> None:
    whole = document(TABLE, PUBLIC, url="http://127.0.0.1:8080", version="0")
    schemathesis.openapi.from_dict(whole).validate()


def references(tree: Tree) -> Iterator[str]:
    if isinstance(tree, dict):
        for name, value in tree.items():
            if name == "$ref":
                yield value
            yield from references(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from references(value)


LONGEST = 8_000
"""A longer address the HTTP parser refuses by itself, in words of its own."""
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
async def test_generated_requests_get_documented_answers(
    world: World, mode: GenerationMode
) -> None:
    base_url = str(world.client.make_url("/")).rstrip("/")
    schema = schemathesis.openapi.from_dict((await world.call("GET", "/openapi.json")).body)
    seen: Counter[int] = Counter()
    for found in schema.exclude(path=["/api/v1/live", "/ws"]).get_all_operations():
        world.tokens.clear()
        token = await world.welcome(ALICE)
        assert isinstance(found, Ok), found
        run = partial(exercise, found.ok(), mode, base_url, token, seen)
        await asyncio.to_thread(run)
    assert seen[200] > 0
    assert seen[400] > 0


def exercise(
    operation: "APIOperation[Any, Any, Any, Any]",
    mode: GenerationMode,
    base_url: str,
    token: str,
    seen: Counter[int],
) -> None:
    """Generated requests of one operation, signed in."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @hypothesis_settings(
        max_examples=8,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def once(case: "schemathesis.Case[Any]") -> None:
        headers = {"Authorization": f"Bearer {token}"}
        answer = case.call(base_url=base_url, headers=headers)
        if len(answer.request.url or "") > LONGEST:
            return
        seen[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    try:
        once()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, f"nothing fits {operation.label}"
