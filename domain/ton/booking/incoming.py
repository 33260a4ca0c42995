"""Payments that came in: whose they are, what state they get, where the money lands."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

from domain.ledger import accounts
from domain.payments.ports import DepositGate
from domain.shared.change import Changes, Event
from domain.shared.ids import UserId
from domain.shared.money import Money
from domain.shared.refusals import DomainError
from domain.ton import rules
from domain.ton.deposit_models import (
    ASIDE,
    CodeOwner,
    Deposit,
    DepositEvent,
    DepositState,
    OrderState,
    PaymentOrder,
    Reason,
)
from domain.ton.events import DepositChanged, OrderPaid
from domain.ton.frame import CHAIN, Frame
from domain.ton.models import Cursor

logger = logging.getLogger(__name__)

_PAYS: Final = frozenset({DepositEvent.CREDIT, DepositEvent.EXCEED})
"""Events by which an order is paid."""
ODD_TOLD: Final = 5
"""While fewer payments of nobody wait, staff are told of each one."""
_ODD: Final = (DepositState.UNMATCHED, DepositState.WRONG_ASSET)
_TEXTS: Final = {
    DepositState.CREDITED: "notice-deposit-credited",
    DepositState.PARTIAL: "notice-deposit-partial",
    DepositState.EXCESS: "notice-deposit-excess",
    DepositState.LATE: "notice-deposit-late",
    DepositState.WRONG_ASSET: "notice-deposit-wrong-asset",
    DepositState.CHECKING: "notice-deposit-checking",
    DepositState.LIMITED: "notice-deposit-limited",
    DepositState.RETURNED: "notice-deposit-returned",
}


class OrderHook(Protocol):
    """An area that waits for payments of its orders."""

    async def paid(self, order: PaymentOrder) -> Changes:
        """What follows from it, in the unit that credits the payment."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What a transaction brought. `odd` says why its comment names nobody, when that shows in
    the message already.
    """

    account: str
    at: Cursor
    value: Money
    sender: str | None
    comment: str | None
    odd: Reason = Reason.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a payment is: the event, why, for whom, and what it pays."""

    event: DepositEvent
    reason: Reason = Reason.NONE
    person: UserId | None = None
    order: PaymentOrder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The Changes of a payment; `keys` as those of a Sheet."""

    deposit: Deposit
    changes: Changes
    events: tuple[Event, ...]
    keys: frozenset[str]


class Incoming:
    def __init__(
        self,
        frame: Frame,
        *,
        gate: DepositGate | None = None,
        hooks: Mapping[str, OrderHook] | None = None,
        second: bool = False,
    ) -> None:
        """`gate` holds the limits that people set for themselves; `hooks` are the areas by the
        kind of their rows; `second`: large payments wait for a second reader.
        """
        self._frame = frame
        self._gate = gate
        self._hooks = hooks or {}
        self._second = second

    async def owner(self, comment: str | None) -> CodeOwner | None:
        """Whom a comment names. Codes are random, so a guess names nobody."""
        code = rules.read_code(comment) if comment is not None else ""
        return await self._frame.rows.codes.owner(code) if code else None

    async def take(self, arrival: Arrival, owner: CodeOwner | None = None) -> Taken:
        """The Changes that keep a payment and put its money where it belongs. `owner` is known
        where the address says it, else the comment does.
        """
        if owner is None and not arrival.odd:
            owner = await self.owner(arrival.comment)
        verdict = await self._judge(arrival, owner)
        if self._large(arrival.value) and verdict.person is not None:
            verdict = replace(verdict, event=DepositEvent.CHECK, reason=Reason.LARGE)
        return await self.record(arrival, verdict)

    async def record(self, arrival: Arrival, verdict: Verdict) -> Taken:
        """The same with the verdict given."""
        now = self._frame.clock.now()
        seen = Deposit(
            id=self._frame.ids.new(),
            account=arrival.account,
            at=arrival.at,
            value=arrival.value,
            sender=arrival.sender,
            comment=rules.safe_comment(arrival.comment),
            person=verdict.person,
            order=verdict.order.code if verdict.order is not None else None,
            state=DepositState.SEEN,
            reason=Reason.NONE,
            withdrawal=None,
            seen_at=now,
            changed_at=now,
        )
        deposit = rules.moved(seen, verdict.event, now, reason=verdict.reason)
        logger.info("deposit %s id=%s value=%s", deposit.state, deposit.id, deposit.value)
        keys = {f"person:{deposit.person}"} if deposit.person is not None else set()
        if deposit.order is not None:
            keys.add(f"order:{deposit.order}")
        return Taken(
            deposit=deposit,
            changes=(
                self._frame.rows.deposits.add(deposit),
                await self._landed(seen, deposit, verdict),
                self._frame.log_deposit(CHAIN, "deposit-seen", deposit),
                await self.told(deposit),
            ),
            events=self._events(deposit, verdict),
            keys=frozenset(keys),
        )

    async def rejudged(self, was: Deposit, *, confirmed: bool) -> Taken | None:
        """What stands aside, judged again: after the second reader answered, or when a limit may
        have gone. None when nothing changes.
        """
        verdict = await self._again(was, confirmed=confirmed)
        if was.state is DepositState.LIMITED and verdict.event is not DepositEvent.CREDIT:
            return None
        now = rules.moved(was, verdict.event, self._frame.clock.now(), reason=verdict.reason)
        now = replace(now, person=verdict.person or was.person)
        return Taken(
            deposit=now,
            changes=(
                self._frame.rows.deposits.move(was, now),
                await self._landed(was, now, verdict),
                self._frame.log_deposit(CHAIN, "deposit-judged", now, was=was),
                await self.told(now),
            ),
            events=self._events(now, verdict),
            keys=frozenset(),
        )

    async def told(self, deposit: Deposit) -> Changes:
        """The person whose it is, or staff when nobody's."""
        text = _TEXTS.get(deposit.state)
        fields = {
            "value": deposit.value,
            "deposit": deposit.id,
            "tx": deposit.at.hash,
            "reason": deposit.reason.value,
        }
        told: list[Changes] = []
        if deposit.person is not None and text is not None:
            told.append(self._frame.tell(deposit.person, "ton-deposit", text, fields))
        if deposit.state in _ODD and await self._list_is_short():
            told.append(await self._frame.tell_staff("ton-odd", "notice-deposit-odd", fields))
        return told

    async def _list_is_short(self) -> bool:
        """Staff who have a list before them need no message for each line of it."""
        page = await self._frame.rows.deposits.within(_ODD, cursor=None, limit=ODD_TOLD)
        return len(page.items) < ODD_TOLD

    async def _again(self, was: Deposit, *, confirmed: bool) -> Verdict:
        if not confirmed:
            return Verdict(event=DepositEvent.MISS, reason=Reason.DENIED, person=was.person)
        owner = await self._frame.rows.codes.owner(was.order) if was.order is not None else None
        if owner is None and was.person is not None:
            owner = CodeOwner(person=was.person, order=None)
        return await self._whose(owner, was.value, was.comment)

    async def _judge(self, arrival: Arrival, owner: CodeOwner | None) -> Verdict:
        if (
            owner is None
            and arrival.value.units < self._frame.settings.of(arrival.value.asset).dust
        ):
            return Verdict(event=DepositEvent.KEEP, reason=Reason.DUST)
        if arrival.odd is Reason.FOREIGN_JETTON:
            return Verdict(event=DepositEvent.MISTAKE_ASSET, reason=arrival.odd)
        if arrival.odd:
            return Verdict(event=DepositEvent.MISS, reason=arrival.odd)
        return await self._whose(owner, arrival.value, arrival.comment)

    async def _whose(self, owner: CodeOwner | None, value: Money, comment: str | None) -> Verdict:
        if owner is None:
            reason = Reason.UNKNOWN_COMMENT if comment else Reason.NO_COMMENT
            return Verdict(event=DepositEvent.MISS, reason=reason)
        if owner.order is not None:
            event = rules.for_order(owner.order, value, self._frame.clock.now())
            odd = event is DepositEvent.MISTAKE_ASSET
            return Verdict(
                event=event,
                reason=Reason.OTHER_ASSET if odd else Reason.NONE,
                person=owner.person,
                order=owner.order,
            )
        return await self._within_limits(owner.person, value)

    async def _within_limits(self, person: UserId, value: Money) -> Verdict:
        """What people set for themselves holds here too; the money waits aside meanwhile."""
        if self._gate is not None:
            try:
                await self._gate.allow_deposit(person, value)
            except DomainError as refusal:
                logger.info("deposit waits user=%s code=%s", person, refusal.code)
                return Verdict(event=DepositEvent.LIMIT, reason=Reason.LIMIT, person=person)
        return Verdict(event=DepositEvent.CREDIT, person=person)

    async def _landed(self, was: Deposit, now: Deposit, verdict: Verdict) -> Changes:
        """Where the money goes: from the chain when it is new, else from those aside."""
        if now.state is DepositState.RETURNED:
            return ()  # our account sent it back itself
        move = self._frame.books.given if was.state in ASIDE else self._frame.books.came_in
        if now.state in ASIDE:
            if was.state in ASIDE:
                return ()
            return move(now, accounts.TON_UNMATCHED, now.value)
        if now.state is DepositState.KEPT:
            return move(now, accounts.HOUSE_NETWORK, now.value)
        assert now.person is not None, "what is credited is somebody's"
        order = verdict.order
        if order is None or verdict.event not in _PAYS:
            return move(now, accounts.user(now.person), now.value)
        paid = replace(order, state=OrderState.PAID, changed_at=now.changed_at)
        hook = self._hooks.get(order.ref.kind)
        rest = now.value - order.value
        return (
            move(now, order.account, order.value),
            move(now, accounts.user(now.person), rest),
            self._frame.rows.codes.move_order(order, paid),
            await hook.paid(paid) if hook is not None else (),
        )

    def _events(self, deposit: Deposit, verdict: Verdict) -> tuple[Event, ...]:
        changed = DepositChanged(deposit)
        if verdict.order is None or verdict.event not in _PAYS:
            return (changed,)
        return (changed, OrderPaid(verdict.order))

    def _large(self, value: Money) -> bool:
        over = self._frame.settings.of(value.asset).second_reader_over
        return self._second and value.units >= over
