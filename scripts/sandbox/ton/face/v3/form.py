"""Messages and transactions in the form of toncenter's v3 index.

Addresses are raw with capital hex, amounts and logical times are text, hashes are base64.
"""

from pytoniq_core.boc.cell import Cell
from pytoniq_core.tlb.transaction import (
    InternalMsgInfo,
    TrActionPhase,
    TransactionOrdinary,
    TrBouncePhase,
    TrComputePhase,
    TrStoragePhase,
)

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.reading import Message, Read
from scripts.sandbox.ton.face.wire import b64, cell_b64, upper

SHARD = "8000000000000000"


def message(one: Message, *, in_tx: bytes | None = None, out_tx: bytes | None = None) -> Json:
    """A message; `in_tx` received it, `out_tx` sent it, where they are known."""
    told: Json = {
        "hash": b64(one.hash),
        "source": upper(one.source),
        "destination": upper(one.destination),
        "value": _text(one.value),
        "value_extra_currencies": {str(key): str(value) for key, value in one.extra.items()},
        "created_lt": _text(one.created_lt),
        "created_at": _text(one.created_at),
        "opcode": None if one.opcode is None else f"0x{one.opcode:08x}",
        **_internal(one),
        "import_fee": _text(getattr(one.info, "import_fee", None)),
        "message_content": _content(one),
        "init_state": None if one.init is None else _content_of(one.init),
        "in_msg_tx_hash": None if in_tx is None else b64(in_tx),
        "out_msg_tx_hash": None if out_tx is None else b64(out_tx),
    }
    if one.is_external_in:
        told["hash_norm"] = b64(one.norm_hash)
    return told


def transaction(read: Read, *, seqno: int, trace: bytes, before: Json, after: Json) -> Json:
    """A transaction in a block of that number; `before` and `after` are account states."""
    return {
        "account": upper(read.account),
        "hash": b64(read.hash),
        "lt": str(read.lt),
        "now": read.now,
        "mc_block_seqno": seqno,
        "trace_id": b64(trace),
        "prev_trans_hash": b64(read.prev_hash),
        "prev_trans_lt": str(read.prev_lt),
        "orig_status": _status(read.orig_status),
        "end_status": _status(read.end_status),
        "total_fees": str(read.total_fees),
        "total_fees_extra_currencies": {},
        "description": description(read.description),
        "block_ref": {"workchain": _workchain(read.account), "shard": SHARD, "seqno": seqno},
        "in_msg": None if read.in_msg is None else message(read.in_msg, in_tx=read.hash),
        "out_msgs": [message(one, out_tx=read.hash) for one in read.out_msgs],
        "account_state_before": before,
        "account_state_after": after,
        "emulated": False,
    }


def description(phases: TransactionOrdinary) -> Json:
    """The phases; those that did not come to pass are left out."""
    assert phases.compute_ph is not None, "an ordinary transaction computes or says why not"
    told: Json = {
        "type": "ord",
        "aborted": bool(phases.aborted),
        "destroyed": bool(phases.destroyed),
        "credit_first": bool(phases.credit_first),
        "compute_ph": _compute(phases.compute_ph),
    }
    if phases.storage_ph is not None:
        told["storage_ph"] = _storage(phases.storage_ph)
    if phases.credit_ph is not None:
        told["credit_ph"] = {"credit": str(phases.credit_ph.credit.grams)}
    if phases.action is not None:
        told["action"] = _action(phases.action)
    if phases.bounce is not None:
        told["bounce"] = _bounce(phases.bounce)
    return told


def bare_state(state_hash: bytes) -> Json:
    """An account state of which only the hash is known."""
    return {
        "hash": b64(state_hash),
        "balance": None,
        "extra_currencies": None,
        "account_status": None,
        "frozen_hash": None,
        "data_hash": None,
        "code_hash": None,
    }


def _internal(one: Message) -> Json:
    """What only a message from account to account has."""
    info = one.info
    if not isinstance(info, InternalMsgInfo):
        return dict.fromkeys(("fwd_fee", "ihr_fee", "ihr_disabled", "bounce", "bounced"))
    return {
        "fwd_fee": str(info.fwd_fee),
        "ihr_fee": str(info.ihr_fee),
        "ihr_disabled": bool(info.ihr_disabled),
        "bounce": bool(info.bounce),
        "bounced": bool(info.bounced),
    }


def _content(one: Message) -> Json:
    told = _content_of(one.body)
    told["decoded"] = None
    if (text := one.text) is not None:
        comment = text.decode(errors="replace")
        told["decoded"] = {"type": "text_comment", "comment": comment}
    return told


def _content_of(cell: Cell) -> Json:
    return {"hash": b64(bytes(cell.hash)), "body": cell_b64(cell)}


def _storage(phase: TrStoragePhase) -> Json:
    told: Json = {
        "storage_fees_collected": str(phase.storage_fees_collected),
        "status_change": phase.status_change.type_,
    }
    if phase.storage_fees_due is not None:
        told["storage_fees_due"] = str(phase.storage_fees_due)
    return told


def _compute(phase: TrComputePhase) -> Json:
    if phase.type_ == "skipped":
        assert phase.reason is not None, "a phase that is skipped says why"
        return {"skipped": True, "reason": phase.reason.type_}
    told: Json = {
        "skipped": False,
        "success": bool(phase.success),
        "msg_state_used": bool(phase.msg_state_used),
        "account_activated": bool(phase.account_activated),
        "gas_fees": str(phase.gas_fees),
        "gas_used": str(phase.gas_used),
        "gas_limit": str(phase.gas_limit),
        "mode": phase.mode,
        "exit_code": phase.exit_code,
        "vm_steps": phase.vm_steps,
        "vm_init_state_hash": b64(phase.vm_init_state_hash),
        "vm_final_state_hash": b64(phase.vm_final_state_hash),
    }
    if phase.gas_credit is not None:
        told["gas_credit"] = str(phase.gas_credit)
    if phase.exit_arg is not None:
        told["exit_arg"] = phase.exit_arg
    return told


def _action(phase: TrActionPhase) -> Json:
    told: Json = {
        "success": bool(phase.success),
        "valid": bool(phase.valid),
        "no_funds": bool(phase.no_funds),
        "status_change": phase.status_change.type_,
        "result_code": phase.result_code,
        "tot_actions": phase.tot_actions,
        "spec_actions": phase.spec_actions,
        "skipped_actions": phase.skipped_actions,
        "msgs_created": phase.msgs_created,
        "action_list_hash": b64(phase.action_list_hash),
        "tot_msg_size": {
            "cells": str(phase.tot_msg_size.cells),
            "bits": str(phase.tot_msg_size.bits),
        },
    }
    for name in ("total_fwd_fees", "total_action_fees"):
        if getattr(phase, name) is not None:
            told[name] = str(getattr(phase, name))
    if phase.result_arg is not None:
        told["result_arg"] = phase.result_arg
    return told


def _bounce(phase: TrBouncePhase) -> Json:
    told: Json = {"type": phase.type_}
    size = getattr(phase, "msg_size", None)
    if size is not None:
        told["msg_size"] = {"cells": str(size.cells), "bits": str(size.bits)}
    for name in ("req_fwd_fees", "msg_fees", "fwd_fees"):
        if getattr(phase, name, None) is not None:
            told[name] = str(getattr(phase, name))
    return told


def _status(status: str) -> str:
    """The index writes one state in a word of its own."""
    return "uninit" if status == "uninitialized" else status


def _workchain(raw: str) -> int:
    return int(raw.partition(":")[0])


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)
