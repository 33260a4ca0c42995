"""Choosing a game: by buttons step by step, or all at once after the command."""

import pytest

from tests.handlers.duel import api, ask, holds, lobby_of, player, points
from tests.program import Program
from tests.talk import Somebody, arrive, meet

REFUSED = [
    ("9", "at least 10"),
    ("0", "at least 10"),
    ("10001", "at most 10,000"),
    ("99999999999999999999999999", "at most 10,000"),
    ("10.5", "whole number"),
    ("+10", "whole number"),
    ("-10", "whole number"),
    ("1e3", "whole number"),
    ("\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT ZERO}", "whole number"),
    ("\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT ZERO}", "whole number"),
    ("५०", "whole number"),
    ("1 0", "whole number"),
    ("1,000", "whole number"),
    ("ten", "whole number"),
    ("0x10", "whole number"),
    ("¹0", "whole number"),
]
PLAY = (
    "play play:dice play:dice:single play:dice:single:POINTS play:dice:single play:dice play "
    "play:target play:target:bullseye_race play:target:bullseye_race:XTR:25 play lobby:list play "
    "stats history stats board board:XTR play back"
)
LIMITS = (
    "limits limits:stake limits:stake:day limits:stake:day:TON limits:stake:day limits:stake "
    "limits limits:reality limits limits:break limits limits:exclude limits:exclude:6 limits "
    "play back"
)
BACK = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK} "


def lobbies(one: Somebody) -> int:
    return len(api(one).get("/lobbies?mine=true")["items"])


