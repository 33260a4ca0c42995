"""§7: me, terms, balances, the statement, status, health, metrics."""

import csv
import io

import pytest

from tests.contract.outsider import TIME, Json, Outside, ask
from tests.talk import Somebody


def test_me_tells_of_oneself(either: Outside) -> None:
    guest = either.guest(name="Alice")
    me = either.sign_in(guest).get("/me")
    keys = {"id", "name", "username", "language", "time_zone", "currency", "role", "terms"}
    assert set(me) >= keys | {"referral", "wallets"}
    assert (me["id"], me["name"], me["username"]) == (guest.id, "Alice", guest.name)
    assert (me["language"], me["role"], me["wallets"]) == ("en", "user", [])
    assert me["terms"]["accepted"] is True
    assert len(me["terms"]["document"]) == 64
    assert me["referral"]


def test_me_is_patched(outside: Outside) -> None:
    client = outside.sign_in(outside.guest())
    given = {"language": "ru", "time_zone": "Europe/Moscow", "currency": "RUB"}
    changed = client.ask("PATCH", "/me", given)
    assert changed.status == 200, changed
    assert changed.body.items() >= given.items()
    assert client.get("/me").items() >= given.items()
    for bad in (
        {"language": "xx"},
        {"time_zone": "Mars/Base"},
        {"currency": "?"},
        {"role": "owner"},
    ):
        refused = client.ask("PATCH", "/me", bad)
        assert (refused.status, refused.code) == (400, "invalid")
        assert set(refused.fields) == set(bad)


def test_terms_are_read_by_anybody_and_accepted_by_their_hash(either: Outside) -> None:
    document = either.app("GET", "/terms").body["document"]
    assert len(document) == 64
    person = either.person()
    auth = either.world.post(f"/people/{person['username']}/launch", {"kind": "mini_app"})["auth"]
    client = either.sign_in(Somebody(either.program, person["username"]))
    assert either.app("POST", "/auth", auth).body["me"]["terms"]["accepted"] is False
    refused = client.act("/topups", {"value": {"asset": "XTR", "amount": "50"}})
    assert (refused.status, refused.code) == (403, "terms-needed")
    wrong = client.ask("POST", "/me/terms", {"document": "0" * 64})
    assert (wrong.status, wrong.code) == (403, "terms-needed")
    accepted = client.ask("POST", "/me/terms", {"document": document})
    assert accepted.status == 200
    assert client.get("/me")["terms"] == {"accepted": True, "document": document}
    assert client.act("/topups", {"value": {"asset": "XTR", "amount": "50"}}).status == 201


def test_balances(outside: Outside) -> None:
    guest = outside.guest()
    items = outside.sign_in(guest).get("/balances")["items"]
    assert all(set(item) >= {"asset", "available", "held"} for item in items)
    guest.top_up(50)
    items = outside.sign_in(guest).get("/balances")["items"]
    assert {"asset": "XTR", "available": "50", "held": "0"} in items


def _filled(outside: Outside) -> Somebody:
    guest = outside.guest()
    guest.top_up(50)
    outside.world.advance(60)
    guest.top_up(20)
    client = outside.sign_in(guest)
    topup = client.get("/topups")["items"][0]["id"]
    assert client.act(f"/topups/{topup}/refund").status == 200
    outside.world.idle()
    return guest


def test_the_statement_is_newest_first_and_adds_up(either: Outside) -> None:
    client = either.sign_in(_filled(either))
    lines = client.get("/statement")["items"]
    assert all(
        set(line) >= {"id", "at", "kind", "asset", "amount", "balance_after", "ref"}
        for line in lines
    )
    assert [line["amount"] for line in lines] == ["-20", "20", "50"]
    assert [line["balance_after"] for line in lines] == ["50", "70", "50"]
    assert {line["asset"] for line in lines} == {"XTR"}
    assert all(set(line["ref"]) >= {"kind", "id"} for line in lines)
    assert all(TIME.fullmatch(line["at"]) for line in lines)
    (stars,) = [b for b in client.get("/balances")["items"] if b["asset"] == "XTR"]
    assert sum(int(line["amount"]) for line in lines) == int(stars["available"]) + int(
        stars["held"]
    )


def test_the_statement_is_filtered(either: Outside) -> None:
    client = either.sign_in(_filled(either))
    lines = client.get("/statement")["items"]

    def amounts(query: str) -> list[str]:
        return [line["amount"] for line in client.get(f"/statement?{query}")["items"]]

    assert amounts("asset=XTR") == ["-20", "20", "50"]
    assert amounts("asset=TON") == []
    kind = lines[0]["kind"]
    assert amounts(f"kind={kind}") == ["-20"]
    late, early = lines[1]["at"], lines[2]["at"]
    assert amounts(f"from={late}") == ["-20", "20"]
    assert amounts(f"to={early}") == ["50"]
    assert amounts(f"to={late}&from={late}") == ["-20", "20"]
    assert client.ask("GET", "/statement?asset=GOLD").status == 400
    assert client.ask("GET", "/statement?kind=nothing").status in {200, 400}
    assert client.ask("GET", "/statement?from=yesterday").code == "invalid"
    assert client.ask("GET", "/statement?colour=red").code == "invalid"


