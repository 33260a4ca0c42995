"""What staff ask for, in tests."""

from domain.payments.models import Adjust, Approval, RefundOther
from domain.shared.actor import Actor
from tests.payments.house import House


async def ask(home: House, actor: Actor, act: Adjust | RefundOther) -> Approval:
    return await home.approvals.ask(actor, act, key=home.key())
