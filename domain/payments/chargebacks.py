"""Chargebacks: a buyer got their money back from the shop, Telegram took the Stars from us."""

import logging
from functools import partial
from typing import Final

from domain.payments import rules
from domain.payments.books import Books
from domain.payments.events import TopUpChargedBack
from domain.payments.frame import TELEGRAM, Frame
from domain.payments.models import TopUp, TopUpEvent, TopUpState
from domain.shared.actor import Permission
from domain.shared.change import Changes, Decision
from domain.shared.ids import UserId
from domain.shared.money import Money
from domain.shared.outbox import Notice, Priority
from domain.shared.refusals import NotEnoughFunds, NotFound
from domain.users.bans import Bans
from domain.users.events import PersonChanged
from domain.users.models import MoneyLimit

logger = logging.getLogger(__name__)

TRIES: Final = 5
LIMIT_REASON: Final = "chargeback"


class Chargebacks:
    def __init__(self, frame: Frame, books: Books, bans: Bans) -> None:
        self._frame = frame
        self._books = books
        self._bans = bans

    async def take(self, topup_id: str) -> TopUp:
        """Take it from the payer as far as their balance goes, the rest from
        `ext:stars:clawback`; close their money acts; tell staff. Again changes nothing.
        """
        for _ in range(TRIES):
            try:
                return await self._frame.store.commit(partial(self._decide, topup_id))
            except NotEnoughFunds:
                continue  # spent between the read and the commit: read again
        return await self._frame.store.commit(partial(self._decide, topup_id, nothing=True))

    async def _decide(self, topup_id: str, *, nothing: bool = False) -> Decision[TopUp]:
        was = await self._frame.topups.get(topup_id)
        if was is None:
            raise NotFound(topup=topup_id)
        if was.state is not TopUpState.PAID:
            return Decision(was)
        available = (await self._books.balance(was.person)).available
        take = Money(0, was.value.asset) if nothing else min(available, was.value)
        now = rules.moved(was, TopUpEvent.CHARGE_BACK, self._frame.clock.now())
        logger.warning("chargeback user=%s topup=%s taken=%s", was.person, was.id, take)
        return Decision(
            now,
            self._frame.topups.move(was, now),
            self._books.take(was, "chargeback", take),
            self._frame.log(TELEGRAM, "charged-back", was, now),
            await self._limit(was),
            await self._tell(was, take),
            events=(TopUpChargedBack(now), PersonChanged(was.person)),
        )

    async def _limit(self, topup: TopUp) -> Changes:
        person = await self._frame.people.known(topup.person)
        if person is None:
            return ()
        limit = MoneyLimit(stars_per_day=0, reason=LIMIT_REASON)
        return self._bans.limited(TELEGRAM, person, limit)

    async def _tell(self, topup: TopUp, taken: Money) -> Changes:
        staff = await self._frame.people.staff(Permission.RECONCILE)
        fields = {
            "value": topup.value,
            "taken": taken,
            "lost": topup.value - taken,
            "person": await self._frame.name(topup.person),
            "topup": topup.id,
        }
        return [
            self._frame.notices.tell(_notice(to, text, fields))
            for to, text in (
                (topup.person, "notice-chargeback"),
                *((person.id, "notice-chargeback-staff") for person in staff),
            )
        ]


def _notice(to: UserId, text: str, fields: dict[str, object]) -> Notice:
    return Notice(
        to=to,
        kind="payments-chargeback",
        text=text,
        fields=fields,
        priority=Priority.RECEIPT,
    )
