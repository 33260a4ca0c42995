"""The native coin was renamed: whatever an index calls it, a portfolio is the same."""

from bot.gateways.markets.tonapi.holdings import TonApiHoldings
from domain.gifts.portfolio.models import Portfolio
from domain.shared.actor import Actor
from domain.shared.money import TON, Money
from storage.engine import SqliteDatabase
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.gateways.markets.tonapi_rows import (
    COLLECTIONS,
    CONTRACT,
    GIFTS,
    POT,
    changed,
    reader,
)
from tests.gateways.markets.wire import Wire
from tests.gifts.owning.fakes import FIRST
from tests.gifts.owning.house import OwningHouse
from tests.gifts.owning.trades import ton
from tests.payments.house import ALICE, Tools


async def shown(house: OwningHouse, name: str) -> Portfolio:
    """With the wallet as TON API tells of it, the coin under that name."""
    wire = Wire()
    listed = changed(POT, sale__price__token_name=name)
    wire.answer(COLLECTIONS, {"nft_collections": [GIFTS]})
    wire.answer(f"/v2/accounts/{FIRST}/nfts", {"nft_items": [listed]})
    house.holdings.real = TonApiHoldings(reader(wire))
    return await house.show(ALICE)


async def test_gram_or_ton_makes_no_difference_and_a_listed_gift_counts_once(
    database: SqliteDatabase, writer: Writer, clock: FakeClock
) -> None:
    house = OwningHouse(Tools(database=database, writer=writer, clock=clock))
    await house.begin(ALICE)
    await house.happened("hexpot-14619", price=ton("100"), taker=FIRST)
    portfolios = [await shown(house, name) for name in ("TON", "Gram", "Toncoin", "anything")]
    (position,) = portfolios[0].positions
    assert (position.subject.gift, position.quantity) == ("hexpot-14619", 1)
    assert position.cost == ton("100")
    assert position.where is not None
    assert (position.where.contract, position.where.price) == (CONTRACT, Money(123 * 10**9, TON))
    assert all(one.positions == portfolios[0].positions for one in portfolios)
    assert len(await house.trades.trades(Actor(id=ALICE))) == 1
