"""What the house says no to, about TON."""

from domain.shared.refusals import DomainError


class AddressInvalid(DomainError):
    """Not an address of TON: its form, its length or its checksum is wrong."""

    code = "address-invalid"


class WrongNetwork(DomainError):
    """An address of a test net on the main net, or of another workchain than the basic one."""

    code = "wrong-network"


class OwnAddress(DomainError):
    """The house's own address: a payout to it would go round in a circle."""

    code = "own-address"


class AddressQuarantined(DomainError):
    """New to its person, and the amount is large. Fields: `address` (raw), `until` (Instant)."""

    code = "address-quarantined"


class WithdrawalGone(DomainError):
    """It was decided, sent, or cancelled already. Field: `state`."""

    code = "withdrawal-gone"


class AssetNotOnChain(DomainError):
    """Nothing that can come or go over the chain here. Field: `asset`."""

    code = "asset-not-on-chain"


class DepositGone(DomainError):
    """The payment is not on the operator's list any more. Field: `state`."""

    code = "deposit-gone"


class SenderUnknown(DomainError):
    """Nobody to send the payment back to."""

    code = "sender-unknown"
