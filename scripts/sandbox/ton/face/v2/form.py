"""Blocks, accounts, messages and transactions in toncenter's v2 form (tonlib's JSON)."""

import hashlib

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.reading import Message, Read
from scripts.sandbox.ton.face.wire import b64, cell_b64, friendly
from scripts.sandbox.ton.rows import Block

WHOLE_SHARD = str(-(2**63))
MASTERCHAIN = -1


def block_of(block: Block, workchain: int) -> Json:
    """`ton.blockIdExt`: in the masterchain (-1) or in the one shard, which has its numbers."""
    return {
        "@type": "ton.blockIdExt",
        "workchain": workchain,
        "shard": WHOLE_SHARD,
        "seqno": block.seqno,
        "root_hash": b64(block_hash(block.root_hash, workchain)),
        "file_hash": b64(block_hash(block.file_hash, workchain)),
    }


def block_hash(kept: str, workchain: int) -> bytes:
    """The hash of the masterchain's block, or another for the shard's of the same number."""
    kept_bytes = bytes.fromhex(kept)
    return kept_bytes if workchain == MASTERCHAIN else hashlib.sha256(kept_bytes).digest()


def transaction_id(lt: int, tx_hash: bytes) -> Json:
    """`internal.transactionId`; an lt is text: it may be more than a float can hold."""
    return {"@type": "internal.transactionId", "lt": str(lt), "hash": b64(tx_hash)}


def transaction(read: Read) -> Json:
    """`raw.transaction`. As tonlib counts, `fee` is the fees of the account and those of
    forwarding what it sent."""
    forwarding = sum(_forwarding(message) for message in read.out_msgs)
    storage = read.description.storage_ph
    stored = 0 if storage is None else storage.storage_fees_collected
    fee = read.total_fees + forwarding
    told: Json = {
        "@type": "raw.transaction",
        "address": {"@type": "accountAddress", "account_address": friendly(read.account)},
        "utime": read.now,
        "data": cell_b64(read.cell),
        "transaction_id": transaction_id(read.lt, read.hash),
        "fee": str(fee),
        "storage_fee": str(stored),
        "other_fee": str(fee - stored),
        "out_msgs": [message(one) for one in read.out_msgs],
    }
    if read.in_msg is not None:
        told["in_msg"] = message(read.in_msg)
    return told


def message(one: Message) -> Json:
    """`raw.message`: an external one has no source and no value."""
    info = one.info
    return {
        "@type": "raw.message",
        "hash": b64(one.hash),
        "source": "" if one.source is None else friendly(one.source),
        "destination": "" if one.destination is None else friendly(one.destination),
        "value": str(one.value or 0),
        "extra_currencies": [
            {"@type": "extraCurrency", "id": currency, "amount": str(amount)}
            for currency, amount in sorted(one.extra.items())
        ],
        "fwd_fee": str(getattr(info, "fwd_fee", 0)),
        "ihr_fee": str(getattr(info, "ihr_fee", 0)),
        "created_lt": str(one.created_lt or 0),
        "body_hash": b64(bytes(one.body.hash)),
        "msg_data": _data(one),
        "message": _plain(one),
    }


def _data(one: Message) -> Json:
    """Text comments as text, everything else as cells."""
    if (text := one.text) is not None:
        return {"@type": "msg.dataText", "text": b64(text)}
    if (secret := one.encrypted_text) is not None:
        return {"@type": "msg.dataEncryptedText", "text": b64(secret)}
    init = "" if one.init is None else cell_b64(one.init)
    return {"@type": "msg.dataRaw", "body": cell_b64(one.body), "init_state": init}


def _plain(one: Message) -> str:
    """What a reader may show: the comment, or the bits of the first cell in base64."""
    text = one.text
    if text is not None:
        return text.decode(errors="replace")
    return b64(one.body.bits.tobytes()) + "\n"


def _forwarding(one: Message) -> int:
    return int(getattr(one.info, "fwd_fee", 0)) + int(getattr(one.info, "ihr_fee", 0))
