"""v2: transactions of an account, and transactions found by their messages."""

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.calls import Call, Method
from scripts.sandbox.ton.face.errors import FaceError, lite_server
from scripts.sandbox.ton.face.v2 import form as form_v2
from scripts.sandbox.ton.face.view import read
from scripts.sandbox.ton.rows import Tx

LIMIT = 10
LIMIT_MAX = 100
# JSON-RPC goes past the check of REST's parameters, and `@ton/ton` asks for one row more.
RPC_LIMIT_MAX = 1000


def transactions(call: Call) -> list[object]:
    """Newest first, from (lt, hash) on, that one included, down to `to_lt`, without it."""
    args = call.args
    address = args.address("address")
    most = RPC_LIMIT_MAX if call.by_rpc else LIMIT_MAX
    limit = args.integer("limit", LIMIT, least=1, most=most)
    assert limit is not None, "it has a default"
    to_lt = args.integer("to_lt", 0) or 0
    args.flag("archival", default=False)
    rows = list(call.view.transactions(address))
    start_lt, start_hash = args.integer("lt", None), args.hash("hash")
    if start_lt is not None and start_hash is not None:
        rows = rows[: _place(address, rows, start_lt, start_hash) + 1]
    page = [tx for tx in reversed(rows[-limit:]) if tx.lt > to_lt]
    told: list[object] = [form_v2.transaction(read(tx)) for tx in page]
    call.rows = told
    return told


def locate_source(call: Call) -> Json:
    """The transaction that sent the message of that logical time."""
    source, destination, created_lt = _message_asked(call)
    for tx in call.view.transactions(source):
        for message in read(tx).out_msgs:
            if (message.destination, message.created_lt) == (destination, created_lt):
                return form_v2.transaction(read(tx))
    raise _not_located()


def locate_result(call: Call) -> Json:
    """The transaction that the message of that logical time came to."""
    source, destination, created_lt = _message_asked(call)
    for tx in call.view.transactions(destination):
        message = read(tx).in_msg
        if message is not None and (message.source, message.created_lt) == (source, created_lt):
            return form_v2.transaction(read(tx))
    raise _not_located()


def _place(address: str, rows: list[Tx], lt: int, tx_hash: bytes) -> int:
    """Where the page begins. What lite servers say when they do not find it is passed through."""
    for place, tx in enumerate(rows):
        if tx.lt == lt:
            if bytes.fromhex(tx.hash) == tx_hash:
                return place
            raise lite_server("transaction hash mismatch")
    workchain, _, account = address.partition(":")
    raise lite_server(
        "cannot locate transaction in block with specified logical time: cannot compute block "
        f"with specified transaction: cannot find block ({workchain},{account.upper()}) lt={lt}: "
        "lt not in db"
    )


def _message_asked(call: Call) -> tuple[str, str, int]:
    created_lt = call.args.integer("created_lt", None)
    if created_lt is None:
        raise FaceError(422, "field required: created_lt")
    return call.args.address("source"), call.args.address("destination"), created_lt


def _not_located() -> FaceError:
    return FaceError(500, "message not found")


METHODS = {
    "getTransactions": Method(run=transactions),
    "tryLocateTx": Method(run=locate_result),
    "tryLocateResultTx": Method(run=locate_result),
    "tryLocateSourceTx": Method(run=locate_source),
}
