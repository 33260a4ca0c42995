"""What the explorer and the wallet on the sandbox page show of the chain."""

from pytoniq_core.boc.cell import Cell

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.chain import FAUCET
from scripts.sandbox.ton.face import tokens
from scripts.sandbox.ton.face.calls import Call
from scripts.sandbox.ton.face.kinds import wallet_of
from scripts.sandbox.ton.face.reading import OP_TEXT, Message, Read, snake
from scripts.sandbox.ton.face.v3.traces import Tree
from scripts.sandbox.ton.face.view import View, read
from scripts.sandbox.ton.face.wire import b64, friendly
from scripts.sandbox.ton.rows import Block, Tx
from scripts.sandbox.ton.state import Ton

ROWS = 25
BLOCKS = 10


class Shown:
    """The chain at one moment, with the names that this world gives to addresses."""

    def __init__(self, ton: Ton, call: Call) -> None:
        self._ton = ton
        self._call = call

    @property
    def view(self) -> View:
        """The chain itself."""
        return self._call.view

    def home(self) -> Json:
        """The last blocks and transactions, newest first."""
        view = self.view
        return {
            "head": _block_row(view.head),
            "accounts": len(view.addresses()),
            "transactions": len(view.log),
            "waiting": len(view.chain.waiting),
            "blocks": [_block_row(block) for block in reversed(view.blocks[-BLOCKS:])],
            "rows": [self.row(tx) for tx in reversed(view.log[-ROWS:])],
        }

    def account(self, address: str, *, before: int | None) -> Json:
        """An account and a page of its transactions; `next` is where the next page begins."""
        account = self.view.account(address)
        wallet = wallet_of(account)
        rows = [tx for tx in self.view.transactions(address) if before is None or tx.lt < before]
        page = list(reversed(rows[-ROWS:]))
        return {
            "ref": self.ref(address),
            "bounceable": friendly(address),
            "non_bounceable": friendly(address, bounceable=False),
            "status": account.status,
            "balance": str(account.balance),
            "kind": self._kind(address) if wallet is None else wallet.kind,
            "seqno": None if wallet is None else wallet.seqno,
            "jettons": self._jettons(address),
            "transactions": len(self.view.transactions(address)),
            "rows": [self.row(tx) for tx in page],
            "next": str(page[-1].lt) if len(rows) > ROWS else None,
        }

    def found(self, told: bytes) -> Tx | None:
        """By the hash of a transaction, or of a message that it took or sent."""
        tx = self.view.transaction(told)
        by_message = self.view.by_message(told.hex()) if tx is None else []
        return by_message[0] if by_message else tx

    def details(self, tx: Tx) -> Json:
        """A transaction with its phases and the tree that it stands in."""
        one = read(tx)
        tree = Tree(self.view, self.view.root(tx))
        told = self.row(tx) | {
            "prev": None if tx.prev_lt == 0 else b64(bytes.fromhex(tx.prev_hash)),
            "orig_status": one.orig_status,
            "end_status": one.end_status,
            "phases": _phases(one),
            "under_way": tree.under_way,
        }
        told["trace"] = [
            self.row(member) | {"depth": depth, "own": member.hash == tx.hash}
            for member, depth in _flat(tree, tree.root, 0)
        ]
        return told

    def block(self, block: Block) -> Json:
        """A block with its transactions."""
        found = [self.view.transaction(bytes.fromhex(one)) for one in block.hashes]
        return {
            **_block_row(block),
            "root_hash": block.root_hash,
            "start_lt": str(block.start_lt),
            "end_lt": str(block.end_lt),
            "last": self.view.head.seqno,
            "rows": [self.row(tx) for tx in found if tx is not None],
        }

    def row(self, tx: Tx) -> Json:
        """A transaction in a list; amounts are nano as text, times milliseconds."""
        one = read(tx)
        phases = one.description
        compute, action = phases.compute_ph, phases.action
        return {
            "hash": b64(one.hash),
            "account": self.ref(tx.account),
            "lt": str(tx.lt),
            "at": tx.utime * 1000,
            "block": tx.block,
            "aborted": bool(phases.aborted),
            "bounced": phases.bounce is not None,
            "exit_code": getattr(compute, "exit_code", None),
            "action_code": None if action is None else action.result_code,
            "fee": str(one.total_fees),
            "in": None if one.in_msg is None else self._message(one.in_msg),
            "out": [self._message(message) for message in one.out_msgs],
        }

    def preview(self, asked: Json) -> Json:
        """A message that is not sent yet, as a wallet shows it."""
        body, to = asked["body"], str(asked["to"])
        code = _opcode(body) if isinstance(body, Cell) else None
        text = snake(body) if isinstance(body, Cell) and code == OP_TEXT else None
        return {
            "to": self.ref(to),
            "amount": asked["amount"],
            "status": self.view.account(to).status,
            "comment": None if text is None else text.decode(errors="replace"),
            "op": None if code is None else f"0x{code:08x}",
            "deploys": asked["init"] is not None,
        }

    def ref(self, address: str) -> Json:
        """An address with its name in this world, when it has one."""
        wallet = self._ton.wallets.at(address)
        names = {one.master: one.symbol for one in self._ton.jettons} | {FAUCET: "faucet"}
        account = self.view.account(address)
        contract = account.active and wallet_of(account) is None
        return {
            "raw": address,
            "text": friendly(address, bounceable=contract),
            "name": names.get(address) if wallet is None else wallet.name,
        }

    def _message(self, message: Message) -> Json:
        text = message.text
        return {
            "hash": b64(message.hash),
            "source": None if message.source is None else self.ref(message.source),
            "destination": None if message.destination is None else self.ref(message.destination),
            "value": None if message.value is None else str(message.value),
            "comment": None if text is None else text.decode(errors="replace"),
            "op": None if message.opcode is None else f"0x{message.opcode:08x}",
            "bounced": message.bounced,
            "external": not message.is_internal,
            "deploys": message.init is not None,
        }

    def _kind(self, address: str) -> str | None:
        call = self._call
        if not self.view.account(address).active:
            return None
        known = (
            ("jetton wallet", tokens.jetton_wallet(call, address)),
            ("nft item", tokens.item(call, address)),
            ("nft collection", tokens.collection(call, address)),
            ("jetton", tokens.master(call, address)),
        )
        return next((name for name, found in known if found is not None), "contract")

    def _jettons(self, owner: str) -> list[Json]:
        """What an owner has, by the wallets that the jettons' own masters name."""
        told: list[Json] = []
        for jetton in self._ton.jettons:
            wallet = self.view.get_method(jetton.master, "get_wallet_address", [owner])
            held = tokens.jetton_wallet(self._call, wallet.address(0)) if wallet.ok else None
            if held is not None and held.balance:
                told.append(
                    {
                        "symbol": jetton.symbol,
                        "decimals": jetton.decimals,
                        "amount": str(held.balance),
                        "wallet": self.ref(held.address),
                    }
                )
        return told


