"""v2: blocks. One shard holds all accounts; its blocks have the masterchain's numbers."""

from pathlib import Path

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.calls import Call, Method
from scripts.sandbox.ton.face.errors import invalid, lite_server
from scripts.sandbox.ton.face.v2.form import MASTERCHAIN, WHOLE_SHARD, block_of
from scripts.sandbox.ton.face.wire import b64
from scripts.sandbox.ton.rows import Block

BASECHAIN = 0
_PAGE_MAX = 10_000
_CONFIG = Path(__file__).parents[2] / "data" / "config_slim.boc"
GLOBAL_ID = -3


def masterchain_info(call: Call) -> Json:
    """The last block and the first one."""
    first = call.view.blocks[0]
    return {
        "@type": "blocks.masterchainInfo",
        "last": block_of(call.view.head, MASTERCHAIN),
        "state_root_hash": b64(bytes.fromhex(call.view.head.root_hash)),
        "init": {**block_of(first, MASTERCHAIN), "seqno": 0},
    }


def consensus_block(call: Call) -> Json:
    """The block that everybody agrees on, and when that was."""
    head = call.view.head
    return {"consensus_block": head.seqno, "timestamp": head.utime}


def shards(call: Call) -> Json:
    """The shards of a masterchain block: one."""
    return {"@type": "blocks.shards", "shards": [block_of(_block(call), BASECHAIN)]}


def header(call: Call) -> Json:
    """`blocks.header`."""
    block, workchain = _block(call), _workchain(call)
    previous = call.view.block(block.seqno - 1)
    return {
        "@type": "blocks.header",
        "id": block_of(block, workchain),
        "global_id": GLOBAL_ID,
        "version": 0,
        "flags": 1,
        "after_merge": False,
        "after_split": False,
        "before_split": False,
        "want_merge": True,
        "want_split": False,
        "validator_list_hash_short": 0,
        "catchain_seqno": 0,
        "min_ref_mc_seqno": max(0, block.seqno - 1),
        "is_key_block": False,
        "prev_key_block_seqno": 0,
        "start_lt": str(block.start_lt),
        "end_lt": str(block.end_lt),
        "gen_utime": block.utime,
        "vert_seqno": 0,
        "prev_blocks": [] if previous is None else [block_of(previous, workchain)],
    }


def lookup(call: Call) -> Json:
    """A block by its number, by a logical time in it, or the last before a time."""
    args, workchain = call.args, _workchain(call)
    lt, utime = args.integer("lt", None), args.integer("unixtime", None)
    if args.integer("seqno", None) is not None:
        return block_of(_block(call), workchain)
    if lt is None and utime is None:
        raise invalid("seqno, lt or unixtime should be defined")
    fits = [
        block
        for block in call.view.blocks
        if (lt is None or block.start_lt <= lt <= block.end_lt)
        and (utime is None or block.utime <= utime)
    ]
    if not fits:
        raise _absent(workchain)
    return block_of(fits[-1], workchain)


def block_transactions(call: Call) -> Json:
    """The transactions of a block, after one of them when asked."""
    block, workchain = _block(call), _workchain(call)
    count = call.args.integer("count", 40, least=1, most=_PAGE_MAX) or 40
    after = call.args.integer("after_lt", 0) or 0
    found = [call.view.transaction(bytes.fromhex(one)) for one in block.hashes]
    rows = [tx for tx in found if tx is not None and tx.lt > after]
    if workchain == MASTERCHAIN:
        rows = []
    return {
        "@type": "blocks.transactions",
        "id": block_of(block, workchain),
        "req_count": count,
        "incomplete": len(rows) > count,
        "transactions": [
            {
                "@type": "blocks.shortTxId",
                "mode": 135,
                "account": tx.account,
                "lt": str(tx.lt),
                "hash": b64(bytes.fromhex(tx.hash)),
            }
            for tx in rows[:count]
        ],
    }


def config_all(_call: Call) -> Json:
    """The configuration that the machine runs with."""
    return {
        "@type": "configInfo",
        "config": {"@type": "tvm.cell", "bytes": b64(_CONFIG.read_bytes())},
    }


def _workchain(call: Call) -> int:
    workchain = call.args.integer("workchain", MASTERCHAIN, least=-1, most=0)
    shard = call.args.value("shard")
    if shard is not None and str(shard) not in (WHOLE_SHARD, str(2**63), "8000000000000000"):
        raise _absent(workchain or BASECHAIN)
    return MASTERCHAIN if workchain is None else workchain


def _block(call: Call) -> Block:
    seqno = call.args.integer("seqno", None)
    if seqno is None:
        raise invalid("field required: seqno")
    block = call.view.block(seqno)
    if block is None:
        raise _absent(_workchain(call))
    return block


def _absent(workchain: int) -> Exception:
    return lite_server(f"cannot load block ({workchain},{WHOLE_SHARD}): block is not in db")


METHODS = {
    "getMasterchainInfo": Method(run=masterchain_info),
    "getConsensusBlock": Method(run=consensus_block),
    "shards": Method(run=shards),
    "getShards": Method(run=shards),
    "getBlockHeader": Method(run=header),
    "lookupBlock": Method(run=lookup),
    "getBlockTransactions": Method(run=block_transactions),
    "getConfigAll": Method(run=config_all),
}
