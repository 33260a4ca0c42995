"""What staff may do to a match: void it, with a reason, both stakes back. Over the threshold of
payments, or when it is one's own match, a second person approves.
"""

from typing import Final

from domain.games import rules
from domain.games.events import LobbyChanged
from domain.games.frame import Frame
from domain.games.matches.endings import Endings
from domain.games.models import Lobby, LobbyEvent, Reason
from domain.payments.acts import Carried, Subject
from domain.payments.models import AreaAct, StaffAct
from domain.payments.refusals import SecondPersonNeeded
from domain.shared.actor import Actor, Permission
from domain.shared.audit import Audit
from domain.shared.refusals import Invalid

VOID: Final = "void"
"""The kind of act: `AreaAct(kind=VOID, ref=<lobby>, why=...)`."""
MOST_WHY: Final = 500


class VoidMatches:
    """Doer of `void`."""

    permission = Permission.REFUND

    def __init__(self, frame: Frame, audit: Audit) -> None:
        self._frame = frame
        self._audit = audit
        self._endings = Endings(frame)

    async def subject(self, act: StaffAct) -> Subject:
        """Refusals: NotFound, AlreadyDone when it is over, Invalid without a reason."""
        lobby = await self._lobby(act)
        if not act.why.strip() or len(act.why) > MOST_WHY:
            raise Invalid(field="why")
        rules.TABLE.step(lobby.state, LobbyEvent.VOID)
        stakes = lobby.stake + lobby.stake
        return Subject(person=lobby.creator.person, value=stakes)

    async def carry_out(self, actor: Actor, act: StaffAct, approval_id: str) -> Carried:
        """Refusals: AlreadyDone when it is over, SecondPersonNeeded for whoever plays in it."""
        was = await self._lobby(act)
        if was.seat_of(actor.id) is not None:
            raise SecondPersonNeeded
        ending = await self._endings.void(was, Reason.STAFF, act.why)
        now = ending.lobby
        entry = self._audit.entry(
            actor,
            "match-voided",
            entity=("lobby", was.id),
            before={"state": was.state.value, "stake": str(was.stake)},
            after={"why": act.why, "approval": approval_id},
        )
        return Carried(
            changes=(self._frame.lobbies.move(was, now), ending.changes, entry),
            events=(LobbyChanged(now), *ending.events),
        )

    async def afterwards(self, act: StaffAct) -> None:
        """Nothing leaves the house."""

    async def _lobby(self, act: StaffAct) -> Lobby:
        assert isinstance(act, AreaAct), "the wiring sends acts of areas here"
        return await self._frame.lobby(act.ref)
