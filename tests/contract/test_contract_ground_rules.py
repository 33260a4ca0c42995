"""§1: ports, forms, errors, lists, logs."""

import socket
import time

import pytest

from tests.contract.outsider import TIME, Outside, ask, key, new_name


def test_the_app_serves_its_api_pages_health_and_metrics(outside: Outside) -> None:
    url = outside.program.url
    assert ask("GET", f"{url}/healthz").status == 200
    assert ask("GET", f"{url}/readyz").status == 200
    assert ask("GET", f"{url}/metrics").status == 200
    assert "<html" in ask("GET", f"{url}/").body
    assert outside.app("GET", "/status").status == 200


def test_the_sandbox_serves_its_page_openapi_and_reference(outside: Outside) -> None:
    base = outside.world.url.removesuffix("/world")
    assert "<html" in ask("GET", f"{base}/").body
    assert outside.ask("GET", "/openapi.json").body["openapi"].startswith("3.1")
    assert "<html" in outside.ask("GET", "/docs").body


def test_the_faces_are_on_the_same_port_in_their_real_form(outside: Outside) -> None:
    me = outside.bot_api("getMe")
    assert me["ok"] is True
    assert me["result"]["username"] == "souk_bot"
    assert outside.bot_api("getMe", token="1:nobody") == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
    }


def test_files_are_served_to_the_token(outside: Outside) -> None:
    guest = outside.guest()
    guest.send({"document": "aGVsbG8=", "name": "a.pdf"})
    sent = [m for m in guest.messages() if "document" in m][-1]
    told = outside.bot_api("getFile", file_id=sent["document"]["file_id"])["result"]
    token = outside.world.get()["bot"]["token"]
    base = outside.world.url.removesuffix("/world")
    assert ask("GET", f"{base}/file/bot{token}/{told['file_path']}").body == "hello"


@pytest.mark.parametrize("header", ["Host", "Origin"])
def test_the_sandbox_refuses_a_foreign_host_or_origin(outside: Outside, header: str) -> None:
    value = "evil.example" if header == "Host" else "http://evil.example"
    assert outside.ask("GET", "", **{header: value}).status == 403
    assert (
        outside.ask("POST", "/people", {"username": new_name()}, **{header: value}).status == 403
    )


def test_its_own_origin_and_localhost_are_not_foreign(outside: Outside) -> None:
    own = outside.world.url.removesuffix("/world")
    assert outside.ask("GET", "", Origin=own).status == 200
    port = own.rpartition(":")[2]
    assert ask("GET", f"http://localhost:{port}/world").status == 200


def test_both_listen_on_loopback_only(outside: Outside) -> None:
    elsewhere = _own_address()
    for port in (outside.program.port, outside.program.world_port):
        with socket.socket() as probe:
            probe.settimeout(2)
            assert probe.connect_ex((elsewhere, port)) != 0


def test_money_is_a_decimal_string_in_its_shortest_form(outside: Outside) -> None:
    assert outside.person(stars="1000")["stars"] == "1000"
    guest = outside.guest()
    guest.top_up(50)
    items = outside.sign_in(guest).get("/balances")["items"]
    assert {"asset": "XTR", "available": "50", "held": "0"} in items


@pytest.mark.parametrize(
    "amount",
    [
        50,
        50.0,
        "+50",
        "5e1",
        "50.0",
        "050",
        " 50",
        "50 ",
        "",
        "-50",
        "0x32",
        "\u0665\u0660",
        "1,0",
        None,
        [],
    ],
)
def test_a_malformed_amount_does_not_fit_the_schema(outside: Outside, amount: object) -> None:
    client = outside.sign_in(outside.guest())
    refused = client.act("/topups", {"value": {"asset": "XTR", "amount": amount}})
    assert (refused.status, refused.code) == (400, "invalid")
    assert "value.amount" in refused.fields


@pytest.mark.parametrize("stars", [5, 5.5, "-5", "5.5", "1e3", "+5", "05", "5.0", ""])
def test_a_malformed_amount_is_refused_by_the_world_too(outside: Outside, stars: object) -> None:
    refused = outside.ask("POST", "/people", {"username": new_name(), "stars": stars})
    assert (refused.status, refused.code) == (400, "invalid")
    assert "stars" in refused.fields


