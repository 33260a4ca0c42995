"""Escrows by the API: finance makes and ends them, both sides see them, the advertiser pays."""

import base64
from typing import Any

import pytest

from bot.gateways.ton.cells import address_of, parse
from domain.shared.ids import MINUTE, SECOND, Instant
from domain.ton.address import friendly
from tests.ton.escrows.chain import NANO
from tests.webapp.escrow_desk import ALICES, BOBS, Desk, desk
from tests.webapp.world import ALICE, BOB, CAROL
from webapp.forms import time_text

__all__ = ["desk"]


async def test_an_escrow_from_its_address_to_its_end(desk: Desk) -> None:
    made = await desk.create()
    assert made.status == 201, made.body
    escrow = made.body
    assert (escrow["state"], escrow["order"], escrow["allowed"]) == ("waiting", None, [])
    assert escrow["amount"] == {"asset": "TON", "amount": "5"}
    assert (escrow["advertiser"], escrow["owner"]) == (ALICES, BOBS)
    assert escrow["chain"] == {
        "state": None,
        "balance": {"asset": "TON", "amount": "0"},
        "code_hash": None,
        "read_at": None,
    }
    desk.pay(escrow["deposit"])
    funded = (await desk.show(escrow["id"])).body
    assert (funded["state"], funded["deposit"]) == ("funded", None)
    assert funded["chain"]["state"] == 1
    assert funded["chain"]["balance"] == {"asset": "TON", "amount": "5.02"}
    assert funded["chain"]["code_hash"] is not None
    assert set(funded["allowed"]) == {"release", "refund"}
    released = await desk.end(escrow["id"], "release")
    assert released.status == 200, released.body
    assert (released.body["state"], released.body["order"]) == ("funded", "release")
    desk.chain.tick()
    ended = (await desk.show(escrow["id"])).body
    assert (ended["state"], ended["order"]) == ("released", None)
    assert ended["chain"]["state"] == 2
    assert desk.chain.balance(BOBS) == 5 * NANO


async def test_an_escrow_given_back(desk: Desk) -> None:
    escrow = await desk.funded()
    await desk.show(escrow)
    assert (await desk.end(escrow, "refund")).body["order"] == "refund"
    desk.chain.tick()
    assert (await desk.show(escrow)).body["state"] == "refunded"
    assert desk.chain.balance(BOBS) == 0


async def test_a_deposit_request_is_what_ton_connect_takes(desk: Desk) -> None:
    escrow = (await desk.create()).body
    request = escrow["deposit"]
    now_s = desk.world.clock.now() // SECOND
    assert (request["network"], request["from"]) == ("-3", ALICES)
    assert request["valid_until"] == now_s + 5 * MINUTE // SECOND
    message = request["messages"][0]
    # Bounceable: what the contract refuses comes back by itself.
    assert message["address"] == friendly(escrow["address"], bounceable=True)
    assert message["address"].startswith("EQ")
    assert message["amount"] == "5050000000"
    init = parse(base64.b64decode(message["stateInit"]))
    assert address_of(init) == escrow["address"]


