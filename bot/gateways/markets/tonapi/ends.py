"""Why something on the chain is no longer for sale: by who has it now, and by the operations of
who sold it (`GET /v2/accounts/{address}/nfts/history`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.gateways.markets.exact import Row, moment, text
from bot.gateways.markets.health import Odd
from bot.gateways.markets.onchain import ChainItem
from bot.gateways.markets.tonapi.mapping import raw
from domain.gifts.market_ports import MarketEvent
from domain.gifts.models import EventKind, Lot
from domain.shared.ids import Instant

OPERATION_FIELDS: Final = frozenset(
    {"operation", "utime", "lt", "transaction_hash", "source", "destination", "item"}
)
_KINDS: Final = {"purchase": EventKind.SOLD, "transfer": EventKind.MOVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An item went from one raw address to another; `hash` is the transaction's."""

    kind: EventKind
    item: str
    at: Instant
    hash: str
    source: str
    destination: str


def operation(row: Row) -> Operation | None:
    """None for what is no change of owner. Raises OddRow."""
    kind, item = _KINDS.get(str(row.get("operation"))), row.get("item")
    if kind is None or not isinstance(item, Mapping):
        return None
    return Operation(
        kind=kind,
        item=raw(item.get("address")),
        at=moment(row.get("utime")),
        hash=text(row, "transaction_hash", Odd.ID),
        source=_account(row.get("source")),
        destination=_account(row.get("destination")),
    )


def left(lot: Lot, now: ChainItem) -> bool:
    """Whether somebody else has it, so that the seller's operations say how."""
    return lot.seller is not None and now.holder not in {None, lot.seller}


def gone_away(lot: Lot, operations: Iterable[Operation]) -> MarketEvent | None:
    """By the newest operation that took it from its seller. The price is the one last asked: the
    contract that asked it was paid.
    """
    of_lot = [one for one in operations if (one.item, one.source) == (lot.address, lot.seller)]
    last = max(of_lot, key=lambda one: one.at, default=None)
    if last is None:
        return None
    return MarketEvent(
        ref=f"{last.hash}:{last.kind}",
        kind=last.kind,
        at=last.at,
        own_id=lot.own_id,
        gift=lot.gift,
        price=lot.price if last.kind is EventKind.SOLD else None,
        giver=last.source,
        taker=last.destination,
    )


def sellers(lots: Sequence[Lot]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lot.seller for lot in lots if lot.seller is not None))


def _account(value: object) -> str:
    return raw(value.get("address") if isinstance(value, Mapping) else None)
