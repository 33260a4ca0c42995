"""Partner keys: what a signature opens, and everything that it does not."""

import asyncio
import uuid
from hashlib import sha256

import pytest

from domain.shared.ids import DAY, MINUTE, SECOND
from domain.users.partners import rules as partner_rules
from domain.users.partners.models import SignedCall
from tests.webapp.partner import Partner, partner
from tests.webapp.wiring import KEY_PER_MINUTE
from tests.webapp.world import ALICE, BOB, World
from webapp.routes import TABLE


async def test_a_signed_call_reads_in_the_owners_place(any_world: World) -> None:
    desk = await partner(any_world, ALICE, "read")
    me = await desk.call("GET", "/me")
    assert (me.status, me.body["id"]) == (200, ALICE)
    assert (await desk.call("GET", "/balances")).status == 200
    listed = (await any_world.call("GET", "/partner/keys", by=ALICE)).body["items"]
    assert [(one["name"], one["scopes"], one["per_minute"]) for one in listed] == [
        ("Desk", ["read"], KEY_PER_MINUTE)
    ]
    assert listed[0]["used_at"] is not None
    assert "secret" not in listed[0]


async def test_the_same_call_twice_is_refused(any_world: World) -> None:
    desk = await partner(any_world, ALICE, "read")
    signed = desk.signed("GET", "/me", b"")
    assert (await desk.send("GET", "/me", b"", signed)).status == 200
    again = await desk.send("GET", "/me", b"", signed)
    assert (again.status, again.code) == (401, "signature-used")


async def test_ten_of_one_call_at_once_let_one_in(any_world: World) -> None:
    desk = await partner(any_world, ALICE, "read")
    signed = desk.signed("GET", "/me", b"")
    answers = await asyncio.gather(*[desk.send("GET", "/me", b"", signed) for _ in range(10)])
    assert sorted(answer.status for answer in answers) == [200] + [401] * 9


