"""Signing in, being signed in, and being signed out."""

import jwt
import pytest

from domain.shared.actor import Role, house
from domain.shared.change import IdempotencyKey
from domain.shared.ids import HOUR, MINUTE, SECOND, UserId
from domain.users.events import SessionsEnded
from tests.fakes import telegram_launch as telegram
from tests.webapp.wiring import SECRET
from tests.webapp.world import ALICE, BOB, World


async def test_a_launch_signs_a_person_in(any_world: World) -> None:
    answer = await any_world.call("POST", "/auth", json=any_world.launch(ALICE))
    assert answer.status == 200
    assert answer.body["me"]["id"] == ALICE
    assert answer.body["me"]["terms"]["accepted"] is False
    assert answer.body["expires_at"] == "2026-12-01T10:00:00.000Z"
    assert (await any_world.call("GET", "/me", by=ALICE)).body["username"] == "alice"


async def test_the_login_widget_signs_a_person_in(world: World) -> None:
    body = {"kind": "login_widget", **telegram.widget(BOB, world.clock.now(), username="bob")}
    answer = await world.call("POST", "/auth", json=body)
    assert (answer.status, answer.body["me"]["id"]) == (200, BOB)
    as_text = {**body, "id": str(BOB), "auth_date": str(body["auth_date"])}
    assert (await world.call("POST", "/auth", json=as_text)).status == 200


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "invalid"),
        ({"kind": "password"}, 400, "invalid"),
        ({"kind": "mini_app"}, 400, "invalid"),
        ({"kind": "mini_app", "init_data": 5}, 400, "invalid"),
        ({"kind": "mini_app", "init_data": "user=1", "x": 1}, 400, "invalid"),
        ({"kind": "mini_app", "init_data": "a\0b"}, 400, "invalid"),
        ({"kind": "mini_app", "init_data": "user=1"}, 401, "launch-forged"),
        (
            {"kind": "login_widget", "id": 1, "first_name": "A", "auth_date": 1, "hash": "x"},
            401,
            "launch-forged",
        ),
    ],
)
async def test_a_sign_in_that_does_not_hold_is_refused(
    world: World, body: dict[str, object], status: int, code: str
) -> None:
    answer = await world.call("POST", "/auth", json=body)
    assert (answer.status, answer.code) == (status, code)


async def test_a_proof_that_does_not_hold_tells_nothing_about_its_wallet(world: World) -> None:
    """Whether somebody linked it is for whoever holds its key."""
    body = {
        "kind": "ton_proof",
        "account": {
            "address": "0:" + "0" * 64,
            "chain": "-3",
            "walletStateInit": "te6cc",
            "publicKey": "00" * 32,
        },
        "proof": {
            "timestamp": 1,
            "domain": {"lengthBytes": 14, "value": "127.0.0.1:8080"},
            "payload": "nonce",
            "signature": "AA==",
        },
    }
    answer = await world.call("POST", "/auth", json=body)
    assert (answer.status, answer.code) == (401, "proof-forged")


async def test_an_hour_old_launch_is_stale_on_the_worlds_clock(world: World) -> None:
    launch = world.launch(ALICE)
    world.clock.advance(HOUR + SECOND)
    answer = await world.call("POST", "/auth", json=launch)
    assert (answer.status, answer.code) == (401, "launch-stale")


async def test_a_launch_may_be_used_again_until_its_owner_logs_out(world: World) -> None:
    launch = world.launch(ALICE)
    first = await world.call("POST", "/auth", json=launch)
    assert (await world.call("POST", "/auth", json=launch)).status == 200
    token = {"Authorization": f"Bearer {first.body['token']}"}
    sessions = await world.call("GET", "/sessions", headers=token)
    current = next(one for one in sessions.body["items"] if one["current"])
    assert len(sessions.body["items"]) == 2
    ended = await world.call("DELETE", f"/sessions/{current['id']}", headers=token)
    assert ended.status == 204
    assert (await world.call("GET", "/me", headers=token)).status == 401
    again = await world.call("POST", "/auth", json=launch)
    assert (again.status, again.code) == (401, "launch-stale")
    world.clock.advance(SECOND)
    assert (await world.call("POST", "/auth", json=world.launch(ALICE))).status == 200


async def test_nobody_ends_somebody_elses_session(world: World) -> None:
    await world.token(BOB)
    session = (await world.call("GET", "/sessions", by=BOB)).body["items"][0]["id"]
    answer = await world.call("DELETE", f"/sessions/{session}", by=ALICE)
    assert (answer.status, answer.code) == (404, "not-found")
    assert (await world.call("GET", "/me", by=BOB)).status == 200


async def test_a_token_lives_an_hour_and_a_session_a_day(world: World) -> None:
    await world.token(ALICE)
    for _ in range(24):
        world.clock.advance(HOUR - SECOND)
        renewed = await world.call("POST", "/auth/renew", by=ALICE)
        assert renewed.status == 200, renewed.body
        world.tokens[ALICE] = renewed.body["token"]
    assert renewed.body["expires_at"] == "2026-12-02T09:00:00.000Z"
    world.clock.advance(MINUTE)
    assert (await world.call("POST", "/auth/renew", by=ALICE)).status == 401


