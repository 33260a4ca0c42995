"""v3: transactions, by filters, by their messages, and beside each other."""

import bisect
import functools
from collections.abc import Iterable, Sequence

from scripts.sandbox.forms import Json
from scripts.sandbox.ton import cells
from scripts.sandbox.ton.engine import Emulated
from scripts.sandbox.ton.face.calls import Call, Method
from scripts.sandbox.ton.face.errors import FaceError, invalid
from scripts.sandbox.ton.face.pages import address_book, page_of, span_of
from scripts.sandbox.ton.face.v3 import form as form_v3
from scripts.sandbox.ton.face.view import View, read
from scripts.sandbox.ton.face.wire import b64
from scripts.sandbox.ton.rows import Tx, read_tx

STATES_MAX = 5_000
_DIRECTIONS = ("in", "out")
# How far on the next block begins, at the least.
_LT_STEP = 1_000_000


def transactions(call: Call) -> Json:
    """By account, block, hash, time; `sort=asc&start_lt=` walks forward."""
    args = call.args
    page, span = page_of(args), span_of(args)
    lt, tx_hash = args.integer("lt", None), args.hash("hash")
    seqno = args.integer("mc_seqno", None) or args.integer("seqno", None)
    without = set(args.addresses("exclude_account"))
    rows = [
        tx
        for tx in _of_accounts(call.view, args.addresses("account"), since=span.start_lt or 0)
        if span.has(lt=tx.lt, utime=tx.utime)
        and (lt is None or tx.lt == lt)
        and (tx_hash is None or tx.hash == tx_hash.hex())
        and (seqno is None or tx.block == seqno)
        and tx.account not in without
    ]
    return answer(call, page.cut(rows))


def by_message(call: Call) -> Json:
    """Those that took (`in`) or sent (`out`) the messages asked for."""
    args = call.args
    page, direction = page_of(args), direction_of(call)
    hashes, bodies = args.hashes("msg_hash"), args.hashes("body_hash")
    opcode = opcode_of(call)
    if not hashes and not bodies and opcode is None:
        raise invalid("at least one of msg_hash, body_hash, opcode should be specified")
    found: dict[str, Tx] = {}
    for tx in _by_hashes(call.view, [*hashes, *bodies]) if hashes or bodies else call.view.log:
        if _fits(
            tx, {one.hex() for one in hashes}, {one.hex() for one in bodies}, opcode, direction
        ):
            found[tx.hash] = tx
    return answer(call, page.cut(sorted(found.values(), key=lambda tx: tx.lt)))


def adjacent(call: Call) -> Json:
    """The transaction that led to this one (`in`) and those that it led to (`out`)."""
    tx_hash = call.args.hash("hash")
    if tx_hash is None:
        raise invalid("hash of transaction is required")
    tx = call.view.transaction(tx_hash)
    if tx is None:
        raise FaceError(404, "transactions not found")
    direction = direction_of(call)
    found: list[Tx | None] = []
    if direction != "out" and tx.in_hash is not None:
        found.append(call.view.sender(tx.in_hash))
    if direction != "in":
        found += [call.view.taker(one) for one in tx.out_hashes]
    rows = [one for one in found if one is not None]
    if not rows:
        raise FaceError(404, "adjacent transactions not found")
    return answer(call, rows)


def pending(call: Call) -> Json:
    """What messages from outside that wait would do now: not final, gone with the next block."""
    accounts = call.args.addresses("account")
    rows = [tx for tx in _outcomes(call.view) if not accounts or tx.account in accounts]
    told = [{**transaction(call.view, tx), "emulated": True} for tx in rows]
    return {"transactions": told, "address_book": address_book(call.view, _addresses(rows))}


def answer(call: Call, rows: Sequence[Tx]) -> Json:
    """Transactions with their address book."""
    told: list[object] = [transaction(call.view, tx) for tx in rows]
    call.rows = told
    return {"transactions": told, "address_book": address_book(call.view, _addresses(rows))}


