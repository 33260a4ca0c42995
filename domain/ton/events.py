"""What happened to money on TON, told after the commit."""

from dataclasses import dataclass

from domain.shared.change import Event
from domain.ton.accounts import Finding
from domain.ton.deposit_models import Deposit, PaymentOrder
from domain.ton.withdrawal_models import Withdrawal


@dataclass(frozen=True, slots=True)
class DepositChanged(Event):
    deposit: Deposit


@dataclass(frozen=True, slots=True)
class OrderPaid(Event):
    order: PaymentOrder


@dataclass(frozen=True, slots=True)
class WithdrawalChanged(Event):
    withdrawal: Withdrawal


@dataclass(frozen=True, slots=True)
class ChainAmiss(Event):
    finding: Finding
