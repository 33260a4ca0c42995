"""Wallets: linked by a proof, a way to sign in, unlinked."""

import asyncio

import pytest

from domain.shared.ids import MINUTE, SECOND
from domain.shared.refusals import GatewayError
from domain.ton.address import friendly
from tests.fakes.wallet_proofs import address, proof_body
from tests.webapp.world import ALICE, BOB, World

WALLET = address(0xA11CE)
OTHER = address(0xB0B)


async def nonce(world: World, by: int | None = None) -> str:
    answer = await world.call("POST", "/auth/nonce", by=by, json={})
    assert answer.status == 200, answer.body
    return str(answer.body["payload"])


async def link(world: World, person: int, wallet: str) -> None:
    await world.welcome(person)
    body = proof_body(wallet, await nonce(world, person))
    answer = await world.call("POST", "/me/wallets", by=person, json=body)
    assert answer.status == 201, answer.body


async def test_a_proof_links_a_wallet_and_the_wallet_signs_in(any_world: World) -> None:
    world = any_world
    await link(world, ALICE, WALLET)
    assert (await world.call("GET", "/me", by=ALICE)).body["wallets"] == [WALLET]
    listed = (await world.call("GET", "/me/wallets", by=ALICE)).body["items"]
    proved = "2026-12-01T09:00:00.000Z"
    assert listed == [{"address": WALLET, "friendly": friendly(WALLET), "proved_at": proved}]
    body = {"kind": "ton_proof", **proof_body(WALLET, await nonce(world))}
    answer = await world.call("POST", "/auth", json=body)
    assert (answer.status, answer.body["me"]["id"]) == (200, ALICE)
    assert answer.body["me"]["name"] == "Alice"
    token = {"Authorization": f"Bearer {answer.body['token']}"}
    sessions = (await world.call("GET", "/sessions", headers=token)).body["items"]
    assert [one["how"] for one in sessions if one["current"]] == ["ton_proof"]


async def test_a_proof_is_good_once(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    body = proof_body(WALLET, await nonce(world, ALICE))
    assert (await world.call("POST", "/me/wallets", by=ALICE, json=body)).status == 201
    again = await world.call("POST", "/me/wallets", by=ALICE, json=body)
    assert (again.status, again.code) == (401, "nonce-used")
    entering = {"kind": "ton_proof", **proof_body(WALLET, await nonce(world))}
    assert (await world.call("POST", "/auth", json=entering)).status == 200
    replayed = await world.call("POST", "/auth", json=entering)
    assert (replayed.status, replayed.code) == (401, "nonce-used")


async def test_ten_at_once_with_one_proof_open_one_session(any_world: World) -> None:
    world = any_world
    await link(world, ALICE, WALLET)
    body = {"kind": "ton_proof", **proof_body(WALLET, await nonce(world))}
    answers = await asyncio.gather(*(world.call("POST", "/auth", json=body) for _ in range(10)))
    assert sorted(answer.status for answer in answers) == [200] + [401] * 9
    assert {answer.code for answer in answers if answer.status == 401} == {"nonce-used"}


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("account", "address", OTHER),
        ("account", "chain", "-239"),
        ("account", "walletStateInit", "te6ccg"),
        ("account", "publicKey", "11" * 32),
        ("proof", "timestamp", 1),
        ("proof", "payload", "another"),
        ("proof", "signature", "AA=="),
        ("proof", "domain", {"lengthBytes": 9, "value": "127.0.0.1:8080"}),
        ("proof", "domain", {"lengthBytes": 12, "value": "evil.example"}),
    ],
)
async def test_an_altered_proof_is_forged(
    world: World, part: str, name: str, value: object
) -> None:
    await link(world, ALICE, WALLET)
    good = proof_body(WALLET, await nonce(world))
    altered = {**good, part: {**good[part], name: value}}
    answer = await world.call("POST", "/auth", json={"kind": "ton_proof", **altered})
    assert (answer.status, answer.code) == (401, "proof-forged")
    # What was altered by somebody in between spends nothing of the person's.
    unharmed = await world.call("POST", "/auth", json={"kind": "ton_proof", **good})
    assert unharmed.status == 200


async def test_a_wallet_that_nobody_linked_opens_nothing(world: World) -> None:
    body = {"kind": "ton_proof", **proof_body(WALLET, await nonce(world))}
    answer = await world.call("POST", "/auth", json=body)
    assert (answer.status, answer.code) == (401, "wallet-unknown")