@pytest.mark.parametrize("away_s", [-301, 301])
async def test_a_clock_five_minutes_off_is_told_the_time(world: World, away_s: int) -> None:
    desk = await partner(world, ALICE, "read")
    desk.ahead_ms = away_s * 1000
    answer = await desk.call("GET", "/me")
    assert (answer.status, answer.code) == (401, "signature-stale")
    assert answer.body["error"]["fields"]["now_ms"] == world.clock.now() // 1000
    desk.ahead_ms = (away_s // abs(away_s)) * 299_000
    assert (await desk.call("GET", "/me")).status == 200


async def test_whatever_is_changed_after_signing_is_refused(world: World) -> None:
    desk = await partner(world, ALICE, "read", "write")
    body = b'{"language":"ru"}'
    good = desk.signed("POST", "/topups", body)
    for method, path, raw, signed in (
        ("GET", "/topups", body, good),
        ("POST", "/topups?x=1", body, good),
        ("POST", "/topups", b'{"language":"en"}', good),
        ("POST", "/topups", body, {**good, "X-Timestamp": str(int(good["X-Timestamp"]) + 1)}),
        ("POST", "/topups", body, {**good, "X-Key": "0" * 26}),
        ("POST", "/topups", body, {**good, "X-Signature": good["X-Signature"].upper()}),
        ("POST", "/topups", body, {**good, "X-Signature": "é" * 64}),
        ("POST", "/topups", body, {**good, "X-Timestamp": "now"}),
        ("POST", "/topups", body, {"X-Signature": good["X-Signature"]}),
    ):
        answer = await desk.send(method, path, raw, signed)
        assert (answer.status, answer.code) == (401, "signature-forged"), (method, path, signed)


async def test_a_key_does_only_what_its_scopes_say(world: World) -> None:
    desk = await partner(world, ALICE, "read")
    answer = await desk.call("POST", "/games/visit", {})
    assert (answer.status, answer.code) == (403, "scope-missing")
    assert answer.body["error"]["fields"] == {"scope": "write"}
    hand = await partner(world, ALICE, "write")
    assert (await hand.call("POST", "/games/visit", {})).status == 200
    assert (await hand.call("GET", "/me")).code == "scope-missing"


async def test_no_key_opens_what_needs_the_person(world: World) -> None:
    """Money that leaves, the account, and keys themselves: every row that says so."""
    desk = await partner(world, ALICE, "read", "write", "games")
    rows = [row for row in TABLE if row.own]
    names = {row.name for row in rows}
    assert {
        "POST /api/v1/withdrawals",
        "DELETE /api/v1/me",
        "POST /api/v1/me/wallets",
        "POST /api/v1/partner/keys",
        "PUT /api/v1/limits",
        "POST /api/v1/escrows",
    } <= names
    for row in rows:
        path = row.path.removeprefix("/api/v1").replace("{id}", "x").replace("{address}", "x")
        answer = await desk.call(row.method, path, {}, key=str(uuid.uuid4()))
        assert (answer.status, answer.code) == (403, "scope-missing"), row.name


async def test_a_key_has_its_own_limit_in_the_place_of_the_address(world: World) -> None:
    desk = await partner(world, ALICE, "read")
    answers = [await desk.call("GET", "/me") for _ in range(KEY_PER_MINUTE + 1)]
    assert [answer.status for answer in answers] == [200] * KEY_PER_MINUTE + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    other = await partner(world, ALICE, "read", name="Other")
    assert (await other.call("GET", "/me")).status == 200


async def test_a_new_secret_leaves_the_former_one_a_day(any_world: World) -> None:
    world = any_world
    desk = await partner(world, ALICE, "read")
    turned = await world.call("POST", f"/partner/keys/{desk.id}/rotate", by=ALICE, json={})
    fresh = Partner(world=world, id=desk.id, secret=turned.body["secret"])
    assert fresh.secret != desk.secret
    assert (await desk.call("GET", "/me")).status == 200
    assert (await fresh.call("GET", "/me")).status == 200
    world.clock.advance(DAY)
    assert (await desk.call("GET", "/me")).code == "signature-forged"
    assert (await fresh.call("GET", "/me")).status == 200


async def test_a_revoked_key_opens_nothing_at_once(any_world: World) -> None:
    world = any_world
    desk = await partner(world, ALICE, "read")
    assert (await world.call("DELETE", f"/partner/keys/{desk.id}", by=ALICE)).status == 204
    assert (await desk.call("GET", "/me")).code == "signature-forged"
    again = await world.call("DELETE", f"/partner/keys/{desk.id}", by=ALICE)
    assert (again.status, again.code) == (404, "not-found")
    assert (await world.call("GET", "/partner/keys", by=ALICE)).body["items"] == []


async def test_other_peoples_keys_are_not_there(world: World) -> None:
    desk = await partner(world, ALICE, "read")
    await world.welcome(BOB)
    for method, path in (
        ("DELETE", f"/partner/keys/{desk.id}"),
        ("POST", f"/partner/keys/{desk.id}/rotate"),
    ):
        body: object = {} if method == "POST" else None
        assert (await world.call(method, path, by=BOB, json=body)).code == "not-found"
    assert (await desk.call("GET", "/me")).status == 200


async def test_a_ban_ends_what_keys_open(world: World) -> None:
    desk = await partner(world, ALICE, "read")
    await world.call("DELETE", "/me", by=ALICE)
    assert (await desk.call("GET", "/me")).code == "signature-forged"


async def test_ten_keys_at_once_are_five(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    body: dict[str, object] = {"name": "Desk", "scopes": ["read"]}
    answers = await asyncio.gather(
        *[world.call("POST", "/partner/keys", by=ALICE, json=body) for _ in range(10)]
    )
    made = [answer for answer in answers if answer.status == 201]
    refused = [answer for answer in answers if answer.status != 201]
    assert len(made) == 5
    assert {(answer.status, answer.code) for answer in refused} == {(409, "too-many-keys")}
    assert len({answer.body["secret"] for answer in made}) == 5


async def test_a_repeated_order_makes_one_key_and_shows_no_secret_again(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    body: dict[str, object] = {"name": "Desk", "scopes": ["read"]}
    key = str(uuid.uuid4())
    first = await world.call("POST", "/partner/keys", by=ALICE, json=body, key=key)
    again = await world.call("POST", "/partner/keys", by=ALICE, json=body, key=key)
    assert first.body["secret"].startswith("souk_")
    assert (again.status, again.body["secret"]) == (201, None)
    assert again.body["id"] == first.body["id"]


@pytest.mark.parametrize(
    "body",
    [
        {"name": "", "scopes": ["read"]},
        {"name": "   ", "scopes": ["read"]},
        {"name": "x" * 41, "scopes": ["read"]},
        {"name": "a\nb\x07", "scopes": ["read"]},
        {"name": "Desk", "scopes": []},
        {"name": "Desk", "scopes": ["all"]},
        {"name": "Desk", "scopes": ["read"], "secret": "mine"},
    ],
)
async def test_an_order_that_is_none_is_refused(world: World, body: object) -> None:
    await world.welcome(ALICE)
    answer = await world.call("POST", "/partner/keys", by=ALICE, json=body)
    assert (answer.status, answer.code) == (400, "invalid")


async def test_no_secret_stands_in_the_store(world: World) -> None:
    desk = await partner(world, ALICE, "read")
    await world.call("POST", f"/partner/keys/{desk.id}/rotate", by=ALICE, json={})
    exported = await world.call("GET", "/me/export", by=ALICE)
    text = str(exported.body)
    assert desk.id in text
    assert desk.secret not in text
    assert "souk_" not in text.replace("souk_bot", "")


async def test_signatures_are_forgotten_when_they_could_not_come_again(any_world: World) -> None:
    world = any_world
    desk = await partner(world, ALICE, "read")
    signed = desk.signed("GET", "/me", b"")
    assert (await desk.send("GET", "/me", b"", signed)).status == 200
    world.clock.advance(4 * MINUTE)
    await world.deps.partner_keys.sweep()
    assert (await desk.send("GET", "/me", b"", signed)).code == "signature-used"
    world.clock.advance(20 * MINUTE + SECOND)
    await world.deps.partner_keys.sweep()
    assert (await desk.send("GET", "/me", b"", signed)).code == "signature-stale"


def test_the_published_vector() -> None:
    """docs/api.md prints these."""
    call = SignedCall(
        key="01jf00000000000000000000ab",
        method="POST",
        target="/api/v1/partner/people?x=1",
        body=b'{"person":1001}',
        stamp="1796115600000",
        signature="",
    )
    message = partner_rules.message_of(call)
    digest = sha256(b'{"person":1001}').hexdigest()
    assert message == (f"POST\n/api/v1/partner/people?x=1\n{digest}\n1796115600000".encode())
    assert partner_rules.sign("souk_example", message) == VECTOR


VECTOR = "72b11eab5aff00e22653c267a4da0f28b2ab263da16081ee0831d22c4c72fddf"
