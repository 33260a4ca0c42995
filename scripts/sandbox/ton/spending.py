"""What a person does with a wallet: pay, sign what an app asks for, prove whose it is."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pytoniq_core.boc.cell import Cell

from scripts.sandbox.forms import Json
from scripts.sandbox.ton import cells
from scripts.sandbox.ton.chain import Refused
from scripts.sandbox.ton.engine import NotAccepted
from scripts.sandbox.ton.phases import read_phases
from scripts.sandbox.ton.state import NETWORK, Ton, refusal
from scripts.sandbox.ton.wallet_contracts import Order
from scripts.sandbox.ton.wallets import Wallet

# How long a message of a wallet may wait for its block, on the world clock.
VALID_S = 300
_SECONDS_MAX = 2**32 - 1
# What the action phase says when the coins do not suffice.
NOT_ENOUGH_TON = 37


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The message that went out: base64 BoC, and its hash as base64 too."""

    boc: str
    hash: str


def send(
    ton: Ton, wallet: Wallet, orders: Sequence[Order], *, valid_until: int | None = None
) -> Sent:
    """Sign and send one message with these orders. Refuses: `chain-refused`.

    As wallets do, it is tried first: one that would not pay all of its orders is not sent.
    """
    chain = ton.chain
    until = min(chain.now + VALID_S if valid_until is None else valid_until, _SECONDS_MAX)
    account = chain.account(wallet.address)
    before = sum(
        1 for row in chain.waiting if row.kind == "ext" and row.destination == wallet.address
    )
    seqno = before + (
        chain.get_method(wallet.address, "seqno").integer(0) if account.active else 0
    )
    message = wallet.contract.message(
        orders, seqno=seqno, valid_until=until, deploy=not account.active and not before
    )
    try:
        _try(ton, message, len(orders))
        chain.send_external(message, after_waiting=True)
    except Refused as refused:
        raise refusal(refused) from refused
    return Sent(boc=cells.boc_text(message), hash=base64.b64encode(message.hash).decode())


def prove(ton: Ton, wallet: Wallet, *, domain: str, payload: str) -> Json:
    """TON Connect's `ton_proof` of a wallet for a page at `domain`, at the world's time.

    Signed: ed25519 over sha256(0xffff + "ton-connect" + sha256(message)), where the message is
    the workchain big-endian, the other numbers little-endian.
    """
    contract = wallet.contract
    at = ton.core.clock.unix()
    workchain, _, account = wallet.address.partition(":")
    name = domain.encode()
    message = (
        b"ton-proof-item-v2/"
        + int(workchain).to_bytes(4, "big", signed=True)
        + bytes.fromhex(account)
        + len(name).to_bytes(4, "little")
        + name
        + at.to_bytes(8, "little")
        + payload.encode()
    )
    signed = hashlib.sha256(b"\xff\xffton-connect" + hashlib.sha256(message).digest()).digest()
    signature = contract.key.sign(signed).signature
    return {
        "account": account_view(wallet),
        "proof": {
            "timestamp": at,
            "domain": {"lengthBytes": len(name), "value": domain},
            "payload": payload,
            "signature": base64.b64encode(signature).decode(),
        },
    }


def account_view(wallet: Wallet) -> Json:
    """TON Connect's account of a wallet."""
    contract = wallet.contract
    return {
        "address": wallet.address,
        "chain": NETWORK,
        "walletStateInit": cells.boc_text(contract.init),
        "publicKey": contract.public_key.hex(),
    }


def _try(ton: Ton, message: Cell, orders: int) -> None:
    """Raises Refused unless all orders would leave the wallet."""
    done, not_accepted = ton.chain.try_external(message)
    if isinstance(not_accepted, NotAccepted):
        raise Refused(not_accepted.reason, not_accepted.exit_code)
    assert done is not None, "accepted, so it was done"
    if len(done.out_hashes) == orders:
        return
    phases = read_phases(done.boc)
    code = phases.action_code or (phases.exit_code if not phases.success else NOT_ENOUGH_TON)
    raise Refused("the wallet cannot pay that", code)
