"""v3: accounts, wallets, get-methods, the book of addresses."""

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.cells import AccountView
from scripts.sandbox.ton.face import stack
from scripts.sandbox.ton.face.calls import Call, Method
from scripts.sandbox.ton.face.errors import FaceError, invalid
from scripts.sandbox.ton.face.kinds import wallet_of
from scripts.sandbox.ton.face.pages import address_book, book_row
from scripts.sandbox.ton.face.v2.accounts import run_method
from scripts.sandbox.ton.face.wire import b64, cell_b64, upper


def states(call: Call) -> Json:
    """Many accounts at once, with their cells unless `include_boc=false`; those that nobody has
    used are left out."""
    with_bocs = call.args.flag("include_boc", default=True)
    accounts = _accounts(call)
    told: list[object] = [_state(one, with_bocs=with_bocs) for one in accounts]
    book = address_book(call.view, [one.address for one in accounts])
    return {"accounts": told, "address_book": book, "metadata": {}}


def information(call: Call) -> Json:
    """One account, as v2 tells it."""
    account = call.view.account(call.args.address("address"))
    return {
        "balance": str(account.balance),
        "code": None if account.code is None else cell_b64(account.code),
        "data": None if account.data is None else cell_b64(account.data),
        "last_transaction_lt": str(account.last_lt),
        "last_transaction_hash": b64(account.last_hash),
        "frozen_hash": None if account.frozen_hash is None else b64(account.frozen_hash),
        "status": account.status,
    }


def wallet_information(call: Call) -> Json:
    """One wallet. Refuses an account that is none."""
    account = call.view.account(call.args.address("address"))
    found = wallet_of(account)
    if found is None and account.active:
        raise FaceError(409, "not a wallet")
    return {
        "balance": str(account.balance),
        "wallet_type": None if found is None else found.kind,
        "seqno": None if found is None else found.seqno,
        "wallet_id": None if found is None else found.wallet_id,
        "last_transaction_lt": str(account.last_lt),
        "last_transaction_hash": b64(account.last_hash),
        "status": account.status,
    }


def wallet_states(call: Call) -> Json:
    """Many accounts at once, each with what kind of wallet it is."""
    accounts = _accounts(call)
    told: list[object] = [_wallet(one) for one in accounts]
    book = address_book(call.view, [one.address for one in accounts])
    return {"wallets": told, "address_book": book, "metadata": {}}


def run_get_method(call: Call) -> Json:
    """A method that fails is an answer too, by its exit code."""
    ran = run_method(call, stack.read_v3)
    account, head = call.view.account(call.args.address("address")), call.view.head
    return {
        "gas_used": ran.gas_used,
        "exit_code": ran.exit_code,
        "stack": stack.write_v3(ran.stack),
        "vm_log": "",
        "block_id": {"workchain": -1, "shard": "8000000000000000", "seqno": head.seqno},
        "last_transaction_id": {"lt": str(account.last_lt), "hash": b64(account.last_hash)},
    }


def book(call: Call) -> Json:
    """How each address is written; by the address as it was asked for."""
    texts = call.args.texts("address")
    if not texts:
        raise invalid("at least 1 address required")
    return {
        text: book_row(call.view, address)
        for text, address in zip(texts, call.args.addresses("address"), strict=True)
    }


def _accounts(call: Call) -> list[AccountView]:
    addresses = call.args.addresses("address")
    if not addresses:
        raise invalid("address of account is required")
    found = [call.view.account(one) for one in dict.fromkeys(addresses)]
    return [one for one in found if one.last_lt]


def _state(account: AccountView, *, with_bocs: bool) -> Json:
    code, data = account.code, account.data
    told: Json = {
        "address": upper(account.address),
        "account_state_hash": None,
        "balance": str(account.balance),
        "extra_currencies": {},
        "status": account.status,
        "last_transaction_hash": b64(account.last_hash),
        "last_transaction_lt": str(account.last_lt),
        "frozen_hash": None if account.frozen_hash is None else b64(account.frozen_hash),
        "code_hash": None if code is None else b64(bytes(code.hash)),
        "data_hash": None if data is None else b64(bytes(data.hash)),
        "contract_methods": None,
        "interfaces": [],
    }
    if with_bocs:
        told["code_boc"] = None if code is None else cell_b64(code)
        told["data_boc"] = None if data is None else cell_b64(data)
    return told


def _wallet(account: AccountView) -> Json:
    found = wallet_of(account)
    told: Json = {
        "address": upper(account.address),
        "is_wallet": found is not None,
        "balance": str(account.balance),
        "extra_currencies": {},
        "status": account.status,
        "code_hash": None if account.code is None else b64(bytes(account.code.hash)),
        "last_transaction_hash": b64(account.last_hash),
        "last_transaction_lt": str(account.last_lt),
    }
    if found is not None:
        told |= {"wallet_type": found.kind, "seqno": found.seqno, "wallet_id": found.wallet_id}
        told["is_signature_allowed"] = True
    return told


METHODS = {
    "accountStates": Method(run=states),
    "account": Method(run=information),
    "addressInformation": Method(run=information),
    "walletInformation": Method(run=wallet_information),
    "walletStates": Method(run=wallet_states),
    "runGetMethod": Method(run=run_get_method, verbs=("POST",)),
    "addressBook": Method(run=book),
}
