"""The two areas put together over a real store, as the wiring does it; the outside is a fake.

A `House` is one run of the app. A crash is a `House` left behind and another one built over the
same store and the same `FakeStars`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from bot.wiring.leavers import PLACES
from domain.ledger import accounts
from domain.ledger.accounts import AccountPath
from domain.ledger.models import Ref
from domain.ledger.service import Ledger
from domain.payments.adjustments import Adjustments, StaffRefunds
from domain.payments.approvals import Approvals
from domain.payments.books import Books
from domain.payments.chargebacks import Chargebacks
from domain.payments.checks import Checks
from domain.payments.frame import PAYMENT_KINDS, Frame
from domain.payments.maturity import Maturity
from domain.payments.models import (
    Adjust,
    Entrance,
    OpenTopUp,
    PaymentSettings,
    RefundOther,
    TopUp,
)
from domain.payments.reconcile import Reconcile, Remedies
from domain.payments.refunds import Refunds
from domain.payments.topups import TopUps
from domain.shared.actor import Actor, Role, house
from domain.shared.change import IdempotencyKey, Store, flatten
from domain.shared.ids import UserId
from domain.shared.money import XTR, Money, stars
from domain.shared.refusals import DomainError
from domain.users.areas import Areas
from domain.users.bans import Bans
from domain.users.export import PersonalData
from domain.users.gate import Gate
from domain.users.inbox import Inbox
from domain.users.leaving import Leaving
from domain.users.models import Sighting
from domain.users.notices import USER_KINDS, InboxNotices, NoticeChoices, NoticeWishes
from domain.users.people import People
from domain.users.referrals import Referrals
from domain.users.roles import Roles
from domain.users.sessions import Sessions
from domain.users.terms import Terms
from storage.core.audit import AuditStore
from storage.engine import Database
from storage.ledger.store import SqlLedger
from storage.outbox import OutboxStore
from storage.payments.approvals import ApprovalRows
from storage.payments.invoices import OutboxInvoices
from storage.payments.reconcile import ReconcileRows
from storage.payments.topups import TopUpRows
from storage.remains import SqlRemains
from storage.users.leavers import LeaverRows
from storage.users.notices import InboxRows, NoticeRows
from storage.users.people import PeopleRows
from storage.users.places import AreaRows, ReferralRows
from storage.users.roles import RoleRows
from storage.users.sessions import SessionRows
from storage.writer import Writer
from tests.fakes.chance import FakeChance
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.fakes.stars import FakeStars

TERMS = "0" * 64
ALICE, BOB, CAROL = UserId(1001), UserId(1002), UserId(1003)
NAMES = {ALICE: "alice", BOB: "bob", CAROL: "carol"}


@dataclass(slots=True)
class Tools:
    """What a run of the app is given; it outlives the run."""

    database: Database
    writer: Writer
    clock: FakeClock = field(default_factory=FakeClock)
    ids: FakeIds = field(default_factory=FakeIds)
    chance: FakeChance = field(default_factory=FakeChance)
    telegram: FakeStars = field(default_factory=FakeStars)
    settings: PaymentSettings = field(default_factory=PaymentSettings)


class House:
    def __init__(self, tools: Tools, *, store: Store | None = None) -> None:
        """`store` stands in for the writer where a test lets it die."""
        self.tools = tools
        self.store = store or tools.writer
        self._users(tools)
        self._payments(tools)
        self._keys = 0

    def _users(self, t: Tools) -> None:
        people, roles = PeopleRows(t.database), RoleRows(t.database)
        inbox, notices = InboxRows(t.database), NoticeRows(t.database)
        self.ledger = Ledger(SqlLedger(t.database), clock=t.clock, ids=t.ids)
        self.audit = AuditStore(t.database, t.clock)
        self.outbox = OutboxStore(t.writer, t.database, t.clock)
        self.gate = Gate(people, AreaRows(t.database), terms_document=TERMS)
        self.wishes = NoticeWishes(notices, people)
        self.notices = InboxNotices(self.outbox, inbox, self.wishes, clock=t.clock, ids=t.ids)
        self.referrals = Referrals(people, ReferralRows(t.database), self.gate, clock=t.clock)
        self.people = People(
            self.store,
            people,
            roles,
            self.referrals,
            self.gate,
            clock=t.clock,
            chance=t.chance,
            languages=frozenset({"en", "ru"}),
        )
        self.terms = Terms(self.store, people, self.gate, self.audit, clock=t.clock)
        self.roles = Roles(
            self.store, roles, people, self.gate, self.audit, self.notices, clock=t.clock
        )
        self.bans = Bans(self.store, people, self.gate, self.audit, self.notices, clock=t.clock)
        self.areas = Areas(self.store, AreaRows(t.database), self.gate, self.audit, clock=t.clock)
        self.sessions = Sessions(
            self.store,
            SessionRows(t.database),
            self.people,
            clock=t.clock,
            ids=t.ids,
            chance=t.chance,
        )
        self.inbox = Inbox(self.store, inbox, self.gate, self.outbox, clock=t.clock)
        kinds = (*USER_KINDS, *PAYMENT_KINDS)
        self.choices = NoticeChoices(self.store, notices, self.gate, kinds=kinds)
        self.people_rows = people

    def _payments(self, t: Tools) -> None:
        self.topup_rows = TopUpRows(t.database)
        frame = Frame(
            store=self.store,
            topups=self.topup_rows,
            gateway=t.telegram,
            gate=self.gate,
            people=self.people,
            audit=self.audit,
            notices=self.notices,
            clock=t.clock,
            ids=t.ids,
            settings=t.settings,
        )
        self.books = Books(self.ledger)
        self.topups = TopUps(frame, self.books, OutboxInvoices(self.outbox))
        self.refunds = Refunds(frame, self.books)
        self.maturity = Maturity(frame, self.books)
        self.chargebacks = Chargebacks(frame, self.books, self.bans)
        self.checks = Checks(self.topup_rows, self.books)
        self.reconcile = Reconcile(
            frame,
            ReconcileRows(t.database),
            self.checks,
            self.areas,
            Remedies(topups=self.topups, refunds=self.refunds, chargebacks=self.chargebacks),
        )
        self.adjustments = Adjustments(frame, self.books)
        self.staff_refunds = StaffRefunds(frame, self.refunds)
        self.approvals = Approvals(
            frame,
            ApprovalRows(t.database),
            {Adjust: self.adjustments, RefundOther: self.staff_refunds},
        )
        self.personal = PersonalData(
            self.store,
            self.people_rows,
            self.ledger,
            self.audit,
            [RoleRows(t.database), self.audit, self.outbox, self.topup_rows],
            leavers=LeaverRows(t.database),
            chance=t.chance,
            clock=t.clock,
        )
        self.leaving = Leaving(
            self.store,
            LeaverRows(t.database),
            [SqlRemains(t.writer, t.database, place) for place in PLACES],
            clock=t.clock,
        )

    def key(self, value: str = "") -> IdempotencyKey:
        """A key as it comes from outside, or one never used."""
        self._keys += 1
        return IdempotencyKey(value or f"key{self._keys}")

    async def meet(self, person: UserId, *, role: Role = Role.USER) -> Actor:
        """Somebody who has started and accepted the terms."""
        name = NAMES.get(person, f"p{person}")
        await self.people.meet(Sighting(id=person, username=name, name=name.title()))
        if role is not Role.USER:
            await self.roles.declare(house("test"), person, role)
        known = await self.people.me(Actor(id=person))
        await self.people.start(known.acts(origin="chat"))
        await self.terms.accept(known.acts(origin="chat"), TERMS)
        return (await self.people.me(Actor(id=person))).acts(origin="chat")

    async def open(
        self, actor: Actor, whole: int, *, key: str = "", entrance: Entrance = Entrance.CHAT
    ) -> TopUp:
        order = OpenTopUp(value=stars(whole), entrance=entrance)
        return await self.topups.open(actor, order, key=self.key(key))

    async def fund(self, actor: Actor, whole: int) -> TopUp:
        """A top-up that is paid."""
        topup = await self.open(actor, whole)
        payment = self.tools.telegram.pay(actor.id, whole, f"topup:{topup.id}")
        return await self.topups.paid(payment)

    async def refund(self, actor: Actor, topup: TopUp, *, key: str = "") -> TopUp:
        return await self.refunds.refund(actor, topup.id, key=self.key(key))

    async def run_reconcile(self) -> bool:
        """Whether all is equal."""
        return (await self.reconcile.run(house("reconcile"))).equal

    async def spend(self, actor: Actor, whole: int) -> None:
        """Something else takes Stars: as a fee."""
        await self.move(accounts.user(actor.id), accounts.HOUSE_FEES, whole)

    async def move(self, source: AccountPath, target: AccountPath, whole: int) -> None:
        """A transfer that payments know nothing of."""
        ref = Ref("test", "fee")
        change = self.ledger.transfer(source, target, stars(whole), kind="fee", ref=ref)
        await self.tools.writer.put(flatten([change]))

    async def balance(self, person: UserId) -> Money:
        return (await self.ledger.balance(accounts.user(person), XTR)).available

    async def rows(self, sql: str, *params: object) -> list[tuple[object, ...]]:
        return await self.tools.database.scan(sql, *params)

    async def texts_to(self, person: UserId) -> list[str]:
        """Text keys in the person's inbox, oldest first."""
        found = await self.rows(
            "SELECT text_key FROM users_inbox WHERE user_id = ? ORDER BY id", person
        )
        return [str(row[0]) for row in found]

    async def invariants(self) -> None:
        """What must hold after anything."""
        sums = await self.rows(
            "SELECT asset, CAST(sum(credits_posted - debits_posted) AS BIGINT) "
            "FROM ledger_accounts GROUP BY asset"
        )
        assert all(total == 0 for _, total in sums), sums
        below = await self.rows(
            "SELECT path FROM ledger_accounts NATURAL JOIN ledger_paths "
            "WHERE path LIKE 'user:%' AND credits_posted - debits_posted - debits_pending < 0"
        )
        assert not below, below
        held = await self.rows(
            "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM ledger_holds "
            "WHERE state = 'pending'"
        )
        assert held[0][0] == (await self.checks.reserved()).units
        assert await self.checks.stars_equal()


async def at_once(count: int, act: Callable[[int], Awaitable[object]]) -> Sequence[object]:
    """The results, with the class of a refusal in its place. Bugs are raised."""

    async def one(number: int) -> object:
        try:
            return await act(number)
        except DomainError as refusal:
            return type(refusal)

    return await asyncio.gather(*(one(number) for number in range(count)))
