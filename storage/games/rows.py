"""Rows of lobbies and throws to and fro."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeAlias

from domain.games.models import (
    GameCode,
    HouseThrow,
    Lobby,
    LobbyState,
    Matching,
    Prompt,
    PromptState,
    Reason,
    Rule,
    Seat,
    Terms,
    Thrown,
    ThrownBy,
)
from domain.shared.ids import Instant, UserId
from domain.shared.money import Asset, Money
from storage.engine import Row

Values: TypeAlias = dict[str, Any]
"""Columns by name."""

_OWN: Final = {
    "state": "text",
    "turn": "bigint",
    "due_at": "bigint",
    "locked_at": "bigint",
    "settled_at": "bigint",
    "announced": "bigint",
    "winner": "bigint",
    "payout": "bigint",
    "reason": "text",
    "why": "text",
    "version": "bigint",
}
_SEAT: Final = {
    "user": "bigint",
    "name": "text",
    "hold": "text",
    "prompt": "text",
    "prompt_message": "bigint",
    "prompt_date": "bigint",
    "house": "text",
}
_FIXED: Final = {
    "id": "text",
    "game": "text",
    "rule": "text",
    "asset": "text",
    "stake": "bigint",
    "rake_bps": "bigint",
    "matching": "text",
    "invited": "bigint",
    "rematch_of": "text",
    "created_at": "bigint",
}
_SEATS: Final = {f"{seat}_{name}": kind for seat in "ab" for name, kind in _SEAT.items()}
MOVED: Final = {**_OWN, **{n: k for n, k in _SEATS.items() if n not in {"a_user", "a_name"}}}
"""What changes in the life of a lobby."""
COLUMNS: Final = {**_FIXED, **_OWN, **_SEATS}
LOCKED_AT: Final = tuple(COLUMNS).index("locked_at")
THROW: Final = {
    "lobby": "text",
    "seat": "bigint",
    "turn": "bigint",
    "number": "bigint",
    "value": "bigint",
    "thrown_by": "text",
    "chat_id": "bigint",
    "message_id": "bigint",
    "date": "bigint",
    "emoji": "text",
}
_EMPTY: Final = Seat(person=UserId(0), name="")


def values_of(lobby: Lobby) -> Values:
    """Every column."""
    terms = lobby.terms
    values: Values = {
        "id": lobby.id,
        "game": terms.game.value,
        "rule": terms.rule.value,
        "asset": terms.stake.asset.code,
        "stake": terms.stake.units,
        "rake_bps": terms.rake_bps,
        "matching": lobby.matching.value,
        "invited": lobby.invited,
        "rematch_of": lobby.rematch_of,
        "created_at": lobby.created_at,
        "state": lobby.state.value,
        "turn": lobby.turn,
        "due_at": lobby.due_at,
        "locked_at": lobby.locked_at,
        "settled_at": lobby.settled_at,
        "announced": int(lobby.announced),
        "winner": lobby.winner,
        "payout": lobby.payout.units if lobby.payout is not None else None,
        "reason": lobby.reason.value,
        "why": lobby.why,
        "version": lobby.version,
    }
    for number, letter in enumerate("ab"):
        taken = number < len(lobby.seats)
        seat = lobby.seats[number] if taken else _EMPTY
        values |= {f"{letter}_{name}": value for name, value in _seat_values(seat).items()}
        if not taken:
            values[f"{letter}_user"] = None
    return values


def new_throws(was: Lobby, now: Lobby) -> Iterator[Values]:
    """The columns of each throw that `now` has and `was` has not."""
    for number, seat in enumerate(now.seats):
        known = len(was.seats[number].throws) if number < len(was.seats) else 0
        for throw in seat.throws[known:]:
            yield {
                "lobby": now.id,
                "seat": number,
                "turn": throw.turn,
                "number": throw.index,
                "value": throw.value,
                "thrown_by": throw.by.value,
                "chat_id": throw.chat_id,
                "message_id": throw.message_id,
                "date": throw.date,
                "emoji": throw.emoji,
            }


def lobby(row: Row, throws: Sequence[Row], asset_of: Callable[[str], Asset]) -> Lobby:
    of = dict(zip(COLUMNS, row, strict=True))
    asset = asset_of(of["asset"])
    letters = "a" if of["b_user"] is None else "ab"
    payout = of["payout"]
    return Lobby(
        id=of["id"],
        terms=Terms(
            game=GameCode(of["game"]),
            rule=Rule(of["rule"]),
            stake=Money(of["stake"], asset),
            rake_bps=of["rake_bps"],
        ),
        matching=Matching(of["matching"]),
        state=LobbyState(of["state"]),
        seats=tuple(_seat(of, n, letter, throws) for n, letter in enumerate(letters)),
        invited=of["invited"],
        rematch_of=of["rematch_of"],
        turn=of["turn"],
        due_at=of["due_at"],
        created_at=of["created_at"],
        locked_at=of["locked_at"],
        settled_at=of["settled_at"],
        announced=bool(of["announced"]),
        winner=of["winner"],
        payout=Money(payout, asset) if payout is not None else None,
        reason=Reason(of["reason"]),
        why=of["why"],
        version=of["version"],
    )


def _seat_values(seat: Seat) -> Values:
    return {
        "user": seat.person,
        "name": seat.name,
        "hold": seat.hold,
        "prompt": seat.prompt.state.value,
        "prompt_message": seat.prompt.message_id,
        "prompt_date": seat.prompt.date,
        "house": seat.house.value,
    }


def _seat(of: Values, number: int, letter: str, throws: Sequence[Row]) -> Seat:
    return Seat(
        person=UserId(of[f"{letter}_user"]),
        name=of[f"{letter}_name"],
        hold=of[f"{letter}_hold"],
        prompt=Prompt(
            state=PromptState(of[f"{letter}_prompt"]),
            message_id=of[f"{letter}_prompt_message"],
            date=Instant(of[f"{letter}_prompt_date"]),
        ),
        house=HouseThrow(of[f"{letter}_house"]),
        throws=tuple(_thrown(row) for row in throws if row[1] == number),
    )


def _thrown(row: Row) -> Thrown:
    return Thrown(
        turn=row[2],
        index=row[3],
        value=row[4],
        by=ThrownBy(row[5]),
        chat_id=row[6],
        message_id=row[7],
        date=row[8],
        emoji=row[9],
    )
