"""The one door through which a stake goes. No game holds money by itself: `Stakes.hold` takes
what only `Stakes.admit` gives, and that has passed the gate of responsible play.
"""

from dataclasses import dataclass

from domain.games.care_models import Player, Stake
from domain.games.models import Entrance, GameSettings
from domain.games.play_gate import PlayGate
from domain.games.refusals import ChatNeeded
from domain.ledger import accounts
from domain.ledger.accounts import AccountPath
from domain.ledger.models import Ref
from domain.ledger.service import Ledger
from domain.shared.actor import Actor
from domain.shared.change import Changes
from domain.shared.money import Money
from domain.shared.refusals import DomainError, NotEnoughFunds
from domain.users.gate import Gate
from domain.users.models import Area, Person
from domain.users.people import People

STAKE = "stake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """Somebody who may put this at stake now."""

    person: Person
    value: Money
    player: Player


class Stakes:
    def __init__(
        self,
        ledger: Ledger,
        gate: Gate,
        people: People,
        play: PlayGate,
        *,
        settings: GameSettings,
    ) -> None:
        self._ledger = ledger
        self._gate = gate
        self._people = people
        self._play = play
        self.settings = settings

    async def enter(self, actor: Actor) -> Person:
        """Who plays at all. Refusals: Banned, TermsNeeded, AreaPaused, LimitReached,
        ChatNeeded.
        """
        await self._gate.money(actor, Area.GAMES)
        person = await self._people.known(actor.id)
        assert person is not None, "whom the gate let through is known"
        if person.blocked or person.started_at is None:
            raise ChatNeeded
        return person

    async def admit(self, actor: Actor, value: Money, entrance: Entrance) -> Admitted:
        """Refusals: as `enter`; SelfExcluded, ReminderNeeded, RealityCheckDue, PlayLimitReached,
        NotEnoughFunds.
        """
        person = await self.enter(actor)
        stake = Stake(person=actor.id, value=value, entrance=entrance)
        player = await self._play.judge(stake)
        balance = await self._ledger.balance(accounts.user(actor.id), value.asset)
        if balance.available < value:
            raise NotEnoughFunds(needed=value)
        return Admitted(person=person, value=value, player=player)

    def hold(
        self,
        admitted: Admitted,
        target: AccountPath,
        *,
        hold_id: str,
        ref: Ref,
        short: DomainError | None = None,
    ) -> Changes:
        """Reserve the stake. Refusal: NotEnoughFunds, or `short` in its place."""
        held = self._ledger.hold(
            accounts.user(admitted.person.id),
            target,
            admitted.value,
            hold_id=hold_id,
            kind=STAKE,
            ref=ref,
            short=short,
        )
        return held, self._play.seated(admitted.player)
