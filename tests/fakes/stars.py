"""Telegram's Star payments with a memory: charges, refunds, the list of transactions, and faults.

`FakeStars` is the world: it outlives a crash of the app, as Telegram does.
"""

from collections import deque
from dataclasses import dataclass, field

from domain.payments.models import Direction, Payment, StarTransaction, TopUp
from domain.shared.ids import Instant, UserId
from domain.shared.refusals import FateUnknown, GatewayError, GatewayRejected

_NO_TIME = Instant(0)


class Died(BaseException):
    """The process is gone: nobody catches this, as nobody catches `kill -9`."""


@dataclass(slots=True)
class FakeStars:
    """Faults are laid down by name and used up in order: `die before`, `die after`, `lose`
    (done, but no answer), `down` (not done), or Telegram's own words for a rejection.
    """

    charges: dict[str, Payment] = field(default_factory=dict)
    refunded: dict[str, int] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    faults: deque[str] = field(default_factory=deque)
    calls: list[tuple[str, str]] = field(default_factory=list)
    history: list[StarTransaction] = field(default_factory=list)

    async def invoice_link(self, topup: TopUp, *, payload: str) -> str:
        self.calls.append(("link", topup.id))
        fault = self._fault()
        slug = f"inv{len(self.links) + 1}"
        self.links[slug] = payload
        self._after(fault)
        return f"https://t.me/${slug}"

    async def refund(self, person: UserId, charge: str) -> None:
        self.calls.append(("refund", charge))
        fault = self._fault()
        payment = self.charges.get(charge)
        if payment is None or payment.person != person:
            raise GatewayRejected("Bad Request: CHARGE_ID_INVALID")
        if charge not in self.refunded:
            self.refunded[charge] = payment.stars
            self._note(payment, Direction.OUTGOING)
        self._after(fault)

    async def transactions(self, offset: int, limit: int) -> tuple[StarTransaction, ...]:
        assert 1 <= limit <= 100, "Telegram gives at most 100"
        self.calls.append(("transactions", str(offset)))
        self._after(self._fault())
        return tuple(self.history[offset : offset + limit])

    def pay(self, person: UserId, whole: int, payload: str, at: Instant = _NO_TIME) -> Payment:
        """A person pays: what the bot is told then."""
        charge = f"charge{len(self.charges) + 1}"
        payment = Payment(person=person, charge=charge, payload=payload, stars=whole)
        self.charges[charge] = payment
        self._note(payment, Direction.INCOMING, at)
        return payment

    def charge_back(self, charge: str) -> None:
        """The buyer's bank took it back: an outgoing transaction that nobody asked for."""
        self.refunded[charge] = self.charges[charge].stars
        self._note(self.charges[charge], Direction.OUTGOING)

    def withdraw(self, whole: int) -> None:
        """The owner takes Stars out through Fragment."""
        self.history.append(
            StarTransaction(
                id=f"fragment{len(self.history)}",
                stars=whole,
                nanostars=0,
                at=Instant(0),
                direction=Direction.OUTGOING,
                partner="fragment",
                person=None,
                payload="",
            )
        )

    @property
    def held(self) -> int:
        """Stars that people have paid and not got back."""
        return sum(p.stars for p in self.charges.values()) - sum(self.refunded.values())

    def _note(self, payment: Payment, direction: Direction, at: Instant = _NO_TIME) -> None:
        self.history.append(
            StarTransaction(
                id=payment.charge,
                stars=payment.stars,
                nanostars=0,
                at=at,
                direction=direction,
                partner="user",
                person=payment.person,
                payload=payment.payload if direction is Direction.INCOMING else "",
            )
        )

    def _fault(self) -> str:
        fault = self.faults.popleft() if self.faults else ""
        if fault == "die before":
            raise Died
        if fault == "down":
            raise GatewayError("Internal Server Error")
        if fault not in {"", "die after", "lose"}:
            raise GatewayRejected(fault)
        return fault

    def _after(self, fault: str) -> None:
        if fault == "die after":
            raise Died
        if fault == "lose":
            raise FateUnknown("the connection was closed")
