"""Responsible play through the API: limits, breaks, self-exclusion, reality checks, reminder."""

import pytest

from domain.shared.ids import HOUR, MINUTE
from tests.webapp.games import ORDER, Table
from tests.webapp.world import ALICE, BOB, Reply, World

LOSS = {"kind": "loss", "period": "day", "asset": "XTR", "amount": "100"}


async def put(world: World, body: object, by: int = ALICE) -> Reply:
    return await world.call("PUT", "/limits", by=by, json=body)


async def post(world: World, path: str, body: object, by: int = ALICE) -> Reply:
    return await world.call("POST", path, by=by, json=body)


async def test_without_limits_the_list_is_empty(world: World) -> None:
    await world.welcome(ALICE)
    answer = await world.call("GET", "/limits", by=ALICE)
    assert answer.body == {
        "items": [],
        "pause": None,
        "reality_minutes": 60,
        "reminder_due": True,
        "sitting_minutes": 0,
        "turnover": [],
    }


async def test_a_limit_goes_down_at_once_and_up_after_a_day_and_a_second_yes(
    any_world: World,
) -> None:
    world = any_world
    await world.welcome(ALICE)
    assert (await put(world, LOSS)).body["items"] == [{**LOSS, "pending": None}]
    lower = (await put(world, {**LOSS, "amount": "50", "pending": None})).body["items"]
    assert lower == [{**LOSS, "amount": "50", "pending": None}]
    asked = (await put(world, {**LOSS, "amount": "80"})).body["items"][0]
    assert asked["amount"] == "50"
    assert asked["pending"] == {"amount": "80", "since": "2026-12-02T09:00:00.000Z"}
    name = {key: LOSS[key] for key in ("kind", "period", "asset")}
    early = await post(world, "/limits/confirm", name)
    assert (early.status, early.code) == (409, "limit-waits")
    assert early.body["error"]["fields"]["since"] == "2026-12-02T09:00:00.000Z"
    world.clock.advance(24 * HOUR)
    world.tokens.clear()
    assert (await world.call("GET", "/limits", by=ALICE)).body["items"][0]["amount"] == "50"
    done = (await post(world, "/limits/confirm", name)).body["items"]
    assert done == [{**LOSS, "amount": "80", "pending": None}]


async def test_the_same_order_after_the_day_is_the_second_yes(world: World) -> None:
    await world.welcome(ALICE)
    await put(world, LOSS)
    lifted = {**LOSS, "amount": None}
    assert (await put(world, lifted)).body["items"][0]["pending"]["amount"] is None
    world.clock.advance(24 * HOUR)
    world.tokens.clear()
    assert (await put(world, lifted)).body["items"] == []


async def test_what_was_asked_for_can_be_taken_back(world: World) -> None:
    await world.welcome(ALICE)
    await put(world, LOSS)
    await put(world, {**LOSS, "amount": "200"})
    name = {key: LOSS[key] for key in ("kind", "period", "asset")}
    kept = (await post(world, "/limits/keep", name)).body["items"]
    assert kept == [{**LOSS, "pending": None}]
    assert (await post(world, "/limits/confirm", name)).code == "not-found"
    other = {**name, "kind": "stake"}
    assert (await post(world, "/limits/keep", other)).code == "not-found"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({**LOSS, "kind": "win"}, 400, "invalid"),
        ({**LOSS, "period": "year"}, 400, "invalid"),
        ({**LOSS, "asset": "GOLD"}, 400, "invalid"),
        ({**LOSS, "amount": 100}, 400, "invalid"),
        ({**LOSS, "amount": "-1"}, 400, "invalid"),
        ({**LOSS, "amount": "1e3"}, 400, "invalid"),
        ({**LOSS, "amount": "100.0"}, 400, "invalid"),
        ({**LOSS, "amount": "10.5"}, 409, "amount-not-whole"),
        ({**LOSS, "amount": "0"}, 409, "amount-too-small"),
        ({**LOSS, "extra": 1}, 400, "invalid"),
        ({"kind": "loss"}, 400, "invalid"),
        ([LOSS], 400, "invalid"),
    ],
)
async def test_a_limit_that_does_not_fit_changes_nothing(
    world: World, body: object, status: int, code: str
) -> None:
    await world.welcome(ALICE)
    answer = await put(world, body)
    assert (answer.status, answer.code) == (status, code)
    assert (await world.call("GET", "/limits", by=ALICE)).body["items"] == []


