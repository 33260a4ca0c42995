"""What can go wrong, by kind: refusals (a rule said no), gateway errors (the outside failed).

A refusal has a stable `code` and typed fields; its words stand in `locales/` under
`refusal-<code>`. Bugs are assertions and never become refusals.
"""

from typing import ClassVar


class DomainError(Exception):
    """A rule said no. Nothing was taken, nothing was changed.

    `kind` is what an entrance needs to answer in its own form: `invalid` (does not fit the
    form), `unsigned` (who are you), `forbidden`, `missing`, `refused` or `slow-down`.
    """

    code: ClassVar[str] = "refused"
    kind: ClassVar[str] = "refused"

    def __init__(self, **fields: object) -> None:
        super().__init__()
        self.fields: dict[str, object] = fields

    def __str__(self) -> str:
        # Made when somebody reads it: acts make refusals ahead of time that are rarely raised.
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.fields.items())])


class Invalid(DomainError):
    code = "invalid"
    kind = "invalid"


class KeyNeeded(DomainError):
    code = "key-needed"
    kind = "invalid"


class NotSignedIn(DomainError):
    code = "not-signed-in"
    kind = "unsigned"


class NotAllowed(DomainError):
    code = "not-allowed"
    kind = "forbidden"


class NotFound(DomainError):
    code = "not-found"
    kind = "missing"


class KeyReused(DomainError):
    """The idempotency key stands for another order already."""

    code = "key-reused"


class AlreadyDone(DomainError):
    code = "already-done"


class NotEnoughFunds(DomainError):
    code = "not-enough-funds"


class AmountTooSmall(DomainError):
    code = "amount-too-small"


class AmountTooLarge(DomainError):
    code = "amount-too-large"


class AmountNotWhole(DomainError):
    code = "amount-not-whole"


class AreaPaused(DomainError):
    code = "area-paused"


class LimitReached(DomainError):
    code = "limit-reached"


class TooManyRequests(DomainError):
    """`retry_after_s` in its fields says when to come back."""

    code = "too-many-requests"
    kind = "slow-down"


class Stale(Exception):
    """A guard found that someone was faster: the use case decides again. Never shown to people."""


class GatewayError(Exception):
    """The outside failed. Temporary: the same call may succeed later."""


class GatewayRejected(GatewayError):
    """The outside said no for good: release what was reserved for the call."""


class Throttled(GatewayError):
    """The outside asks for a pause: temporary, not before `retry_after_s` of real time."""

    def __init__(self, message: str, *, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Unreachable(GatewayRejected):
    """The person blocked the bot, left, or is gone: nothing reaches them until they come back."""


class FateUnknown(GatewayError):
    """The call left and no answer came: it may or may not have been carried out."""
