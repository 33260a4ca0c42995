"""How a transaction went: what its phases say, as TON's `block.tlb` has them."""

from dataclasses import dataclass

from pytoniq_core.boc.slice import Slice

from scripts.sandbox.ton.cells import parse_boc

_SKIPPED = ("no_state", "bad_state", "no_gas", "suspended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phases:
    """`exit_code` and `action_code` are None where that phase did not run; fees in nano.

    `aborted` does not mean that no money came in: coins sent to an address without code stay
    there. What was given back shows in `bounced`.
    """

    storage_fee: int
    skipped: str | None
    success: bool
    exit_code: int | None
    gas_used: int
    gas_fee: int
    action_code: int | None
    actions_skipped: int
    aborted: bool
    bounced: bool
    destroyed: bool


def read_phases(boc: str) -> Phases:
    """Of an ordinary transaction, given as base64 BoC."""
    read = parse_boc(boc).begin_parse()
    read.skip_bits(4 + 256 + 64 + 256 + 64 + 32 + 15 + 4)
    read.load_ref()
    read.load_coins()
    read.load_maybe_ref()
    read.load_ref()
    description = read.load_ref().begin_parse()
    assert description.load_uint(4) == 0, "an ordinary transaction"
    description.skip_bits(1)
    storage_fee = _storage(description) if description.load_bit() else 0
    if description.load_bit():
        _credit(description)
    skipped, success, code, used, fee = _compute(description)
    action = description.load_maybe_ref()
    action_code, actions_skipped = (None, 0) if action is None else _action(action.begin_parse())
    aborted = bool(description.load_bit())
    bounced = bool(description.load_bit()) and _bounce(description)
    return Phases(
        storage_fee=storage_fee,
        skipped=skipped,
        success=success,
        exit_code=code,
        gas_used=used,
        gas_fee=fee,
        action_code=action_code,
        actions_skipped=actions_skipped,
        aborted=aborted,
        bounced=bounced,
        destroyed=bool(description.load_bit()),
    )


def _storage(read: Slice) -> int:
    fee = read.load_coins()
    if read.load_bit():
        read.load_coins()
    if read.load_bit():
        read.skip_bits(1)
    return int(fee)


def _credit(read: Slice) -> None:
    if read.load_bit():
        read.load_coins()
    read.load_coins()
    read.load_maybe_ref()


def _compute(read: Slice) -> tuple[str | None, bool, int | None, int, int]:
    if not read.load_bit():
        which = read.load_uint(2)
        if which == 3:
            # `cskip_suspended` takes a third bit.
            read.skip_bits(1)
        return _SKIPPED[which], False, None, 0, 0
    success = bool(read.load_bit())
    read.skip_bits(2)
    fee = read.load_coins()
    inner = read.load_ref().begin_parse()
    used = inner.load_var_uint(3)
    inner.load_var_uint(3)
    if inner.load_bit():
        inner.load_var_uint(2)
    inner.skip_bits(8)
    return None, success, inner.load_int(32), used, fee


def _action(read: Slice) -> tuple[int, int]:
    read.skip_bits(3)
    if read.load_bit():
        read.skip_bits(1)
    for _ in range(2):
        if read.load_bit():
            read.load_coins()
    code = read.load_int(32)
    if read.load_bit():
        read.skip_bits(32)
    read.skip_bits(32)
    return code, read.load_uint(16)


def _bounce(read: Slice) -> bool:
    """Whether the value went back; the two other kinds mean that it could not."""
    if read.load_bit():
        for _ in range(2):
            read.load_var_uint(3)
        read.load_coins()
        read.load_coins()
        return True
    if read.load_bit():
        for _ in range(2):
            read.load_var_uint(3)
        read.load_coins()
    return False
