"""What the house says no to, about escrows."""

from domain.shared.refusals import DomainError


class EscrowNotFunded(DomainError):
    """Nothing is held that could be released or given back. Field: `state`."""

    code = "escrow-not-funded"


class EscrowFunded(DomainError):
    """What is held for a deal is released or given back, never swept. Field: `state`."""

    code = "escrow-funded"


class EscrowEnded(DomainError):
    """It is released, given back, or one of the two is under way. Field: `state`."""

    code = "escrow-ended"


class DeadlineOutOfRange(DomainError):
    """The deadline is past, or too far away. Fields: `since`, `until` (Instants): its bounds."""

    code = "deadline-out-of-range"


class DealHasEscrow(DomainError):
    """The deal has an escrow with other terms already."""

    code = "deal-has-escrow"
