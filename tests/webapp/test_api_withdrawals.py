"""Money out over the chain, by the API: checked, asked once, confirmed in chat, seen through."""

import asyncio
import base64

import pytest

from domain.shared.actor import Actor
from domain.shared.change import IdempotencyKey
from domain.shared.ids import DAY, UserId
from domain.ton.address import friendly
from tests.fakes.ton_machines import address
from tests.webapp.chain import DEPOSIT, NANO, PAYOUT
from tests.webapp.world import ALICE, BOB, Reply, World

BOBS = friendly(address("bobs wallet"))


async def rich(world: World, person: int = ALICE, coins: int = 10) -> None:
    """Somebody with coins that came over the chain."""
    await world.chain.begin()
    await world.welcome(person)
    comment = (await world.call("GET", "/deposits/address", by=person)).body["comment"]
    await world.chain.pay(coins * NANO, comment)


async def ask(
    world: World, amount: str = "1.5", to: str = BOBS, *, by: int = ALICE, key: str = "new"
) -> Reply:
    body = {"value": {"asset": "TON", "amount": amount}, "to": to}
    return await world.call("POST", "/withdrawals", by=by, key=key, json=body)


async def confirm(world: World, withdrawal: str, person: int = ALICE) -> None:
    """As the button in the chat does."""
    services = world.deps.ton
    assert services is not None
    key = IdempotencyKey(f"confirm-{withdrawal}")
    await services.withdrawals.confirm(Actor(id=UserId(person)), withdrawal, key=key)


async def balance(world: World, person: int = ALICE) -> tuple[str, str]:
    items = (await world.call("GET", "/balances", by=person)).body["items"]
    found = next(one for one in items if one["asset"] == "TON")
    return found["available"], found["held"]


async def test_a_withdrawal_goes_from_asked_to_paid(any_world: World) -> None:
    world = any_world
    await rich(world)
    asked = await ask(world)
    assert asked.status == 201, asked.body
    assert (asked.body["state"], asked.body["to"], asked.body["tx"]) == ("to_confirm", BOBS, None)
    assert asked.body["value"] == {"asset": "TON", "amount": "1.5"}
    assert asked.body["fee"] == {"asset": "TON", "amount": "0.01"}
    assert asked.body["allowed"] == ["cancel"], "it is confirmed in the chat alone"
    assert await balance(world) == ("8.49", "1.51")
    notice = world.outbox.told[-1][0]
    assert notice.text == "notice-withdrawal-ask"
    assert [data for _, data in notice.buttons] == [
        f"confirm:{asked.body['id']}",
        f"cancel:{asked.body['id']}",
    ]
    await confirm(world, asked.body["id"])
    path = f"/withdrawals/{asked.body['id']}"
    assert (await world.call("GET", path, by=ALICE)).body["state"] == "queued"
    await world.chain.settle()
    paid = (await world.call("GET", path, by=ALICE)).body
    assert (paid["state"], paid["allowed"]) == ("paid", [])
    proof = base64.b64decode(paid["tx"]["hash"]).hex()
    assert proof in {tx.hash for tx in world.chain.chain.account(PAYOUT).history}
    assert world.chain.chain.account("bobs wallet").balance > 14 * NANO // 10
    assert await balance(world) == ("8.49", "0")
    kinds = [
        (line["kind"], line["amount"])
        for line in (await world.call("GET", "/statement?asset=TON", by=ALICE)).body["items"]
    ]
    assert set(kinds) == {("deposit", "10"), ("withdrawal", "-1.5"), ("withdrawal-fee", "-0.01")}


async def test_one_key_is_one_withdrawal(any_world: World) -> None:
    world = any_world
    await rich(world)
    key = "11111111-1111-4111-8111-111111111111"
    first = await ask(world, key=key)
    again = await ask(world, key=key)
    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["Idempotent-Replay"] == "true"
    other = await ask(world, "2", key=key)
    assert (other.status, other.code) == (409, "key-reused")
    listed = (await world.call("GET", "/withdrawals", by=ALICE)).body["items"]
    assert [one["id"] for one in listed] == [first.body["id"]]


async def test_ten_at_once_never_overdraw(any_world: World) -> None:
    world = any_world
    await rich(world, coins=5)
    answers = await asyncio.gather(*(ask(world, "1.5") for _ in range(10)))
    assert sorted(answer.status for answer in answers) == [201] * 3 + [409] * 7
    assert {a.code for a in answers if a.status == 409} == {"not-enough-funds"}
    assert await balance(world) == ("0.47", "4.53")


