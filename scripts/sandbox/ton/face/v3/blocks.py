"""v3: blocks of the masterchain and of the one shard, which has its numbers."""

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.calls import Call, Method
from scripts.sandbox.ton.face.errors import FaceError
from scripts.sandbox.ton.face.pages import page_of, span_of
from scripts.sandbox.ton.face.v2.form import MASTERCHAIN, block_hash
from scripts.sandbox.ton.face.v3.form import SHARD
from scripts.sandbox.ton.face.v3.transactions import answer
from scripts.sandbox.ton.face.view import View
from scripts.sandbox.ton.face.wire import b64
from scripts.sandbox.ton.rows import Block

BASECHAIN = 0
_GLOBAL_ID = -3


def masterchain_info(call: Call) -> Json:
    """The last block and the first."""
    view = call.view
    return {
        "last": _block(view, view.head, MASTERCHAIN),
        "first": _block(view, view.blocks[0], MASTERCHAIN),
    }


def blocks(call: Call) -> Json:
    """By number and time; of both chains unless one is asked for."""
    args, view = call.args, call.view
    page, span = page_of(args), span_of(args)
    seqno = args.integer("seqno", None) or args.integer("mc_seqno", None)
    workchain = args.integer("workchain", None, least=-1, most=0)
    chains = [MASTERCHAIN, BASECHAIN] if workchain is None else [workchain]
    found = [
        (block, chain)
        for block in view.blocks
        for chain in chains
        if (seqno is None or block.seqno == seqno)
        and span.has(lt=block.start_lt, utime=block.utime)
    ]
    return {"blocks": [_block(view, block, chain) for block, chain in page.cut(found)]}


def shards(call: Call) -> Json:
    """The blocks that a masterchain block holds, and itself."""
    seqno = call.args.integer("seqno", None)
    block = None if seqno is None else call.view.block(seqno)
    if block is None:
        raise FaceError(404, "no blocks found")
    chains = (MASTERCHAIN, BASECHAIN)
    return {"blocks": [_block(call.view, block, chain) for chain in chains]}


def transactions(call: Call) -> Json:
    """The transactions of a masterchain block."""
    page = page_of(call.args)
    seqno = call.args.integer("seqno", None)
    rows = [tx for tx in call.view.log if tx.block == seqno]
    return answer(call, page.cut(rows))


def _block(view: View, block: Block, workchain: int) -> Json:
    previous = view.block(block.seqno - 1)
    held = {"workchain": MASTERCHAIN, "shard": SHARD, "seqno": block.seqno}
    before = {"workchain": workchain, "shard": SHARD, "seqno": block.seqno - 1}
    return {
        "workchain": workchain,
        "shard": SHARD,
        "seqno": block.seqno,
        "root_hash": b64(block_hash(block.root_hash, workchain)),
        "file_hash": b64(block_hash(block.file_hash, workchain)),
        "global_id": _GLOBAL_ID,
        "version": 0,
        "after_merge": False,
        "before_split": False,
        "after_split": False,
        "want_merge": True,
        "want_split": False,
        "key_block": False,
        "vert_seqno_incr": False,
        "flags": 1,
        "gen_utime": str(block.utime),
        "start_lt": str(block.start_lt),
        "end_lt": str(block.end_lt),
        "validator_list_hash_short": 0,
        "gen_catchain_seqno": 0,
        "min_ref_mc_seqno": max(0, block.seqno - 1),
        "prev_key_block_seqno": 0,
        "vert_seqno": 0,
        "master_ref_seqno": block.seqno,
        "rand_seed": b64(bytes(32)),
        "created_by": b64(bytes(32)),
        "tx_count": len(block.hashes) if workchain == BASECHAIN else 0,
        "masterchain_block_ref": held,
        "prev_blocks": [] if previous is None else [before],
    }


METHODS = {
    "masterchainInfo": Method(run=masterchain_info),
    "blocks": Method(run=blocks),
    "masterchainBlockShards": Method(run=shards),
    "masterchainBlockShardState": Method(run=shards),
    "transactionsByMasterchainBlock": Method(run=transactions),
}
