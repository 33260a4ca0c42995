"""v3: traces, which are the trees of transactions that one message from outside began."""

from collections.abc import Iterator

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.calls import Call, Method
from scripts.sandbox.ton.face.errors import FaceError
from scripts.sandbox.ton.face.pages import address_book, page_of, span_of
from scripts.sandbox.ton.face.v3.transactions import transaction
from scripts.sandbox.ton.face.view import View, read
from scripts.sandbox.ton.face.wire import b64
from scripts.sandbox.ton.rows import Tx


def traces(call: Call) -> Json:
    """By account, trace, transaction or message; newest end first."""
    args = call.args
    page, span = page_of(args), span_of(args)
    roots: dict[str, Tx] = {}
    for tx in _asked(call):
        root = call.view.root(tx)
        roots[root.hash] = root
    all_ = [Tree(call.view, root) for root in roots.values()]
    found = [one for one in all_ if span.has(lt=one.last.lt, utime=one.last.utime)]
    rows = page.cut(sorted(found, key=lambda one: one.last.lt))
    book = {tx.account for one in rows for tx in one.rows}
    told = [one.view() for one in rows]
    return {"traces": told, "address_book": address_book(call.view, book), "metadata": {}}


class Tree:
    """A transaction and all that came of it, as far as blocks have it."""

    def __init__(self, view: View, root: Tx) -> None:
        self._view = view
        self.root = root
        self.under_way = 0
        self.rows = list(self._walk(root))
        self.last = max(self.rows, key=lambda tx: tx.lt)

    def view(self) -> Json:
        """As the index tells it."""
        root = read(self.root)
        outside = root.in_msg
        return {
            "trace_id": b64(root.hash),
            "external_hash": None if outside is None else b64(outside.hash),
            "mc_seqno_start": str(self.root.block),
            "mc_seqno_end": str(max(tx.block for tx in self.rows)),
            "start_lt": str(self.root.lt),
            "start_utime": self.root.utime,
            "end_lt": str(self.last.lt),
            "end_utime": self.last.utime,
            "trace_info": {
                "trace_state": "pending" if self.under_way else "complete",
                "messages": len(self.rows) + self.under_way,
                "transactions": len(self.rows),
                "pending_messages": self.under_way,
                "classification_state": "unclassified",
            },
            "is_incomplete": self.under_way > 0,
            "trace": self._node(self.root),
            "transactions_order": [b64(bytes.fromhex(tx.hash)) for tx in self.rows],
            "transactions": {
                b64(bytes.fromhex(tx.hash)): transaction(self._view, tx) for tx in self.rows
            },
        }

    def children(self, tx: Tx) -> list[Tx]:
        """The transactions that its messages came to."""
        found = [self._view.taker(one) for one in tx.out_hashes]
        return [one for one in found if one is not None]

    def _walk(self, tx: Tx) -> Iterator[Tx]:
        left = [tx]
        while left:
            one = left.pop(0)
            yield one
            taken = self.children(one)
            inner = sum(message.is_internal for message in read(one).out_msgs)
            self.under_way += inner - len(taken)
            left += taken

    def _node(self, tx: Tx) -> Json:
        in_hash = None if tx.in_hash is None else b64(bytes.fromhex(tx.in_hash))
        children = [self._node(one) for one in self.children(tx)]
        return {
            "tx_hash": b64(bytes.fromhex(tx.hash)),
            "in_msg_hash": in_hash,
            "children": children,
        }


def _asked(call: Call) -> list[Tx]:
    args, view = call.args, call.view
    hashes = [*args.hashes("trace_id"), *args.hashes("tx_hash")]
    messages, accounts = args.hashes("msg_hash"), args.addresses("account")
    seqno = args.integer("mc_seqno", None)
    if hashes:
        return [tx for tx in map(view.transaction, hashes) if tx is not None]
    if messages:
        return [tx for one in messages for tx in view.by_message(one.hex())]
    rows = list(view.log) if not accounts else []
    rows += [tx for one in accounts for tx in view.transactions(one)]
    if seqno is not None and view.block(seqno) is None:
        raise FaceError(404, "block not found")
    return [tx for tx in rows if seqno is None or tx.block == seqno]


METHODS = {"traces": Method(run=traces)}
