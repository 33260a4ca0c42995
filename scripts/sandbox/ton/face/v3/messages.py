"""v3: messages, and sending them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.calls import Call, Method
from scripts.sandbox.ton.face.pages import address_book, page_of, span_of, wanted
from scripts.sandbox.ton.face.reading import Message
from scripts.sandbox.ton.face.v2 import sending as v2_sending
from scripts.sandbox.ton.face.v3 import form as form_v3
from scripts.sandbox.ton.face.v3.transactions import direction_of, opcode_of
from scripts.sandbox.ton.face.view import View, read
from scripts.sandbox.ton.face.wire import b64
from scripts.sandbox.ton.rows import Tx


@dataclass(slots=True, kw_only=True)
class _Found:
    """A message with the transactions at its two ends, as far as they are there."""

    message: Message
    lt: int
    utime: int
    sender: Tx | None = None
    taker: Tx | None = None


def messages(call: Call) -> Json:
    """By hash, body, ends, op code, time and direction."""
    args = call.args
    page, span, direction = page_of(args), span_of(args), direction_of(call)
    opcode, bodies = opcode_of(call), args.hashes("body_hash")
    hashes = args.hashes("msg_hash")
    sources, destinations = args.addresses("source"), args.addresses("destination")
    no_external = args.flag("exclude_externals", default=False)
    only_external = args.flag("only_externals", default=False)
    found = [
        one
        for one in _all(_candidates(call)).values()
        if span.has(lt=one.lt, utime=one.utime)
        and (not hashes or {one.message.hash, one.message.norm_hash} & set(hashes))
        and wanted(bodies, bytes(one.message.body.hash))
        and wanted(sources, one.message.source)
        and wanted(destinations, one.message.destination)
        and (opcode is None or one.message.opcode == opcode)
        and not (no_external and not one.message.is_internal)
        and not (only_external and one.message.is_internal)
        and not (direction == "in" and one.taker is None)
        and not (direction == "out" and one.sender is None)
    ]
    rows = page.cut(sorted(found, key=lambda one: one.lt))
    told: list[object] = [_told(one) for one in rows]
    ends = {end for one in rows for end in (one.message.source, one.message.destination)}
    return {"messages": told, "address_book": address_book(call.view, ends), "metadata": {}}


def send(call: Call) -> Json:
    """200 says that it was taken, not that a block has it."""
    message = v2_sending.send(call)
    return {"message_hash": b64(message.hash), "message_hash_norm": b64(message.norm_hash)}


def estimate_fee(call: Call) -> Json:
    """As v2 does it, without its types."""
    return v2_sending.estimate_fee(call)


def _candidates(call: Call) -> Iterable[Tx]:
    """Where the messages that are asked for can be: reading all is slow on a long chain."""
    args, view = call.args, call.view
    hashes = [*args.hashes("msg_hash"), *args.hashes("body_hash")]
    ends = [*args.addresses("source"), *args.addresses("destination")]
    if hashes:
        return (tx for one in hashes for tx in view.by_message(one.hex()))
    if ends:
        return (tx for one in ends for tx in _beside(view, one))
    return view.log


def _beside(view: View, address: str) -> Iterator[Tx]:
    """The account's own, and those at the other ends of its messages."""
    for tx in view.transactions(address):
        yield tx
        others = [view.taker(one) for one in tx.out_hashes]
        others.append(None if tx.in_hash is None else view.sender(tx.in_hash))
        yield from (one for one in others if one is not None)


def _all(rows: Iterable[Tx]) -> dict[bytes, _Found]:
    """Every message of these transactions, once."""
    found: dict[bytes, _Found] = {}
    for tx in rows:
        one = read(tx)
        for message in one.messages():
            row = found.setdefault(
                message.hash,
                _Found(
                    message=message,
                    lt=message.created_lt or tx.lt,
                    utime=message.created_at or tx.utime,
                ),
            )
            if message is one.in_msg:
                row.taker = tx
            else:
                row.sender = tx
    return found


def _told(one: _Found) -> Json:
    return form_v3.message(
        one.message,
        in_tx=None if one.taker is None else bytes.fromhex(one.taker.hash),
        out_tx=None if one.sender is None else bytes.fromhex(one.sender.hash),
    )


METHODS = {
    "messages": Method(run=messages),
    "message": Method(run=send, verbs=("POST",), sends=True),
    "estimateFee": Method(run=estimate_fee, verbs=("POST",)),
}