@pytest.mark.parametrize("kind", ["loss", "stake"])
async def test_a_limit_stands_in_front_of_every_stake(world: World, kind: str) -> None:
    table = Table(world)
    await table.seat(ALICE, BOB)
    lobby = await table.open(BOB)
    await put(world, {**LOSS, "kind": kind, "amount": "9"})
    for path, body in (
        ("/lobbies", {**ORDER, "stake": {"asset": "XTR", "amount": "10"}}),
        (f"/lobbies/{lobby}/join", {}),
    ):
        refused = await world.call("POST", path, by=ALICE, key="new", json=body)
        assert (refused.status, refused.code) == (409, "limit-reached")
        fields = refused.body["error"]["fields"]
        assert (fields["kind"], fields["left"]["amount"]) == (kind, "9")


async def test_a_break_takes_no_stake_and_nobody_shortens_it(world: World) -> None:
    table = Table(world)
    await table.seat(ALICE)
    paused = (await post(world, "/limits/break", {"hours": 168})).body["pause"]
    assert paused == {"kind": "break", "until": "2026-12-08T09:00:00.000Z"}
    shorter = (await post(world, "/limits/break", {"hours": 24})).body["pause"]
    assert shorter == paused
    refused = await world.call("POST", "/lobbies", by=ALICE, key="new", json=ORDER)
    assert (refused.status, refused.code) == (409, "self-excluded")
    assert refused.body["error"]["fields"]["kind"] == "break"


async def test_self_exclusion_holds_for_top_ups_too_and_closes_the_open_lobby(
    world: World,
) -> None:
    table = Table(world)
    await table.seat(ALICE)
    lobby = await table.open(ALICE)
    until = (await post(world, "/limits/exclusion", {"months": 6})).body["pause"]
    assert until["kind"] == "exclusion"
    assert until["until"] > "2027-05-30"
    closed = (await world.call("GET", f"/lobbies/{lobby}", by=ALICE)).body
    assert (closed["state"], closed["reason"]) == ("cancelled", "dropped")
    refused = await world.call("POST", "/lobbies", by=ALICE, key="new", json=ORDER)
    assert refused.code == "self-excluded"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/limits/break", {"hours": 1}),
        ("/limits/break", {"hours": "24"}),
        ("/limits/exclusion", {"months": 1}),
        ("/limits/exclusion", {}),
    ],
)
async def test_other_spans_are_refused(world: World, path: str, body: object) -> None:
    await world.welcome(ALICE)
    assert (await post(world, path, body)).status == 400
    assert (await world.call("GET", "/limits", by=ALICE)).body["pause"] is None


async def test_the_reality_check_stops_play_until_it_was_seen(world: World) -> None:
    table = Table(world)
    await table.seat(ALICE, BOB)
    told = await world.call("PUT", "/limits/reality", by=ALICE, json={"minutes": 15})
    assert told.body["reality_minutes"] == 15
    await table.played(ALICE, BOB)
    world.clock.advance(16 * MINUTE)
    due = await world.call("POST", "/lobbies", by=ALICE, key="new", json=ORDER)
    assert (due.status, due.code) == (409, "reality-check")
    standing = (await world.call("GET", "/limits", by=ALICE)).body
    assert standing["sitting_minutes"] == 16
    assert standing["turnover"] == [
        {"asset": "XTR", "staked": "10", "returned": "19.4", "net": "9.4"}
    ]
    assert (await post(world, "/limits/reality/seen", {})).status == 200
    again = await world.call("POST", "/lobbies", by=ALICE, key="new", json=ORDER)
    assert again.status == 201
    odd = await world.call("PUT", "/limits/reality", by=ALICE, json={"minutes": 45})
    assert odd.status == 400


async def test_the_reminder_is_seen_once_a_day(world: World) -> None:
    await world.welcome(ALICE)
    assert (await post(world, "/limits/reminder/seen", {})).body["reminder_due"] is False
    world.clock.advance(15 * HOUR)
    world.tokens.clear()
    assert (await world.call("GET", "/limits", by=ALICE)).body["reminder_due"] is True
