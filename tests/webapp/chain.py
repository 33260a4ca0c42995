"""TON put together for the HTTP side over a chain with a memory, and what moves that chain."""

from dataclasses import dataclass
from typing import Final

from domain.payments.approvals import Approvals
from domain.payments.frame import Frame as Payments
from domain.shared.ids import SECOND
from domain.ton.booking.alarm import Alarm
from domain.ton.booking.incoming import Incoming
from domain.ton.booking.proofs import Proofs
from domain.ton.booking.transactions import Booking
from domain.ton.booking.watch import Watcher
from domain.ton.books import Books
from domain.ton.deposits.service import Deposits
from domain.ton.frame import Frame, Stores
from domain.ton.models import Jetton
from domain.ton.settings import TonSettings
from domain.ton.treasury import Treasury
from domain.ton.withdrawals.acts import ApproveWithdrawal
from domain.ton.withdrawals.book import AddressBook
from domain.ton.withdrawals.payouts import Payouts
from domain.ton.withdrawals.queue import Outside
from domain.ton.withdrawals.service import APPROVE, Withdrawals
from domain.users.areas import Areas
from storage.payments.approvals import ApprovalRows
from storage.ton.accounts import AccountRows
from storage.ton.codes import CodeRows
from storage.ton.contacts import ContactRows
from storage.ton.deposits import DepositRows
from storage.ton.messages import MessageRows
from storage.ton.withdrawals import WithdrawalRows
from tests.fakes.clock import FakeClock
from tests.fakes.ton import FakeChain, Reader
from tests.fakes.ton_machines import address
from tests.fakes.ton_wallets import FakeWallet
from tests.webapp.games import Beneath
from webapp.ton.deps import TonServices

NANO: Final = 10**9
USDT: Final = Jetton(master=address("usdt"), symbol="USDT", decimals=6)
DEPOSIT: Final = address("deposit wallet")
PAYOUT: Final = address("payout wallet")


@dataclass(frozen=True, kw_only=True)
class ChainHands:
    """What a test does to the chain, and the workers that read it and pay."""

    chain: FakeChain
    clock: FakeClock
    treasury: Treasury
    watcher: Watcher
    payouts: Payouts

    async def begin(self, coins: int = 1_000 * NANO) -> None:
        """The house's wallets are watched, and the one that pays has coins."""
        await self.treasury.open()
        self.chain.pay("faucet", PAYOUT, coins, "souk:fund")
        await self.read()

    async def read(self) -> None:
        """A block, and all of it booked."""
        self.chain.tick(5)
        self.clock.advance(5 * SECOND)
        await self.watcher.watch()

    async def pay(self, units: int, comment: str, source: str = "alices wallet") -> None:
        """Somebody outside pays coins in."""
        self.chain.pay(source, DEPOSIT, units, comment)
        await self.read()

    async def settle(self) -> None:
        """Pay what is queued until it is proven."""
        for _ in range(3):
            await self.payouts.pay()
            await self.read()


def ton(b: Beneath, payments: Payments, areas: Areas) -> tuple[TonServices, ChainHands]:
    parts, chain = b.parts, b.parts.chain
    settings = TonSettings(jettons=(USDT,))
    frame = _frame(b, areas, settings)
    reader = Reader(chain)
    treasury = Treasury(frame, reader, deposit=DEPOSIT, payout=PAYOUT)
    alarm = Alarm(frame)
    incoming = Incoming(frame, gate=None, hooks={}, second=False)
    booking = Booking(frame, treasury, incoming, Proofs(frame, alarm))
    watcher = Watcher(frame, treasury, reader, booking, incoming, alarm, second=None)
    wallets = [FakeWallet(chain, name) for name in ("deposit wallet", "payout wallet")]
    outside = Outside(reader=reader, sender=chain, wallets={w.address: w for w in wallets})
    approvals = Approvals(
        payments, ApprovalRows(parts.database), {}, more={APPROVE: ApproveWithdrawal(frame)}
    )
    hands = ChainHands(
        chain=chain,
        clock=parts.clock,
        treasury=treasury,
        watcher=watcher,
        payouts=Payouts(frame, treasury, outside, watcher, alarm),
    )
    for name in ("deposit wallet", "payout wallet"):
        chain.account(name, active=False)
    services = TonServices(
        deposits=Deposits(frame, treasury),
        withdrawals=Withdrawals(frame, treasury, approvals),
        book=AddressBook(frame, treasury),
        assets=settings.assets,
    )
    return services, hands


def _frame(b: Beneath, areas: Areas, settings: TonSettings) -> Frame:
    parts = b.parts
    database = parts.database
    return Frame(
        store=parts.writer,
        rows=Stores(
            accounts=AccountRows(database),
            codes=CodeRows(database),
            deposits=DepositRows(database),
            withdrawals=WithdrawalRows(database),
            messages=MessageRows(database),
            contacts=ContactRows(database),
        ),
        books=Books(b.ledger),
        gate=b.gate,
        areas=areas,
        people=b.people,
        audit=b.audit,
        notices=b.notices,
        clock=parts.clock,
        ids=parts.ids,
        chance=parts.chance,
        settings=settings,
    )
