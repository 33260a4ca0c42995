"""Who is told of acts of staff that ask first."""

from domain.payments.frame import Frame
from domain.payments.models import Approval, AreaAct
from domain.shared.actor import Permission
from domain.shared.change import Changes
from domain.shared.outbox import Notice, Priority


class ApprovalNotices:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    async def to_others(self, approval: Approval) -> Changes:
        """Everybody else who may approve is asked with two buttons."""
        staff = await self._frame.people.staff(Permission.APPROVE)
        act = approval.act
        kind = act.kind if isinstance(act, AreaAct) else type(act).__name__.lower()
        fields = {
            "kind": kind,
            "value": approval.value,
            "person": await self._frame.name(approval.subject),
            "by": await self._frame.name(approval.by),
            "why": act.why,
        }
        return [
            self._frame.notices.tell(
                Notice(
                    to=person.id,
                    kind="payments-approval",
                    text="notice-approval",
                    fields=fields,
                    buttons=(
                        ("button-approve", f"approve:{approval.id}"),
                        ("button-reject", f"reject:{approval.id}"),
                    ),
                    priority=Priority.RECEIPT,
                )
            )
            for person in staff
            if person.id not in {approval.by, approval.subject}
        ]

    async def to_asker(self, approval: Approval, text: str) -> Changes:
        """What became of it."""
        person = await self._frame.name(approval.subject)
        return self._frame.notices.tell(
            Notice(
                to=approval.by,
                kind="payments-approval",
                text=text,
                fields={"value": approval.value, "person": person},
                priority=Priority.RECEIPT,
            )
        )
