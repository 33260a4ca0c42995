"""What surrounds every request: errors in one form, headers, ids, the log, methods, sizes."""

import logging
import re
from dataclasses import replace

import pytest
from aiohttp import web

from tests.webapp.ground import Parts
from tests.webapp.wiring import build_deps, settings
from tests.webapp.world import ALICE, World, start_world
from webapp import app as app_module
from webapp.entrance import BODY_MAX
from webapp.routes import PUBLIC, TABLE
from webapp.routing import Call, Route


async def test_every_route_refuses_without_an_actor_but_those_of_the_list(world: World) -> None:
    walked = set()
    for route in world.app.router.routes():
        if route.method in {"HEAD", "*"} or route.resource is None:
            continue
        path = route.resource.canonical
        name = f"{route.method} {path}".replace("{path}", "{path:.+}")
        walked.add(name)
        if name in PUBLIC:
            continue
        asked = re.sub(r"{\w+}", "id1", path)
        answer = await world.call(route.method, f"/{asked}", json={})
        assert (answer.status, answer.code) == (401, "not-signed-in"), name
    # The webhook's row exists only where a webhook is set.
    assert PUBLIC - walked == {"POST /bot/webhook"}


async def test_a_webhook_is_served_where_one_is_set(parts: Parts) -> None:
    async def hook(request: web.Request) -> web.Response:
        return web.json_response({"heard": await request.json()})

    deps, *_ = build_deps(parts, settings())
    app = app_module.build_app(replace(deps, webhook=hook))
    names = {f"{r.method} {r.resource.canonical}" for r in app.router.routes() if r.resource}
    assert "POST /bot/webhook" in names


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not-found"),
        ("GET", "//nothing", 404, "not-found"),
        ("GET", "//api/v2/me", 404, "not-found"),
        ("POST", "/me", 405, "method-not-allowed"),
        ("TRACE", "/terms", 405, "method-not-allowed"),
        ("GET", "//static/app.js/../../app.py", 404, "not-found"),
        ("GET", "//static/%2e%2e/app.py", 404, "not-found"),
    ],
)
async def test_what_is_not_there_says_so(
    world: World, method: str, path: str, status: int, code: str
) -> None:
    answer = await world.call(method, path)
    assert (answer.status, answer.code) == (status, code)
    assert answer.body["error"]["text"]


async def test_errors_speak_the_language_asked_for(world: World) -> None:
    english = await world.call("GET", "/me", headers={"Accept-Language": "en-GB,en;q=0.9"})
    russian = await world.call(
        "GET", "/me", headers={"Accept-Language": "fr, ru-RU;q=0.8, en;q=0.5"}
    )
    other = await world.call("GET", "/me", headers={"Accept-Language": ";;q=x,,*"})
    assert english.code == russian.code == "not-signed-in"
    assert english.body["error"]["text"] != russian.body["error"]["text"]
    assert other.body["error"]["text"] == english.body["error"]["text"]


async def test_errors_speak_the_persons_own_language(world: World) -> None:
    await world.welcome(ALICE)
    english = await world.call("GET", "/topups/none", by=ALICE)
    assert (await world.call("PATCH", "/me", by=ALICE, json={"language": "ru"})).status == 200
    russian = await world.call("GET", "/topups/none", by=ALICE, headers={"Accept-Language": "en"})
    assert english.code == russian.code == "not-found"
    assert english.body["error"]["text"] != russian.body["error"]["text"]


