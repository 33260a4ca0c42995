"""The postings of a match: both stakes held in its pot, then paid out or released, once."""

from domain.games import verdicts
from domain.games.models import Lobby, Seat
from domain.ledger import accounts
from domain.ledger.models import Hold, HoldState, Ref
from domain.ledger.service import Ledger
from domain.shared.change import Changes
from domain.shared.ids import UserId

LOBBY_REF = "lobby"


def ref_of(lobby: Lobby) -> Ref:
    return Ref(LOBBY_REF, lobby.id)


class Books:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def pay(self, lobby: Lobby, winner: UserId) -> Changes:
        """Both stakes into the pot; out of it the payout, the rake and what rounding leaves."""
        payout, rake, rest = verdicts.shares(lobby.terms)
        pot, ref = accounts.pot(lobby.id), ref_of(lobby)
        parts: list[Changes] = [
            self._ledger.post(_hold(lobby, seat), kind="stake") for seat in lobby.seats
        ]
        for target, amount, kind in (
            (accounts.user(winner), payout, "payout"),
            (accounts.HOUSE_FEES, rake, "rake"),
            (accounts.HOUSE_ROUNDING, rest, "rounding"),
        ):
            if amount.units:
                parts.append(self._ledger.transfer(pot, target, amount, kind=kind, ref=ref))
        return parts

    def release(self, lobby: Lobby) -> Changes:
        """Both stakes back, no rake. Nothing was held before the match locked."""
        return [self._ledger.void(_hold(lobby, seat)) for seat in lobby.seats if seat.hold]


def _hold(lobby: Lobby, seat: Seat) -> Hold:
    """The hold of a stake, as the lock made it."""
    assert seat.hold, "a match that runs has its holds"
    return Hold(
        id=seat.hold,
        source=accounts.user(seat.person),
        target=accounts.pot(lobby.id),
        amount=lobby.stake,
        ref=ref_of(lobby),
        state=HoldState.PENDING,
        expires_at=None,
    )
