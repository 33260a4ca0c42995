"""Invariants of payments, as the status page and the reconciliation ask for them."""

from typing import Final

from domain.payments.books import Books
from domain.payments.models import TopUpState
from domain.payments.ports import TopUpStore
from domain.shared.money import XTR, Money

TRIES: Final = 5


class Checks:
    def __init__(self, topups: TopUpStore, books: Books) -> None:
        self._topups = topups
        self._books = books

    async def stars_equal(self) -> bool:
        """`stars-equal`: what the ledger says Telegram holds for us is the sum of the top-ups
        paid and not paid back. The two are read one after the other, so a difference counts only
        when it stands still.
        """
        for _ in range(TRIES):
            before = await self._held()
            ledger = await self._books.at_telegram()
            if ledger == before:
                return True
            if before == await self._held() and ledger == await self._books.at_telegram():
                return False
        return True

    async def reserved(self) -> Money:
        """What refunds under way hold: to be equal to the ledger's open holds of top-ups."""
        return (await self._topups.sums()).get(TopUpState.REFUNDING, Money(0, XTR))

    async def _held(self) -> Money:
        sums = await self._topups.sums()
        zero = Money(0, XTR)
        return sums.get(TopUpState.PAID, zero) + sums.get(TopUpState.REFUNDING, zero)