async def test_a_bug_tells_nothing_but_its_trace(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(call: Call) -> None:
        """Fail"""
        raise ZeroDivisionError("the secret detail")

    row = Route(method="GET", path="/api/v1/broken", handler=broken, early=True)
    monkeypatch.setattr(app_module, "TABLE", (*TABLE, row))
    world, end = await start_world(parts, settings())
    answer = await world.call("GET", "/broken", by=ALICE, headers={"X-Request-ID": "trace-1"})
    assert (answer.status, answer.code) == (500, "unexpected")
    assert answer.body["error"]["fields"] == {"trace": "trace-1"}
    assert "secret" not in str(answer.body)
    assert "ZeroDivisionError" in caplog.text
    await end()


async def test_head_answers_as_get_without_a_body(world: World) -> None:
    got = await world.call("GET", "/terms")
    head = await world.call("HEAD", "/terms")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]
    await world.welcome(ALICE)
    head = await world.call("HEAD", "/statement", by=ALICE, headers={"Accept": "text/csv"})
    assert (head.status, head.body) == (200, b"")


async def test_options_names_the_methods_and_opens_nothing_to_other_origins(world: World) -> None:
    answer = await world.call(
        "OPTIONS",
        "/me",
        headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "DELETE"},
    )
    assert answer.status == 204
    assert answer.headers["Allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH"
    assert not any(name.lower().startswith("access-control") for name in answer.headers)


async def test_answers_carry_the_headers_of_a_closed_api(world: World) -> None:
    for path in ("/terms", "/me", "/nothing"):
        headers = (await world.call("GET", path)).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "aiohttp" not in headers["Server"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("abc-1.2_3", ["abc-1.2_3"]),
        ("x" * 64, ["x" * 64]),
        ("x" * 65, []),
        ("a b", []),
        ("<b>", []),
    ],
)
async def test_a_sane_request_id_is_kept(world: World, given: str, kept: list[str]) -> None:
    answer = await world.call("GET", "/terms", headers={"X-Request-ID": given})
    assert [one for one in [answer.headers["X-Request-ID"]] if one == given] == kept
    assert answer.headers["X-Request-ID"]


async def test_each_request_writes_one_line_without_secrets(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="webapp.access"):
        token = await world.token(ALICE)
        await world.call("GET", "/statement?kind=topup", by=ALICE)
    lines = [record for record in caplog.records if record.name == "webapp.access"]
    last = lines[-1].__dict__
    assert (last["method"], last["path"], last["status_code"]) == (
        "GET",
        "/api/v1/statement",
        403,
    )
    assert last["request_id"]
    assert last["duration_ms"] > 0
    written = "".join(str(line.__dict__) for line in lines)
    assert token not in written
    assert "kind=topup" not in written


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "invalid"),
        (b"{", 400, "invalid"),
        (b"[]", 400, "invalid"),
        (b"null", 400, "invalid"),
        (b"\xff\xfe", 400, "invalid"),
        (b'{"language":"\\ud800"}', 400, "invalid"),
        (b'{"language":"e\\u0000"}', 400, "invalid"),
        (b'{"self":1}', 400, "invalid"),
        (b'{"language":1}', 400, "invalid"),
        (b'{"language":"xx"}', 400, "invalid"),
        (b'{"time_zone":"Mars/Base"}', 400, "invalid"),
        (b'{"time_zone":"../../etc/passwd"}', 400, "invalid"),
        (b'{"currency":"XXX"}', 400, "invalid"),
        (b"[" * 5000, 400, "invalid"),
        (b" " * (BODY_MAX + 1), 413, "body-too-large"),
    ],
)
async def test_a_body_that_does_not_fit_is_refused(
    world: World, body: bytes, status: int, code: str
) -> None:
    await world.welcome(ALICE)
    answer = await world.call("PATCH", "/me", by=ALICE, json=body)
    assert (answer.status, answer.code) == (status, code)


async def test_a_path_with_a_null_is_not_there(world: World) -> None:
    await world.welcome(ALICE)
    for name in ("%00", "a%00b", "x" * 200):
        answer = await world.call("GET", f"/topups/{name}", by=ALICE)
        assert (answer.status, answer.code) == (404, "not-found")


async def test_a_query_where_none_belongs_is_refused(world: World) -> None:
    answer = await world.call("GET", "/me?x=1", by=ALICE)
    assert (answer.status, answer.body["error"]["fields"]) == (400, {"x": "extra_forbidden"})
