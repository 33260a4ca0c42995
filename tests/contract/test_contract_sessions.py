"""§7: signing in, sessions, bans, nonces."""

from datetime import datetime

import pytest

from tests.contract.outsider import Json, Outside


def test_a_token_is_for_one_hour(outside: Outside) -> None:
    guest = outside.guest()
    auth = outside.world.post(f"/people/{guest.name}/launch", {"kind": "mini_app"})["auth"]
    told = outside.app("POST", "/auth", auth).body
    now = datetime.fromisoformat(outside.world.get("/clock")["now"])
    assert (datetime.fromisoformat(told["expires_at"]) - now).total_seconds() == 3600
    assert told["me"]["username"] == guest.name


def test_a_token_ends_after_its_hour_and_renews_for_another(outside: Outside) -> None:
    client = outside.sign_in(outside.guest())
    outside.world.post("/clock/advance", {"seconds": 3000})
    renewed = client.ask("POST", "/auth/renew", {})
    assert renewed.status == 200
    assert set(renewed.body) >= {"token", "expires_at"}
    outside.world.post("/clock/advance", {"seconds": 700})
    assert client.ask("GET", "/me").status == 401
    again = type(client)(client.url, renewed.body["token"])
    assert again.ask("GET", "/me").status == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "carrier_pigeon"}, "kind"),
        ({"kind": "mini_app"}, "init_data"),
        ({"kind": "mini_app", "init_data": "", "extra": 1}, "extra"),
        ({"kind": "ton_proof", "account": {}, "proof": {}}, "account.address"),
    ],
)
def test_a_sign_in_that_does_not_fit_names_the_field(
    outside: Outside, body: Json, field: str
) -> None:
    refused = outside.app("POST", "/auth", body)
    assert (refused.status, refused.code) == (400, "invalid")
    assert field in refused.fields


def test_a_session_lives_a_day(outside: Outside) -> None:
    client = outside.sign_in(outside.guest())
    token = client.token
    for _ in range(23):
        outside.world.post("/clock/advance", {"seconds": 3500})
        answer = type(client)(client.url, token).ask("POST", "/auth/renew", {})
        assert answer.status == 200, answer
        token = answer.body["token"]
    for _ in range(3):
        outside.world.post("/clock/advance", {"seconds": 3500})
        answer = type(client)(client.url, token).ask("POST", "/auth/renew", {})
        token = answer.body.get("token", token)
    assert answer.status == 401


def test_sessions_are_listed_and_ended_by_their_owner(either: Outside) -> None:
    guest = either.guest()
    first, second = either.sign_in(guest), either.sign_in(guest)
    sessions = first.get("/sessions")["items"]
    assert len(sessions) >= 2
    other = either.sign_in(either.guest())
    assert other.ask("DELETE", f"/sessions/{sessions[0]['id']}").status == 404
    for session in sessions:
        first.ask("DELETE", f"/sessions/{session['id']}")
    assert first.ask("GET", "/me").status == 401
    assert second.ask("GET", "/me").status == 401


def test_deleting_a_session_answers_204(outside: Outside) -> None:
    client = outside.sign_in(outside.guest())
    (session,) = client.get("/sessions")["items"][:1]
    assert client.ask("DELETE", f"/sessions/{session['id']}").status == 204


def test_a_session_survives_the_death_of_the_app(either: Outside) -> None:
    client = either.sign_in(either.guest())
    either.program.kill()
    either.program.start()
    assert client.ask("GET", "/me").status == 200


def test_a_ban_ends_sessions_and_refuses(either: Outside) -> None:
    guest, admin = either.guest(), either.guest(role="admin")
    client = either.sign_in(guest)
    admin.say(f"/admin ban @{guest.name} why not")
    if any(b.startswith("confirm:") for b in admin.buttons()):
        admin.press("confirm:*")
    refused = client.ask("GET", "/me")
    assert (refused.status, refused.code) in {(401, refused.code), (403, "banned")}
    auth = either.world.post(f"/people/{guest.name}/launch", {"kind": "mini_app"})["auth"]
    refused = either.app("POST", "/auth", auth)
    assert (refused.status, refused.code) == (403, "banned")
    admin.say(f"/admin unban @{guest.name}")
    if any(b.startswith("confirm:") for b in admin.buttons()):
        admin.press("confirm:*")
    assert either.app("POST", "/auth", auth).status == 200


def test_a_nonce(outside: Outside) -> None:
    nonce = outside.app("POST", "/auth/nonce", {})
    assert nonce.status in {200, 201}
    assert set(nonce.body) >= {"payload", "expires_at"}
    assert nonce.body["payload"] != outside.app("POST", "/auth/nonce", {}).body["payload"]
    assert outside.sign_in(outside.guest()).ask("POST", "/auth/nonce", {}).status in {200, 201}
