"""What staff do to other people's money: adjust a balance, refund a top-up."""

from domain.ledger.models import Balance, Ref
from domain.payments import rules
from domain.payments.acts import Carried, Subject
from domain.payments.books import Books
from domain.payments.frame import Frame
from domain.payments.models import Adjust, RefundOther, StaffAct, TopUp
from domain.payments.refunds import Refunds
from domain.shared.actor import Actor, Permission
from domain.shared.ids import UserId
from domain.shared.outbox import Notice, Priority
from domain.shared.page import Page
from domain.shared.refusals import NotFound


class Adjustments:
    """Doer of `Adjust`: between `house:adjustments` and the person."""

    permission = Permission.ADJUST

    def __init__(self, frame: Frame, books: Books) -> None:
        self._frame = frame
        self._books = books

    async def subject(self, act: StaffAct) -> Subject:
        """Refusals: AmountTooSmall, AmountNotWhole, Invalid without a reason, NotFound."""
        assert isinstance(act, Adjust), "the wiring sends adjustments here"
        rules.accept_adjustment(act)
        if await self._frame.people.known(act.person) is None:
            raise NotFound(person=act.person)
        return Subject(person=act.person, value=act.amount)

    async def carry_out(self, actor: Actor, act: StaffAct, approval_id: str) -> Carried:
        """Refusal: NotEnoughFunds when more is taken than is there."""
        assert isinstance(act, Adjust), "the wiring sends adjustments here"
        value = str(act.amount)
        told = Notice(
            to=act.person,
            kind="payments-adjustment",
            text="notice-adjusted",
            fields={"value": act.amount, "why": act.why},
            priority=Priority.RECEIPT,
        )
        return Carried(
            changes=(
                self._books.adjust(act.person, act.amount, Ref("adjustment", approval_id)),
                self._frame.audit.entry(
                    actor,
                    "adjusted",
                    entity=("person", str(act.person)),
                    after={"value": value, "why": act.why, "approval": approval_id},
                ),
                self._frame.notices.tell(told),
            )
        )

    async def afterwards(self, act: StaffAct) -> None:
        """Nothing leaves the house."""

    async def balances(self, actor: Actor, person: UserId) -> tuple[Balance, ...]:
        """Somebody's balances. Refusal: NotAllowed."""
        actor.must(Permission.SEE_MONEY)
        return await self._books.balances(person)


class StaffRefunds:
    """Doer of `RefundOther`: the payer's balance must cover it, as when they ask themselves."""

    permission = Permission.REFUND

    def __init__(self, frame: Frame, refunds: Refunds) -> None:
        self._frame = frame
        self._refunds = refunds

    async def subject(self, act: StaffAct) -> Subject:
        """Refusals: NotFound, AlreadyRefunded, TopUpUnpaid, Invalid without a reason."""
        topup = await self._topup(act)
        rules.accept_why(act)
        self._refunds.reserved(topup)
        return Subject(person=topup.person, value=topup.value)

    async def carry_out(self, actor: Actor, act: StaffAct, approval_id: str) -> Carried:
        """Refusals: AlreadySpent, AlreadyRefunded."""
        was = await self._topup(act)
        assert isinstance(act, RefundOther), "the wiring sends refunds here"
        return Carried(
            changes=(
                self._refunds.reserve(actor, was, self._refunds.reserved(was)),
                self._frame.audit.entry(
                    actor,
                    "refunded-by-staff",
                    entity=("topup", was.id),
                    after={"why": act.why, "approval": approval_id},
                ),
            )
        )

    async def afterwards(self, act: StaffAct) -> None:
        """Ask Telegram. Refusal: RefundRejected, of which the payer is told too."""
        await self._refunds.finish(await self._topup(act))

    async def topups(
        self, actor: Actor, person: UserId, *, cursor: str | None, limit: int
    ) -> Page[TopUp]:
        """Somebody's top-ups. Refusal: NotAllowed."""
        actor.must(Permission.SEE_MONEY)
        return await self._frame.topups.of(person, cursor=cursor, limit=limit)

    async def _topup(self, act: StaffAct) -> TopUp:
        assert isinstance(act, RefundOther), "the wiring sends refunds here"
        topup = await self._frame.topups.get(act.topup)
        if topup is None:
            raise NotFound(topup=act.topup)
        return topup
