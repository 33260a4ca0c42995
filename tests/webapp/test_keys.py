"""Idempotency keys over HTTP: one act, one answer."""

import asyncio
import uuid

import pytest

from domain.shared.money import stars
from tests.webapp.world import ALICE, BOB, World

KEY = "6f1c0f3e-1111-4222-8333-000000000001"
BODY = {"value": {"asset": "XTR", "amount": "50"}}


async def test_an_act_without_a_key_is_refused(world: World) -> None:
    await world.welcome(ALICE)
    answer = await world.call("POST", "/topups", by=ALICE, json=BODY)
    assert (answer.status, answer.code) == (400, "key-needed")


@pytest.mark.parametrize("key", ["", "1", "no-uuid", "6f1c0f3e-1111-4222-8333-00000000000z"])
async def test_a_key_that_is_no_uuid_is_refused(world: World, key: str) -> None:
    await world.welcome(ALICE)
    answer = await world.call(
        "POST", "/topups", by=ALICE, json=BODY, headers={"Idempotency-Key": key}
    )
    assert (answer.status, answer.code) == (400, "invalid")


async def test_the_same_request_again_gets_the_first_answer(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    first = await world.call("POST", "/topups", by=ALICE, key=KEY, json=BODY)
    assert first.status == 201
    assert "Idempotent-Replay" not in first.headers
    await world.pay(first.body["id"], ALICE, 50)
    again = await world.call("POST", "/topups", by=ALICE, key=KEY.upper(), json=BODY)
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["Idempotent-Replay"] == "true"
    spaced = b'{ "value": {"amount": "50", "asset": "XTR"} }'
    assert (await world.call("POST", "/topups", by=ALICE, key=KEY, json=spaced)).status == 201
    assert len(world.stars.links) == 1


async def test_another_request_under_the_key_is_refused(world: World) -> None:
    await world.welcome(ALICE)
    assert (await world.call("POST", "/topups", by=ALICE, key=KEY, json=BODY)).status == 201
    other = {"value": {"asset": "XTR", "amount": "51"}}
    answer = await world.call("POST", "/topups", by=ALICE, key=KEY, json=other)
    assert (answer.status, answer.code) == (409, "key-reused")


async def test_the_key_of_another_path_stands_for_that_path(world: World) -> None:
    await world.welcome(ALICE)
    first, second = [
        (await world.call("POST", "/topups", by=ALICE, key="new", json=BODY)).body["id"]
        for _ in range(2)
    ]
    await world.pay(first, ALICE, 50, "c1")
    await world.pay(second, ALICE, 50, "c2")
    path = f"/topups/{first}/refund"
    assert (await world.call("POST", path, by=ALICE, key=KEY, json={})).status == 200
    answer = await world.call("POST", f"/topups/{second}/refund", by=ALICE, key=KEY, json={})
    assert (answer.status, answer.code) == (409, "key-reused")


async def test_a_refusal_does_not_spend_the_key(world: World) -> None:
    await world.welcome(ALICE)
    small = {"value": {"asset": "XTR", "amount": "1"}}
    refused = await world.call("POST", "/topups", by=ALICE, key=KEY, json=small)
    assert (refused.status, refused.code) == (409, "amount-too-small")
    assert (await world.call("POST", "/topups", by=ALICE, key=KEY, json=BODY)).status == 201


async def test_keys_are_each_persons_own(world: World) -> None:
    await world.welcome(ALICE)
    await world.welcome(BOB)
    mine = await world.call("POST", "/topups", by=ALICE, key=KEY, json=BODY)
    other = {"value": {"asset": "XTR", "amount": "60"}}
    theirs = await world.call("POST", "/topups", by=BOB, key=KEY, json=other)
    assert (mine.status, theirs.status) == (201, 201)
    assert mine.body["id"] != theirs.body["id"]


async def test_ten_at_once_are_one_act_and_ten_equal_answers(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    key = str(uuid.uuid4())
    answers = await asyncio.gather(
        *(world.call("POST", "/topups", by=ALICE, key=key, json=BODY) for _ in range(10))
    )
    assert {answer.status for answer in answers} == {201}
    assert len({str(answer.body) for answer in answers}) == 1
    assert sum("Idempotent-Replay" in answer.headers for answer in answers) == 9
    assert len(world.stars.links) == 1
    assert len((await world.call("GET", "/topups", by=ALICE)).body["items"]) == 1


async def test_ten_refunds_at_once_pay_back_once(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    topup = (await world.call("POST", "/topups", by=ALICE, key="new", json=BODY)).body["id"]
    await world.pay(topup, ALICE, 50)
    answers = await asyncio.gather(
        *(
            world.call("POST", f"/topups/{topup}/refund", by=ALICE, key="new", json={})
            for _ in range(10)
        )
    )
    done = [answer for answer in answers if answer.status == 200]
    refused = {answer.code for answer in answers if answer.status != 200}
    assert len(done) == 1
    assert refused == {"already-refunded"}
    assert len(world.stars.refunds) == 1
    balance = (await world.call("GET", "/balances", by=ALICE)).body["items"][0]
    assert balance == {"asset": "XTR", "available": "0", "held": "0"}


async def test_a_lost_reply_is_made_good_by_the_acts_own_key(world: World) -> None:
    """As after a crash between the act and its stored reply: nothing is done twice."""
    await world.welcome(ALICE)
    first = await world.call("POST", "/topups", by=ALICE, key=KEY, json=BODY)
    await world.replies.prune(world.clock.advance(1))
    again = await world.call("POST", "/topups", by=ALICE, key=KEY, json=BODY)
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["Idempotent-Replay"] == "true"
    assert len((await world.call("GET", "/topups", by=ALICE)).body["items"]) == 1


async def test_balances_are_untouched_by_refused_keys(world: World) -> None:
    await world.welcome(ALICE)
    await world.fund(ALICE, stars(10))
    for _ in range(3):
        await world.call("POST", "/topups", by=ALICE, json=BODY)
    balance = (await world.call("GET", "/balances", by=ALICE)).body["items"][0]
    assert balance["available"] == "10"
