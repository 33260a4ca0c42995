"""The real virtual machine of TON in this process, by a binding of our own.

The native library comes out of the wheel of PyPI `pytvm` (built from TON's own sources). The
Python part of that package is not used: it declares logical times and balances with 32 bits, never
frees an answer, and finds its library by a module that newer setuptools no longer have.
"""

import base64
import ctypes
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import orjson

from scripts.sandbox.ton.native import find_library

_CONFIG = Path(__file__).with_name("data") / "config_slim.boc"
# What a get-method may burn, as lite servers allow.
GET_GAS_MAX = 1_000_000
_ZERO_SEED = "00" * 32


# What the library says of a message for an account without code or without coins.
_BEFORE_RUN = "before smart-contract execution"


class EngineBroken(Exception):
    """The library could not do what it was asked: what it was given is not what it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emulated:
    """A transaction that took place; both as base64 BoC."""

    transaction: str
    shard_account: str
    vm_log: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAccepted:
    """An external message that the account did not accept: no transaction exists.

    `exit_code` is None when the account has no code that could have run.
    """

    exit_code: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GetAnswer:
    """What a get-method gave: `stack` is a base64 BoC of a VmStack. 0 and 1 are success."""

    exit_code: int
    gas_used: int
    stack: str


class Engine(Protocol):
    """Two calls, so that another build of the machine can take this one's place."""

    def emulate(
        self, shard_account: str, message: str, *, now: int, lt: int, seed: str
    ) -> Emulated | NotAccepted:
        """Run one message on one account.

        `shard_account` and `message` are base64 BoCs, `now` Unix seconds, `lt` the least logical
        time of the transaction, `seed` the block's random seed as 64 hex characters.
        """

    def get_method(self, order: "GetOrder") -> GetAnswer:
        """Run a get-method on an active account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GetOrder:
    """One get-method: BoCs as base64, `address` raw, `balance` in nano, `now` Unix seconds."""

    code: str
    data: str
    address: str
    balance: int
    method_id: int
    stack: str
    now: int
    seed: str = _ZERO_SEED


class NativeEngine:
    """One emulator, made once; to be used from one thread."""

    def __init__(self, library: Path | None = None, config: bytes | None = None) -> None:
        self._lib = _load(library or find_library())
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = [ctypes.c_void_p]
        self._free.restype = None
        config_boc = base64.b64encode(config or _CONFIG.read_bytes())
        # 0: errors only; the machine would otherwise write its log to stderr.
        self._lib.emulator_set_verbosity_level(0)
        self._emulator = self._lib.transaction_emulator_create(config_boc, 0)
        self._config = self._lib.emulator_config_create(config_boc)
        if not self._emulator or not self._config:
            raise EngineBroken("the configuration is refused")

    def emulate(
        self, shard_account: str, message: str, *, now: int, lt: int, seed: str
    ) -> Emulated | NotAccepted:
        """See `Engine.emulate`. Raises EngineBroken."""
        lib, emulator = self._lib, self._emulator
        _check(lib.transaction_emulator_set_unixtime(emulator, now), "unixtime")
        _check(lib.transaction_emulator_set_lt(emulator, lt), "lt")
        _check(lib.transaction_emulator_set_rand_seed(emulator, seed.encode()), "seed")
        answer = self._answer(
            lib.transaction_emulator_emulate_transaction(
                emulator, shard_account.encode(), message.encode()
            )
        )
        if answer["success"]:
            return Emulated(
                transaction=str(answer["transaction"]),
                shard_account=str(answer["shard_account"]),
                vm_log=str(answer["vm_log"]),
            )
        reason, code = str(answer.get("error")), answer.get("vm_exit_code")
        if not answer.get("external_not_accepted") and _BEFORE_RUN not in reason:
            raise EngineBroken(reason)
        return NotAccepted(exit_code=code if isinstance(code, int) else None, reason=reason)

    def get_method(self, order: GetOrder) -> GetAnswer:
        """See `Engine.get_method`. Raises EngineBroken."""
        lib = self._lib
        machine = lib.tvm_emulator_create(order.code.encode(), order.data.encode(), 0)
        if not machine:
            raise EngineBroken("code or data is refused")
        try:
            self._prepare(machine, order)
            answer = self._answer(
                lib.tvm_emulator_run_get_method(machine, order.method_id, order.stack.encode())
            )
        finally:
            lib.tvm_emulator_destroy(machine)
        if not answer["success"]:
            raise EngineBroken(str(answer.get("error")))
        return GetAnswer(
            exit_code=_int(answer["vm_exit_code"]),
            gas_used=_int(answer["gas_used"]),
            stack=str(answer["stack"]),
        )

    def _prepare(self, machine: int, order: GetOrder) -> None:
        lib = self._lib
        put = lib.tvm_emulator_set_c7(
            machine,
            order.address.encode(),
            order.now,
            order.balance,
            order.seed.encode(),
            None,
        )
        _check(put, "c7")
        _check(lib.tvm_emulator_set_config_object(machine, self._config), "configuration")
        _check(lib.tvm_emulator_set_gas_limit(machine, GET_GAS_MAX), "gas limit")

    def _answer(self, pointer: int | None) -> dict[str, object]:
        """Read an answer and free it: the library allocates each anew."""
        if not pointer:
            raise EngineBroken("no answer")
        try:
            read: dict[str, object] = orjson.loads(ctypes.string_at(pointer))
        finally:
            self._free(pointer)
        return read


def _load(path: Path) -> ctypes.CDLL:
    """Declare each function as TON's `emulator-extern.h` does: 64 bits where it has 64."""
    lib = ctypes.CDLL(str(path))
    pointer, text, yes = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_bool
    u32, u64, i64 = ctypes.c_uint32, ctypes.c_uint64, ctypes.c_int64
    for name, result, arguments in (
        ("emulator_set_verbosity_level", yes, [ctypes.c_int]),
        ("emulator_config_create", pointer, [text]),
        ("transaction_emulator_create", pointer, [text, ctypes.c_int]),
        ("transaction_emulator_set_unixtime", yes, [pointer, u32]),
        ("transaction_emulator_set_lt", yes, [pointer, u64]),
        ("transaction_emulator_set_rand_seed", yes, [pointer, text]),
        ("transaction_emulator_emulate_transaction", pointer, [pointer, text, text]),
        ("tvm_emulator_create", pointer, [text, text, ctypes.c_int]),
        ("tvm_emulator_set_c7", yes, [pointer, text, u32, u64, text, text]),
        ("tvm_emulator_set_config_object", yes, [pointer, pointer]),
        ("tvm_emulator_set_gas_limit", yes, [pointer, i64]),
        ("tvm_emulator_run_get_method", pointer, [pointer, ctypes.c_int, text]),
        ("tvm_emulator_destroy", None, [pointer]),
    ):
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    return lib


def _check(done: object, what: str) -> None:
    if not done:
        raise EngineBroken(f"{what} is refused")


def _int(value: object) -> int:
    return int(str(value))
