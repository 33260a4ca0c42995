"""Withdrawals as their people see them: asked, confirmed, approved, cancelled, looked at."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from domain.payments.acts import Subject
from domain.payments.approvals import Approvals
from domain.payments.models import AreaAct
from domain.shared.actor import Actor, Permission, house
from domain.shared.change import Changes, Decision, IdempotencyKey
from domain.shared.ids import DAY, Instant
from domain.shared.money import LARGEST_UNITS, Money
from domain.shared.page import Page
from domain.shared.refusals import LimitReached, NotFound
from domain.ton import rules
from domain.ton.address import TEST_NET, Address, friendly, usable
from domain.ton.events import WithdrawalChanged
from domain.ton.frame import Frame
from domain.ton.refusals import AddressQuarantined, OwnAddress, WithdrawalGone
from domain.ton.treasury import Treasury
from domain.ton.withdrawal_models import (
    AskWithdrawal,
    Contact,
    Judged,
    Purpose,
    Quote,
    Reason,
    Withdrawal,
    WithdrawalEvent,
    WithdrawalState,
)
from domain.ton.withdrawals.asking import new_withdrawal, question
from domain.ton.withdrawals.book import known_contact
from domain.users.models import Area

logger = logging.getLogger(__name__)

__all__ = ["APPROVE", "DecideWithdrawal", "Judged", "Withdrawals"]

APPROVE: Final = "ton-withdrawal"
"""The kind of act that those who approve decide: `AreaAct(kind=APPROVE, ref=<withdrawal>)`."""
AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideWithdrawal:
    """The order of a decision about a withdrawal."""

    withdrawal: str
    event: WithdrawalEvent


class Withdrawals:
    """`ask` (the money is held) -> `confirm` -> over a threshold a second person -> queued; sent
    and proven by `Payouts` and `Proofs`. `cancel` while it is not sent.
    """

    def __init__(self, frame: Frame, treasury: Treasury, approvals: Approvals) -> None:
        self._frame = frame
        self._treasury = treasury
        self._approvals = approvals

    async def quote(self, actor: Actor, asset: str) -> Quote:
        """Refusal: AssetNotOnChain."""
        known = self._frame.asset(asset)
        limits = self._frame.settings.of(known)
        since = Instant(self._frame.clock.now() - DAY)
        taken = await self._frame.rows.withdrawals.taken_since(actor.id, asset, since)
        return Quote(
            fee=Money(limits.fee, known),
            least=Money(limits.least, known),
            most=Money(limits.most, known),
            day_left=Money(max(limits.person_day - taken, 0), known),
        )

    async def judge(self, actor: Actor, order: AskWithdrawal) -> Judged:
        """Refusals: AssetNotOnChain, AmountTooSmall, AmountTooLarge, AddressInvalid,
        WrongNetwork, OwnAddress. Nothing is kept.
        """
        asset = self._frame.asset(order.value.asset.code)
        rules.within(order.value, self._frame.settings.of(asset))
        address = usable(order.to, network=self._frame.settings.network)
        if address.raw in await self._treasury.own():
            raise OwnAddress(address=address.raw)
        contact = await self._frame.rows.contacts.get(actor.id, address.raw)
        now = self._frame.clock.now()
        whole = await self._whole(actor, address.raw, order.value)
        held = rules.quarantined(contact, whole, self._frame.settings, now)
        return Judged(
            address=address.raw,
            friendly=self._shown(address),
            bounceable=bool(address.bounceable),
            contact=contact,
            quarantined=held,
            quarantined_until=contact.usable_at if contact is not None and held else None,
            value=order.value,
            fee=self._frame.settings.fee(asset),
        )

    async def ask(
        self, actor: Actor, order: AskWithdrawal, *, key: IdempotencyKey, notify: bool = False
    ) -> Withdrawal:
        """Hold the money and put the question (`confirm:<id>`, `cancel:<id>`); `notify` puts it
        into the chat. A new address joins the person's book, where its quarantine begins.
        Refusals: as `judge`, AddressQuarantined, NotEnoughFunds, LimitReached, AreaPaused,
        Banned, TermsNeeded.
        """

        async def decide() -> Decision[Withdrawal]:
            await self._frame.gate.money(actor, Area.TON)
            judged = await self.judge(actor, order)
            # In a commit of its own: a refusal of the quarantine must not undo its beginning.
            contact = judged.contact or await known_contact(self._frame, actor, judged.address)
            now = self._frame.clock.now()
            whole = await self._whole(actor, judged.address, order.value)
            if rules.quarantined(contact, whole, self._frame.settings, now):
                raise AddressQuarantined(address=judged.address, until=contact.usable_at)
            withdrawal = new_withdrawal(self._frame, self._treasury, judged, actor.id)
            return Decision(
                withdrawal,
                self._kept(withdrawal, contact, now),
                self._frame.books.reserve(withdrawal),
                self._frame.log_withdrawal(actor, "withdrawal-asked", withdrawal),
                question(self._frame, withdrawal, judged.friendly) if notify else (),
                made=withdrawal.id,
                events=(WithdrawalChanged(withdrawal),),
            )

        again = self._frame.withdrawal
        withdrawal = await self._frame.store.once(key, actor, order, decide, again=again)
        logger.info("withdrawal asked user=%s id=%s", actor.id, withdrawal.id)
        return withdrawal

    async def confirm(
        self, actor: Actor, withdrawal_id: str, *, key: IdempotencyKey
    ) -> Withdrawal:
        """The person means it. Over the threshold others are asked next. Refusals: NotFound,
        AlreadyDone, WithdrawalGone, AreaPaused, Banned, TermsNeeded.
        """

        async def decide() -> Decision[Withdrawal]:
            await self._frame.gate.money(actor, Area.TON)
            was = await self._own(actor, withdrawal_id)
            now = self._frame.clock.now()
            rules.stepped(was, WithdrawalEvent.CONFIRM, now)
            if now > was.expires_at:
                raise WithdrawalGone(state=WithdrawalState.CANCELLED.value)
            over = self._frame.settings.of(was.value.asset).second_person_over
            if was.value.units > over:
                return await self._escalated(actor, was, now)
            return self._decided(actor, was, rules.stepped(was, WithdrawalEvent.CONFIRM, now))

        order = DecideWithdrawal(withdrawal=withdrawal_id, event=WithdrawalEvent.CONFIRM)
        again = self._frame.withdrawal
        return await self._frame.store.once(key, actor, order, decide, again=again)

    async def cancel(self, actor: Actor, withdrawal_id: str, *, key: IdempotencyKey) -> Withdrawal:
        """The money is free again. Refusals: NotFound, AlreadyDone, WithdrawalGone once sent."""

        async def decide() -> Decision[Withdrawal]:
            was = await self._own(actor, withdrawal_id)
            now = self._frame.clock.now()
            moved = rules.stepped(was, WithdrawalEvent.CANCEL, now, reason=Reason.CANCELLED)
            retracted: Changes = ()
            if was.state is WithdrawalState.TO_APPROVE:
                assert was.approval is not None, "others are asked under an approval"
                retracted = await self._approvals.retract(actor, was.approval)
            return self._decided(actor, was, moved, self._frame.books.release(was), retracted)

        order = DecideWithdrawal(withdrawal=withdrawal_id, event=WithdrawalEvent.CANCEL)
        again = self._frame.withdrawal
        return await self._frame.store.once(key, actor, order, decide, again=again)

    async def mine(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Withdrawal]:
        """Newest first."""
        return await self._frame.rows.withdrawals.of(actor.id, cursor=cursor, limit=limit)

    async def get(self, actor: Actor, withdrawal_id: str) -> Withdrawal:
        """Refusal: NotFound, for other people's too."""
        return await self._own(actor, withdrawal_id)

    async def queue(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Withdrawal]:
        """What is on its way, the house's own included, oldest first. Refusal: NotAllowed."""
        actor.must(Permission.SEE_MONEY)
        states = (WithdrawalState.TO_APPROVE, WithdrawalState.QUEUED, WithdrawalState.SENT)
        return await self._frame.rows.withdrawals.within(states, cursor=cursor, limit=limit)

    async def counts(self) -> Mapping[WithdrawalState, int]:
        """How many there are in each state."""
        found = await self._frame.rows.withdrawals.counts()
        return {state: found.get(state, 0) for state in WithdrawalState}

    async def expire(self) -> int:
        """A job: free the money of questions that nobody answered in time."""
        due = await self._frame.rows.withdrawals.overdue(self._frame.clock.now(), AT_ONCE)
        for withdrawal in due:
            await self._frame.store.commit(partial(self._expired, withdrawal.id))
        return len(due)

    async def _expired(self, withdrawal_id: str) -> Decision[None]:
        was = await self._frame.withdrawal(withdrawal_id)
        if was.state is not WithdrawalState.TO_CONFIRM:
            return Decision(None)
        now = self._frame.clock.now()
        moved = rules.stepped(was, WithdrawalEvent.EXPIRE, now, reason=Reason.EXPIRED)
        job = house("withdrawals")
        return Decision(
            None,
            self._frame.rows.withdrawals.move(was, moved),
            self._frame.books.release(was),
            self._frame.log_withdrawal(job, "withdrawal-expired", moved, was=was),
            events=(WithdrawalChanged(moved),),
        )

    async def _escalated(
        self, actor: Actor, was: Withdrawal, now: Instant
    ) -> Decision[Withdrawal]:
        act = AreaAct(kind=APPROVE, ref=was.id, why=self._shown_raw(was.to))
        subject = Subject(person=actor.id, value=was.value)
        approval, asked = await self._approvals.refer(actor, act, subject)
        moved = replace(
            rules.stepped(was, WithdrawalEvent.ESCALATE, now),
            approval=approval.id,
            expires_at=approval.expires_at,
        )
        return self._decided(actor, was, moved, asked)

    def _decided(
        self, actor: Actor, was: Withdrawal, now: Withdrawal, *more: Changes
    ) -> Decision[Withdrawal]:
        return Decision(
            now,
            self._frame.rows.withdrawals.move(was, now),
            more,
            self._frame.log_withdrawal(actor, f"withdrawal-{_word(now)}", now, was=was),
            made=now.id,
            events=(WithdrawalChanged(now),),
        )

    async def _whole(self, actor: Actor, address: str, value: Money) -> Money:
        """With what went to the address before."""
        before = await self._frame.rows.withdrawals.sent_to(actor.id, address, value.asset.code)
        return value + Money(before, value.asset)

    def _kept(self, withdrawal: Withdrawal, contact: Contact, now: Instant) -> Changes:
        asset = withdrawal.value.asset
        limits = self._frame.settings.of(asset)
        place = limits.quarantine_over if rules.waits(contact, now) else LARGEST_UNITS
        return self._frame.rows.withdrawals.add_within(
            withdrawal,
            since=Instant(now - DAY),
            person=Money(limits.person_day, asset),
            house=Money(limits.house_day, asset),
            place=Money(place, asset),
            refusal=LimitReached(limit=Money(limits.person_day, asset), reason="withdrawals"),
        )

    async def _own(self, actor: Actor, withdrawal_id: str) -> Withdrawal:
        withdrawal = await self._frame.withdrawal(withdrawal_id)
        if withdrawal.purpose is not Purpose.PERSON or withdrawal.person != actor.id:
            raise NotFound(withdrawal=withdrawal_id)
        return withdrawal

    def _shown(self, address: Address) -> str:
        return friendly(
            address.raw, bounceable=bool(address.bounceable), test_only=address.test_only
        )

    def _shown_raw(self, raw: str) -> str:
        return friendly(raw, test_only=self._frame.settings.network == TEST_NET)


def _word(withdrawal: Withdrawal) -> str:
    """How the audit log calls what brought it into its state."""
    words = {
        WithdrawalState.TO_APPROVE: "escalated",
        WithdrawalState.QUEUED: "confirmed",
    }
    return words.get(withdrawal.state, withdrawal.state.value.replace("_", "-"))
