"""Transfers of NFTs (TEP-62) and jettons (TEP-74), read from the messages that asked for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from pytoniq_core.boc.cell import Cell

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.reading import Message
from scripts.sandbox.ton.face.view import View, read
from scripts.sandbox.ton.face.wire import address_text, b64, cell_b64, upper
from scripts.sandbox.ton.rows import Tx

NFT_TRANSFER = 0x5FCC3D14
JETTON_TRANSFER = 0x0F8A7EA5


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """`amount` in the jetton's smallest unit, 0 for an NFT; `forward_value` in nano."""

    tx: Tx
    source: str | None
    destination: str | None
    query_id: int
    amount: int
    response: str | None
    custom: Cell | None
    forward_value: int
    forward_payload: Cell | None

    def shared(self, view: View) -> Json:
        """What the index tells of both kinds."""
        one = read(self.tx)
        return {
            "query_id": str(self.query_id),
            "transaction_hash": b64(one.hash),
            "transaction_lt": str(self.tx.lt),
            "transaction_now": self.tx.utime,
            "transaction_aborted": bool(one.description.aborted),
            "response_destination": upper(self.response),
            "custom_payload": None if self.custom is None else cell_b64(self.custom),
            "forward_payload": (
                None if self.forward_payload is None else cell_b64(self.forward_payload)
            ),
            "decoded_forward_payload": None,
            "trace_id": b64(bytes.fromhex(view.root(self.tx).hash)),
        }


def transfers(view: View, opcode: int) -> Iterator[Transfer]:
    """All messages with that op code that can be read as a transfer, oldest first."""
    for tx in view.log:
        message = read(tx).in_msg
        if message is None or not message.is_internal or message.opcode != opcode:
            continue
        found = _read(tx, message, has_amount=opcode == JETTON_TRANSFER)
        if found is not None:
            yield found


def _read(tx: Tx, message: Message, *, has_amount: bool) -> Transfer | None:
    try:
        return _parse(tx, message, has_amount=has_amount)
    except Exception:  # a stranger's cells: the library raises whatever it meets
        return None


def _parse(tx: Tx, message: Message, *, has_amount: bool) -> Transfer:
    rest = message.body.begin_parse()
    rest.skip_bits(32)
    return Transfer(
        tx=tx,
        source=message.source,
        query_id=rest.load_uint(64),
        amount=rest.load_coins() if has_amount else 0,
        destination=address_text(rest.load_address()),
        response=address_text(rest.load_address()),
        custom=rest.load_maybe_ref(),
        forward_value=rest.load_coins(),
        forward_payload=rest.load_ref() if rest.load_bit() else rest.to_cell(),
    )