def transaction(view: View, tx: Tx) -> Json:
    """One transaction, with the account before and after it."""
    one = read(tx)
    before = form_v3.bare_state(one.old_hash)
    if tx.prev_lt == 0:
        before |= {"balance": "0", "account_status": "nonexist"}
    else:
        previous = view.transaction(one.prev_hash)
        before |= {} if previous is None else _left(previous.account, previous.after)
    return form_v3.transaction(
        one,
        seqno=tx.block,
        trace=bytes.fromhex(view.root(tx).hash),
        before=before,
        after=form_v3.bare_state(one.new_hash) | _left(tx.account, tx.after),
    )


def direction_of(call: Call) -> str | None:
    """`in`, `out` or neither. Raises FaceError."""
    if not call.args.has("direction"):
        return None
    direction = call.args.text("direction").lower()
    if direction not in _DIRECTIONS:
        raise invalid(f"wrong direction: {direction}")
    return direction


def opcode_of(call: Call) -> int | None:
    """A message's op code, in hex or decimal. Raises FaceError."""
    if not call.args.has("opcode"):
        return None
    text = str(call.args.value("opcode"))
    try:
        return int(text, 16 if text.lower().startswith("0x") else 10) & 0xFFFFFFFF
    except ValueError as error:
        raise invalid("opcode is not a number") from error


def _outcomes(view: View) -> list[Tx]:
    """Each message on its account as those before it would leave it."""
    chain, states, found = view.chain, dict[str, str](), list[Tx]()
    for waiting in chain.waiting:
        if waiting.kind != "ext":
            continue
        address = waiting.destination
        lt = chain.lt + _LT_STEP * (len(found) + 1)
        before = states.get(address) or chain.account(address).boc
        done = chain.engine.emulate(before, waiting.boc, now=chain.now, lt=lt, seed="00" * 32)
        if isinstance(done, Emulated):
            states[address] = done.shard_account
            made = read_tx(address, done.transaction, done.shard_account, block=0)
            found.append(made[0])
    return found


def _of_accounts(view: View, accounts: list[str], *, since: int) -> Sequence[Tx]:
    """All of these accounts, or of all, from that logical time on, oldest first."""
    if not accounts:
        return _since(view.log, since)
    rows = [
        tx
        for account in dict.fromkeys(accounts)
        for tx in _since(view.transactions(account), since)
    ]
    return rows if len(accounts) == 1 else sorted(rows, key=lambda tx: tx.lt)


def _since(rows: Sequence[Tx], lt: int) -> Sequence[Tx]:
    return rows[bisect.bisect_left(rows, lt, key=lambda tx: tx.lt) :]


def _by_hashes(view: View, hashes: list[bytes]) -> Iterable[Tx]:
    return [tx for one in hashes for tx in view.by_message(one.hex())]


def _fits(
    tx: Tx, hashes: set[str], bodies: set[str], opcode: int | None, direction: str | None
) -> bool:
    one = read(tx)
    chosen = one.messages() if direction is None else one.out_msgs
    if direction == "in":
        chosen = () if one.in_msg is None else (one.in_msg,)
    return any(
        (not hashes or {message.hash.hex(), message.norm_hash.hex()} & hashes)
        and (not bodies or bytes(message.body.hash).hex() in bodies)
        and (opcode is None or message.opcode == opcode)
        for message in chosen
    )


@functools.lru_cache(maxsize=STATES_MAX)
def _left(address: str, after: str) -> Json:
    """The account as a transaction left it; the same state is read once, for both its ends."""
    account = cells.read_account(address, after)
    return {
        "balance": str(account.balance),
        "extra_currencies": {},
        "account_status": account.status,
        "frozen_hash": None if account.frozen_hash is None else b64(account.frozen_hash),
        "data_hash": None if account.data is None else b64(bytes(account.data.hash)),
        "code_hash": None if account.code is None else b64(bytes(account.code.hash)),
    }


def _addresses(rows: Iterable[Tx]) -> set[str | None]:
    found: set[str | None] = set()
    for tx in rows:
        found.add(tx.account)
        for message in read(tx).messages():
            found |= {message.source, message.destination}
    return found


METHODS = {
    "transactions": Method(run=transactions),
    "transactionsByMessage": Method(run=by_message),
    "adjacentTransactions": Method(run=adjacent),
    "pendingTransactions": Method(run=pending),
}