def test_times_are_rfc_3339_in_utc_with_milliseconds(outside: Outside) -> None:
    assert TIME.fullmatch(outside.world.get()["clock"]["now"])
    guest = outside.guest()
    guest.top_up(15)
    assert TIME.fullmatch(outside.world.get(f"/charges?person={guest.name}")["items"][0]["at"])
    client = outside.sign_in(guest)
    assert TIME.fullmatch(client.get("/statement")["items"][0]["at"])
    nonce = outside.app("POST", "/auth/nonce", {})
    assert TIME.fullmatch(nonce.body["expires_at"])


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/people", {"username": "x_unknown", "nick": "x"}, "nick"),
        ("POST", "/people", {}, "username"),
        ("PATCH", "", {"speed": 3}, "speed"),
        ("POST", "/clock/advance", {"seconds": "ten"}, "seconds"),
        ("POST", "/reset", {"clock": {"later": 1}}, "clock.later"),
        ("POST", "/reset", {"markets": {"stalls": 1}}, "markets.stalls"),
        ("PUT", "/clock", {"rate": 1001}, "rate"),
        ("POST", "/faults", {"face": "nowhere", "kind": "error"}, "face"),
        ("POST", "/faults", {"face": "bot_api", "kind": "nothing"}, "kind"),
        ("PUT", "/dice", {"nobody_at_all": "six"}, "nobody_at_all"),
    ],
)
def test_what_does_not_fit_the_schema_is_400_with_fields_by_path(
    outside: Outside, method: str, path: str, body: object, field: str
) -> None:
    refused = outside.ask(method, path, body)
    assert (refused.status, refused.code) == (400, "invalid")
    assert field in refused.fields
    assert set(refused.body["error"]) >= {"code", "text", "fields"}


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"1", b'"a"'])
def test_a_body_that_is_no_object_is_400(outside: Outside, body: bytes) -> None:
    assert outside.ask("POST", "/people", body).status == 400
    client = outside.sign_in(outside.guest())
    refused = client.ask("POST", "/topups", body, Idempotency_Key=key())
    assert (refused.status, refused.code) == (400, "invalid")


def test_unknown_fields_and_parameters_are_refused_by_the_app(outside: Outside) -> None:
    client = outside.sign_in(outside.guest())
    order = {"value": {"asset": "XTR", "amount": "50"}}
    refused = client.act("/topups", {**order, "gift": True})
    assert (refused.status, refused.code) == (400, "invalid")
    assert "gift" in refused.fields
    refused = client.act("/topups", {"value": {**order["value"], "unit": "x"}})
    assert "value.unit" in refused.fields


@pytest.mark.parametrize("path", ["/nothing", "/people/nobody_here", "/chats/nobody_here"])
def test_what_is_not_there_is_404_in_the_one_error_form(outside: Outside, path: str) -> None:
    missing = outside.ask("GET", path)
    assert missing.status == 404
    assert set(missing.body["error"]) >= {"code", "text", "fields"}


def test_without_sign_in_the_app_answers_401_in_the_one_error_form(outside: Outside) -> None:
    for path in ("/me", "/balances", "/statement", "/topups", "/sessions"):
        refused = outside.app("GET", path)
        assert refused.status == 401
        assert set(refused.body["error"]) >= {"code", "text", "fields"}
    assert outside.app("GET", "/me", Authorization="Bearer nonsense").status == 401
    assert outside.app("GET", "/no/such/path").status == 404


def test_one_counter_for_the_whole_world(outside: Outside) -> None:
    before = outside.world.get("?wait_s=10")["seq"]
    guest = outside.guest()
    messages = outside.world.get(f"/chats/{guest.name}/messages?since={before}")["items"]
    calls = outside.world.get(f"/calls?since={before}&limit=1000")["items"]
    updates = outside.world.get(f"/updates?since={before}&limit=1000")["items"]
    marks = [m["world"]["seq"] for m in messages]
    marks += [row["seq"] for row in calls + updates]
    assert min(marks) > before
    assert len(set(marks)) == len(marks)


def test_making_answers_201_acting_200_removing_204(outside: Outside) -> None:
    made = outside.ask("POST", "/people", {"username": new_name()})
    assert made.status == 201
    name = made.body["username"]
    assert outside.ask("PATCH", f"/people/{name}", {"stars": "5"}).status == 200
    sent = outside.ask("POST", f"/chats/{name}/messages", {"text": "hello"})
    assert sent.status == 201
    group = outside.ask("POST", "/chats", {"type": "group", "title": "G", "owner": name})
    assert group.status == 201
    path = f"/chats/{name}/messages/{sent.body['message_id']}"
    assert outside.ask("PATCH", path, {"text": "hi"}).status == 200
    assert outside.ask("DELETE", path).status == 204
    fault = outside.ask("POST", "/faults", {"face": "bot_api", "match": "none", "kind": "delay"})
    assert fault.status == 201
    assert outside.ask("DELETE", f"/faults/{fault.body['id']}").status == 204
    assert outside.ask("DELETE", f"/faults/{fault.body['id']}").status == 404
    assert outside.ask("POST", "/clock/advance", {"seconds": 1}).status == 200
    assert outside.ask("POST", "/bots", {"username": f"{name}_bot"}).status == 201
    assert outside.ask("POST", f"/people/{name}/launch", {"kind": "mini_app"}).status == 200


def test_a_person_has_limits_and_retry_after_says_when(outside: Outside) -> None:
    client = outside.sign_in(outside.guest())
    for _ in range(200):
        answer = client.act("/topups", {"value": {"asset": "XTR", "amount": "14"}})
        if answer.status == 429:
            break
    assert answer.status == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert set(answer.body["error"]) >= {"code", "text", "fields"}


def test_limits_per_address_do_not_count_loopback(outside: Outside) -> None:
    begun = time.monotonic()
    statuses = {outside.app("GET", "/status").status for _ in range(130)}
    statuses |= {outside.app("POST", "/auth/nonce", {}).status for _ in range(40)}
    assert time.monotonic() - begun < 60
    assert statuses <= {200, 201}


def _own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
