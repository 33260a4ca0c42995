"""What stands in the history: how an event is named, and what follows from all sales of a gift."""

from base64 import b32encode
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2s
from typing import Final

from domain.gifts.models import GiftEvent
from domain.gifts.sync_ports import Wash

_ID_BYTES: Final = 16
_EARLIER_MOST: Final = 10


def event_id(ref: str) -> str:
    """26 characters that follow from the ref alone: whoever tells a happening, and in whatever
    order, it is the same row.
    """
    digest = blake2s(ref.encode(), digest_size=_ID_BYTES).digest()
    return b32encode(digest).rstrip(b"=").decode().lower()


def judged(sales: Iterable[GiftEvent], wash: Wash) -> tuple[GiftEvent, ...]:
    """All sales of one gift with their hints, which follow from what came before each in time,
    not from the order in which we heard of them.
    """
    ordered = sorted(sales, key=lambda sale: (sale.at, sale.id))
    return tuple(
        replace(sale, wash=_hint(sale, ordered[:at], wash)) for at, sale in enumerate(ordered)
    )


def _hint(sale: GiftEvent, before: Sequence[GiftEvent], wash: Wash) -> bool:
    if sale.giver is None or sale.taker is None:
        return False
    return wash(sale, before[: -_EARLIER_MOST - 1 : -1])
