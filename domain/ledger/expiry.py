"""Holds whose time has come."""

from domain.ledger.models import Hold
from domain.ledger.service import Ledger
from domain.shared.change import Decision, Store
from domain.shared.refusals import AlreadyDone

AT_ONCE = 200


class Expiry:
    def __init__(self, store: Store, ledger: Ledger) -> None:
        self._store = store
        self._ledger = ledger

    async def run(self) -> int:
        """A job: release holds that nobody settled in time. One settled meanwhile stays so."""
        due = await self._ledger.due_holds(AT_ONCE)
        for hold in due:
            await self._expire(hold)
        return len(due)

    async def _expire(self, hold: Hold) -> None:
        async def decide() -> Decision[None]:
            return Decision(None, self._ledger.expire(hold))

        try:
            await self._store.commit(decide)
        except AlreadyDone:
            return
