"""What is kept of portfolios day by day, what the house keeps, and what goes with an account."""

from datetime import date

from domain.gifts.portfolio.models import Source
from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.shared import money
from domain.shared.actor import Actor
from domain.shared.ids import DAY
from domain.shared.money import Asset, Money
from domain.users.export import PersonalData
from storage.gifts.owning.traces import PortfolioTraceRows
from storage.users.leavers import LeaverRows
from tests.fakes.markets import lot
from tests.gifts.owning.fakes import FIRST
from tests.gifts.owning.house import OwningHouse
from tests.gifts.owning.trades import told, ton
from tests.payments.house import ALICE, BOB

A, B = Actor(id=ALICE), Actor(id=BOB)
GIFT = "plushpepe-777"


async def test_each_day_has_a_point_whoever_looks(house: OwningHouse) -> None:
    house.holdings.put(FIRST, GIFT)
    for number, price in ((1, "10"), (2, "11"), (3, "12")):
        house.markets[lot().market].offer(lot(number=number, price=ton(price)))
    await house.read(lot().market)
    await house.trades.add(B, told("bought", "plushpepe-5", "3"))
    await house.show(ALICE)
    clock = house.tools.clock
    for _ in range(2):
        clock.advance(DAY)
        assert await house.portfolios.keep_points() == 2
        assert await house.portfolios.keep_points() == 0
    points = await house.portfolios.history(A)
    assert [point.day for point in points] == [date(2026, 12, day) for day in (1, 2, 3)]
    assert {(p.gifts, p.value, p.sell_now) for p in points} == {(1, ton("11"), ton("8.82"))}
    assert {(point.ton_usd, point.xtr_usd) for point in points} == {("2.5", "0.013")}
    assert len(await house.portfolios.history(B)) == 2
    later = await house.portfolios.history(A, since=date(2026, 12, 2), until=date(2026, 12, 2))
    assert len(later) == 1


async def test_a_gift_that_the_house_keeps_is_there_too(house: OwningHouse) -> None:
    gift = Asset("gift:plushpepe-5", scale=0, edge_scale=0, tradable=False, unique=True)
    money.ASSETS[gift.code] = gift
    try:
        moved = house.ledger.transfer(
            accounts.TON_CHAIN,
            accounts.user(ALICE),
            Money(1, gift),
            kind="gift",
            ref=Ref("gift", "5"),
        )
        await house.put(moved)
        (position,) = (await house.show(ALICE)).positions
        assert (position.subject.gift, position.sources) == ("plushpepe-5", (Source.RECEIVED,))
        # The same gift in a wallet is the same gift.
        house.holdings.put(FIRST, "plushpepe-5")
        (position,) = (await house.show(ALICE)).positions
        assert set(position.sources) == {Source.RECEIVED, Source.WALLET}
    finally:
        money.ASSETS.pop(gift.code)


async def test_it_is_handed_out_whole_and_goes_with_the_account(house: OwningHouse) -> None:
    house.holdings.put(FIRST, GIFT)
    await house.trades.add(A, told("bought", "plushpepe-5", "3"))
    await house.trades.add(B, told("bought", "plushpepe-6", "3"))
    house.markets[lot().market].offer(lot(number=1, price=ton("10")))
    await house.read(lot().market)
    await house.pick(ALICE, 1, ton("20"))
    await house.show(ALICE)
    personal = PersonalData(
        house.store,
        house.people_rows,
        house.ledger,
        house.audit,
        [PortfolioTraceRows(house.tools.database)],
        leavers=LeaverRows(house.tools.database),
        chance=house.tools.chance,
        clock=house.tools.clock,
    )
    parts = {part.name: part.rows for part in await personal.export(A)}
    counted = {name: len(rows) for name, rows in parts.items() if name.startswith("gifts-")}
    assert counted == {
        "gifts-trades": 2,
        "gifts-holdings": 1,
        "gifts-wallet-reads": 2,
        "gifts-points": 1,
        "gifts-baskets": 1,
    }
    assert parts["gifts-points"][0]["cost_nano"] == ton("3").units
    await personal.delete(A, key=house.key())
    for table in ("trades", "holdings", "wallet_reads", "points", "baskets"):
        left = await house.rows(f"SELECT user_id FROM gifts_{table}")
        assert {row[0] for row in left} <= {BOB}, table
    assert len(await house.trades.trades(B)) == 1
