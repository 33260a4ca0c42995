"""What stands in the history: how an event is named, and what follows from all sales of a gift."""

from base64 import b32encode
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2s
from typing import Final

from domain.gifts.models import EventKind, GiftEvent
from domain.gifts.sync.ports import Wash

_ID_BYTES: Final = 16
_RANKS: Final = {
    EventKind.LISTED: "1",
    EventKind.REPRICED: "2",
    EventKind.GONE: "3",
    EventKind.DELISTED: "4",
    EventKind.SOLD: "5",
    EventKind.MOVED: "6",
}


def event_id(kind: EventKind, ref: str) -> str:
    """27 characters that follow from kind and ref alone: however often a happening is told, and
    in whatever order, it is the same row. What happened at one instant sorts in the order in
    which it can have happened.
    """
    digest = blake2s(ref.encode(), digest_size=_ID_BYTES).digest()
    return _RANKS[kind] + b32encode(digest).rstrip(b"=").decode().lower()


def judged(sales: Iterable[GiftEvent], wash: Wash) -> tuple[GiftEvent, ...]:
    """All sales of one gift with their hints, which follow from what happened, not from the
    order in which we heard of it.
    """
    plain = (replace(sale, wash=False) for sale in sales)
    ordered = sorted(plain, key=lambda sale: (sale.at, sale.id))
    marked = wash(ordered)
    return tuple(replace(sale, wash=sale.id in marked) for sale in ordered)
