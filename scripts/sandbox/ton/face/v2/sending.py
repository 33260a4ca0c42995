"""v2: sending messages, and what they would cost."""

from pytoniq_core.boc.cell import Cell

from scripts.sandbox.forms import Json
from scripts.sandbox.ton import cells, messages
from scripts.sandbox.ton.chain import Refused
from scripts.sandbox.ton.engine import NotAccepted
from scripts.sandbox.ton.face.calls import Call, Method
from scripts.sandbox.ton.face.errors import FaceError, invalid, lite_server
from scripts.sandbox.ton.face.reading import Message, read_message, read_transaction
from scripts.sandbox.ton.face.wire import BadForm, b64, read_cell

_APPLY = "cannot apply external message to current state : "


def send_boc(call: Call) -> Json:
    """200 says that a lite server has taken the message, not that a block has."""
    send(call)
    return {"@type": "ok"}


def send_boc_return_hash(call: Call) -> Json:
    """The same, with the message's hash and the one that does not hang on its layout."""
    message = send(call)
    return {
        "@type": "raw.extMessageInfo",
        "hash": b64(message.hash),
        "hash_norm": b64(message.norm_hash),
    }


def send(call: Call) -> Message:
    """Put a message on its way, or, under a fault, only seem to. Raises FaceError."""
    text = call.args.text("boc")
    try:
        message = read_message(read_cell(text))
    except Exception as error:  # whatever is wrong with the cells, it is no message
        raise lite_server("cannot deserialize external message") from error
    if not message.is_external_in or message.destination is None:
        raise lite_server("cannot apply external message : not an inbound external message")
    try:
        call.view.chain.send_external(message.cell, keep=not call.lose)
    except Refused as error:
        raise _refused(call, message, error) from error
    return message


def estimate_fee(call: Call) -> Json:
    """`query.fees`, by doing it on the account as it is; a signature must be right for that."""
    address = call.args.address("address")
    body = _cell(call, "body")
    code, data = _cell(call, "init_code"), _cell(call, "init_data")
    init = None if code is None or data is None else cells.state_init(code, data)
    if body is None:
        raise invalid("field required: body")
    try:
        done, refusal = call.view.chain.try_external(
            messages.external_message(address, body, init)
        )
    except Refused as error:
        raise lite_server(_APPLY + error.reason) from error
    if done is None:
        assert isinstance(refusal, NotAccepted), "it was taken or refused"
        raise lite_server(f"{_APPLY}External message was not accepted, {_exit(refusal.exit_code)}")
    return _fees(done.boc, address)


def _fees(boc: str, address: str) -> Json:
    read = read_transaction(boc, address)
    storage, compute = read.description.storage_ph, read.description.compute_ph
    stored = 0 if storage is None else storage.storage_fees_collected
    gas = int(getattr(compute, "gas_fees", 0) or 0)
    forwarding = sum(int(getattr(one.info, "fwd_fee", 0)) for one in read.out_msgs)
    action = read.description.action
    taken = int((action and action.total_action_fees) or 0)
    fees = {
        "@type": "fees",
        "in_fwd_fee": max(0, read.total_fees - stored - gas - taken),
        "storage_fee": stored,
        "gas_fee": gas,
        "fwd_fee": forwarding + taken,
    }
    return {"@type": "query.fees", "source_fees": fees, "destination_fees": []}


def _refused(call: Call, message: Message, error: Refused) -> FaceError:
    """The lite server's words, with the contract's exit code where it ran."""
    assert message.destination is not None, "it was checked before it was sent"
    account = call.view.account(message.destination)
    if account.status == "nonexist":
        return lite_server(f"{_APPLY}Failed to unpack account state")
    place = message.destination.partition(":")[2].upper()
    text = "External message was not accepted\nCannot run message on account: "
    if error.exit_code is None:
        text += (
            f"inbound external message rejected by account {place} before smart-contract execution"
        )
        return lite_server(_APPLY + text)
    text += f"inbound external message rejected by transaction {message.hash.hex().upper()}:\n"
    return lite_server(f"{_APPLY}{text}{_exit(error.exit_code)}")


def _exit(code: int | None) -> str:
    return f"exitcode={code or 0}, steps=0, gas_used=0\nVM Log (truncated):\n"


def _cell(call: Call, name: str) -> Cell | None:
    if not call.args.has(name):
        return None
    try:
        return read_cell(call.args.text(name))
    except BadForm as error:
        raise invalid(f"{name}: {error}") from error


METHODS = {
    "sendBoc": Method(run=send_boc, verbs=("POST",), sends=True),
    "sendBocReturnHash": Method(run=send_boc_return_hash, verbs=("POST",), sends=True),
    "estimateFee": Method(run=estimate_fee, verbs=("POST",)),
}
