"""Who may answer a question of staff, and when the asker alone will not do."""

from domain.payments import rules
from domain.payments.acts import Doers
from domain.payments.frame import Frame
from domain.payments.models import Adjust, Approval
from domain.payments.ports import ApprovalStore
from domain.payments.refusals import SecondPersonNeeded
from domain.shared.actor import Actor, Permission
from domain.shared.ids import DAY, Instant
from domain.shared.money import Money
from domain.shared.refusals import NotAllowed, NotFound


class Answerers:
    """Refusals of all: NotFound; of the two that ask for somebody, those of the gate too."""

    def __init__(self, frame: Frame, approvals: ApprovalStore, doers: Doers) -> None:
        self._frame = frame
        self._approvals = approvals
        self._doers = doers

    async def asker(self, actor: Actor, approval_id: str) -> Approval:
        """What the actor asked. Refusal: NotAllowed for anybody else, and for an asker who may
        not do such acts any more.
        """
        await self._frame.gate.clear(actor)
        approval = await self.approval(approval_id)
        if approval.by != actor.id:
            raise NotAllowed(approval=approval_id)
        actor.must(self._doers.of(approval.act).permission)
        return approval

    async def second(self, actor: Actor, approval_id: str) -> Approval:
        """What somebody else asked. Refusals: NotAllowed; SecondPersonNeeded for the asker and
        for the person it is about.
        """
        actor.must(Permission.APPROVE)
        await self._frame.gate.clear(actor)
        approval = await self.approval(approval_id)
        actor.must(self._doers.of(approval.act).permission)
        if actor.id in {approval.by, approval.subject}:
            raise SecondPersonNeeded
        return approval

    async def needs_second(self, actor: Actor, approval: Approval) -> bool:
        """Adjustments of a day count together, by who makes them and by whom they are for: a large
        one is not made of small ones.
        """
        settings, value = self._frame.settings, approval.value
        if approval.subject == actor.id or rules.needs_second(value, settings):
            return True
        if not isinstance(approval.act, Adjust):
            return False
        since = Instant(self._frame.clock.now() - DAY)
        sums = await self._approvals.adjusted_alone(approval, since)
        size = Money(abs(value.units), value.asset)
        return any(rules.needs_second(so_far + size, settings) for so_far in sums)

    async def approval(self, approval_id: str) -> Approval:
        approval = await self._approvals.get(approval_id)
        if approval is None:
            raise NotFound(approval=approval_id)
        return approval
