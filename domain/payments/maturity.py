"""Maturity: Stars are the house's to spend 21 days after they came in, and forfeit at 3 years."""

from dataclasses import replace
from typing import Final

from domain.payments import rules
from domain.payments.books import Books
from domain.payments.frame import Frame
from domain.payments.models import Cohort, TopUp, TopUpEvent, TopUpState
from domain.shared.actor import Actor, Permission
from domain.shared.change import Decision

AT_ONCE: Final = 200


class Maturity:
    def __init__(self, frame: Frame, books: Books) -> None:
        self._frame = frame
        self._books = books

    async def run(self) -> int:
        """A job: move what has matured from `ext:stars:maturing` to `ext:stars:available`."""
        due = await self._frame.topups.maturing(self._frame.clock.now(), AT_ONCE)
        for topup in due:
            await self._mature(topup)
        return len(due)

    async def cohorts(self, actor: Actor) -> tuple[Cohort, ...]:
        """What came in by day and is still there, newest first. Refusal: NotAllowed."""
        actor.must(Permission.SEE_MONEY)
        return await self._frame.topups.cohorts()

    async def _mature(self, topup: TopUp) -> None:
        async def decide() -> Decision[None]:
            was = await self._frame.topups.get(topup.id)
            # A refund that began since keeps its cohort until it is settled or void.
            if was is None or was.state is not TopUpState.PAID or was.matured_at is not None:
                return Decision(None)
            at = self._frame.clock.now()
            moved = rules.moved(was, TopUpEvent.MATURE, at)
            now = replace(moved, matured_at=at, changed_at=was.changed_at)
            return Decision(None, self._frame.topups.move(was, now), self._books.mature(was))

        await self._frame.store.commit(decide)
