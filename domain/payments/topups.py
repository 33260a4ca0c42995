"""Top-ups: Stars in."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from domain.payments import rules
from domain.payments.books import Books
from domain.payments.events import TopUpFailed, TopUpOpened, TopUpPaid
from domain.payments.frame import TELEGRAM, Frame, insist
from domain.payments.models import (
    Entrance,
    Offer,
    OpenTopUp,
    Payment,
    PreCheckout,
    TopUp,
    TopUpEvent,
    TopUpState,
    Verdict,
)
from domain.payments.ports import DepositGate, InvoiceMessages
from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision, IdempotencyKey
from domain.shared.ids import DAY, Instant, UserId
from domain.shared.money import Money, stars
from domain.shared.outbox import Notice, Priority
from domain.shared.page import Page
from domain.shared.refusals import DomainError, GatewayRejected, LimitReached, NotFound
from domain.users.models import Area, MoneyLimit

logger = logging.getLogger(__name__)

AT_ONCE: Final = 200


class TopUps:
    """`open` -> invoice -> pre-checkout `check` -> `paid`, exactly once per Telegram charge."""

    def __init__(
        self,
        frame: Frame,
        books: Books,
        invoices: InvoiceMessages,
        *,
        deposits: DepositGate | None = None,
    ) -> None:
        """`deposits` is asked before money comes in, when the invoice is made and when it is to
        be paid.
        """
        self._frame = frame
        self._books = books
        self._invoices = invoices
        self._deposits = deposits

    def offer(self) -> Offer:
        """What may be chosen now."""
        return rules.offer(self._frame.settings)

    async def open(self, actor: Actor, order: OpenTopUp, *, key: IdempotencyKey) -> TopUp:
        """Make a top-up with its invoice: a message to the payer's chat, or a link for the app.

        An amount that Telegram itself refuses gives a `failed` top-up with its words in
        `failure`. When Telegram did not answer (GatewayError), the same key tries again.
        Refusals: Banned, TermsNeeded, AreaPaused, LimitReached, Invalid, AmountTooSmall,
        AmountTooLarge, AmountNotWhole; what the gate of deposits refuses.
        """

        async def decide() -> Decision[TopUp]:
            await self._frame.gate.money(actor, Area.PAYMENTS)
            rules.accept_amount(order.value, self._frame.settings)
            person = await self._frame.gate.of(actor.id)
            await self._within_limit(actor.id, person.limit, order.value)
            topup = self._new(actor.id, order)
            shown: Changes = ()
            if order.entrance is Entrance.CHAT:
                shown = self._invoices.send(topup, payload=rules.payload(topup.id))
            return Decision(
                topup,
                self._frame.topups.add(topup),
                shown,
                made=topup.id,
                events=(TopUpOpened(topup),),
            )

        topup = await self._frame.store.once(key, actor, order, decide, again=self._get)
        logger.info("topup open user=%s topup=%s value=%s", actor.id, topup.id, topup.value)
        if order.entrance is Entrance.APP and topup.state is TopUpState.OPEN and not topup.link:
            return await self._link(topup)
        return topup

    async def check(self, query: PreCheckout) -> Verdict:
        """The answer to a pre-checkout query, from reads only. Refusals inside the verdict:
        Banned, TermsNeeded, AreaPaused, LimitReached, TopUpGone, NotYourTopUp, AlreadyDone.
        """
        try:
            await self._judge(query)
        except DomainError as refusal:
            logger.info("pre-checkout refused user=%s code=%s", query.person, refusal.code)
            return Verdict(refusal=refusal)
        return Verdict(refusal=None)

    async def paid(self, payment: Payment, *, trace: str = "") -> TopUp:
        """Credit a payment, once however often it is told. One that fits no waiting top-up of
        its payer (unknown, foreign, paid already, another amount) is credited all the same.
        """
        assert payment.stars > 0, "Telegram's payments are positive"
        actor = Actor(id=payment.person, origin="telegram", trace=trace)

        async def decide() -> Decision[TopUp]:
            done = await self._frame.topups.by_charge(payment.charge)
            if done is not None:
                return Decision(done)
            was, now = await self._settled(payment)
            write = self._frame.topups.move(was, now) if was else self._frame.topups.add(now)
            return Decision(
                now,
                write,
                self._books.credit(now),
                self._frame.log(actor, "topup-paid", was, now),
                self._frame.notices.tell(_receipt(now)),
                events=(TopUpPaid(now),),
            )

        topup = await self._frame.store.commit(decide)
        logger.info("topup paid user=%s topup=%s value=%s", topup.person, topup.id, topup.value)
        return topup

    async def invoice_rejected(self, topup_id: str, reason: str) -> TopUp:
        """Telegram refused the invoice; `reason` in its own words. For the outbox worker; again,
        or for a top-up that moved on, changes nothing. Refusal: NotFound.
        """

        async def decide() -> Decision[TopUp]:
            was = await self._get(topup_id)
            if was.state is not TopUpState.OPEN:
                return Decision(was)
            at = self._frame.clock.now()
            now = rules.moved(was, TopUpEvent.REJECT, at, failure=reason[:500])
            told: Changes = ()
            if was.entrance is Entrance.CHAT:
                told = self._frame.notices.tell(_failed(now))
            return Decision(
                now,
                self._frame.topups.move(was, now),
                self._frame.log(TELEGRAM, "topup-failed", was, now),
                told,
                events=(TopUpFailed(now),),
            )

        return await self._frame.store.commit(decide)

    async def get(self, actor: Actor, topup_id: str) -> TopUp:
        """One's own. Refusal: NotFound, for other people's too."""
        topup = await self._get(topup_id)
        if topup.person != actor.id:
            raise NotFound(topup=topup_id)
        return topup

    async def mine(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[TopUp]:
        """Newest first. Refusal: Invalid for a cursor that is not ours."""
        return await self._frame.topups.of(actor.id, cursor=cursor, limit=limit)

    async def counts(self) -> Mapping[TopUpState, int]:
        """How many top-ups there are in each state, zeros too; for metrics."""
        found = await self._frame.topups.counts()
        return {state: found.get(state, 0) for state in TopUpState}

    async def expire(self) -> int:
        """A job: close invoices whose time is over. A payment that comes all the same counts."""
        due = await self._frame.topups.expired(self._frame.clock.now(), AT_ONCE)
        for topup in due:
            await self._expire(topup.id)
        return len(due)

    async def _expire(self, topup_id: str) -> None:
        async def decide() -> Decision[None]:
            was = await self._get(topup_id)
            if was.state is not TopUpState.OPEN:
                return Decision(None)
            now = rules.moved(was, TopUpEvent.EXPIRE, self._frame.clock.now())
            return Decision(None, self._frame.topups.move(was, now))

        await self._frame.store.commit(decide)

    async def _judge(self, query: PreCheckout) -> None:
        person = await self._frame.gate.of(query.person)
        await self._frame.gate.open_area(Area.PAYMENTS)
        topup_id = rules.topup_of(query.payload)
        topup = await self._frame.topups.get(topup_id) if topup_id else None
        topup = rules.payable(topup, query, self._frame.clock.now())
        await self._within_limit(query.person, person.limit, topup.value)

    async def _settled(self, payment: Payment) -> tuple[TopUp | None, TopUp]:
        """The waiting top-up before and after, or None and a stray one."""
        now = self._frame.clock.now()
        topup_id = rules.topup_of(payment.payload)
        was = await self._frame.topups.get(topup_id) if topup_id else None
        if was is not None and rules.meant_by(was, payment):
            return was, rules.paid(was, payment.charge, now)
        logger.warning("stray payment user=%s charge=%s", payment.person, payment.charge)
        return None, rules.stray(self._frame.ids.new(), payment, now)

    async def _link(self, topup: TopUp) -> TopUp:
        """Ask for the link outside of any unit, then keep it."""
        try:
            payload = rules.payload(topup.id)
            link = await insist(partial(self._frame.gateway.invoice_link, topup, payload=payload))
        except GatewayRejected as no:
            return await self.invoice_rejected(topup.id, str(no))

        async def decide() -> Decision[TopUp]:
            was = await self._get(topup.id)
            if was.link or was.state is not TopUpState.OPEN:
                return Decision(was)
            now = replace(was, invoice=rules.slug(link), link=link)
            keep = self._frame.topups.link(was.id, invoice=rules.slug(link), link=link)
            return Decision(now, keep)

        return await self._frame.store.commit(decide)

    async def _within_limit(self, person: UserId, limit: MoneyLimit | None, value: Money) -> None:
        if self._deposits is not None:
            await self._deposits.allow_deposit(person, value)
        if limit is None:
            return
        since = Instant(self._frame.clock.now() - DAY)
        so_far = await self._frame.topups.paid_since(person, since)
        most = stars(limit.stars_per_day)
        if so_far + value > most:
            raise LimitReached(limit=most, reason=limit.reason)

    def _new(self, person: UserId, order: OpenTopUp) -> TopUp:
        now = self._frame.clock.now()
        return TopUp(
            id=self._frame.ids.new(),
            person=person,
            value=order.value,
            state=TopUpState.OPEN,
            entrance=order.entrance,
            invoice=None,
            link=None,
            charge=None,
            failure=None,
            hold=None,
            created_at=now,
            expires_at=rules.lives_until(now, self._frame.settings.invoice_life_s),
            paid_at=None,
            matures_at=None,
            matured_at=None,
            changed_at=now,
        )

    async def _get(self, topup_id: str) -> TopUp:
        topup = await self._frame.topups.get(topup_id)
        if topup is None:
            raise NotFound(topup=topup_id)
        return topup


def _receipt(topup: TopUp) -> Notice:
    return Notice(
        to=topup.person,
        kind="payments-receipt",
        text="notice-topup-receipt",
        fields={"value": topup.value, "topup": topup.id},
        buttons=(("button-topup-refund", f"refund:{topup.id}"),),
        priority=Priority.RECEIPT,
    )


def _failed(topup: TopUp) -> Notice:
    return Notice(
        to=topup.person,
        kind="payments-receipt",
        text="notice-topup-failed",
        fields={"value": topup.value, "reason": topup.failure or ""},
        priority=Priority.RECEIPT,
    )
