"""A day of people, Telegram and crashes, act by act, for property tests."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from domain.ledger import accounts
from domain.payments.frame import ASKS
from domain.payments.models import Entrance, ForeignRefund, TopUpState
from domain.shared.actor import Actor, house
from domain.shared.ids import DAY, HOUR
from domain.shared.money import XTR, stars
from domain.shared.refusals import DomainError, GatewayError
from tests.acts import Act
from tests.fakes.stars import Died
from tests.payments.dying import DyingStore
from tests.payments.house import ALICE, BOB, House, Tools

PEOPLE: Final = (ALICE, BOB)
FAULTS: Final = ("", "down", "lose", "die before", "die after", "Bad Request: no")
ACTS: Final = (
    "open",
    "pay",
    "pay again",
    "stray",
    "refund",
    "sweep",
    "told",
    "charge back",
    "reconcile",
    "mature",
    "spend",
    "expire",
)


@dataclass(slots=True)
class Day:
    tools: Tools
    opened: list[tuple[Actor, str, int]] = field(default_factory=list)
    home: House = field(init=False)
    actors: list[Actor] = field(default_factory=list)

    async def begin(self) -> None:
        self.home = House(self.tools)
        self.actors = [await self.home.meet(person) for person in PEOPLE]

    async def live(self, act: Act) -> None:
        """One act. Refusals and failures are part of life; after a death a new run begins."""
        home = House(self.tools, store=DyingStore(self.tools.writer, act.dies, act.when))
        if act.fault:
            self.tools.telegram.faults.extend([act.fault] * ASKS)
        try:
            await self._acts()[act.name](home, act)
        except (DomainError, GatewayError):
            pass
        except Died:
            await House(self.tools).invariants()
        self.tools.telegram.faults.clear()

    async def end(self) -> None:
        """Recover as the next start does, then ask Telegram: everything adds up."""
        home = House(self.tools)
        await home.refunds.sweep()
        report = await home.reconcile.run(house("reconcile"))
        assert report.equal, report.findings
        await home.invariants()
        counts = await home.topups.counts()
        assert counts[TopUpState.REFUNDING] == 0
        assert (await home.books.at_telegram()).whole == self.tools.telegram.held
        rows = await home.rows(
            "SELECT count(*), count(DISTINCT charge) FROM payments_topups WHERE charge IS NOT NULL"
        )
        assert rows[0] == (len(self.tools.telegram.charges),) * 2
        await self._everybody_has_what_they_paid(home)

    async def _everybody_has_what_they_paid(self, home: House) -> None:
        """What came in is with the people, with the house for what they spent, or gone back."""
        inside = stars(0)
        for person in PEOPLE:
            inside += await home.balance(person)
        fees = (await home.ledger.balance(accounts.HOUSE_FEES, XTR)).available
        lost = -(await home.ledger.balance(accounts.STARS_CLAWBACK, XTR)).available
        assert (inside + fees - lost).whole == self.tools.telegram.held

    def _acts(self) -> dict[str, Callable[[House, Act], Awaitable[object]]]:
        return {
            "open": self._open,
            "pay": self._pay,
            "pay again": self._pay_again,
            "stray": self._stray,
            "refund": self._refund,
            "sweep": lambda home, _: home.refunds.sweep(),
            "told": self._told,
            "charge back": self._charge_back,
            "reconcile": lambda home, _: home.reconcile.run(house("reconcile")),
            "mature": lambda home, _: self._mature(home),
            "spend": self._spend,
            "expire": lambda home, _: self._expire(home),
        }

    async def _open(self, home: House, act: Act) -> None:
        actor = self.actors[act.person % 2]
        whole = 15 + act.number
        entrance = Entrance.APP if act.number % 2 else Entrance.CHAT
        topup = await home.open(actor, whole, key=f"o{len(self.opened)}", entrance=entrance)
        self.opened.append((actor, topup.id, whole))

    async def _pay(self, home: House, act: Act) -> None:
        if not self.opened:
            return
        actor, topup_id, whole = self.opened[act.number % len(self.opened)]
        payment = self.tools.telegram.pay(actor.id, whole, f"topup:{topup_id}")
        await home.topups.paid(payment)

    async def _pay_again(self, home: House, act: Act) -> None:
        charges = list(self.tools.telegram.charges.values())
        if charges:
            await home.topups.paid(charges[act.number % len(charges)])

    async def _stray(self, home: House, act: Act) -> None:
        payer = PEOPLE[act.person % 2]
        await home.topups.paid(self.tools.telegram.pay(payer, 1 + act.number, "unheard of"))

    async def _refund(self, home: House, act: Act) -> None:
        if not self.opened:
            return
        actor, topup_id, _ = self.opened[act.number % len(self.opened)]
        topup = await home.topups.get(actor, topup_id)
        await home.refund(actor, topup, key=f"r{topup_id}")

    async def _told(self, home: House, act: Act) -> None:
        refunded = list(self.tools.telegram.refunded)
        if refunded:
            charge = refunded[act.number % len(refunded)]
            payment = self.tools.telegram.charges[charge]
            told = ForeignRefund(person=payment.person, charge=charge, stars=payment.stars)
            await home.refunds.told(told)

    async def _charge_back(self, home: House, act: Act) -> None:
        telegram = self.tools.telegram
        left = [charge for charge in telegram.charges if charge not in telegram.refunded]
        if left:
            telegram.charge_back(left[act.number % len(left)])
            await home.reconcile.run(house("reconcile"))

    async def _mature(self, home: House) -> None:
        # As a job of the house does it: the list is read long before 21 days have gone by.
        await home.reconcile.run(house("reconcile"))
        self.tools.clock.advance(21 * DAY)
        await home.maturity.run()

    async def _spend(self, home: House, act: Act) -> None:
        await home.spend(self.actors[act.person % 2], 1 + act.number)

    async def _expire(self, home: House) -> None:
        self.tools.clock.advance(25 * HOUR)
        await home.topups.expire()
