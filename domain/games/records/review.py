"""What staff see of matches: any match with everything in it, and pairs that were flagged."""

from dataclasses import dataclass, replace

from domain.games.frame import Frame
from domain.games.models import Lobby
from domain.games.record_models import Flag
from domain.shared.actor import Actor, Permission
from domain.shared.audit import Audit
from domain.shared.change import Decision, IdempotencyKey
from domain.shared.page import Page
from domain.shared.refusals import AlreadyDone, Invalid, NotFound
from domain.users.gate import Gate

MOST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseFlag:
    flag: str
    note: str


class Review:
    def __init__(self, frame: Frame, gate: Gate, audit: Audit) -> None:
        self._frame = frame
        self._gate = gate
        self._audit = audit

    async def match(self, actor: Actor, lobby_id: str) -> Lobby:
        """Refusals: NotAllowed, NotFound."""
        actor.must(Permission.SEE_MONEY)
        return await self._frame.lobby(lobby_id)

    async def flags(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Flag]:
        """Open flags, oldest first. Refusal: NotAllowed."""
        actor.must(Permission.SEE_USERS)
        return await self._frame.flags.waiting(cursor=cursor, limit=limit)

    async def close(self, actor: Actor, flag_id: str, note: str, *, key: IdempotencyKey) -> Flag:
        """Somebody looked; `note` says what they found. Refusals: NotAllowed, NotFound, Invalid
        without a note, AlreadyDone, Banned, TermsNeeded.
        """
        actor.must(Permission.BAN)
        await self._gate.clear(actor)

        async def decide() -> Decision[Flag]:
            if not note.strip() or len(note) > MOST_NOTE:
                raise Invalid(field="note")
            was = await self._flag(flag_id)
            if was.closed_at is not None:
                raise AlreadyDone(flag=flag_id)
            at = self._frame.clock.now()
            now = replace(was, closed_by=actor.id, closed_at=at, note=note)
            entry = self._audit.entry(
                actor, "flag-closed", entity=("flag", flag_id), after={"note": note}
            )
            return Decision(now, self._frame.flags.close(was, now), entry, made=flag_id)

        order = CloseFlag(flag=flag_id, note=note)
        return await self._frame.store.once(key, actor, order, decide, again=self._flag)

    async def _flag(self, flag_id: str) -> Flag:
        flag = await self._frame.flags.get(flag_id)
        if flag is None:
            raise NotFound(flag=flag_id)
        return flag
