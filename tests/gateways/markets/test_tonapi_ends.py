"""Why lots on the chain are no longer for sale: sold, taken back or given away, or unknown."""

from domain.gifts.market_ports import EndsReader
from domain.gifts.models import EventKind, Lot, Market
from domain.shared.ids import SECOND
from domain.shared.money import TON, Money
from tests.gateways.markets.market_world import MarketWorld, everything, happenings
from tests.gateways.markets.tonapi_rows import (
    BULK,
    CONTRACT,
    HOUSE,
    ITEM,
    ITEMS,
    POT,
    POTS,
    WALLET,
    changed,
    reader,
)
from tests.gateways.markets.wire import Row, Wire

HISTORY = f"/v2/accounts/{WALLET}/nfts/history"
BUYER = "0:" + "bb" * 32
AT_S = 1_796_000_000


def operation(kind: str = "purchase", **changes: object) -> Row:
    row: Row = {
        "operation": kind,
        "utime": AT_S,
        "lt": 70_000_000_000_000,
        "transaction_hash": "ab" * 32,
        "source": {"address": WALLET},
        "destination": {"address": BUYER},
        "item": POT,
    }
    return changed(row, **changes)


async def lot_of(wire: Wire) -> Lot:
    wire.answer(ITEMS, {"nft_items": [POT]})
    (lot,) = (await reader(wire).page(POTS, None)).lots
    return lot


def owned(by: str, sale: Row | None = None) -> Row:
    return changed(POT, owner={"address": by}, sale=sale)


async def test_a_sale_is_told_by_the_sellers_operations() -> None:
    wire = Wire()
    lot = await lot_of(wire)
    wire.answer(BULK, {"nft_items": [owned(BUYER)]})
    older = operation("transfer", utime=AT_S - 100, transaction_hash="cd" * 32)
    other = operation(item=changed(POT, address=HOUSE), utime=AT_S + 5)
    bought = operation(source={"address": BUYER}, destination={"address": WALLET}, utime=AT_S + 9)
    wire.answer(HISTORY, {"operations": [other, bought, operation(), older], "next_from": None})
    told = (await reader(wire).ends([lot]))[ITEM]
    assert (told.kind, told.at, told.giver, told.taker) == (
        EventKind.SOLD,
        AT_S * SECOND,
        WALLET,
        BUYER,
    )
    assert told.price == Money(123 * 10**9, TON)
    assert told.ref == "ab" * 32 + ":sold"
    assert (told.gift, told.own_id) == (lot.gift, ITEM)


async def test_a_transfer_is_no_sale() -> None:
    wire = Wire()
    lot = await lot_of(wire)
    wire.answer(BULK, {"nft_items": [owned(BUYER)]})
    wire.answer(HISTORY, {"operations": [operation("transfer"), operation("mint")]})
    told = (await reader(wire).ends([lot]))[ITEM]
    assert (told.kind, told.price, told.taker) == (EventKind.MOVED, None, BUYER)


async def test_what_is_back_with_its_seller_was_taken_off() -> None:
    for now in (
        owned(WALLET),
        owned(HOUSE, changed(POT["sale"], address=HOUSE, market__name="Getgems Sales")),
    ):
        wire = Wire()
        lot = await lot_of(wire)
        wire.answer(BULK, {"nft_items": [now]})
        told = (await reader(wire).ends([lot]))[ITEM]
        assert (told.kind, told.giver, told.ref) == (
            EventKind.DELISTED,
            WALLET,
            f"{CONTRACT}:delisted",
        )


async def test_what_nobody_tells_stays_unknown() -> None:
    broken = operation(transaction_hash=None)
    for rows, history in (
        ([], [operation()]),
        ([owned(BUYER)], []),
        ([owned(BUYER)], [broken]),
        ([changed(POT, owner=None, sale=None)], [operation()]),
        ([POT], [operation()]),
        ([changed(POT, metadata="none")], [operation()]),
    ):
        wire = Wire()
        lot = await lot_of(wire)
        wire.answer(BULK, {"nft_items": rows})
        wire.answer(HISTORY, {"operations": history})
        assert await reader(wire).ends([lot]) == {}


async def test_the_local_chain_tells_the_truth(there: MarketWorld) -> None:
    tonapi = there.reader(Market.TONAPI)
    assert isinstance(tonapi, EndsReader)
    sold, taken, *_ = (await everything(tonapi)).values()
    await there.caller.post(f"/listings/{sold.id}/sale", {})
    await there.caller.delete(f"/listings/{taken.id}")
    told = await tonapi.ends([sold, taken])
    true = (await there.caller.get("/markets/events?limit=1000"))["items"][-2:]
    assert happenings([told[sold.own_id], told[taken.own_id]]) == [
        (one["kind"], one["gift"], one["price"]["amount"]) for one in true
    ]
    assert await tonapi.ends([sold, taken]) == told, "the same again"
