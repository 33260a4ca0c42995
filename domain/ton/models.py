"""The chain as the house sees it: blocks, accounts, transactions, messages.

Addresses are raw (`0:<64 hex lower case>`), hashes 64 hex characters in lower case, amounts of
coins in nano, logical times (`lt`) and Unix times in seconds as integers.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from domain.shared.money import Asset

NO_HASH: Final = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Jetton:
    """A jetton that the house takes, named by its master's address alone."""

    master: str
    symbol: str
    decimals: int

    @property
    def asset(self) -> Asset:
        return Asset(f"jetton:{self.master}", scale=self.decimals, edge_scale=self.decimals)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainHead:
    """The newest block of the masterchain; `at_s` is its time."""

    seqno: int
    at_s: int


class AccountState(StrEnum):
    NONE = "none"
    UNINIT = "uninit"
    ACTIVE = "active"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """An account as one block shows it. `last_lt` is 0 and `last_hash` NO_HASH before its first
    transaction. `code_hash` is None unless it is active; `code`, `data` are BoCs. `read_at_s` is
    the time of the block that shows it.
    """

    address: str
    state: AccountState
    balance: int
    code_hash: str | None
    last_lt: int
    last_hash: str
    read_at_s: int
    data: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The last transaction that was read of an account; before the first: lt 0, NO_HASH."""

    lt: int
    hash: str


ORIGIN: Final = Cursor(lt=0, hash=NO_HASH)


class Op:
    """Operation codes: TEP-74 (jettons), text comments, encrypted comments."""

    COMMENT: Final = 0
    ENCRYPTED: Final = 0x2167DA4B
    JETTON_TRANSFER: Final = 0x0F8A7EA5
    JETTON_INTERNAL: Final = 0x178D4519
    JETTON_NOTIFY: Final = 0x7362D09C
    JETTON_BURN: Final = 0x595F07BC
    EXCESSES: Final = 0xD53276DB


@dataclass(frozen=True, slots=True, kw_only=True)
class JettonMove:
    """The body of a jetton message, as far as it could be read. `peer` is the address that the
    body names: where a `transfer` goes to, where an internal transfer or notification says that
    it comes from. None of it is believed unless the account that carries it is ours.
    """

    op: int
    query_id: int
    amount: int
    peer: str | None
    comment: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainMessage:
    """A message of a transaction. `source` is None from outside, `destination` None to outside.
    `value` and `fwd_fee` (what is left of it in the message, `ihr_fee` included) are nano.

    `op` is None when the body has fewer than 32 bits. `comment` is the text of op 0: snake of
    UTF-8, decoded with replacement, at most 256 characters, NFC; of a bounced message the part
    of the first body that came back (at most 28 bytes after 0xffffffff and op 0); None when
    there is none or it cannot be read. `jetton` is the jetton body, also of a bounced internal
    transfer (then without peer and comment); None when it is not one or cannot be read.
    """

    hash: str
    body_hash: str
    source: str | None
    destination: str | None
    value: int
    fwd_fee: int
    bounce: bool
    bounced: bool
    created_lt: int
    op: int | None
    comment: str | None
    jetton: JettonMove | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainTx:
    """One transaction of one account. `fees` is `total_fees`: the account's balance moves by
    what came in, less `fees`, less value and forward fee of what went out. `aborted`: compute or
    action phase did not succeed. `returned`: the bounce phase sent the value back. `outs` in the
    order they were sent, messages to the outside left out.
    """

    account: str
    lt: int
    hash: str
    prev_lt: int
    prev_hash: str
    at_s: int
    fees: int
    aborted: bool
    returned: bool
    message: ChainMessage | None
    outs: tuple[ChainMessage, ...]

    @property
    def cursor(self) -> Cursor:
        return Cursor(lt=self.lt, hash=self.hash)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell or slice of a get-method's stack, as a BoC."""

    boc: bytes


@dataclass(frozen=True, slots=True)
class AddressArg:
    """An address as argument of a get-method."""

    raw: str


StackArg: TypeAlias = int | Cell | AddressArg
StackValue: TypeAlias = int | Cell | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GetResult:
    """Exit codes 0 and 1 are success; -13 and -256: no such account, or no code in it."""

    exit_code: int
    stack: tuple[StackValue, ...]

    @property
    def ok(self) -> bool:
        return self.exit_code in {0, 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class JettonBalance:
    """get_wallet_data of a jetton wallet; zero when it is not deployed."""

    balance: int
    owner: str | None
    master: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """One payment that a signed message carries. `jetton_wallet` is the payer's own wallet of
    the jetton, None for coins. `amount` is in the asset's smallest unit. `bounce` is for coins.
    `ref` is 26 characters and goes along as the comment.
    """

    ref: str
    to: str
    amount: int
    bounce: bool
    jetton_wallet: str | None = None
    query_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedMessage:
    """An external message as it leaves: made once, kept, sent as often as needed. `body_hash` is
    by which it is found in the wallet's transactions. Alive from `created_at_s` up to
    `expires_at_s` of chain time.
    """

    wallet: str
    boc: bytes
    hash: str
    body_hash: str
    query_id: int
    created_at_s: int
    expires_at_s: int
