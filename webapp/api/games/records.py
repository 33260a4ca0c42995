"""What is kept of games: history, statistics, the leader board of the week."""

from typing import Final

from pydantic import Field

from domain.games.models import GameCode
from domain.games.record_models import Board, HistoryFilter, Played, Result, Tally
from webapp.api.money import csv_text, csv_words
from webapp.forms import (
    AmountText,
    Answer,
    AssetCode,
    Items,
    ListOf,
    MoneyForm,
    Paged,
    Query,
    TimeQuery,
    TimeText,
    asset_of,
    time_text,
)
from webapp.routing import CSV, JSON, Call, File, Route

_COLUMNS: Final = (
    "id",
    "at",
    "game",
    "match",
    "other",
    "other_name",
    "result",
    "asset",
    "staked",
    "returned",
    "net",
    "counts",
)


class PlayedAnswer(Answer):
    """One of my games that is over. `other_name` is the opponent's name as it was then, empty for
    an account that was deleted; `counts` says whether the leader board counts the game.
    """

    id: str
    at: TimeText
    game: str
    lobby: str
    other: int | None
    other_name: str
    result: str
    staked: MoneyForm
    returned: MoneyForm
    net: AmountText
    counts: bool


class HistoryQuery(Paged):
    """`from` is included, `to` is not."""

    game: GameCode | None = None
    asset: AssetCode | None = None
    result: Result | None = None
    since: TimeQuery | None = Field(None, alias="from")
    until: TimeQuery | None = Field(None, alias="to")


class TallyAnswer(Answer):
    game: str
    asset: AssetCode
    games: int
    wins: int
    splits: int
    staked: AmountText
    returned: AmountText
    net: AmountText


class BoardQuery(Query):
    asset: AssetCode = "POINTS"


class LeaderAnswer(Answer):
    place: int
    person: int
    name: str
    games: int
    wins: int
    net: AmountText


class BoardAnswer(Answer):
    """The week from Monday 00:00 UTC, by net."""

    asset: AssetCode
    since: TimeText
    until: TimeText
    items: list[LeaderAnswer]


async def list_played(call: Call) -> ListOf[PlayedAnswer] | File:
    """My games that are over, newest first; as CSV with `Accept: text/csv`

    The file holds twelve months whole, whatever the filter.
    """
    asked = call.query(HistoryQuery)
    records = call.deps.games.records
    if call.wants(CSV):
        played = await records.export(call.actor)
        rows = [_COLUMNS, *(csv_row(one) for one in played)]
        return File(body=csv_text(rows), media=CSV, name="games.csv")
    which = HistoryFilter(
        game=asked.game,
        asset=asset_of(asked.asset, "asset") if asked.asset else None,
        result=asked.result,
        since=asked.since,
        until=asked.until,
    )
    page = await records.history(call.actor, which, cursor=asked.cursor, limit=asked.limit)
    return ListOf[PlayedAnswer](items=[played_answer(one) for one in page.items], next=page.next)


async def show_statistics(call: Call) -> Items[TallyAnswer]:
    """My games, wins and net by game and asset"""
    tallies = await call.deps.games.records.statistics(call.actor)
    return Items[TallyAnswer](items=[tally_answer(one) for one in tallies])


async def show_board(call: Call) -> BoardAnswer:
    """The leader board of the week"""
    asset = asset_of(call.query(BoardQuery).asset, "asset")
    return board_answer(await call.deps.games.records.board(asset))


def played_answer(played: Played) -> PlayedAnswer:
    return PlayedAnswer(
        id=played.id,
        at=time_text(played.at),
        game=played.game.value,
        lobby=played.ref,
        other=played.other,
        other_name=played.other_name,
        result=played.result.value,
        staked=MoneyForm.of(played.staked),
        returned=MoneyForm.of(played.returned),
        net=(played.returned - played.staked).text,
        counts=played.counts,
    )


def tally_answer(tally: Tally) -> TallyAnswer:
    return TallyAnswer(
        game=tally.game.value,
        asset=tally.asset.code,
        games=tally.games,
        wins=tally.wins,
        splits=tally.splits,
        staked=tally.staked.text,
        returned=tally.returned.text,
        net=tally.net.text,
    )


def board_answer(board: Board) -> BoardAnswer:
    return BoardAnswer(
        asset=board.asset.code,
        since=time_text(board.since),
        until=time_text(board.until),
        items=[
            LeaderAnswer(
                place=one.place,
                person=one.person,
                name=one.name,
                games=one.games,
                wins=one.wins,
                net=one.net.text,
            )
            for one in board.leaders
        ],
    )


def csv_row(played: Played) -> tuple[str, ...]:
    return (
        played.id,
        time_text(played.at),
        played.game.value,
        played.ref,
        str(played.other) if played.other is not None else "",
        csv_words(played.other_name),
        played.result.value,
        played.staked.asset.code,
        played.staked.text,
        played.returned.text,
        (played.returned - played.staked).text,
        "yes" if played.counts else "no",
    )


ROUTES = (
    Route(
        method="GET",
        path="/api/v1/games/history",
        handler=list_played,
        query=HistoryQuery,
        answer=ListOf[PlayedAnswer],
        media=(JSON, CSV),
    ),
    Route(
        method="GET",
        path="/api/v1/games/statistics",
        handler=show_statistics,
        answer=Items[TallyAnswer],
    ),
    Route(
        method="GET",
        path="/api/v1/games/board",
        handler=show_board,
        query=BoardQuery,
        answer=BoardAnswer,
    ),
)
