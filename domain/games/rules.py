"""The one transition table of lobby and match. It drives chat, app, API and tests."""

from dataclasses import replace
from typing import Final

from domain.games.models import Lobby, LobbyEvent, LobbyState
from domain.games.refusals import (
    AlreadyPlaying,
    BeforePrompt,
    Late,
    LobbyGone,
    MatchLocked,
    NoMatch,
)
from domain.shared.ids import SECOND, Instant
from domain.shared.machine import Machine, Step
from domain.shared.refusals import AlreadyDone, DomainError

CREATOR, OTHER, PLAYER, HOUSE, TELEGRAM, STAFF = (
    "creator",
    "other",
    "player",
    "house",
    "telegram",
    "staff",
)
S, E = LobbyState, LobbyEvent

ENDED: Final = frozenset({S.RESOLVED, S.SPLIT, S.VOID, S.CANCELLED})
RUNNING: Final = frozenset({S.LOCKED, S.THROWING})
"""Both stakes are held."""
PAUSED: Final = frozenset({S.RESOLVED, S.SPLIT})
"""Ends that are told only when the dice have come to rest."""


def _step(
    state: LobbyState, event: LobbyEvent, to: LobbyState, *by: str, effect: str = ""
) -> Step[LobbyState, LobbyEvent]:
    return Step(state=state, event=event, to=to, by=frozenset(by), effect=effect)


def _refusals() -> dict[tuple[LobbyState, LobbyEvent], type[DomainError]]:
    refused: dict[tuple[LobbyState, LobbyEvent], type[DomainError]] = {}
    for state in (*RUNNING, *ENDED):
        refused[state, E.JOIN] = LobbyGone
    for state in RUNNING:
        refused[state, E.LEAVE] = MatchLocked
        refused[state, E.REMATCH] = AlreadyPlaying
    for state in ENDED:
        refused[state, E.LEAVE] = LobbyGone
        refused[state, E.THROW] = Late
    refused[S.OPEN, E.THROW] = NoMatch
    refused[S.LOCKED, E.THROW] = BeforePrompt
    refused[S.OPEN, E.REMATCH] = AlreadyPlaying
    refused[S.CANCELLED, E.REMATCH] = LobbyGone
    return refused


TABLE: Final = Machine(
    [
        _step(S.OPEN, E.JOIN, S.LOCKED, OTHER, effect="hold"),
        _step(S.OPEN, E.LEAVE, S.CANCELLED, CREATOR),
        _step(S.OPEN, E.EXPIRE, S.CANCELLED, HOUSE),
        # The creator cannot play any more: no funds, a limit, a ban.
        _step(S.OPEN, E.DROP, S.CANCELLED, HOUSE),
        _step(S.OPEN, E.VOID, S.VOID, STAFF),
        _step(S.LOCKED, E.PROMPTED, S.THROWING, TELEGRAM),
        _step(S.LOCKED, E.UNREACHED, S.LOCKED, TELEGRAM),
        _step(S.LOCKED, E.VOID, S.VOID, HOUSE, STAFF, effect="release"),
        _step(S.THROWING, E.PROMPTED, S.THROWING, TELEGRAM),
        _step(S.THROWING, E.UNREACHED, S.THROWING, TELEGRAM),
        _step(S.THROWING, E.THROW, S.THROWING, PLAYER),
        _step(S.THROWING, E.ASK_HOUSE, S.THROWING, HOUSE),
        _step(S.THROWING, E.HOUSE_THROW, S.THROWING, TELEGRAM),
        _step(S.THROWING, E.HOUSE_LOST, S.THROWING, TELEGRAM),
        _step(S.THROWING, E.RETHROW, S.THROWING, HOUSE),
        _step(S.THROWING, E.SETTLE, S.RESOLVED, HOUSE, effect="pay"),
        _step(S.THROWING, E.SPLIT, S.SPLIT, HOUSE, effect="release"),
        _step(S.THROWING, E.VOID, S.VOID, HOUSE, STAFF, effect="release"),
        _step(S.RESOLVED, E.ANNOUNCE, S.RESOLVED, HOUSE),
        _step(S.SPLIT, E.ANNOUNCE, S.SPLIT, HOUSE),
        _step(S.RESOLVED, E.REMATCH, S.RESOLVED, PLAYER),
        _step(S.SPLIT, E.REMATCH, S.SPLIT, PLAYER),
        _step(S.VOID, E.REMATCH, S.VOID, PLAYER),
    ],
    refusals=_refusals(),
    default=AlreadyDone,
)


def moved(lobby: Lobby, event: LobbyEvent) -> Lobby:
    """The lobby after the event, as far as the table says. Refusals: the table's."""
    state = TABLE.step(lobby.state, event).to
    return replace(lobby, state=state, version=lobby.version + 1)


def later(now: Instant, seconds: int) -> Instant:
    return Instant(now + seconds * SECOND)
