"""The OpenAPI document of `/world` is valid, complete, and true."""

import re

import pytest
import schemathesis
from pydantic import TypeAdapter
from yarl import URL

from scripts.sandbox import openapi
from scripts.sandbox.forms import refusal_codes
from scripts.sandbox.world_api import table
from tests.sandbox.caller import Caller

# The calls of the contract, in its order; `{…}` stands for any name.
CONTRACT = """
GET /world
PATCH /world
POST /world/reset
GET /world/idle
GET /world/clock
PUT /world/clock
POST /world/clock/advance
GET /world/chance
PUT /world/chance
GET /world/faults
POST /world/faults
DELETE /world/faults
DELETE /world/faults/{}
GET /world/calls
GET /world/updates
POST /world/updates/{}/redeliver
POST /world/people
GET /world/people
GET /world/people/{}
PATCH /world/people/{}
POST /world/chats
GET /world/chats
GET /world/chats/{}
PUT /world/chats/{}/members/{}
POST /world/chats/{}/messages
GET /world/chats/{}/messages
PATCH /world/chats/{}/messages/{}
DELETE /world/chats/{}/messages/{}
PUT /world/chats/{}/messages/{}/reactions
POST /world/chats/{}/press
POST /world/inline
GET /world/invoices/{}
POST /world/invoices/{}/pay
POST /world/invoices/{}/decline
GET /world/charges
POST /world/charges/{}/chargeback
GET /world/dice
PUT /world/dice
POST /world/people/{}/launch
POST /world/bots
"""


async def test_the_document_is_valid(caller: Caller) -> None:
    told = await caller.get("/openapi.json")
    assert told["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(told).validate()


async def test_the_document_holds_every_call_of_the_contract(caller: Caller) -> None:
    told = await caller.get("/openapi.json")
    there = {
        f"{method.upper()} {re.sub(r'{[^}]*}', '{}', path)}"
        for path, methods in told["paths"].items()
        for method in methods
    }
    assert set(CONTRACT.split("\n")[1:-1]) <= there


async def test_every_get_takes_a_wait_and_no_other_call_does(caller: Caller) -> None:
    told = await caller.get("/openapi.json")
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            names = [parameter["name"] for parameter in operation["parameters"]]
            assert ("wait_s" in names) == (method == "get"), path
            assert "as" in names


def test_every_refusal_that_a_route_names_has_its_words() -> None:
    codes = refusal_codes()
    for route in table.ROUTES:
        assert set(route.all_refusals) <= set(codes), route.path


def test_every_route_says_what_it_gives() -> None:
    for route in table.ROUTES:
        assert route.says.endswith(".")
        if route.method != "DELETE" and not route.path.startswith("/world/files"):
            assert route.answer is not None, route.path
    names = [openapi._operation_id(route) for route in table.ROUTES]
    assert len(names) == len(set(names))


async def test_answers_fit_the_document(caller: Caller) -> None:
    """Each answer is read by the model that the document shows."""
    await caller.person("alice")
    sent = await caller.make("/chats/alice/messages", {"text": "hi"})
    by_call = {(route.method, route.path): route.answer for route in table.ROUTES}

    def fits(method: str, path: str, told: object) -> None:
        model = by_call[method, path]
        assert model is not None
        TypeAdapter(model).validate_python(told)

    fits("POST", "/world/chats/{chat}/messages", sent)
    for path in (
        *("/world", "/world/clock", "/world/chance", "/world/faults", "/world/calls"),
        *("/world/updates", "/world/people", "/world/chats", "/world/charges", "/world/dice"),
    ):
        fits("GET", path, await caller.get(path.removeprefix("/world")))
    fits("GET", "/world/people/{person}", await caller.get("/people/alice"))
    fits("GET", "/world/chats/{chat}", await caller.get("/chats/alice"))
    fits("GET", "/world/chats/{chat}/messages", await caller.get("/chats/alice/messages"))


async def test_the_reference_page_shows_every_call(caller: Caller) -> None:
    async with caller.session.get(f"{caller.url}/world/docs") as response:
        assert response.status == 200
        assert response.content_type == "text/html"
        page = await response.text()
    for route in table.ROUTES:
        assert f"{route.method} {route.path}" in page
    async with caller.session.get(f"{caller.url}/world/docs.css") as response:
        assert response.content_type == "text/css"


@pytest.mark.parametrize("path", ["/", "/static/index.html"])
async def test_the_page_is_served_and_never_from_a_cache(caller: Caller, path: str) -> None:
    async with caller.session.get(f"{caller.url}{path}") as response:
        assert response.status == 200
        assert response.content_type == "text/html"
        assert response.headers["Cache-Control"] == "no-cache"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["telegram-web-app.js", "telegram-widget.js"])
async def test_the_stand_ins_for_telegrams_scripts_are_served(caller: Caller, name: str) -> None:
    async with caller.session.get(f"{caller.url}/{name}?22") as response:
        assert response.status == 200
        assert response.content_type == "text/javascript"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static/nothing.js",
        "/static//etc/hosts",
    ],
)
async def test_no_file_outside_the_pages_folder_is_served(caller: Caller, path: str) -> None:
    async with caller.session.get(URL(f"{caller.url}{path}", encoded=True)) as response:
        assert response.status == 404
