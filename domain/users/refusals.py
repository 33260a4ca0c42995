"""What the house says no to, about people."""

from domain.shared.refusals import DomainError


class TermsNeeded(DomainError):
    """The current terms are not accepted. Field: `document`, the sha256 to accept."""

    code = "terms-needed"
    kind = "forbidden"


class Banned(DomainError):
    """Field: `reason`."""

    code = "banned"
    kind = "forbidden"


class LastOwner(DomainError):
    """The house is never without an owner."""

    code = "last-owner"


class NonceUsed(DomainError):
    """Unknown, used, expired, or made for another session."""

    code = "nonce-used"
    kind = "unsigned"


class LaunchForged(DomainError):
    """Launch data whose signature is not Telegram's."""

    code = "launch-forged"
    kind = "unsigned"


class LaunchStale(DomainError):
    """Launch data too old, or of a session that its owner has ended."""

    code = "launch-stale"
    kind = "unsigned"


class ProofForged(DomainError):
    """A wallet's proof that does not hold: key, address, network, domain, age or signature."""

    code = "proof-forged"
    kind = "unsigned"


class WalletUnknown(DomainError):
    """No person has linked this wallet."""

    code = "wallet-unknown"
    kind = "unsigned"


class WalletTaken(DomainError):
    """Somebody else has linked this wallet."""

    code = "wallet-taken"


class BalanceLeft(DomainError):
    """Money or a hold is left on the account that is to be deleted. Fields: `left`."""

    code = "balance-left"
