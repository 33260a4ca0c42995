"""What kind of contract an account holds, told by the hash of its code."""

import functools
from dataclasses import dataclass

from scripts.sandbox.ton import wallet_contracts
from scripts.sandbox.ton.cells import AccountView

# As the index writes them: wallets whose number of the next message stands in their data.
_WALLETS = {
    "wallet_v3r2": "wallet v3 r2",
    "wallet_v4r2": "wallet v4 r2",
    "wallet_v5r1": "wallet v5 r1",
}
_V5 = "wallet v5 r1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallet:
    """A wallet as its data tells it."""

    kind: str
    seqno: int
    wallet_id: int | None


def wallet_of(account: AccountView) -> Wallet | None:
    """The wallet that an account is; None for any other contract."""
    if account.code is None or account.data is None:
        return None
    kind = _by_code().get(bytes(account.code.hash))
    if kind is None:
        return None
    data = account.data.begin_parse()
    if kind == _V5:
        data.skip_bits(1)
    return Wallet(kind=kind, seqno=data.load_uint(32), wallet_id=data.load_int(32))


@functools.cache
def _by_code() -> dict[bytes, str]:
    return {bytes(wallet_contracts.code(name).hash): kind for name, kind in _WALLETS.items()}
