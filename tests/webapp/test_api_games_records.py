"""History, statistics, the leader board, receipts and the distribution, through the API."""

import copy
from typing import Any

import pytest

from tests.webapp.games import Table
from tests.webapp.world import ALICE, BOB, CAROL, World
from webapp.api.money import csv_words


async def played(world: World) -> tuple[Table, str]:
    table = Table(world)
    await table.seat(ALICE, BOB)
    return table, await table.played(ALICE, BOB)


async def test_history_has_each_game_once_for_each_side(any_world: World) -> None:
    world = any_world
    _, lobby = await played(world)
    won = (await world.call("GET", "/games/history", by=ALICE)).body["items"]
    assert [{**one, "id": ""} for one in won] == [
        {
            "id": "",
            "at": "2026-12-01T09:00:01.000Z",
            "game": "dice",
            "lobby": lobby,
            "other": BOB,
            "other_name": "Bob",
            "result": "won",
            "staked": {"asset": "XTR", "amount": "10"},
            "returned": {"asset": "XTR", "amount": "19.4"},
            "net": "9.4",
            "counts": True,
        }
    ]
    lost = (await world.call("GET", "/games/history", by=BOB)).body["items"][0]
    assert (lost["result"], lost["net"], lost["returned"]["amount"]) == ("lost", "-10", "0")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?game=dice", 1),
        ("?game=target", 0),
        ("?asset=XTR&result=won", 1),
        ("?asset=TON", 0),
        ("?result=lost", 0),
        ("?from=2026-12-01T09:00:01Z", 1),
        ("?to=2026-12-01T09:00:01Z", 0),
    ],
)
async def test_history_is_filtered(world: World, query: str, count: int) -> None:
    await played(world)
    answer = await world.call("GET", f"/games/history{query}", by=ALICE)
    assert len(answer.body["items"]) == count


async def test_history_as_a_file_holds_twelve_months(world: World) -> None:
    _, lobby = await played(world)
    csv = await world.call("GET", "/games/history", by=ALICE, headers={"Accept": "text/csv"})
    assert csv.headers["Content-Disposition"] == 'attachment; filename="games.csv"'
    head, line = csv.body.decode().splitlines()
    assert head == "id,at,game,match,other,other_name,result,asset,staked,returned,net,counts"
    assert line.endswith(f",dice,{lobby},{BOB},Bob,won,XTR,10,19.4,9.4,yes")


