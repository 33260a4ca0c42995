"""Gifts that the house keeps for people, as the ledger knows them: things each of its own."""

from typing import Final

from domain.gifts.models import GiftKey
from domain.gifts.names import parse_gift
from domain.gifts.portfolio.models import Subject
from domain.ledger.accounts import user
from domain.ledger.service import Ledger
from domain.shared.clock import Clock
from domain.shared.ids import Instant, UserId
from domain.shared.refusals import Invalid

GIFT: Final = "gift:"
"""The code of a gift's asset is this and its key."""


class LedgerGifts:
    """Implements domain.gifts.portfolio.ports.Kept: gifts that are a person's in our own books."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    async def of(self, person: UserId) -> tuple[tuple[Subject, Instant], ...]:
        now = self._clock.now()
        found = []
        for balance in await self._ledger.balances(user(person)):
            asset = balance.available.asset
            subject = _subject(asset.code) if asset.unique else None
            if subject is not None and (balance.available + balance.held).units:
                found.append((subject, now))
        return tuple(found)


def _subject(code: str) -> Subject | None:
    if not code.startswith(GIFT):
        return None
    try:
        collection, number = parse_gift(code.removeprefix(GIFT))
    except Invalid:
        return None
    return Subject(collection=collection, gift=GiftKey(f"{collection}-{number}"))
