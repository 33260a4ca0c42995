"""What the house says no to, about partners' keys."""

from domain.shared.refusals import DomainError


class SignatureForged(DomainError):
    """An unknown or revoked key, or a signature that is not of its secret."""

    code = "signature-forged"
    kind = "unsigned"


class SignatureStale(DomainError):
    """Signed more than five minutes from now. Field: `now_ms`, our time in Unix milliseconds."""

    code = "signature-stale"
    kind = "unsigned"


class SignatureUsed(DomainError):
    """The very same signed call came before."""

    code = "signature-used"
    kind = "unsigned"


class ScopeMissing(DomainError):
    """The key may not do this. Field: `scope`."""

    code = "scope-missing"
    kind = "forbidden"


class ConsentNeeded(DomainError):
    """The person has not agreed that this key acts for them. Field: `state`."""

    code = "consent-needed"
    kind = "forbidden"


class TooManyKeys(DomainError):
    """Field: `most`."""

    code = "too-many-keys"
