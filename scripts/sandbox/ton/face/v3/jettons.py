"""v3: jettons, their wallets and transfers."""

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face import tokens
from scripts.sandbox.ton.face.calls import Call, Method
from scripts.sandbox.ton.face.content import read_content
from scripts.sandbox.ton.face.pages import address_book, page_of, wanted
from scripts.sandbox.ton.face.tokens import JettonWallet, Master
from scripts.sandbox.ton.face.transfers import JETTON_TRANSFER, Transfer
from scripts.sandbox.ton.face.v3.transfers import transfers_of
from scripts.sandbox.ton.face.wire import b64, cell_b64, upper


def masters(call: Call) -> Json:
    """By address and admin."""
    args = call.args
    page = page_of(args, descending=False)
    addresses, admins = args.addresses("address"), args.addresses("admin_address")
    found = [
        one
        for one in tokens.masters(call)
        if wanted(addresses, one.address) and wanted(admins, one.admin)
    ]
    rows = page.cut(found)
    book = address_book(call.view, {end for one in rows for end in (one.address, one.admin)})
    told: list[object] = [_master(call, one) for one in rows]
    return {"jetton_masters": told, "address_book": book, "metadata": {}}


def wallets(call: Call) -> Json:
    """By address, owner and jetton; `sort` is by balance."""
    args = call.args
    sorted_ = args.has("sort")
    page = page_of(args, descending=False)
    addresses, owners = args.addresses("address"), args.addresses("owner_address")
    jettons = args.addresses("jetton_address")
    full = args.flag("exclude_zero_balance", default=False)
    found = [
        one
        for one in tokens.jetton_wallets(call)
        if wanted(addresses, one.address)
        and wanted(owners, one.owner)
        and wanted(jettons, one.master)
        and not (full and one.balance == 0)
    ]
    rows = page.cut(sorted(found, key=lambda one: one.balance) if sorted_ else found)
    told: list[object] = [_wallet(call, one) for one in rows]
    ends = {end for one in rows for end in (one.address, one.owner, one.master)}
    return {"jetton_wallets": told, "address_book": address_book(call.view, ends), "metadata": {}}


def jetton_transfers(call: Call) -> Json:
    """Messages that asked wallets to send, those that failed too."""
    jettons = call.args.addresses("jetton_master")
    addresses = call.args.addresses("jetton_wallet")

    def asked(one: Transfer) -> JettonWallet | None:
        wallet = tokens.jetton_wallet(call, one.tx.account)
        if wallet is None or not wanted(jettons, wallet.master):
            return None
        return wallet if wanted(addresses, wallet.address) else None

    rows, book = transfers_of(call, JETTON_TRANSFER, asked)
    told: list[object] = [_transfer(call, one, wallet) for one, wallet in rows]
    return {"jetton_transfers": told, "address_book": book, "metadata": {}}


def _master(call: Call, one: Master) -> Json:
    account = call.view.account(one.address)
    assert account.code is not None, "a get-method of it ran"
    assert account.data is not None, "a get-method of it ran"
    wallet_code = None if one.wallet_code is None else b64(bytes(one.wallet_code.hash))
    return {
        "address": upper(one.address),
        "total_supply": str(one.supply),
        "mintable": one.mintable,
        "admin_address": upper(one.admin),
        "jetton_content": read_content(one.content),
        "jetton_wallet_code_hash": wallet_code,
        "code_hash": b64(bytes(account.code.hash)),
        "data_hash": b64(bytes(account.data.hash)),
        "last_transaction_lt": str(account.last_lt),
        "code_boc": cell_b64(account.code),
        "data_boc": cell_b64(account.data),
    }


def _wallet(call: Call, one: JettonWallet) -> Json:
    account = call.view.account(one.address)
    assert account.code is not None, "a get-method of it ran"
    assert account.data is not None, "a get-method of it ran"
    return {
        "address": upper(one.address),
        "balance": str(one.balance),
        "owner": upper(one.owner),
        "jetton": upper(one.master),
        "last_transaction_lt": str(account.last_lt),
        "code_hash": b64(bytes(account.code.hash)),
        "data_hash": b64(bytes(account.data.hash)),
    }


def _transfer(call: Call, one: Transfer, wallet: JettonWallet) -> Json:
    return {
        **one.shared(call.view),
        "source": upper(one.source),
        "destination": upper(one.destination),
        "amount": str(one.amount),
        "source_wallet": upper(wallet.address),
        "jetton_master": upper(wallet.master),
        "forward_ton_amount": str(one.forward_value),
    }


METHODS = {
    "jetton/masters": Method(run=masters),
    "jetton/wallets": Method(run=wallets),
    "jetton/transfers": Method(run=jetton_transfers),
}