def test_the_statement_has_pages(outside: Outside) -> None:
    client = outside.sign_in(_filled(outside))
    first = client.get("/statement?limit=2")
    assert len(first["items"]) == 2
    rest = client.get(f"/statement?limit=2&cursor={first['next']}")
    assert [line["amount"] for line in rest["items"]] == ["50"]
    assert rest["next"] is None
    assert client.ask("GET", "/statement?cursor=nonsense").code == "invalid"


def test_the_statement_comes_as_csv(outside: Outside) -> None:
    client = outside.sign_in(_filled(outside))
    answer = client.ask("GET", "/statement", Accept="text/csv")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.body.lstrip("\ufeff"))))
    assert [row["amount"] for row in rows] == ["-20", "20", "50"]
    assert set(rows[0]) >= {"id", "at", "kind", "asset", "amount", "balance_after"}


NAMES = (
    "zero-sum",
    "none-below-zero",
    "holds-match",
    "settled-once",
    "chain-equal",
    "stars-equal",
)


def test_status_tells_invariants_solvency_and_areas(either: Outside) -> None:
    guest = either.guest()
    guest.top_up(50)
    status = either.app("GET", "/status").body
    names = {one["name"] for one in status["invariants"]}
    assert names == set(NAMES)
    assert all(one["ok"] is True for one in status["invariants"])
    (stars,) = [one for one in status["solvency"] if one["asset"] == "XTR"]
    assert set(stars) >= {"asset", "owed", "held"}
    assert float(stars["held"]) >= float(stars["owed"]) >= 50
    assert all(set(area) >= {"name", "state"} for area in status["areas"])
    assert {area["state"] for area in status["areas"]} == {"open"}


def test_an_area_is_paused_and_resumed(either: Outside) -> None:
    admin, guest = either.guest(role="admin"), either.guest()
    area = next(
        a["name"] for a in either.app("GET", "/status").body["areas"] if a["name"] == "payments"
    )
    client = either.sign_in(guest)
    admin.say(f"/admin pause {area}")
    if any(b.startswith("confirm:") for b in admin.buttons()):
        admin.press("confirm:*")
    try:
        states = {a["name"]: a["state"] for a in either.app("GET", "/status").body["areas"]}
        assert states[area] == "paused"
        refused = client.act("/topups", {"value": {"asset": "XTR", "amount": "50"}})
        assert (refused.status, refused.code) == (409, "area-paused")
    finally:
        admin.say(f"/admin resume {area}")
        if any(b.startswith("confirm:") for b in admin.buttons()):
            admin.press("confirm:*")
    assert client.act("/topups", {"value": {"asset": "XTR", "amount": "50"}}).status == 201


def test_health_tells_of_the_workers(outside: Outside) -> None:
    health = ask("GET", f"{outside.program.url}/healthz")
    assert health.status == 200
    assert health.body["ok"] is True
    assert health.body["workers"]
    for worker in health.body["workers"]:
        assert set(worker) >= {"name", "state", "beat_at"}
    assert ask("GET", f"{outside.program.url}/readyz").status == 200


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("souk_ledger_imbalance", 'asset="XTR"'),
        ("souk_accounts_below_zero", ""),
        ("souk_holds_open", 'asset="XTR"'),
        ("souk_outbox_waiting", ""),
        ("souk_updates_total", 'kind="message"'),
        ("souk_topups_total", 'state="paid"'),
    ],
)
def test_metrics_have_these_names(outside: Outside, name: str, label: str) -> None:
    _metrics_guest(outside)
    lines = ask("GET", f"{outside.program.url}/metrics").body.splitlines()
    found = [
        line for line in lines if line.startswith((f"{name} ", f"{name}{{")) and label in line
    ]
    assert found, name
    value = float(found[0].rpartition(" ")[2])
    if name in {"souk_ledger_imbalance", "souk_accounts_below_zero", "souk_outbox_waiting"}:
        assert value == 0
    if name.endswith("_total"):
        assert value >= 1


def _metrics_guest(outside: Outside) -> None:
    lines = ask("GET", f"{outside.program.url}/metrics").body
    if 'souk_topups_total{state="paid"}' not in lines:
        outside.guest().top_up(50)


def test_openapi_describes_all_of_it(outside: Outside) -> None:
    document = outside.app("GET", "/openapi.json").body
    assert document["openapi"].startswith("3.1")
    paths = {path.removeprefix("/api/v1") for path in document["paths"]}
    assert paths >= {
        "/auth",
        "/auth/renew",
        "/auth/nonce",
        "/sessions",
        "/sessions/{id}",
        "/me",
        "/me/terms",
        "/terms",
        "/balances",
        "/statement",
        "/topups",
        "/topups/{id}",
        "/topups/{id}/refund",
        "/status",
    }


def test_the_world_describes_itself_too(outside: Outside) -> None:
    document = outside.ask("GET", "/openapi.json").body
    paths: Json = document["paths"]
    assert {"/world", "/world/reset", "/world/idle", "/world/faults/{fault}"} <= {
        path.replace("{id}", "{fault}") for path in paths
    }
