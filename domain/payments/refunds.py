"""Refunds: one whole payment back to its payer, while unspent."""

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from domain.payments import rules
from domain.payments.books import Books
from domain.payments.events import TopUpRefunded
from domain.payments.frame import TELEGRAM, Frame, insist
from domain.payments.models import ForeignRefund, TopUp, TopUpEvent, TopUpState
from domain.payments.refusals import RefundRejected
from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision, IdempotencyKey
from domain.shared.money import Money
from domain.shared.outbox import Notice, Priority
from domain.shared.refusals import (
    GatewayError,
    GatewayRejected,
    NotEnoughFunds,
    NotFound,
)
from domain.users.models import Area

logger = logging.getLogger(__name__)

AT_ONCE: Final = 200
TRIES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundTopUp:
    """The order of a refund by the payer."""

    topup: str


class Refunds:
    """Reserve (commit) -> ask Telegram -> settle or void (commit). What a crash or a lost answer
    leaves half done, `sweep` finishes: Telegram refunds a charge once, so asking again is safe.
    """

    def __init__(self, frame: Frame, books: Books) -> None:
        self._frame = frame
        self._books = books
        self._asking: set[str] = set()

    async def refund(self, actor: Actor, topup_id: str, *, key: IdempotencyKey) -> TopUp:
        """The payer asks. The answer is `refunded`, or `refunding` when Telegram did not answer.

        Refusals: NotFound (other people's too), AlreadySpent, AlreadyRefunded, TopUpUnpaid,
        RefundRejected, AreaPaused, LimitReached, Banned, TermsNeeded.
        """

        async def decide() -> Decision[TopUp]:
            await self._frame.gate.money(actor, Area.PAYMENTS)
            was = await self._get(topup_id)
            if was.person != actor.id:
                raise NotFound(topup=topup_id)
            now = self.reserved(was)
            return Decision(now, self.reserve(actor, was, now), made=was.id)

        order = RefundTopUp(topup=topup_id)
        topup = await self._frame.store.once(key, actor, order, decide, again=self._get)
        return await self.finish(topup)

    def reserved(self, was: TopUp) -> TopUp:
        """The top-up with its refund under way. Refusals: AlreadyRefunded, TopUpUnpaid."""
        now = rules.moved(was, TopUpEvent.REFUND, self._frame.clock.now())
        return replace(now, hold=self._frame.ids.new())

    def reserve(self, actor: Actor, was: TopUp, now: TopUp) -> Changes:
        """The Changes of the first unit. Refusal: AlreadySpent."""
        assert now.hold is not None, "reserved() gave it a hold"
        return (
            # The row first: whoever comes second is refused for what it is now.
            self._frame.topups.move(was, now),
            self._books.reserve(was, now.hold),
            self._frame.log(actor, "refund-asked", was, now),
        )

    async def finish(self, topup: TopUp) -> TopUp:
        """Ask Telegram for a refund that is reserved, and settle or void it.

        Refusal: RefundRejected, after what was reserved is free again.
        """
        if topup.state is not TopUpState.REFUNDING:
            return topup
        assert topup.charge is not None, "what was paid has a charge"
        self._asking.add(topup.id)
        try:
            await insist(partial(self._frame.gateway.refund, topup.person, topup.charge))
        except GatewayRejected as no:
            await self._void(topup.id, str(no))
            raise RefundRejected(reason=str(no)) from no
        except GatewayError as failed:
            logger.warning("refund unanswered topup=%s: %s", topup.id, failed)
            return topup
        finally:
            self._asking.discard(topup.id)
        return await self.settle(topup.id)

    async def settle(self, topup_id: str) -> TopUp:
        """Telegram has paid it back: post the hold. Again changes nothing. A refund that we did
        not ask for takes what is available, the rest is the house's loss.
        """
        for _ in range(TRIES):
            try:
                return await self._frame.store.commit(partial(self._settled, topup_id))
            except NotEnoughFunds:
                continue  # spent between the read and the commit: read again
        return await self._frame.store.commit(partial(self._settled, topup_id, nothing=True))

    async def told(self, refund: ForeignRefund) -> TopUp | None:
        """Bot API `refunded_payment`: ours, seen before, or made elsewhere. None if unknown."""
        topup = await self._frame.topups.by_charge(refund.charge)
        if topup is None:
            logger.warning("refund of an unknown charge=%s user=%s", refund.charge, refund.person)
            return None
        return await self.settle(topup.id)

    async def sweep(self) -> int:
        """A job, and a step of recovery: finish refunds that nobody is working on."""
        done = 0
        for topup in await self._frame.topups.refunding(AT_ONCE):
            if topup.id in self._asking:
                continue
            try:
                done += (await self.finish(topup)).state is not TopUpState.REFUNDING
            except RefundRejected:
                done += 1
        return done

    async def waiting(self) -> int:
        """Refunds under way, up to a bound: whether the sweep has work."""
        return len(await self._frame.topups.refunding(AT_ONCE))

    async def _settled(self, topup_id: str, *, nothing: bool = False) -> Decision[TopUp]:
        was = await self._get(topup_id)
        if was.state in {TopUpState.REFUNDED, TopUpState.CHARGED_BACK}:
            return Decision(was)
        now = rules.moved(was, TopUpEvent.SETTLE, self._frame.clock.now())
        if was.state is TopUpState.REFUNDING:
            money = self._books.settle(was)
        else:
            available = (await self._books.balance(was.person)).available
            take = Money(0, was.value.asset) if nothing else available
            money = self._books.take(was, "refund", take)
        return Decision(
            now,
            self._frame.topups.move(was, now),
            money,
            self._frame.log(TELEGRAM, "refunded", was, now),
            self._frame.notices.tell(_notice(now, "notice-topup-refunded")),
            events=(TopUpRefunded(now),),
        )

    async def _void(self, topup_id: str, reason: str) -> None:
        async def decide() -> Decision[None]:
            was = await self._get(topup_id)
            if was.state is not TopUpState.REFUNDING:
                return Decision(None)
            moved = rules.moved(
                was, TopUpEvent.VOID, self._frame.clock.now(), failure=reason[:500]
            )
            now = replace(moved, hold=None)
            return Decision(
                None,
                self._frame.topups.move(was, now),
                self._books.release(was),
                self._frame.log(TELEGRAM, "refund-rejected", was, now),
                self._frame.notices.tell(_notice(now, "notice-refund-rejected")),
            )

        await self._frame.store.commit(decide)

    async def _get(self, topup_id: str) -> TopUp:
        topup = await self._frame.topups.get(topup_id)
        if topup is None:
            raise NotFound(topup=topup_id)
        return topup


def _notice(topup: TopUp, text: str) -> Notice:
    return Notice(
        to=topup.person,
        kind="payments-refund",
        text=text,
        fields={"value": topup.value, "topup": topup.id, "reason": topup.failure or ""},
        priority=Priority.RECEIPT,
    )
