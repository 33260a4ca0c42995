"""Balances, the statement and its CSV, top-ups and their refunds, over HTTP."""

import csv
import io

import pytest

from domain.shared.actor import house
from domain.shared.change import IdempotencyKey
from domain.shared.ids import SECOND
from domain.shared.money import POINTS, TON, Money, stars
from domain.shared.refusals import GatewayError, GatewayRejected
from tests.webapp.world import ALICE, BOB, World


async def opened(world: World, amount: str = "50") -> str:
    body = {"value": {"asset": "XTR", "amount": amount}}
    answer = await world.call("POST", "/topups", by=ALICE, key="new", json=body)
    assert answer.status == 201, answer.body
    return str(answer.body["id"])


async def test_everybody_begins_with_no_stars(world: World) -> None:
    await world.welcome(ALICE)
    answer = await world.call("GET", "/balances", by=ALICE)
    assert answer.body == {"items": [{"asset": "XTR", "available": "0", "held": "0"}]}


async def test_a_top_up_is_opened_paid_and_shown(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    body = {"value": {"asset": "XTR", "amount": "50"}}
    made = await world.call("POST", "/topups", by=ALICE, key="new", json=body)
    assert made.status == 201
    assert (made.body["state"], made.body["invoice"]) == ("open", "inv1")
    assert made.body["value"] == {"asset": "XTR", "amount": "50"}
    await world.pay(made.body["id"], ALICE, 50)
    shown = await world.call("GET", f"/topups/{made.body['id']}", by=ALICE)
    assert (shown.body["state"], shown.body["allowed"]) == ("paid", ["refund"])
    balances = await world.call("GET", "/balances", by=ALICE)
    assert balances.body["items"] == [{"asset": "XTR", "available": "50", "held": "0"}]
    line = (await world.call("GET", "/statement", by=ALICE)).body["items"][0]
    assert line == {
        "id": line["id"],
        "at": "2026-12-01T09:00:00.000Z",
        "kind": "topup",
        "asset": "XTR",
        "amount": "50",
        "balance_after": "50",
        "ref": {"kind": "topup", "id": made.body["id"]},
    }


async def test_a_top_up_is_refunded_whole_and_once(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    topup = await opened(world)
    early = await world.call("POST", f"/topups/{topup}/refund", by=ALICE, key="new", json={})
    assert (early.status, early.code) == (409, "topup-unpaid")
    await world.pay(topup, ALICE, 50)
    done = await world.call("POST", f"/topups/{topup}/refund", by=ALICE, key="new", json={})
    assert (done.status, done.body["state"]) == (200, "refunded")
    again = await world.call("POST", f"/topups/{topup}/refund", by=ALICE, key="new")
    assert (again.status, again.code) == (409, "already-refunded")
    assert len(world.stars.refunds) == 1


async def test_what_is_spent_is_not_refunded(world: World) -> None:
    await world.welcome(ALICE)
    topup = await opened(world)
    await world.pay(topup, ALICE, 50)
    await world.spend(ALICE, stars(1))
    shown = await world.call("GET", f"/topups/{topup}", by=ALICE)
    assert (shown.body["allowed"], shown.body["refundable"]) == ([], False)
    answer = await world.call("POST", f"/topups/{topup}/refund", by=ALICE, key="new", json={})
    assert (answer.status, answer.code) == (409, "already-spent")


async def test_other_peoples_top_ups_are_not_there(world: World) -> None:
    await world.welcome(ALICE)
    await world.welcome(BOB)
    topup = await opened(world)
    shown = await world.call("GET", f"/topups/{topup}", by=BOB)
    assert (shown.status, shown.code) == (404, "not-found")
    refund = await world.call("POST", f"/topups/{topup}/refund", by=BOB, key="new", json={})
    assert (refund.status, refund.code) == (404, "not-found")
    assert (await world.call("GET", "/topups", by=BOB)).body["items"] == []


@pytest.mark.parametrize(
    ("value", "status", "code"),
    [
        ({"asset": "XTR", "amount": "0"}, 409, "amount-too-small"),
        ({"asset": "XTR", "amount": "14"}, 409, "amount-too-small"),
        ({"asset": "XTR", "amount": "1000001"}, 409, "amount-too-large"),
        ({"asset": "XTR", "amount": "9" * 30}, 409, "amount-too-large"),
        ({"asset": "XTR", "amount": "15.5"}, 409, "amount-not-whole"),
        ({"asset": "XTR", "amount": "-50"}, 400, "invalid"),
        ({"asset": "XTR", "amount": "+50"}, 400, "invalid"),
        ({"asset": "XTR", "amount": "5e1"}, 400, "invalid"),
        ({"asset": "XTR", "amount": " 50"}, 400, "invalid"),
        ({"asset": "XTR", "amount": "\u0665\u0660"}, 400, "invalid"),
        ({"asset": "XTR", "amount": ""}, 400, "invalid"),
        ({"asset": "XTR", "amount": "9" * 100}, 400, "invalid"),
        ({"asset": "XTR", "amount": 50}, 400, "invalid"),
        ({"asset": "XTR", "amount": 50.0}, 400, "invalid"),
        ({"asset": "XTR", "amount": None}, 400, "invalid"),
        ({"asset": "XTR"}, 400, "invalid"),
        ({"asset": "USD", "amount": "50"}, 400, "invalid"),
        ({"asset": "TON", "amount": "50"}, 400, "invalid"),
        ({"asset": "jetton:0:" + "a" * 64, "amount": "50"}, 400, "invalid"),
        ({"asset": "XTR", "amount": "50", "more": 1}, 400, "invalid"),
        ("50", 400, "invalid"),
    ],
)
async def test_an_amount_that_does_not_fit_is_refused(
    world: World, value: object, status: int, code: str
) -> None:
    await world.welcome(ALICE)
    answer = await world.call("POST", "/topups", by=ALICE, key="new", json={"value": value})
    assert (answer.status, answer.code) == (status, code)
    assert world.stars.links == []


async def test_an_amount_that_telegram_refuses_shows_its_reason(world: World) -> None:
    await world.welcome(ALICE)
    world.stars.refuse = GatewayRejected("STARS_INVOICE_INVALID")
    body = {"value": {"asset": "XTR", "amount": "1000000"}}
    answer = await world.call("POST", "/topups", by=ALICE, key="new", json=body)
    assert (answer.status, answer.body["state"]) == (201, "failed")
    assert answer.body["failure"] == "STARS_INVOICE_INVALID"


async def test_when_telegram_is_silent_the_same_key_tries_again(world: World) -> None:
    await world.welcome(ALICE)
    world.stars.refuse = GatewayError("no answer")
    key = "6f1c0f3e-0000-4000-8000-000000000001"
    body = {"value": {"asset": "XTR", "amount": "50"}}
    silent = await world.call("POST", "/topups", by=ALICE, key=key, json=body)
    assert (silent.status, silent.code) == (503, "unavailable")
    assert silent.headers["Retry-After"] == "5"
    world.stars.refuse = None
    answer = await world.call("POST", "/topups", by=ALICE, key=key, json=body)
    assert (answer.status, answer.body["state"]) == (201, "open")
    assert len((await world.call("GET", "/topups", by=ALICE)).body["items"]) == 1


async def test_a_paused_area_refuses_money(world: World) -> None:
    await world.welcome(ALICE)
    await world.deps.areas.pause(house("test"), "payments", "check", key=IdempotencyKey("p1"))
    body = {"value": {"asset": "XTR", "amount": "50"}}
    answer = await world.call("POST", "/topups", by=ALICE, key="new", json=body)
    assert (answer.status, answer.code) == (409, "area-paused")
    status = (await world.call("GET", "/status")).body
    assert {"name": "payments", "state": "paused"} in status["areas"]


async def test_the_statement_is_paged_filtered_and_newest_first(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    for n in range(1, 8):
        await world.fund(ALICE, stars(n) if n % 2 else Money(n, TON))
        world.clock.advance(SECOND)
    amounts, cursor, pages = [], "", 0
    while True:
        tail = f"&cursor={cursor}" if cursor else ""
        page = (await world.call("GET", f"/statement?limit=3{tail}", by=ALICE)).body
        amounts += [line["amount"] for line in page["items"]]
        pages += 1
        if page["next"] is None:
            break
        cursor = page["next"]
    assert amounts == ["7", "0.000000006", "5", "0.000000004", "3", "0.000000002", "1"]
    assert pages == 3
    ton = (await world.call("GET", "/statement?asset=TON", by=ALICE)).body["items"]
    assert {line["asset"] for line in ton} == {"TON"}
    assert len(ton) == 3
    assert (await world.call("GET", "/statement?kind=topup", by=ALICE)).body["items"] == []
    span = "from=2026-12-01T09:00:02.000Z&to=2026-12-01T09:00:04.000Z"
    within = (await world.call("GET", f"/statement?{span}", by=ALICE)).body["items"]
    assert [line["amount"] for line in within] == ["5", "0.000000004", "3"]


async def test_the_lines_of_an_asset_add_up_to_the_balance(world: World) -> None:
    await world.welcome(ALICE)
    topup = await opened(world)
    await world.pay(topup, ALICE, 50)
    await world.spend(ALICE, stars(20))
    items = (await world.call("GET", "/statement?asset=XTR", by=ALICE)).body["items"]
    assert [line["amount"] for line in items] == ["-20", "50"]
    balance = (await world.call("GET", "/balances", by=ALICE)).body["items"][0]
    assert sum(int(line["amount"]) for line in items) == int(balance["available"])


async def test_the_whole_statement_comes_as_csv(world: World) -> None:
    await world.welcome(ALICE)
    for n in range(1, 131):
        await world.fund(ALICE, Money(n, POINTS))
    answer = await world.call(
        "GET", "/statement?limit=5", by=ALICE, headers={"Accept": "text/csv"}
    )
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "statement.csv" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Request-ID"]
    rows = list(csv.DictReader(io.StringIO(answer.body.decode())))
    assert len(rows) == 130
    assert rows[0]["amount"] == "1.3"
    assert rows[-1] | {"id": ""} == {
        "id": "",
        "at": "2026-12-01T09:00:00.000Z",
        "kind": "grant",
        "asset": "POINTS",
        "amount": "0.01",
        "balance_after": "0.01",
        "ref_kind": "test",
        "ref_id": "1",
    }


async def test_a_csv_refusal_keeps_its_status(world: World) -> None:
    await world.welcome(ALICE)
    answer = await world.call(
        "GET", "/statement?cursor=nonsense", by=ALICE, headers={"Accept": "text/csv"}
    )
    assert (answer.status, answer.code) == (400, "invalid")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=+5",
        "limit=5_0",
        "limit=%205",
        "limit=5.0",
        "limit=",
        "limit=5&limit=6",
        "cursor=",
        "cursor=nonsense",
        "cursor=%00",
        "asset=USD",
        "asset=jetton:0:" + "a" * 64,
        "kind=A%20B",
        "kind=%00",
        "from=yesterday",
        "from=2026-12-01",
        "from=2026-12-01T09:00:00",
        "from=2026-13-01T09:00:00Z",
        "since=2026-12-01T09:00:00Z",
        "x=1",
    ],
)
async def test_a_query_that_does_not_fit_is_refused(world: World, query: str) -> None:
    await world.welcome(ALICE)
    answer = await world.call("GET", f"/statement?{query}", by=ALICE)
    assert (answer.status, answer.code) == (400, "invalid")
    assert answer.body["error"]["fields"]