@pytest.mark.parametrize(
    ("amount", "to", "status", "code"),
    [
        ("0", BOBS, 409, "amount-too-small"),
        ("0.01", BOBS, 409, "amount-too-small"),
        ("10001", BOBS, 409, "amount-too-large"),
        ("0.0000000001", BOBS, 409, "amount-not-whole"),
        ("1.50", BOBS, 400, "invalid"),
        ("-1", BOBS, 400, "invalid"),
        ("1e3", BOBS, 400, "invalid"),
        ("1", "bob", 409, "address-invalid"),
        ("1", f"{BOBS[:-1]}A", 409, "address-invalid"),
        ("1", f"-1:{'a' * 64}", 409, "wrong-network"),
        ("1", friendly(DEPOSIT), 409, "own-address"),
        ("1", PAYOUT, 409, "own-address"),
        ("101", BOBS, 409, "address-quarantined"),
        ("100", BOBS, 409, "not-enough-funds"),
    ],
)
async def test_a_withdrawal_out_of_order_takes_nothing(
    world: World, amount: str, to: str, status: int, code: str
) -> None:
    await rich(world)
    answer = await ask(world, amount, to)
    assert (answer.status, answer.code) == (status, code)
    assert await balance(world) == ("10", "0")
    assert (await world.call("GET", "/withdrawals", by=ALICE)).body["items"] == []


async def test_refusals_are_in_the_words_of_coins(world: World) -> None:
    await rich(world)
    nothing = (await ask(world, "0")).body["error"]
    assert nothing["fields"] == {"least": {"asset": "TON", "amount": "0.1"}}
    fine = (await ask(world, "0.0000000001")).body["error"]
    assert "more than 9 digits" in fine["text"]
    assert "/deposit" in (await ask(world, "99")).body["error"]["text"]


async def test_a_check_says_what_would_happen_and_keeps_nothing(world: World) -> None:
    await rich(world)
    body = {"value": {"asset": "TON", "amount": "1.5"}, "to": BOBS}
    told = (await world.call("POST", "/withdrawals/check", by=ALICE, json=body)).body
    assert (told["to"], told["name"], told["quarantined"]) == (BOBS, None, False)
    assert told["total"] == {"asset": "TON", "amount": "1.51"}
    assert (await world.call("GET", "/addresses", by=ALICE)).body["items"] == []
    wrong = await world.call("POST", "/withdrawals/check", by=ALICE, json={**body, "to": "x"})
    assert (wrong.status, wrong.code) == (409, "address-invalid")
    quote = (await world.call("GET", "/withdrawals/quote?asset=TON", by=ALICE)).body
    assert (quote["fee"], quote["least"], quote["most"]) == ("0.01", "0.1", "10000")


async def test_a_withdrawal_is_cancelled_once_and_the_money_is_free(any_world: World) -> None:
    world = any_world
    await rich(world)
    await world.welcome(BOB)
    asked = (await ask(world)).body
    path = f"/withdrawals/{asked['id']}"
    stolen = await world.call("POST", f"{path}/cancel", by=BOB, key="new", json={})
    assert (stolen.status, stolen.code) == (404, "not-found")
    ended = await world.call("POST", f"{path}/cancel", by=ALICE, key="new", json={})
    assert (ended.status, ended.body["state"], ended.body["allowed"]) == (200, "cancelled", [])
    assert await balance(world) == ("10", "0")
    again = await world.call("POST", f"{path}/cancel", by=ALICE, key="new", json={})
    assert (again.status, again.code) == (409, "already-done")
    assert (await world.call("GET", path, by=BOB)).code == "not-found"


async def test_a_new_address_waits_before_large_amounts_go_there(world: World) -> None:
    await rich(world, coins=300)
    body = {"address": BOBS, "name": "Bob"}
    kept = await world.call("POST", "/addresses", by=ALICE, json=body)
    assert (kept.status, kept.body["friendly"], kept.body["name"]) == (201, BOBS, "Bob")
    large = await ask(world, "150")
    assert (large.status, large.code) == (409, "address-quarantined")
    assert large.body["error"]["fields"]["until"] == kept.body["usable_at"]
    world.clock.advance(DAY)
    world.tokens.clear()
    assert (await ask(world, "150")).status == 201


async def test_the_address_book_names_and_forgets(world: World) -> None:
    await world.chain.begin()
    await world.welcome(ALICE)
    raw = address("bobs wallet")
    await world.call("POST", "/addresses", by=ALICE, json={"address": BOBS, "name": "Bob"})
    named = await world.call("PATCH", f"/addresses/{raw}", by=ALICE, json={"name": "Bobby"})
    assert (named.status, named.body["name"]) == (200, "Bobby")
    listed = (await world.call("GET", "/addresses", by=ALICE)).body["items"]
    assert [(one["address"], one["name"]) for one in listed] == [(raw, "Bobby")]
    assert (await world.call("DELETE", f"/addresses/{BOBS}", by=ALICE)).status == 204
    gone = await world.call("DELETE", f"/addresses/{BOBS}", by=ALICE)
    assert (gone.status, gone.code) == (404, "not-found")
    for broken in ({"address": "x", "name": "X"}, {"address": friendly(DEPOSIT), "name": "We"}):
        refused = await world.call("POST", "/addresses", by=ALICE, json=broken)
        assert (refused.status, refused.code) in {(409, "address-invalid"), (409, "own-address")}


async def test_without_a_chain_everything_about_it_is_paused(world: World) -> None:
    await world.welcome(ALICE)
    object.__setattr__(world.deps, "ton", None)
    for path in ("/deposits", "/deposits/address", "/withdrawals", "/addresses"):
        answer = await world.call("GET", path, by=ALICE)
        assert (answer.status, answer.code) == (409, "area-paused"), path