@pytest.mark.parametrize("walk", [PLAY, LIMITS], ids=["play", "limits"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_buttons_edit_one_message_and_keep_the_measure(
    program: Program, language: str, walk: str
) -> None:
    """At most eight buttons and six lines under a title in bold; back comes last."""
    alice = meet(program, "alice", language=language)
    for data in walk.split():
        before = (alice.newest, alice.labels())
        forged = not any(key == data for key in alice.buttons())
        alice.press(data, forged=forged)
        assert (alice.newest, alice.labels()) != before, data
        assert alice.count() == 1, data
        lines = [line for line in alice.newest.split("\n")[1:] if line]
        assert len(lines) <= 6, (data, lines)
        assert len(alice.buttons()) <= 8, data
        title = alice.screen["entities"][0]
        assert (title["type"], title["offset"]) == ("bold", 0), data
        assert data == "back" or alice.labels()[-1].startswith(BACK), data


def test_step_by_step_to_a_lobby(program: Program) -> None:
    alice = player(program, "alice")
    alice.say("/menu")
    alice.press("play")
    assert "3 %" in alice.newest
    for data in ("play:dice", "play:dice:single", "play:dice:single:POINTS"):
        alice.press(data)
    assert "over time the house's share makes games cost money" in alice.newest
    assert alice.buttons()[:4] == [f"play:dice:single:POINTS:{n}" for n in (10, 25, 50, 100)]
    alice.press("play:dice:single:POINTS:25")
    assert "winner gets 48.5\u00a0pts" in alice.newest
    assert "3 %" in alice.newest
    alice.press("play:dice:single:POINTS:25:open")
    assert lobbies(alice) == 1, "until the yes there is only the one from before"
    alice.press("confirm:*")
    assert "Waiting for somebody" in alice.newest
    shown = api(alice).get(f"/lobbies/{lobby_of(alice)}")
    assert (shown["state"], shown["stake"]["amount"]) == ("open", "25")
    assert points(alice) == ("100", "0"), "nothing is held before somebody joins"
    holds(program)


def test_stakes_out_of_form_are_refused_and_the_dialogue_stays(program: Program) -> None:
    alice = player(program, "alice")
    alice.say("/play dice single")
    alice.press("play:dice:single:POINTS")
    for typed, words in REFUSED:
        said = alice.say(typed)
        assert words in said, typed
        assert "Nothing was taken" in said, typed
    said = alice.send({"document": "aGVsbG8=", "name": "50.pdf"})
    assert "whole number" in said
    assert lobbies(alice) == 1
    assert "with whom?" in alice.say("50")
    alice.press("play:dice:single:POINTS:50:private")
    alice.press("confirm:*")
    assert api(alice).get(f"/lobbies/{lobby_of(alice)}")["stake"]["amount"] == "50"
    assert "did not understand" in alice.say("60"), "the dialogue is over"


def test_the_command_takes_the_same_stakes_and_no_others(program: Program) -> None:
    alice = player(program, "alice")
    for typed, words in REFUSED:
        said = alice.say(f"/play dice single {typed} POINTS")
        # A space makes two words of it, and with them another form.
        wanted = "It is written like this" if " " in typed else words
        assert wanted in said, typed
        assert "Nothing was taken" in said, typed
    assert lobbies(alice) == 1


def test_an_order_out_of_form_shows_how_it_is_written(program: Program) -> None:
    alice = player(program, "alice")
    for order in (
        "chess single 10 POINTS",
        "dice double 10 POINTS",
        "dice single 10 GOLD",
        "dice single 10",
        "dice single 10 POINTS maybe",
        "dice single 10 POINTS open now",
    ):
        assert "It is written like this" in alice.say(f"/play {order}"), order
    assert "does not fit" in alice.say("/play dice bullseye_race 10 POINTS")
    assert lobbies(alice) == 1
    assert "Waiting" in ask(alice, "DICE Single 0010 points OPEN")


def test_a_question_may_be_cancelled_and_counts_once(program: Program) -> None:
    alice = player(program, "alice")
    alice.say("/play dice single 10 POINTS private")
    alice.press("cancel:*")
    assert "Games" in alice.newest
    assert lobbies(alice) == 1
    alice.say("/play dice single 10 POINTS private")
    confirm = alice.button("confirm:")
    alice.press(confirm)
    first = lobby_of(alice)
    alice.press(confirm, forged=True)
    assert lobby_of(alice) == first, "pressing twice is one act"
    assert lobbies(alice) == 2


def test_made_up_questions_are_refused(program: Program) -> None:
    alice = player(program, "alice")
    for data in (
        "confirm:play:u1:d:s:o:POINTS:-10",
        "confirm:play:u1:d:s:o:POINTS:1e3",
        "confirm:play:u1:d:s:o:GOLD:10",
        "confirm:play:u1:x:s:o:POINTS:10",
        "confirm:play:u1",
        "seen:nonsense",
        "lobby:join:nothing",
        "lobby:leave:nothing",
        "lobby:rematch:nothing",
        "lobby:show:nothing",
    ):
        said = alice.answer(data, forged=True)
        assert "Nothing was" in said, (data, said)
    assert "at least 10" in alice.answer("confirm:play:u1:d:s:o:POINTS:9", forged=True)
    assert lobbies(alice) == 1


def test_the_reminder_comes_before_the_first_stake_of_a_day(program: Program) -> None:
    alice = meet(program, "alice")
    assert "Today's points are yours: 100" in alice.say("/play")
    assert "Today's points" not in alice.say("/play")
    assert "18 and over" in ask(alice, "dice single 10 POINTS open")
    assert lobbies(alice) == 0
    alice.press("seen:*")
    assert "Waiting" in alice.newest
    alice.press("lobby:leave:*")
    assert "You left" in alice.newest
    assert "Waiting" in ask(alice, "dice single 10 POINTS open")
    program.world.advance(86_400)
    assert "Today's points are yours" in alice.say("/play")
    assert "18 and over" in ask(alice, "dice single 10 POINTS open")


def test_before_the_terms_nothing_of_it_works(program: Program) -> None:
    alice = arrive(program, "alice")
    alice.start()
    for line in ("/play", "/play dice single 10 POINTS", "/limits"):
        assert "18" in alice.say(line), line
        assert "terms:accept" in alice.buttons(), line
    for data in (
        "play:dice",
        "confirm:play:u1:d:s:o:POINTS:10",
        "lobby:list",
        "stats",
        "board",
        "history",
        "limits:stake:day:XTR:100",
        "limits:excluded:6",
    ):
        alice.press(data, forged=True)
        assert "terms:accept" in alice.buttons(), data


def test_an_asset_beyond_the_balance_is_refused_on_the_yes(program: Program) -> None:
    alice = player(program, "alice")
    alice.say("/play target sum_of_3 10 XTR")
    assert "does not cover 10" in alice.answer("confirm:*")
    alice.say("/play dice single 101 POINTS")
    assert "does not cover 101" in alice.answer("confirm:*")
    assert lobbies(alice) == 1
