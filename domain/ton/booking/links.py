"""Transactions read from the chain, put in order and held against the cursor.

What a reader passes on may be late, doubled, out of order or incomplete. A row seen twice is one,
an order is restored; but a link that is missing applies nothing.
"""

from collections.abc import Sequence

from domain.ton.models import ChainTx, Cursor


class Gap(Exception):
    """A link is missing: some transaction was not told, or another one than before."""


def linked(address: str, cursor: Cursor, read: Sequence[ChainTx]) -> tuple[ChainTx, ...]:
    """Those after the cursor, oldest first, each linked to the one before and the first to the
    cursor. Raises Gap.
    """
    known: dict[int, ChainTx] = {}
    for tx in read:
        if tx.account != address:
            raise Gap(f"{tx.account} was told for {address}")
        if tx.lt == cursor.lt and tx.hash != cursor.hash:
            raise Gap(f"{address}: another transaction at {tx.lt}")
        if tx.lt <= cursor.lt:
            continue
        twin = known.setdefault(tx.lt, tx)
        if twin.hash != tx.hash:
            raise Gap(f"{address}: two transactions at {tx.lt}")
    ordered = tuple(known[lt] for lt in sorted(known))
    before = cursor
    for tx in ordered:
        if (tx.prev_lt, tx.prev_hash) != (before.lt, before.hash):
            raise Gap(f"{address}: {tx.lt} follows {tx.prev_lt}, {before.lt} was read")
        before = tx.cursor
    return ordered


def delta_coins(tx: ChainTx) -> int:
    """By how many nano the transaction changed the balance of its account."""
    came = tx.message.value if tx.message is not None else 0
    return came - tx.fees - sum(out.value + out.fwd_fee for out in tx.outs)
