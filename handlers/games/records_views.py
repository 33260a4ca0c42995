"""Screens of what was played."""

from collections.abc import Sequence
from typing import Final

from domain.games.record_models import Board, Leader, Played, Tally
from domain.shared.ids import Instant
from domain.shared.money import Asset, Money
from domain.shared.page import Page
from handlers.menu.keyboards import back
from handlers.screens import MOST_DATA_BYTES, Button, Screen, safe, screen
from locales.speech import Moment, Speech

MOST_LINES: Final = 6
MOST_LEADERS: Final = 5


def stats_screen(speech: Speech, tallies: Sequence[Tally]) -> Screen:
    lines = [_tally_line(speech, one) for one in tallies[:MOST_LINES]]
    row = (
        Button(label=speech.say("stats-button-history"), data="history"),
        Button(label=speech.say("stats-button-board"), data="board"),
    )
    rows = (row, back(speech, "play"))
    return screen(speech.say("stats-title"), lines or [speech.say("stats-none")], rows)


def _tally_line(speech: Speech, one: Tally) -> str:
    return speech.say(
        "stats-line",
        game=one.game.value,
        asset=one.asset,
        games=str(one.games),
        wins=str(one.wins),
        splits=str(one.splits),
        net=signed(speech, one.net),
    )


def board_screen(speech: Speech, board: Board, assets: Sequence[Asset]) -> Screen:
    lines = [_leader_line(speech, one) for one in board.leaders[:MOST_LEADERS]]
    if lines:
        lines += ["", speech.say("board-note")]
    row = tuple(
        Button(label=speech.asset(asset.code), data=f"board:{asset.code}")
        for asset in assets
        if asset != board.asset
    )
    rows = (*((row,) if row else ()), back(speech, "play"))
    empty = speech.say("board-none", asset=board.asset)
    return screen(speech.say("board-title"), lines or [empty], rows)


def _leader_line(speech: Speech, one: Leader) -> str:
    return speech.say(
        "board-line",
        place=str(one.place),
        name=safe(one.name),
        net=signed(speech, one.net),
        wins=str(one.wins),
        games=str(one.games),
    )


def history_screen(speech: Speech, page: Page[Played], now: Instant) -> Screen:
    lines = [
        speech.say(
            "history-line",
            at=Moment(one.at, now),
            game=one.game.value,
            name=safe(one.other_name) or speech.say("history-nobody"),
            result=speech.say(f"history-result-{one.result.value}"),
            staked=one.staked,
            returned=one.returned,
        )
        for one in page.items
    ]
    data = f"history:{page.next}"
    fits = page.next is not None and len(data.encode()) <= MOST_DATA_BYTES
    older = ((Button(label=speech.say("button-older"), data=data),),) if fits else ()
    rows = (*older, back(speech, "stats"))
    return screen(speech.say("history-title"), lines or [speech.say("history-none")], rows)


def signed(speech: Speech, amount: Money) -> str:
    """With its sign: gain and loss are told apart by more than a colour."""
    if amount.units < 0:
        return f"\N{MINUS SIGN}{speech.money(-amount)}"
    return f"+{speech.money(amount)}" if amount.units else speech.money(amount)
