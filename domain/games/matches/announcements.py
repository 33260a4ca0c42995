"""What people are told of their matches: text keys and fields."""

from collections.abc import Mapping

from domain.games import verdicts
from domain.games.frame import Frame
from domain.games.models import Lobby, LobbyState, Reason, Seat
from domain.shared.change import Changes
from domain.shared.outbox import Notice, Priority

_RETHROWN = " / "


class Announcements:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def of(self, lobby: Lobby) -> Changes:
        """The end of a lobby or match, to everybody who has a seat."""
        tell = self._frame.notices.tell
        if len(lobby.seats) == 1:
            # A deleted account leaves an alias below zero, whom nobody can tell anything.
            return tell(_unplayed(lobby)) if lobby.creator.person > 0 else ()
        return [tell(_played(lobby, seat)) for seat in lobby.seats]

    def challenge(self, lobby: Lobby) -> Changes:
        """To the person who alone may join."""
        if lobby.invited is None:
            return ()
        fields = {
            **_terms(lobby),
            "by": lobby.creator.name,
            "payout": verdicts.shares(lobby.terms)[0],
            "rake": verdicts.percent(lobby.terms.rake_bps),
            "again": int(bool(lobby.rematch_of)),
        }
        return self._frame.notices.tell(
            Notice(
                to=lobby.invited,
                kind="games-challenge",
                text="notice-challenge",
                fields=fields,
                buttons=(("button-join", f"lobby:join:{lobby.id}"),),
            )
        )


def _terms(lobby: Lobby) -> Mapping[str, object]:
    return {
        "lobby": lobby.id,
        "game": lobby.terms.game.value,
        "rule": lobby.terms.rule.value,
        "stake": lobby.stake,
        "rake_bps": lobby.terms.rake_bps,
    }


def _unplayed(lobby: Lobby) -> Notice:
    """`reason`: expired, dropped or staff."""
    return Notice(
        to=lobby.creator.person,
        kind="games-lobby",
        text="notice-lobby-over",
        fields={**_terms(lobby), "reason": lobby.reason.value, "why": lobby.why},
    )


def _played(lobby: Lobby, seat: Seat) -> Notice:
    across = lobby.other(seat.person)
    assert across is not None, "a match has two seats"
    return Notice(
        to=seat.person,
        kind="games-match",
        text=_text(lobby, seat),
        fields={
            **_terms(lobby),
            "opponent": across.name,
            "mine": _values(seat),
            "theirs": _values(across),
            "payout": lobby.payout if lobby.payout is not None else lobby.stake,
            "reason": lobby.reason.value,
            "why": lobby.why,
        },
        buttons=_buttons(lobby),
        priority=Priority.RECEIPT,
    )


def _text(lobby: Lobby, seat: Seat) -> str:
    if lobby.state is LobbyState.RESOLVED:
        return "notice-match-won" if seat.person == lobby.winner else "notice-match-lost"
    return "notice-match-split" if lobby.state is LobbyState.SPLIT else "notice-match-void"


def _buttons(lobby: Lobby) -> tuple[tuple[str, str], ...]:
    if lobby.reason is Reason.STAFF:
        return ()
    return (("button-rematch", f"lobby:rematch:{lobby.id}"),)


def _values(seat: Seat) -> str:
    """`6`, `3+4+5`, and after a tie `2 / 6`; `-` for nobody."""
    turns = sorted({throw.turn for throw in seat.throws})
    return _RETHROWN.join("+".join(map(str, seat.values(turn))) for turn in turns) or "-"
