"""Acts of staff that ask first: confirmed by the asker, over a threshold approved by another."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.payments import rules
from domain.payments.acts import Carried, Declined, Doer, Doers, Subject
from domain.payments.answerers import Answerers
from domain.payments.approval_notices import ApprovalNotices
from domain.payments.events import ApprovalChanged
from domain.payments.frame import Frame
from domain.payments.models import (
    Approval,
    ApprovalEvent,
    ApprovalState,
    StaffAct,
)
from domain.payments.ports import ApprovalStore
from domain.shared.actor import Actor, Permission, house
from domain.shared.change import Changes, Decision, Event, IdempotencyKey
from domain.shared.ids import UserId
from domain.shared.page import Page

logger = logging.getLogger(__name__)

AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """The order of a decision about an approval."""

    approval: str
    event: ApprovalEvent


class Approvals:
    """`ask` -> `confirm` (done, or on to others) -> `approve` / `reject`; `cancel` by the asker.

    Refusals of all: NotAllowed, Banned, TermsNeeded, ApprovalGone once decided, NotFound.
    """

    def __init__(
        self,
        frame: Frame,
        approvals: ApprovalStore,
        doers: Mapping[type[StaffAct], Doer],
        *,
        more: Mapping[str, Doer] | None = None,
    ) -> None:
        """`more` are the doers of the areas above, by the kind of their act."""
        self._frame = frame
        self._approvals = approvals
        self._doers = Doers(doers, more or {})
        self._answerers = Answerers(frame, approvals, self._doers)
        self._notices = ApprovalNotices(frame)
        self._confirming = asyncio.Lock()

    async def ask(self, actor: Actor, act: StaffAct, *, key: IdempotencyKey) -> Approval:
        """Put the question (`confirm:<id>`, `cancel:<id>`). Refusals of the act itself."""
        doer = self._doers.of(act)
        actor.must(doer.permission)

        async def decide() -> Decision[Approval]:
            await self._frame.gate.clear(actor)
            subject = await doer.subject(act)
            approval = self._asked(actor, act, subject, ApprovalState.TO_CONFIRM)
            return Decision(approval, self._approvals.add(approval), made=approval.id)

        return await self._frame.store.once(
            key, actor, act, decide, again=self._answerers.approval
        )

    async def refer(
        self, actor: Actor, act: StaffAct, subject: Subject
    ) -> tuple[Approval, Changes]:
        """Put what somebody has confirmed elsewhere before those who approve: the Changes belong
        to the unit of the area that asks. Its doer hears of the answer, whichever it is.
        """
        approval = self._asked(actor, act, subject, ApprovalState.TO_APPROVE)
        return approval, (self._approvals.add(approval), await self._notices.to_others(approval))

    async def retract(self, actor: Actor, approval_id: str) -> Changes:
        """The other way: it is no longer asked. Refusal: ApprovalGone."""
        was = await self._answerers.approval(approval_id)
        return self._written(actor, was, self._moved(was, ApprovalEvent.CANCEL, actor.id))

    async def confirm(self, actor: Actor, approval_id: str, *, key: IdempotencyKey) -> Approval:
        """The asker means it: done at once, or sent to others when it needs a second person
        (over the threshold, alone or with the day's others; or about the asker). The state tells.
        Refusals of the act itself.
        """

        async def decide() -> Decision[Approval]:
            was = await self._answerers.asker(actor, approval_id)
            # A repeated question about what was decided is refused before anything is judged.
            rules.APPROVAL.step(was.state, ApprovalEvent.CONFIRM)
            if await self._answerers.needs_second(actor, was):
                now = self._moved(was, ApprovalEvent.ESCALATE, None)
                return self._decision(actor, was, now, await self._notices.to_others(now))
            now = self._moved(was, ApprovalEvent.CONFIRM, actor.id)
            return await self._done(actor, was, now)

        # One at a time: what is confirmed at once must not pass under the threshold side by side.
        async with self._confirming:
            return await self._decided(actor, approval_id, ApprovalEvent.CONFIRM, decide, key)

    async def cancel(self, actor: Actor, approval_id: str, *, key: IdempotencyKey) -> Approval:
        """The asker takes it back, also while others are asked."""

        async def decide() -> Decision[Approval]:
            was = await self._answerers.asker(actor, approval_id)
            now = self._moved(was, ApprovalEvent.CANCEL, actor.id)
            return self._decision(actor, was, now)

        return await self._decided(actor, approval_id, ApprovalEvent.CANCEL, decide, key)

    async def approve(self, actor: Actor, approval_id: str, *, key: IdempotencyKey) -> Approval:
        """Somebody else carries it out. Refusals: SecondPersonNeeded for the asker and for the
        person it is about; of the act itself, which then still waits.
        """

        async def decide() -> Decision[Approval]:
            was = await self._answerers.second(actor, approval_id)
            now = self._moved(was, ApprovalEvent.APPROVE, actor.id)
            told = await self._tell_asker(now, "notice-approved")
            return await self._done(actor, was, now, told)

        return await self._decided(actor, approval_id, ApprovalEvent.APPROVE, decide, key)

    async def reject(self, actor: Actor, approval_id: str, *, key: IdempotencyKey) -> Approval:
        """Somebody else says no. Refusal: SecondPersonNeeded for the asker, who cancels."""

        async def decide() -> Decision[Approval]:
            was = await self._answerers.second(actor, approval_id)
            now = self._moved(was, ApprovalEvent.REJECT, actor.id)
            told = await self._tell_asker(now, "notice-rejected")
            declined = await self._declined(actor, was, expired=False)
            return self._decision(actor, was, now, told, declined.changes, events=declined.events)

        return await self._decided(actor, approval_id, ApprovalEvent.REJECT, decide, key)

    async def waiting(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Approval]:
        """What waits for a second person. Refusal: NotAllowed."""
        actor.must(Permission.APPROVE)
        return await self._approvals.waiting(ApprovalState.TO_APPROVE, cursor=cursor, limit=limit)

    async def get(self, actor: Actor, approval_id: str) -> Approval:
        """For the asker and for those who approve."""
        approval = await self._answerers.approval(approval_id)
        if approval.by != actor.id:
            actor.must(Permission.APPROVE)
        return approval

    async def expire(self) -> int:
        """A job: close questions that nobody answered in time."""
        job = house("approvals")
        due = await self._approvals.overdue(self._frame.clock.now(), AT_ONCE)
        for approval in due:
            await self._expire(job, approval.id)
        return len(due)

    async def _expire(self, job: Actor, approval_id: str) -> None:
        async def decide() -> Decision[None]:
            was = await self._answerers.approval(approval_id)
            if (was.state, ApprovalEvent.EXPIRE) not in rules.APPROVAL.steps:
                return Decision(None)
            now = self._moved(was, ApprovalEvent.EXPIRE, None)
            told: Changes = ()
            if was.state is ApprovalState.TO_APPROVE:
                told = await self._tell_asker(now, "notice-approval-expired")
            declined = await self._declined(job, was, expired=True)
            return Decision(
                None,
                self._written(job, was, now),
                told,
                declined.changes,
                events=declined.events,
            )

        await self._frame.store.commit(decide)

    async def _decided(
        self,
        actor: Actor,
        approval_id: str,
        event: ApprovalEvent,
        decide: Callable[[], Awaitable[Decision[Approval]]],
        key: IdempotencyKey,
    ) -> Approval:
        order = Decide(approval=approval_id, event=event)
        approval = await self._frame.store.once(
            key, actor, order, decide, again=self._answerers.approval
        )
        logger.info("approval %s user=%s id=%s", approval.state, actor.id, approval.id)
        if approval.state is ApprovalState.DONE:
            await self._doers.of(approval.act).afterwards(approval.act)
        return approval

    async def _done(
        self, actor: Actor, was: Approval, now: Approval, *more: Changes
    ) -> Decision[Approval]:
        carried = await self._doers.of(was.act).carry_out(actor, was.act, was.id)
        return Decision(
            now,
            self._written(actor, was, now),
            carried.changes,
            more,
            made=was.id,
            events=(ApprovalChanged(now), *carried.events),
        )

    async def _declined(self, actor: Actor, was: Approval, *, expired: bool) -> Carried:
        doer = self._doers.of(was.act)
        if not isinstance(doer, Declined):
            return Carried(changes=())
        return await doer.declined(actor, was.act, expired=expired)

    def _asked(
        self, actor: Actor, act: StaffAct, subject: Subject, state: ApprovalState
    ) -> Approval:
        now = self._frame.clock.now()
        return Approval(
            id=self._frame.ids.new(),
            act=act,
            by=actor.id,
            subject=subject.person,
            value=subject.value,
            state=state,
            decided_by=None,
            created_at=now,
            expires_at=rules.lives_until(now, self._frame.settings.approval_life_s),
            decided_at=None,
        )

    def _decision(
        self,
        actor: Actor,
        was: Approval,
        now: Approval,
        *more: Changes,
        events: tuple[Event, ...] = (),
    ) -> Decision[Approval]:
        written = self._written(actor, was, now)
        return Decision(now, written, more, made=was.id, events=(ApprovalChanged(now), *events))

    def _written(self, actor: Actor, was: Approval, now: Approval) -> Changes:
        return (
            self._approvals.move(was, now),
            self._frame.audit.entry(
                actor,
                f"approval-{now.state.value.replace('_', '-')}",
                entity=("approval", now.id),
                before={"state": was.state.value},
                after={"state": now.state.value, "by": now.by, "value": str(now.value)},
            ),
        )

    def _moved(self, was: Approval, event: ApprovalEvent, by: UserId | None) -> Approval:
        at = self._frame.clock.now()
        state = rules.APPROVAL.step(was.state, event).to
        if state is ApprovalState.TO_APPROVE:
            return replace(was, state=state)
        return replace(was, state=state, decided_by=by, decided_at=at)

    async def _tell_asker(self, approval: Approval, text: str) -> Changes:
        if isinstance(self._doers.of(approval.act), Declined):
            return ()  # the area tells its people itself
        return await self._notices.to_asker(approval, text)
