"""Tonnel's rows as they were recorded, and a reader of them."""

import orjson

from bot.gateways.markets.tonnel.client import Tonnel
from domain.gifts.market_ports import Shelf
from domain.gifts.models import CollectionKey, Lot
from tests.gateways.markets.wire import Row, Wire

BEAR: Row = {
    "gift_num": 35531,
    "customEmojiId": "5289000000000000000",
    "gift_id": 4840785,
    "name": "Toy Bear",
    "model": "Zebra (1.5%)",
    "backdrop": "Burgundy (2%)",
    "symbol": "Rabbit (0.2%)",
    "price": 12.9,
    "asset": "TON",
    "status": "forsale",
    "limited": False,
    "auction": None,
    "export_at": "2025-05-28T12:25:01.000Z",
}
BEARS = Shelf(collection=CollectionKey("toybear"), title="Toy Bear", ref="Toy Bear")
SALE: Row = {
    "gift_id": 4840785,
    "gift_num": 35531,
    "gift_name": "Toy Bear",
    "model": "Zebra (1.5%)",
    "backdrop": "Burgundy (2%)",
    "symbol": "Rabbit (0.2%)",
    "price": 12.9,
    "asset": "TON",
    "type": "INTERNAL_SALE",
    "timestamp": "2026-12-01T08:59:00.000Z",
}
LATER = "2026-12-03T09:00:00.000Z"
GIFTS = "/api/pageGifts"
HISTORY = "/api/saleHistory"
FLOORS = "/api/filterStats"


def reader(wire: Wire, init_data: str = "signed") -> Tonnel:
    made = Tonnel("https://gifts2.tonnel.network", init_data, wire.means())
    made.set_pace(1000)
    return made


def asked(wire: Wire, at: int = -1) -> Row:
    body = wire.calls[at].body
    assert body is not None
    told: Row = orjson.loads(body)
    return told


def query(wire: Wire, at: int = -1) -> Row:
    told: Row = orjson.loads(asked(wire, at)["filter"])
    return told


async def lot_of(wire: Wire, **changed: object) -> tuple[Lot | None, dict[str, int]]:
    row = {**BEAR, **changed}
    wire.answer(GIFTS, [row])
    page = await reader(wire).page(BEARS, None)
    return (page.lots[0] if page.lots else None), dict(page.odd)
