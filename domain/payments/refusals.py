"""What the house says no to, about payments."""

from domain.shared.refusals import DomainError


class AlreadySpent(DomainError):
    """The available balance no longer covers the payment that is to be refunded."""

    code = "already-spent"


class AlreadyRefunded(DomainError):
    code = "already-refunded"


class TopUpGone(DomainError):
    """The invoice expired, was paid, or is not this person's."""

    code = "topup-gone"


class TopUpUnpaid(DomainError):
    code = "topup-unpaid"


class NotYourTopUp(DomainError):
    """An invoice made for somebody else."""

    code = "not-your-topup"
    kind = "forbidden"


class RefundRejected(DomainError):
    """Telegram refused the refund. Field: `reason`, in its own words."""

    code = "refund-rejected"


class SecondPersonNeeded(DomainError):
    """Nobody approves their own act."""

    code = "second-person-needed"
    kind = "forbidden"


class ApprovalGone(DomainError):
    """It was decided, cancelled, or ran out of time."""

    code = "approval-gone"
