"""Transactions as toncenter's index (v3) tells them, turned into the domain's.

Bodies were written by strangers: a body that cannot be read is a message without comment.
"""

from pytoniq_core.boc.cell import Cell

from bot.gateways.ton.bodies import op_of, read_comment, read_jetton
from bot.gateways.ton.cells import BadCell, from_base64, hash_of
from bot.gateways.ton.forms import (
    Row,
    address,
    flag,
    hash_hex,
    row,
    rows,
    text,
    whole,
    whole_or_none,
)
from domain.ton.models import NO_HASH, ChainMessage, ChainTx


def from_index(told: Row) -> ChainTx:
    """A row of v3 `/transactions`. Raises OddAnswer."""
    account = address(told.get("account"))
    phases = row(told.get("description"), "description")
    came = told.get("in_msg")
    outs = rows(told.get("out_msgs") or [], "out_msgs")
    return ChainTx(
        account=account or text(None, "account"),
        lt=whole(told.get("lt"), "lt"),
        hash=hash_hex(told.get("hash"), "hash"),
        prev_lt=whole_or_none(told.get("prev_trans_lt")),
        prev_hash=_hash_or_none(told.get("prev_trans_hash")),
        at_s=whole(told.get("now"), "now"),
        fees=whole(told.get("total_fees"), "total_fees"),
        aborted=flag(phases.get("aborted")),
        returned=_bounce_type(phases.get("bounce")) == "ok",
        message=None if came is None else _indexed(row(came, "in_msg")),
        outs=tuple(_indexed(one) for one in outs if one.get("destination") is not None),
    )


def _indexed(told: Row) -> ChainMessage:
    content = told.get("message_content")
    body, body_hash = _body({} if content is None else row(content, "message_content"))
    bounced = flag(told.get("bounced"))
    return ChainMessage(
        hash=hash_hex(told.get("hash"), "hash of a message"),
        body_hash=body_hash,
        source=address(told.get("source")),
        destination=address(told.get("destination")),
        value=whole_or_none(told.get("value")),
        fwd_fee=whole_or_none(told.get("fwd_fee")) + whole_or_none(told.get("ihr_fee")),
        bounce=flag(told.get("bounce")),
        bounced=bounced,
        created_lt=whole_or_none(told.get("created_lt")),
        op=None if body is None else op_of(body),
        comment=None if body is None else read_comment(body, bounced=bounced),
        jetton=None if body is None else read_jetton(body, bounced=bounced),
    )


def _body(content: Row) -> tuple[Cell | None, str]:
    """The body and its hash: our own, and the index's only where the body cannot be read."""
    told = content.get("body")
    try:
        body = from_base64(told) if isinstance(told, str) else None
    except BadCell:
        body = None
    return body, _hash_or_none(content.get("hash")) if body is None else hash_of(body)


def _bounce_type(told: object) -> object:
    return None if told is None else row(told, "bounce").get("type")


def _hash_or_none(told: object) -> str:
    return NO_HASH if told is None else hash_hex(told, "hash")