async def test_a_token_is_over_after_an_hour(world: World) -> None:
    await world.token(ALICE)
    world.clock.advance(HOUR)
    answer = await world.call("GET", "/me", by=ALICE)
    assert (answer.status, answer.code) == (401, "not-signed-in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer " + "x" * 5000, "Bearer é.é.é"]
)
async def test_a_header_that_is_no_token_is_refused(world: World, header: str) -> None:
    answer = await world.call("GET", "/me", headers={"Authorization": header})
    assert (answer.status, answer.code) == (401, "not-signed-in")


async def test_a_forged_token_is_refused(world: World) -> None:
    good = jwt.decode(
        await world.token(ALICE), options={"verify_signature": False, "verify_aud": False}
    )
    forged = [
        jwt.encode(good, b"another secret of thirty-two byte", "HS256"),
        jwt.encode(good, "", "none"),
        jwt.encode({**good, "sub": str(BOB)}, SECRET, "HS256"),
        jwt.encode({**good, "sid": "somebody-else"}, SECRET, "HS256"),
        jwt.encode({**good, "aud": "other"}, SECRET, "HS256"),
        jwt.encode({k: v for k, v in good.items() if k != "exp"}, SECRET, "HS256"),
        jwt.encode(good, SECRET, "HS512"),
    ]
    for token in forged:
        answer = await world.call("GET", "/me", headers={"Authorization": f"Bearer {token}"})
        assert (answer.status, answer.code) == (401, "not-signed-in")
    again = jwt.encode(good, SECRET, "HS256")
    assert (
        await world.call("GET", "/me", headers={"Authorization": f"Bearer {again}"})
    ).status == 200


async def test_on_a_public_route_a_bad_token_counts_as_none(world: World) -> None:
    answer = await world.call("GET", "/terms", headers={"Authorization": "Bearer x"})
    assert answer.status == 200


async def test_a_ban_ends_sessions_at_once_and_keeps_out(world: World) -> None:
    await world.welcome(ALICE)
    assert (await world.call("GET", "/balances", by=ALICE)).status == 200
    await ban(world, ALICE)
    assert (await world.call("GET", "/balances", by=ALICE)).status == 401
    again = await world.call("POST", "/auth", json=world.launch(ALICE))
    assert (again.status, again.code) == (403, "banned")


async def test_nothing_works_before_the_terms_but_the_way_in(world: World) -> None:
    await world.token(ALICE)
    for path in ("/balances", "/statement", "/home", "/topups", "/inbox", "/me/notices"):
        answer = await world.call("GET", path, by=ALICE)
        assert (answer.status, answer.code) == (403, "terms-needed")
    for path in ("/me", "/terms", "/sessions", "/me/export"):
        assert (await world.call("GET", path, by=ALICE)).status == 200
    wrong = await world.call("POST", "/me/terms", by=ALICE, json={"document": "0" * 64})
    assert (wrong.status, wrong.code) == (403, "terms-needed")
    document = (await world.call("GET", "/terms")).body["document"]
    accepted = await world.call("POST", "/me/terms", by=ALICE, json={"document": document})
    assert accepted.body["terms"] == {"accepted": True, "document": document}
    assert (await world.call("GET", "/balances", by=ALICE)).status == 200


async def test_a_role_is_in_force_at_the_next_request(world: World) -> None:
    await world.welcome(ALICE)
    assert (await world.call("GET", "/me", by=ALICE)).body["role"] == "user"
    await set_role(world, ALICE, Role.FINANCE)
    assert (await world.call("GET", "/me", by=ALICE)).body["role"] == "finance"


async def test_a_nonce_is_bound_to_the_session_that_asked(world: World) -> None:
    anonymous = await world.call("POST", "/auth/nonce", json={})
    assert anonymous.body["expires_at"] == "2026-12-01T09:05:00.000Z"
    mine = await world.call("POST", "/auth/nonce", by=ALICE, json={})
    assert mine.body["payload"] != anonymous.body["payload"]


async def test_a_mini_app_opened_by_a_referral_brings_its_person(world: World) -> None:
    code = (await world.call("GET", "/me", by=BOB)).body["referral"]
    launch = world.launch(ALICE, start_param=f"ref_{code}")
    assert (await world.call("POST", "/auth", json=launch)).status == 200
    person = await world.deps.people.known(UserId(ALICE))
    assert person is not None
    assert person.start_param == f"ref_{code}"


async def test_ending_all_sessions_is_heard(world: World) -> None:
    await world.token(ALICE)
    await ban(world, ALICE)
    assert any(isinstance(event, SessionsEnded) for event in world.bus.published)


async def ban(world: World, person: int) -> None:
    await world.bans.ban(
        house("test"), UserId(person), "cheating", key=IdempotencyKey(f"ban{person}")
    )


async def set_role(world: World, person: int, role: Role) -> None:
    await world.roles.set(house("test"), UserId(person), role, key=IdempotencyKey(f"role{person}"))
