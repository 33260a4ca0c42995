"""The TON area put together: the ground that payments is given hands of, and what stands on it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.chain import ChainWorker, Pass
from bot.gateways.ton.client import TonCenter
from bot.settings import Ton as Given
from bot.wiring.foundation import Foundation
from bot.wiring.ton.escrows import Escrows, escrows
from bot.wiring.ton.gateway import TonGateway
from bot.wiring.ton.keys import KeyRole, KeyStore
from bot.wiring.ton.mints import Minting, minting
from bot.wiring.users import Users
from domain.payments.acts import Doer
from domain.payments.approvals import Approvals
from domain.payments.ports import DepositGate
from domain.shared.ids import HOUR
from domain.ton.booking.alarm import Alarm
from domain.ton.booking.checks import Checks
from domain.ton.booking.incoming import Incoming
from domain.ton.booking.proofs import Proofs
from domain.ton.booking.reconcile import ReconcileChain
from domain.ton.booking.transactions import Booking
from domain.ton.booking.watch import Watcher
from domain.ton.books import Books
from domain.ton.deposits import odd
from domain.ton.deposits.odd import AssignPayment, KeepPayment, OddPayments, ReturnPayment
from domain.ton.deposits.service import Deposits, OrderPayments
from domain.ton.escrows.frame import EscrowChanged
from domain.ton.events import WithdrawalChanged
from domain.ton.frame import Frame, Stores
from domain.ton.mints.frame import CollectionChanged, ItemChanged
from domain.ton.ports import OrderWallets, PayoutWallet
from domain.ton.settings import TON_LIMITS, TonSettings
from domain.ton.treasury import Treasury
from domain.ton.withdrawal_models import WithdrawalState
from domain.ton.withdrawals import acts as withdrawal_acts
from domain.ton.withdrawals import service as withdrawals
from domain.ton.withdrawals.acts import ApproveWithdrawal, FailWithdrawal
from domain.ton.withdrawals.book import AddressBook
from domain.ton.withdrawals.payouts import Payouts
from domain.ton.withdrawals.queue import Outside
from domain.ton.withdrawals.service import Withdrawals
from storage.ton.accounts import AccountRows
from storage.ton.codes import CodeRows
from storage.ton.contacts import ContactRows, TonTraceRows
from storage.ton.deposits import DepositRows
from storage.ton.messages import MessageRows
from storage.ton.withdrawals import WithdrawalRows

_NANO: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What both sides of payments need: its approvals carry out `doers`, TON's acts go through
    those approvals.
    """

    frame: Frame
    treasury: Treasury
    incoming: Incoming
    wallets: Mapping[str, PayoutWallet]
    doers: Mapping[str, Doer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ton:
    settings: TonSettings
    rows: Stores
    treasury: Treasury
    deposits: Deposits
    orders: OrderPayments
    withdrawals: Withdrawals
    book: AddressBook
    odd: OddPayments
    watcher: Watcher
    payouts: Payouts
    reconcile: ReconcileChain
    checks: Checks
    escrows: Escrows | None
    mints: Minting | None
    worker: ChainWorker
    traces: tuple[TonTraceRows, ...]

    @property
    def funded(self) -> tuple[str, ...]:
        """Our accounts that pay for what the house sends."""
        held = (self.escrows.controller,) if self.escrows is not None else ()
        made = (self.mints.minter,) if self.mints is not None else ()
        return (self.treasury.payout, *held, *made)


def ground(
    f: Foundation, users: Users, gateway: TonGateway, *, deposits: DepositGate
) -> Ground | None:
    """None where the house has no wallet of its own. `deposits` holds people's own limits."""
    payout = gateway.wallet(KeyRole.PAYOUT)
    if payout is None:
        return None
    taking = gateway.wallet(KeyRole.DEPOSIT) or payout
    frame = _frame(f, users, gateway)
    former = _former(gateway)
    treasury = Treasury(
        frame,
        gateway.center,
        deposit=taking.address,
        payout=payout.address,
        former=[wallet.address for wallet in former],
    )
    incoming = Incoming(frame, gate=deposits, second=gateway.second is not None)
    return Ground(
        frame=frame,
        treasury=treasury,
        incoming=incoming,
        wallets={wallet.address: wallet for wallet in (payout, taking, *former)},
        doers={
            odd.ASSIGN: AssignPayment(frame, incoming, treasury),
            odd.RETURN: ReturnPayment(frame, incoming, treasury),
            odd.KEEP: KeepPayment(frame, incoming, treasury),
            withdrawals.APPROVE: ApproveWithdrawal(frame),
            withdrawal_acts.FAIL: FailWithdrawal(frame),
        },
    )


def ton(f: Foundation, users: Users, on: Ground, gateway: TonGateway, approvals: Approvals) -> Ton:
    frame, treasury, center = on.frame, on.treasury, gateway.center
    alarm = Alarm(frame)
    booking = Booking(frame, treasury, on.incoming, Proofs(frame, alarm))
    watcher = Watcher(frame, treasury, center, booking, on.incoming, alarm, second=gateway.second)
    outside = Outside(
        reader=center, sender=center, wallets=on.wallets, orders=order_wallets(gateway)
    )
    payouts = Payouts(frame, treasury, outside, watcher, alarm)
    checks = Checks(frame, treasury, center)
    held = escrows(f, frame, gateway, users)
    made = minting(f, frame, gateway, users)
    return Ton(
        settings=frame.settings,
        rows=frame.rows,
        treasury=treasury,
        deposits=Deposits(frame, treasury),
        orders=OrderPayments(frame, treasury, order_wallets(gateway)),
        withdrawals=Withdrawals(frame, treasury, approvals),
        book=AddressBook(frame, treasury),
        odd=OddPayments(frame),
        watcher=watcher,
        payouts=payouts,
        reconcile=ReconcileChain(frame, checks, alarm),
        checks=checks,
        escrows=held,
        mints=made,
        worker=_worker(f, watcher, payouts, held, made),
        traces=(TonTraceRows(f.database),),
    )


class _OrderWallets:
    """Implements domain.ton.ports.OrderWallets by numbered wallets of one key."""

    def __init__(self, keys: KeyStore, role: KeyRole, center: TonCenter) -> None:
        self._keys = keys
        self._role = role
        self._center = center

    def wallet(self, number: int, address: str | None = None) -> PayoutWallet:
        return self._keys.numbered(self._role, number, self._center, address)


def order_wallets(gateway: TonGateway) -> OrderWallets:
    """For the areas whose orders have addresses of their own."""
    assert gateway.keys is not None, "there are wallets, so there are keys"
    own = gateway.keys.active(KeyRole.DEPOSIT) is not None
    role = KeyRole.DEPOSIT if own else KeyRole.PAYOUT
    return _OrderWallets(gateway.keys, role, gateway.center)


def _former(gateway: TonGateway) -> tuple[PayoutWallet, ...]:
    """Wallets whose key was changed: people still pay to them, and messages of theirs may live."""
    assert gateway.keys is not None, "there are wallets, so there are keys"
    return (
        *gateway.keys.retired(KeyRole.DEPOSIT, gateway.center),
        *gateway.keys.retired(KeyRole.PAYOUT, gateway.center),
    )


def _frame(f: Foundation, users: Users, gateway: TonGateway) -> Frame:
    return Frame(
        store=f.writer,
        rows=Stores(
            accounts=AccountRows(f.database),
            codes=CodeRows(f.database),
            deposits=DepositRows(f.database),
            withdrawals=WithdrawalRows(f.database),
            messages=MessageRows(f.database),
            contacts=ContactRows(f.database),
        ),
        books=Books(f.ledger),
        gate=users.gate,
        areas=users.areas,
        people=users.people,
        audit=f.audit,
        notices=users.notices,
        clock=f.clock,
        ids=f.ids,
        chance=f.chance,
        settings=_settings(f.settings.ton, gateway),
    )


def _settings(given: Given, gateway: TonGateway) -> TonSettings:
    assert gateway.keys is not None, "there are wallets, so there are keys"
    limits = replace(
        TON_LIMITS,
        second_person_over=given.second_person_over * _NANO,
        quarantine_over=given.quarantine_over * _NANO,
        second_reader_over=given.second_reader_over * _NANO,
    )
    masters = frozenset(jetton.master for jetton in gateway.jettons)
    return TonSettings(
        network=gateway.network,
        jettons=gateway.jettons,
        limits={"TON": limits},
        own=gateway.keys.addresses | masters,
        quarantine=given.quarantine_h * HOUR,
    )


def _worker(
    f: Foundation,
    watcher: Watcher,
    payouts: Payouts,
    held: Escrows | None,
    made: Minting | None,
) -> ChainWorker:
    passes: list[Pass] = [watcher.watch, payouts.pay]
    if held is not None:
        passes.append(held.poll.poll_escrows)
    if made is not None:
        passes.append(made.poll.poll_mints)

    def read_to() -> int:
        booked = watcher.read_to.seqno if watcher.read_to is not None else 0
        polled = [one.poll.read_to for one in (held, made) if one is not None]
        return min([booked, *polled])

    worker = ChainWorker(passes, read_to)

    def queued(changed: WithdrawalChanged) -> None:
        if changed.withdrawal.state is WithdrawalState.QUEUED:
            worker.wake()

    f.bus.subscribe(WithdrawalChanged, queued)
    f.bus.subscribe(EscrowChanged, lambda _changed: worker.wake())
    f.bus.subscribe(ItemChanged, lambda _changed: worker.wake())
    f.bus.subscribe(CollectionChanged, lambda _changed: worker.wake())
    return worker