async def test_a_nonce_links_only_for_the_session_that_asked(world: World) -> None:
    await world.welcome(ALICE)
    await world.welcome(BOB)
    for payload in (await nonce(world), await nonce(world, BOB)):
        body = proof_body(WALLET, payload)
        answer = await world.call("POST", "/me/wallets", by=ALICE, json=body)
        assert (answer.status, answer.code) == (401, "nonce-used")
    # And a nonce of a session signs nobody in from outside of it.
    await link(world, ALICE, WALLET)
    body = {"kind": "ton_proof", **proof_body(WALLET, await nonce(world, ALICE))}
    answer = await world.call("POST", "/auth", json=body)
    assert (answer.status, answer.code) == (401, "nonce-used")


async def test_a_nonce_lives_five_minutes(world: World) -> None:
    await link(world, ALICE, WALLET)
    body = {"kind": "ton_proof", **proof_body(WALLET, await nonce(world))}
    world.clock.advance(5 * MINUTE + SECOND)
    answer = await world.call("POST", "/auth", json=body)
    assert (answer.status, answer.code) == (401, "nonce-used")


async def test_a_wallet_belongs_to_one_person_until_it_is_unlinked(any_world: World) -> None:
    world = any_world
    await link(world, ALICE, WALLET)
    await link(world, ALICE, WALLET)
    assert (await world.call("GET", "/me", by=ALICE)).body["wallets"] == [WALLET]
    told = [notice for notice, _ in world.outbox.told if notice.text == "notice-wallet-linked"]
    assert [(one.to, one.fields) for one in told] == [(ALICE, {"address": WALLET})]
    await world.welcome(BOB)
    body = proof_body(WALLET, await nonce(world, BOB))
    taken = await world.call("POST", "/me/wallets", by=BOB, json=body)
    assert (taken.status, taken.code) == (409, "wallet-taken")
    foreign = await world.call("DELETE", f"/me/wallets/{WALLET}", by=BOB)
    assert (foreign.status, foreign.code) == (404, "not-found")
    nonsense = await world.call("DELETE", "/me/wallets/nonsense", by=ALICE)
    assert (nonsense.status, nonsense.code) == (409, "address-invalid")
    shown = friendly(WALLET, bounceable=True)
    assert (await world.call("DELETE", f"/me/wallets/{shown}", by=ALICE)).status == 204
    assert (await world.call("GET", "/me", by=ALICE)).body["wallets"] == []
    gone = {"kind": "ton_proof", **proof_body(WALLET, await nonce(world))}
    assert (await world.call("POST", "/auth", json=gone)).code == "wallet-unknown"
    await link(world, BOB, WALLET)


async def test_a_refused_link_does_not_spend_its_nonce(world: World) -> None:
    await link(world, ALICE, WALLET)
    await world.welcome(BOB)
    body = proof_body(WALLET, await nonce(world, BOB))
    assert (await world.call("POST", "/me/wallets", by=BOB, json=body)).code == "wallet-taken"
    assert (await world.call("DELETE", f"/me/wallets/{WALLET}", by=ALICE)).status == 204
    assert (await world.call("POST", "/me/wallets", by=BOB, json=body)).status == 201


async def test_the_form_is_tonconnects(world: World) -> None:
    await world.welcome(ALICE)
    good = proof_body(WALLET, await nonce(world, ALICE))
    as_text = {**good, "proof": {**good["proof"], "timestamp": str(good["proof"]["timestamp"])}}
    for broken in (
        {},
        {"account": good["account"]},
        {**good, "proof": {**good["proof"], "more": 1}},
        {**good, "proof": {**good["proof"], "timestamp": "1e3"}},
        {**good, "proof": {**good["proof"], "payload": "a\0b"}},
    ):
        answer = await world.call("POST", "/me/wallets", by=ALICE, json=broken)
        assert (answer.status, answer.code) == (400, "invalid")
    assert (await world.call("POST", "/me/wallets", by=ALICE, json=as_text)).status == 201


async def test_linking_needs_the_terms_and_a_chain_that_answers(world: World) -> None:
    await world.token(ALICE)
    body = proof_body(WALLET, await nonce(world, ALICE))
    early = await world.call("POST", "/me/wallets", by=ALICE, json=body)
    assert (early.status, early.code) == (403, "terms-needed")
    await world.welcome(ALICE)
    world.verifier.unreachable = GatewayError("no chain")
    away = await world.call("POST", "/me/wallets", by=ALICE, json=body)
    assert (away.status, away.code) == (503, "unavailable")
    world.verifier.unreachable = None
    assert (await world.call("POST", "/me/wallets", by=ALICE, json=body)).status == 201


async def test_a_deleted_account_leaves_no_wallet_behind(world: World) -> None:
    await link(world, ALICE, WALLET)
    assert (await world.call("DELETE", "/me", by=ALICE)).status == 204
    body = {"kind": "ton_proof", **proof_body(WALLET, await nonce(world))}
    assert (await world.call("POST", "/auth", json=body)).code == "wallet-unknown"
