"""Gifts on the local chain: their items come there when they are first needed, and change hands.

What a market sells moves by a message as if the seller's contract had sent it, in blocks of their
own, as what a faucet gives: sellers of this world have no keys.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pytoniq_core.boc.builder import Builder

from scripts.sandbox.markets import items
from scripts.sandbox.markets.rows import Gift
from scripts.sandbox.ton import cells
from scripts.sandbox.ton.chain import FAUCET, Chain
from scripts.sandbox.ton.messages import Outgoing, read_header

_TRANSFER = 0x5FCC3D14
# The place of the owner in what `get_nft_data` gives.
_OWNER = 3
# What an item keeps for its rent, what a transfer carries, what a collection begins with.
_ITEM_NANO = 100_000_000
_TRANSFER_NANO = 50_000_000
_COLLECTION_NANO = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From one raw address to another; both the same for a gift that only comes to the chain."""

    gift: Gift
    source: str
    to: str


def carry(chain: Chain, moves: Iterable[Move]) -> None:
    """Make blocks with these moves and all that comes of them; other messages go on waiting."""
    others = {row.hash for row in chain.waiting}
    deployed: set[str] = set()
    for move in moves:
        _deploy(chain, move, deployed)
        if move.to != move.source:
            chain.send_internal(_transfer(move))
    while own := {row.hash for row in chain.waiting} - others:
        chain.make_block(own)


def owner(chain: Chain, gift: Gift) -> str | None:
    """Who the item says has it, raw; None while it is not there."""
    if not chain.account(gift.address).active:
        return None
    return chain.get_method(gift.address, "get_nft_data").address(_OWNER)


def payer(chain: Chain, contract: str, price: int) -> str | None:
    """Who has paid that many nano with the last message there, raw."""
    message = cells.read_transaction(chain.transactions(contract)[-1].boc).in_msg
    header = None if message is None else read_header(message)
    if header is None or header.source is None or header.value < price:
        return None
    return header.source


def _deploy(chain: Chain, move: Move, deployed: set[str]) -> None:
    """The collection and the item, where they are not there yet."""
    gift = move.gift
    parent = gift.collection.address
    if parent not in deployed and not chain.account(parent).active:
        chain.send_internal(
            Outgoing(
                source=FAUCET,
                destination=parent,
                value=_COLLECTION_NANO,
                init=items.collection_init(gift.short),
            )
        )
    if gift.address not in deployed and not chain.account(gift.address).active:
        owner = Builder().store_address(cells.to_address(move.source))
        chain.send_internal(
            Outgoing(
                source=parent,
                destination=gift.address,
                value=_ITEM_NANO,
                body=owner.store_ref(items.content(gift.key)).end_cell(),
                init=items.item_init(gift.short, gift.number),
            )
        )
    deployed |= {parent, gift.address}


def _transfer(move: Move) -> Outgoing:
    body = Builder().store_uint(_TRANSFER, 32).store_uint(0, 64)
    body.store_address(cells.to_address(move.to)).store_address(None)
    body.store_bit(0).store_coins(0).store_bit(0)
    return Outgoing(
        source=move.source,
        destination=move.gift.address,
        value=_TRANSFER_NANO,
        bounce=True,
        body=body.end_cell(),
    )