def _block_row(block: Block) -> Json:
    return {"seqno": block.seqno, "at": block.utime * 1000, "count": len(block.hashes)}


def _flat(tree: Tree, tx: Tx, depth: int) -> list[tuple[Tx, int]]:
    found = [(tx, depth)]
    for child in tree.children(tx):
        found += _flat(tree, child, depth + 1)
    return found


def _phases(one: Read) -> Json:
    """Amounts are nano as text; None where a phase did not come to pass."""
    phases = one.description
    storage, compute, action = phases.storage_ph, phases.compute_ph, phases.action
    skipped = getattr(compute, "reason", None)
    return {
        "storage_fee": None if storage is None else str(storage.storage_fees_collected),
        "skipped": None if skipped is None else skipped.type_,
        "gas_used": getattr(compute, "gas_used", None),
        "gas_fee": str(getattr(compute, "gas_fees", 0) or 0),
        "steps": getattr(compute, "vm_steps", None),
        "actions": None if action is None else action.tot_actions,
        "actions_skipped": None if action is None else action.skipped_actions,
        "action_fee": "0" if action is None else str(action.total_action_fees or 0),
        "forward_fee": str(sum(int(getattr(m.info, "fwd_fee", 0)) for m in one.out_msgs)),
        "destroyed": bool(phases.destroyed),
    }


def _opcode(body: Cell) -> int | None:
    return int(body.begin_parse().load_uint(32)) if len(body.bits) >= 32 else None