async def test_nobody_is_asked_to_pay_after_the_deadline(desk: Desk) -> None:
    deadline = time_text(Instant(desk.world.clock.now() + 10 * MINUTE))
    escrow = (await desk.create(deadline=deadline)).body
    desk.chain.tick(10 * MINUTE // SECOND)
    late = (await desk.show(escrow["id"])).body
    assert (late["state"], late["deposit"]) == ("waiting", None)


async def test_only_finance_makes_and_ends(desk: Desk) -> None:
    for who in (ALICE, BOB):
        refused = await desk.create(by=who)
        assert (refused.status, refused.code) == (403, "not-allowed")
    escrow = await desk.funded()
    await desk.show(escrow)
    for how in ("release", "refund"):
        refused = await desk.end(escrow, how, by=ALICE)
        assert (refused.status, refused.code) == (403, "not-allowed")
    desk.chain.tick()
    assert (await desk.show(escrow)).body["state"] == "funded"


async def test_both_sides_and_finance_see_it_and_nobody_else(desk: Desk) -> None:
    escrow = (await desk.create()).body["id"]
    alices = await desk.show(escrow, by=ALICE)
    assert (alices.status, alices.body["allowed"]) == (200, [])
    assert (await desk.show(escrow)).status == 200
    # Bob has not linked the owner's wallet.
    assert (await desk.show(escrow, by=BOB)).status == 404
    assert (await desk.world.call("GET", f"/escrows/{escrow}")).status == 401
    assert (await desk.show("nothing")).status == 404


async def test_the_same_key_makes_one_escrow_and_another_order_is_refused(desk: Desk) -> None:
    key = "6f1cfd3f-2bd1-4b25-9b9a-2f2f6a0d4f10"
    one = await desk.create(key=key)
    again = await desk.create(key=key)
    assert again.body == one.body
    assert again.headers["Idempotent-Replay"] == "true"
    other = await desk.create(key=key, amount={"asset": "TON", "amount": "6"})
    assert (other.status, other.code) == (409, "key-reused")
    missing = await desk.world.call("POST", "/escrows", by=CAROL, json=desk.body())
    assert (missing.status, missing.code) == (400, "key-needed")


async def test_a_release_twice_pays_once(desk: Desk) -> None:
    escrow = await desk.funded()
    await desk.show(escrow)
    key = "7f1cfd3f-2bd1-4b25-9b9a-2f2f6a0d4f11"
    assert (await desk.end(escrow, "release", key=key)).status == 200
    assert (await desk.end(escrow, "release", key=key)).status == 200
    assert (await desk.end(escrow, "release")).status == 200
    desk.chain.tick()
    assert (await desk.end(escrow, "release")).body["state"] == "released"
    assert desk.chain.balance(BOBS) == 5 * NANO
    refused = await desk.end(escrow, "refund")
    assert (refused.status, refused.code) == (409, "escrow-ended")


async def test_what_is_not_funded_is_not_ended(desk: Desk) -> None:
    escrow = (await desk.create()).body["id"]
    for how in ("release", "refund"):
        refused = await desk.end(escrow, how)
        assert (refused.status, refused.code) == (409, "escrow-not-funded")
        assert refused.body["error"]["fields"] == {"state": "waiting"}


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"amount": {"asset": "TON", "amount": "0"}}, 409, "amount-too-small"),
        ({"amount": {"asset": "TON", "amount": "-1"}}, 400, "invalid"),
        ({"amount": {"asset": "TON", "amount": 5}}, 400, "invalid"),
        ({"amount": {"asset": "TON", "amount": "2000000"}}, 409, "amount-too-large"),
        ({"amount": {"asset": "XTR", "amount": "5"}}, 409, "asset-not-on-chain"),
        ({"advertiser": "EQ-nothing"}, 409, "address-invalid"),
        ({"owner": f"-1:{'b' * 64}"}, 409, "wrong-network"),
        ({"deadline": "2020-01-01T00:00:00.000Z"}, 409, "deadline-out-of-range"),
        ({"deadline": "soon"}, 400, "invalid"),
        ({"deadline": 5}, 400, "invalid"),
        ({"colour": "red"}, 400, "invalid"),
    ],
)
async def test_what_is_refused(
    desk: Desk, changes: dict[str, Any], status: int, code: str
) -> None:
    refused = await desk.create(**changes)
    assert (refused.status, refused.code) == (status, code)


async def test_the_controllers_own_address_is_no_side(desk: Desk) -> None:
    refused = await desk.create(owner=friendly(desk.controller))
    assert (refused.status, refused.code) == (409, "own-address")


async def test_while_the_chain_is_silent_it_shows_what_was_read_last(desk: Desk) -> None:
    escrow = await desk.funded()
    before = (await desk.show(escrow)).body
    desk.chain.down = True
    during = await desk.show(escrow)
    assert during.status == 200
    assert (during.body["state"], during.body["chain"]) == ("funded", before["chain"])
    ordered = await desk.end(escrow, "release")
    assert (ordered.status, ordered.body["order"]) == (200, "release")
    desk.chain.down = False
    for _ in range(2):
        await desk.poll.poll_escrows()
        desk.chain.tick()
    assert (await desk.show(escrow)).body["state"] == "released"


async def test_coins_that_stand_aside_are_swept(desk: Desk) -> None:
    escrow = (await desk.create()).body
    path = f"/escrows/{escrow['id']}/sweep"
    too_little = {**escrow["deposit"]["messages"][0], "amount": str(NANO)}
    desk.pay({**escrow["deposit"], "messages": [too_little]})
    nothing = await desk.world.call("POST", path, by=CAROL, json={})
    assert (nothing.status, nothing.code) == (409, "already-done")
    desk.chain.give(escrow["address"], NANO)
    assert (await desk.show(escrow["id"])).body["allowed"] == ["sweep"]
    had = desk.chain.balance(ALICES)
    swept = await desk.world.call("POST", path, by=CAROL, json={})
    assert (swept.status, swept.body["state"]) == (200, "waiting")
    desk.chain.tick()
    await desk.poll.poll_escrows()
    assert desk.chain.balance(ALICES) - had > NANO
    assert (await desk.show(escrow["id"])).body["allowed"] == []
