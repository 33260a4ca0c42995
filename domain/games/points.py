"""Points to play with: a stated grant on each day on which somebody comes to play."""

from domain.games.models import GameSettings
from domain.games.ports import CareStore
from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.ledger.service import Ledger
from domain.shared.actor import Actor
from domain.shared.change import Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import DAY
from domain.shared.money import POINTS, Money, of
from domain.shared.refusals import AlreadyDone
from domain.users.gate import Gate


class DailyPoints:
    def __init__(
        self,
        store: Store,
        care: CareStore,
        ledger: Ledger,
        gate: Gate,
        *,
        clock: Clock,
        settings: GameSettings,
    ) -> None:
        self._store = store
        self._care = care
        self._ledger = ledger
        self._gate = gate
        self._clock = clock
        self._settings = settings

    @property
    def amount(self) -> Money:
        """What a day brings."""
        return of(POINTS, self._settings.daily_points)

    async def visit(self, actor: Actor) -> Money | None:
        """The person comes to play: what they were granted now, None later in the UTC day.

        Refusals: Banned, TermsNeeded.
        """
        await self._gate.clear(actor)
        day = self._clock.now() // DAY
        if self.amount.units == 0 or await self._care.granted(actor.id, day):
            return None

        async def decide() -> Decision[Money]:
            granted = self._ledger.transfer(
                accounts.REWARDS_ISSUED,
                accounts.user(actor.id),
                self.amount,
                kind="daily",
                ref=Ref("daily", str(day)),
            )
            kept = self._care.grant(actor.id, day, self.amount)
            return Decision(self.amount, kept, granted)

        try:
            return await self._store.commit(decide)
        except AlreadyDone:
            return None

    async def before(self, actor: Actor, stake: Money) -> None:
        """A stake of points is a visit too."""
        if stake.asset == POINTS:
            await self.visit(actor)
