"""What happened in games, told after the commit."""

from dataclasses import dataclass

from domain.games.models import Lobby
from domain.shared.change import Event
from domain.shared.ids import UserId


@dataclass(frozen=True, slots=True)
class LobbyChanged(Event):
    """A lobby or match came to be, moved on, was thrown in, or its verdict may be shown.

    Show it through `rules.shown`, which hides what is not to be seen yet.
    """

    lobby: Lobby


@dataclass(frozen=True, slots=True)
class LimitsChanged(Event):
    """Limits, breaks, reality checks or the reminder of a person."""

    person: UserId


@dataclass(frozen=True, slots=True)
class PairFlagged(Event):
    """Two people play each other so that somebody should look."""

    flag: str
