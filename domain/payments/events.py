"""What happened to payments, told after the commit."""

from dataclasses import dataclass

from domain.payments.models import Approval, TopUp
from domain.shared.change import Event


@dataclass(frozen=True, slots=True)
class TopUpOpened(Event):
    topup: TopUp


@dataclass(frozen=True, slots=True)
class TopUpPaid(Event):
    topup: TopUp


@dataclass(frozen=True, slots=True)
class TopUpFailed(Event):
    topup: TopUp


@dataclass(frozen=True, slots=True)
class TopUpRefunded(Event):
    topup: TopUp


@dataclass(frozen=True, slots=True)
class TopUpChargedBack(Event):
    topup: TopUp


@dataclass(frozen=True, slots=True)
class ApprovalChanged(Event):
    approval: Approval
