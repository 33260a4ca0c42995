"""v2: accounts, forms of addresses, get-methods."""

import base64
from collections.abc import Callable
from dataclasses import dataclass

from pytoniq_core.boc.cell import Cell

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.cells import AccountView
from scripts.sandbox.ton.face import stack
from scripts.sandbox.ton.face.calls import Call, Method
from scripts.sandbox.ton.face.errors import invalid, lite_server
from scripts.sandbox.ton.face.kinds import wallet_of
from scripts.sandbox.ton.face.v2.form import MASTERCHAIN, block_of, transaction_id
from scripts.sandbox.ton.face.view import View
from scripts.sandbox.ton.face.wire import BadForm, b64, cell_b64, friendly, raw_address

# v2 has no word for an account that is not there.
_STATES = {"nonexist": "uninitialized", "uninit": "uninitialized"}
METHOD_ID_MAX = 2**32 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a get-method ended, and what it left on the stack."""

    exit_code: int
    gas_used: int
    stack: list[object]


def information(call: Call) -> Json:
    """`raw.fullAccountState`."""
    view, account = _account(call)
    return {
        "@type": "raw.fullAccountState",
        "balance": str(account.balance),
        "extra_currencies": [],
        "code": _boc(account.code),
        "data": _boc(account.data),
        "last_transaction_id": transaction_id(account.last_lt, account.last_hash),
        "block_id": block_of(view.head, MASTERCHAIN),
        "frozen_hash": "" if account.frozen_hash is None else b64(account.frozen_hash),
        "sync_utime": view.head.utime,
        "state": state_of(account),
    }


def extended(call: Call) -> Json:
    """`fullAccountState`: the same with the kind of wallet that tonlib sees in it."""
    view, account = _account(call)
    return {
        "@type": "fullAccountState",
        "address": {"@type": "accountAddress", "account_address": friendly(account.address)},
        "balance": str(account.balance),
        "extra_currencies": [],
        "last_transaction_id": transaction_id(account.last_lt, account.last_hash),
        "block_id": block_of(view.head, MASTERCHAIN),
        "sync_utime": view.head.utime,
        "account_state": _tonlib_state(account),
        "revision": 0,
    }


def wallet(call: Call) -> Json:
    """Balance, kind and seqno of a wallet."""
    account = _account(call)[1]
    told: Json = {
        "wallet": False,
        "balance": str(account.balance),
        "account_state": state_of(account),
        "last_transaction_id": transaction_id(account.last_lt, account.last_hash),
    }
    found = wallet_of(account)
    if found is not None:
        told |= {"wallet": True, "wallet_type": found.kind, "seqno": found.seqno}
        if found.wallet_id is not None:
            told["wallet_id"] = found.wallet_id
    return told


def balance(call: Call) -> str:
    """In nano, as text."""
    return str(_account(call)[1].balance)


def state(call: Call) -> str:
    """`active`, `uninitialized` or `frozen`."""
    return state_of(_account(call)[1])


def run_get_method(call: Call) -> Json:
    """`smc.runResult`; a method that fails is an answer too, by its exit code."""
    ran = run_method(call, stack.read_v2)
    account = call.view.account(call.args.address("address"))
    return {
        "@type": "smc.runResult",
        "gas_used": ran.gas_used,
        "stack": stack.write_v2(ran.stack),
        "exit_code": ran.exit_code,
        "block_id": block_of(call.view.head, MASTERCHAIN),
        "last_transaction_id": transaction_id(account.last_lt, account.last_hash),
    }


def run_method(call: Call, read: Callable[[object], list[object]]) -> Ran:
    """Run the get-method that is asked for, on a stack in the wire form that `read` knows."""
    address, method = call.args.address("address"), method_of(call.args.value("method"))
    try:
        given = read(call.args.value("stack") or [])
    except BadForm as error:
        raise invalid(f"stack: {error}") from error
    try:
        result = call.view.get_method(address, method, given)
        return Ran(exit_code=result.exit_code, gas_used=result.gas_used, stack=result.stack)
    except Exception as error:  # the machine or the reader of cells, by a stranger's contract
        raise lite_server(f"cannot run the method: {error}") from error


def method_of(given: object) -> str | int:
    """A get-method by its name or its number. Raises FaceError."""
    if isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= METHOD_ID_MAX:
        return given
    if not isinstance(given, str) or not given:
        raise invalid("field required: method")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else given


def pack(call: Call) -> str:
    """Raw to friendly, bounceable."""
    return friendly(call.args.address("address"))


def unpack(call: Call) -> str:
    """Any form to raw."""
    return call.args.address("address")


def detect(call: Call) -> Json:
    """All forms of an address."""
    given = call.args.text("address")
    raw = call.args.address("address")
    return {
        "raw_form": raw,
        "bounceable": _both(raw, bounceable=True),
        "non_bounceable": _both(raw, bounceable=False),
        "given_type": _given_type(given),
        "test_only": _is_test_only(given),
    }


def state_of(account: AccountView) -> str:
    """The state in v2's words."""
    return _STATES.get(account.status, account.status)


def _account(call: Call) -> tuple[View, AccountView]:
    return call.view, call.view.account(call.args.address("address"))


def _tonlib_state(account: AccountView) -> Json:
    if account.status in _STATES:
        frozen = "" if account.frozen_hash is None else b64(account.frozen_hash)
        return {"@type": "uninited.accountState", "frozen_hash": frozen}
    found = wallet_of(account)
    if found is not None and found.kind in _TONLIB_WALLETS:
        told: Json = {"@type": _TONLIB_WALLETS[found.kind], "seqno": found.seqno}
        return told if found.wallet_id is None else {**told, "wallet_id": str(found.wallet_id)}
    return {
        "@type": "raw.accountState",
        "code": _boc(account.code),
        "data": _boc(account.data),
        "frozen_hash": "" if account.frozen_hash is None else b64(account.frozen_hash),
    }


_TONLIB_WALLETS = {
    "wallet v3 r1": "wallet.v3.accountState",
    "wallet v3 r2": "wallet.v3.accountState",
    "wallet v4 r2": "wallet.v4.accountState",
}


def _boc(cell: Cell | None) -> str:
    return "" if cell is None else cell_b64(cell)


def _both(raw: str, *, bounceable: bool) -> Json:
    url_safe = friendly(raw, bounceable=bounceable)
    return {"b64": url_safe.replace("-", "+").replace("_", "/"), "b64url": url_safe}


def _given_type(given: str) -> str:
    if ":" in given:
        return "raw_form"
    return "friendly_bounceable" if _tag(given) == 0x11 else "friendly_non_bounceable"


def _is_test_only(given: str) -> bool:
    return ":" not in given and bool(_first_byte(given) & 0x80)


def _tag(given: str) -> int:
    return _first_byte(given) & 0x7F


def _first_byte(given: str) -> int:
    raw_address(given)
    return base64.urlsafe_b64decode(given[:4].replace("+", "-").replace("/", "_"))[0]


METHODS = {
    "getAddressInformation": Method(run=information),
    "getExtendedAddressInformation": Method(run=extended),
    "getWalletInformation": Method(run=wallet),
    "getAddressBalance": Method(run=balance),
    "getAddressState": Method(run=state),
    "runGetMethod": Method(run=run_get_method, verbs=("POST",)),
    "packAddress": Method(run=pack),
    "unpackAddress": Method(run=unpack),
    "detectAddress": Method(run=detect),
}
