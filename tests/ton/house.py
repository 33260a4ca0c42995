"""TON put together over payments and a real store, as the wiring does it; the chain is a fake.

A `TonHouse` is one run of the app. A crash is one left behind, and another one built over the same
store and the same `FakeChain`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pytest

from domain.ledger import accounts
from domain.payments.acts import Doer
from domain.payments.approvals import Approvals
from domain.payments.models import Approval, AreaAct
from domain.payments.ports import DepositGate
from domain.shared.actor import Actor, Role
from domain.shared.change import Store
from domain.shared.ids import SECOND, UserId
from domain.shared.money import TON, Asset, Money
from domain.ton.booking.alarm import Alarm
from domain.ton.booking.checks import HELD_FOR, Checks
from domain.ton.booking.incoming import Incoming, OrderHook
from domain.ton.booking.proofs import Proofs
from domain.ton.booking.reconcile import ReconcileChain
from domain.ton.booking.transactions import Booking
from domain.ton.booking.watch import Watcher
from domain.ton.books import Books
from domain.ton.deposit_models import Deposit, DepositState
from domain.ton.deposits.odd import (
    ASSIGN,
    KEEP,
    RETURN,
    AssignPayment,
    KeepPayment,
    OddPayments,
    ReturnPayment,
)
from domain.ton.deposits.service import Deposits, OrderPayments
from domain.ton.frame import Frame, Stores
from domain.ton.models import Jetton
from domain.ton.ports import ChainReader
from domain.ton.settings import TonSettings
from domain.ton.treasury import Treasury
from domain.ton.withdrawal_models import AskWithdrawal, Withdrawal, WithdrawalState
from domain.ton.withdrawals.acts import FAIL, ApproveWithdrawal, FailWithdrawal
from domain.ton.withdrawals.book import AddressBook
from domain.ton.withdrawals.payouts import Payouts
from domain.ton.withdrawals.queue import Outside
from domain.ton.withdrawals.service import APPROVE, Withdrawals
from storage.ledger.invariants import Invariants
from storage.payments.approvals import ApprovalRows
from storage.ton.accounts import AccountRows
from storage.ton.codes import CodeRows
from storage.ton.contacts import ContactRows, TonTraceRows
from storage.ton.deposits import DepositRows
from storage.ton.messages import MessageRows
from storage.ton.withdrawals import WithdrawalRows
from tests.fakes.ton import FakeChain, Reader
from tests.fakes.ton_machines import address
from tests.fakes.ton_wallets import FakeOrderWallets, FakeWallet
from tests.payments.house import House, Tools

ONE_ENGINE: Final = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
"""For tables of cases whose SQL other tests run on both engines."""
NANO: Final = 10**9
USDT: Final = Jetton(master=address("usdt"), symbol="USDT", decimals=6)
DEPOSIT, PAYOUT = address("deposit wallet"), address("payout wallet")
ALICES, BOBS = address("alice's wallet"), address("bob's wallet")
FLOAT: Final = 1_000 * NANO


@dataclass(slots=True)
class World(Tools):
    """What outlives a run of the app: the store, the clock, the chain."""

    chain: FakeChain = field(default_factory=FakeChain)
    ton: TonSettings = field(default_factory=lambda: TonSettings(jettons=(USDT,)))
    gate: DepositGate | None = None
    takes: str = "deposit wallet"
    hooks: Mapping[str, OrderHook] = field(default_factory=dict)
    second: ChainReader | None = None
    outside: Outside | None = None
    """Stands in for the fake chain."""
    wallets: tuple[str, str] | None = None
    """Its wallets for deposits and for payouts."""

    def __post_init__(self) -> None:
        self.chain.account(DEPOSIT, active=False)
        self.chain.account(PAYOUT, active=False)

    def tick(self, seconds: int = 5) -> None:
        """Blocks until nothing is under way, and the clock goes along."""
        self.chain.tick(seconds)
        self.clock.advance(seconds * SECOND)


class TonHouse(House):
    def __init__(self, world: World, *, store: Store | None = None) -> None:
        super().__init__(world, store=store)
        self.world = world
        self.outside = world.outside or self._fake_outside(world)
        self.reader = self.outside.reader
        takes, pays = world.wallets or (address(world.takes), PAYOUT)
        self.frame = self._frame(world)
        self.treasury = Treasury(
            self.frame,
            self.reader,
            deposit=takes,
            payout=pays,
            former=[DEPOSIT],
        )
        self.alarm = Alarm(self.frame)
        self.incoming = Incoming(
            self.frame, gate=world.gate, hooks=world.hooks, second=world.second is not None
        )
        proofs = Proofs(self.frame, self.alarm)
        booking = Booking(self.frame, self.treasury, self.incoming, proofs)
        self.watcher = Watcher(
            self.frame,
            self.treasury,
            self.reader,
            booking,
            self.incoming,
            self.alarm,
            second=world.second,
        )
        self._services(world)

    def _frame(self, t: World) -> Frame:
        return Frame(
            store=self.store,
            rows=Stores(
                accounts=AccountRows(t.database),
                codes=CodeRows(t.database),
                deposits=DepositRows(t.database),
                withdrawals=WithdrawalRows(t.database),
                messages=MessageRows(t.database),
                contacts=ContactRows(t.database),
            ),
            books=Books(self.ledger),
            gate=self.gate,
            areas=self.areas,
            people=self.people,
            audit=self.audit,
            notices=self.notices,
            clock=t.clock,
            ids=t.ids,
            chance=t.chance,
            settings=t.ton,
        )

    def _fake_outside(self, t: World) -> Outside:
        names = {"deposit wallet", "payout wallet", t.takes}
        wallets = {name: FakeWallet(t.chain, name) for name in names}
        return Outside(
            reader=Reader(t.chain),
            sender=t.chain,
            wallets={wallet.address: wallet for wallet in wallets.values()},
            orders=FakeOrderWallets(t.chain),
        )

    def _services(self, t: World) -> None:
        payments = self.topups._frame
        self.approvals = Approvals(payments, ApprovalRows(t.database), {}, more=self._doers())
        self.payouts = Payouts(self.frame, self.treasury, self.outside, self.watcher, self.alarm)
        self.deposits = Deposits(self.frame, self.treasury)
        self.orders = OrderPayments(self.frame, self.treasury, self.outside.orders)
        self.odd = OddPayments(self.frame)
        self.book = AddressBook(self.frame, self.treasury)
        self.withdrawals = Withdrawals(self.frame, self.treasury, self.approvals)
        self.chain_checks = Checks(self.frame, self.treasury, self.reader)
        self.chain_reconcile = ReconcileChain(self.frame, self.chain_checks, self.alarm)
        self.traces = TonTraceRows(t.database)

    def _doers(self) -> dict[str, Doer]:
        return {
            APPROVE: ApproveWithdrawal(self.frame),
            FAIL: FailWithdrawal(self.frame),
            ASSIGN: AssignPayment(self.frame, self.incoming, self.treasury),
            RETURN: ReturnPayment(self.frame, self.incoming, self.treasury),
            KEEP: KeepPayment(self.frame, self.incoming, self.treasury),
        }

    async def begin(self, *, coins: int = FLOAT) -> None:
        """Accounts are watched, and the payout wallet gets its float."""
        await self.treasury.open()
        if coins:
            self.world.chain.pay("faucet", PAYOUT, coins, "souk:fund")
        await self.read()

    async def read(self) -> None:
        """A block, and everything in it booked."""
        self.world.tick()
        await self.watcher.watch()

    async def code(self, actor: Actor, asset: str = TON.code) -> str:
        return (await self.deposits.address(actor, asset)).comment

    async def bring(self, actor: Actor, units: int, source: str = ALICES) -> Deposit:
        """A payment in coins that is credited."""
        self.world.chain.pay(source, DEPOSIT, units, await self.code(actor))
        await self.read()
        return (await self.deposits.mine(actor, cursor=None, limit=1)).items[0]

    async def bring_jettons(self, actor: Actor, units: int, source: str = ALICES) -> Deposit:
        code = await self.code(actor, USDT.asset.code)
        self.world.chain.pay_jettons(source, DEPOSIT, units, USDT.master, code)
        await self.read()
        return (await self.deposits.mine(actor, cursor=None, limit=1)).items[0]

    async def ask(
        self,
        actor: Actor,
        units: int,
        *,
        asset: Asset = TON,
        to: str = BOBS,
        key: str = "",
        notify: bool = False,
    ) -> Withdrawal:
        order = AskWithdrawal(value=Money(units, asset), to=to)
        return await self.withdrawals.ask(actor, order, key=self.key(key), notify=notify)

    async def withdraw(
        self, actor: Actor, units: int, *, asset: Asset = TON, to: str = BOBS
    ) -> Withdrawal:
        """Asked and confirmed."""
        asked = await self.ask(actor, units, asset=asset, to=to)
        return await self.withdrawals.confirm(actor, asked.id, key=self.key())

    async def settle(self, passes: int = 3) -> None:
        """Pay, a block, read: until all is done that can be."""
        for _ in range(passes):
            await self.payouts.pay()
            await self.read()

    async def act(self, staff: Actor, kind: str, ref: str, why: str = "as agreed") -> Approval:
        """Asked and confirmed by one person of staff."""
        act = AreaAct(kind=kind, ref=ref, why=why)
        asked = await self.approvals.ask(staff, act, key=self.key())
        return await self.approvals.confirm(staff, asked.id, key=self.key())

    async def staff(self, person: UserId, role: Role = Role.FINANCE) -> Actor:
        return await self.meet(person, role=role)

    async def has(self, person: UserId, asset: Asset = TON) -> int:
        """The person's available balance, in smallest units."""
        return (await self.ledger.balance(accounts.user(person), asset)).available.units

    async def state(self, withdrawal: Withdrawal) -> WithdrawalState:
        return (await self.frame.withdrawal(withdrawal.id)).state

    async def odd_states(self) -> list[DepositState]:
        staff = Actor(id=UserId(0), role=Role.OWNER)
        page = await self.odd.waiting(staff, cursor=None, limit=50)
        return [deposit.state for deposit in page.items]

    async def sound(self) -> None:
        """What must hold after anything: sums, floors, holds, and the ledger against the chain."""
        ledger = Invariants(self.world.database)
        for check in await ledger.read():
            assert check.ok, check.name
        assert await ledger.held_for(HELD_FOR) == await self.chain_checks.reserved()
        amiss = await self.chain_checks.mismatches()
        assert not amiss, (amiss, await self.chain_checks.holdings())

    async def found(self) -> set[str]:
        """Kinds of what was found amiss."""
        rows = await self.rows("SELECT kind FROM ton_findings")
        return {str(row[0]) for row in rows}