@pytest.mark.parametrize(
    ("name", "cell"),
    [("Bob", "Bob"), ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-2", "'-2"), ("a=b", "a=b")],
)
def test_no_name_is_a_formula_of_a_spreadsheet(name: str, cell: str) -> None:
    assert csv_words(name) == cell


async def test_statistics_count_games_wins_and_net(world: World) -> None:
    await played(world)
    items = (await world.call("GET", "/games/statistics", by=BOB)).body["items"]
    assert items == [
        {
            "game": "dice",
            "asset": "XTR",
            "games": 1,
            "wins": 0,
            "splits": 0,
            "staked": "10",
            "returned": "0",
            "net": "-10",
        }
    ]


async def test_the_board_is_of_this_week(world: World) -> None:
    await played(world)
    board = (await world.call("GET", "/games/board?asset=XTR", by=BOB)).body
    assert (board["since"], board["until"]) == (
        "2026-11-30T00:00:00.000Z",
        "2026-12-07T00:00:00.000Z",
    )
    first = board["items"][0]
    assert (first["place"], first["person"], first["name"], first["net"]) == (
        1,
        ALICE,
        "Alice",
        "9.4",
    )
    empty = (await world.call("GET", "/games/board", by=BOB)).body
    assert (empty["asset"], empty["items"]) == ("POINTS", [])


async def receipt_of(world: World) -> dict[str, Any]:
    _, lobby = await played(world)
    answer = await world.call("GET", f"/lobbies/{lobby}/receipt", by=BOB)
    assert answer.status == 200, answer.body
    return dict(answer.body)


async def test_a_receipt_holds_both_throws_with_their_links(any_world: World) -> None:
    receipt = await receipt_of(any_world)
    assert (receipt["state"], receipt["winner"]) == ("resolved", ALICE)
    assert receipt["payout"] == {"asset": "XTR", "amount": "19.4"}
    assert receipt["rake"] == {"asset": "XTR", "amount": "0.6"}
    for player, value in zip(receipt["players"], (6, 2), strict=True):
        (thrown,) = player["throws"]
        assert (thrown["value"], thrown["by"], thrown["message_id"]) == (value, "player", 2)
        assert thrown["chat_id"] == player["person"]
        assert (
            thrown["link"]
            == f"https://t.me/souk_bot?start=throw_{receipt['lobby']}_{player['person']}_2"
        )


async def test_a_receipt_given_back_is_valid_for_everybody(any_world: World) -> None:
    receipt = await receipt_of(any_world)
    found = await any_world.call("POST", "/fairness/verify", json=receipt)
    assert found.body["valid"], found.body
    names = [check["name"] for check in found.body["checks"]]
    assert {"verdict", "payout", "terms-hash", "recorded", "links"} <= set(names)


@pytest.mark.parametrize(
    ("path", "value", "broken"),
    [
        (("winner",), BOB, "verdict"),
        (("players", 0, "throws", 0, "value"), 1, "verdict"),
        (("players", 0, "throws", 0, "value"), 7, "values"),
        (("players", 0, "throws", 0, "message_id"), 1, "after-prompt"),
        (("players", 0, "throws", 0, "chat_id"), BOB, "own-chats"),
        (("players", 0, "throws", 0, "date"), "2026-12-01T09:00:02.000Z", "recorded"),
        (("players", 0, "throws", 0, "link"), "https://t.me/other", "links"),
        (("payout", "amount"), "20", "payout"),
        (("stake", "amount"), "20", "terms-hash"),
        (("rake_bps",), 0, "payout"),
        (("locked_at",), None, "terms-hash"),
        (("players",), [], "two-players"),
        (("lobby",), "another", "recorded"),
    ],
)
async def test_a_receipt_that_was_changed_is_told(
    world: World, path: tuple[str | int, ...], value: object, broken: str
) -> None:
    changed: Any = copy.deepcopy(await receipt_of(world))
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    found = (await world.call("POST", "/fairness/verify", json=changed)).body
    assert found["valid"] is False
    wrong = {check["name"] for check in found["checks"] if not check["ok"]}
    assert broken in wrong, found


async def test_what_is_no_receipt_is_invalid(world: World) -> None:
    receipt = await receipt_of(world)
    for broken in (
        {},
        {**receipt, "extra": 1},
        {**receipt, "terms_hash": "x"},
        {**receipt, "stake": {"asset": "XTR", "amount": "0.001"}},
        {**receipt, "payout": {"asset": "XTR", "amount": "-1"}},
        {**receipt, "players": receipt["players"] * 2},
    ):
        assert (await world.call("POST", "/fairness/verify", json=broken)).code == "invalid"


async def test_receipts_are_for_the_players_and_come_after_the_verdict(world: World) -> None:
    table = Table(world)
    await table.seat(ALICE, BOB, CAROL)
    lobby = await table.match(ALICE, BOB)
    await table.throw(ALICE, 6)
    await table.throw(BOB, 2)
    early = await world.call("GET", f"/lobbies/{lobby}/receipt", by=ALICE)
    assert (early.status, early.code) == (404, "not-found")
    await table.later(4)
    assert (await world.call("GET", f"/lobbies/{lobby}/receipt", by=ALICE)).status == 200
    assert (await world.call("GET", f"/lobbies/{lobby}/receipt", by=CAROL)).code == "not-found"


async def test_the_distribution_counts_every_throw(world: World) -> None:
    nothing = (await world.call("GET", "/fairness/dice")).body
    assert (nothing["n"], nothing["chi_square"], nothing["p"]) == (0, None, None)
    assert nothing["values"] == {str(value): 0 for value in range(1, 7)}
    await played(world)
    found = (await world.call("GET", "/fairness/dice")).body
    assert (found["n"], found["values"]["6"], found["values"]["2"]) == (2, 1, 1)
    # Two throws, two values once each: 6/2 * (1 + 1) - 2.
    assert found["chi_square"] == "4"
    assert 0 < float(found["p"]) < 1
    assert (await world.call("GET", "/fairness/dice?game=target")).body["n"] == 0
    assert (await world.call("GET", "/fairness/dice?game=slots")).status == 400
