"""Balances and statements."""

import pytest

from domain.ledger import accounts
from domain.ledger.models import Balance
from domain.ledger.ports import LineFilter
from domain.ledger.service import Ledger
from domain.shared.ids import HOUR, Instant
from domain.shared.money import POINTS, TON, XTR, Money
from domain.shared.refusals import Invalid
from tests.fakes.clock import FakeClock
from tests.storage.books import ALICES, BOBS, OUTSIDE, REF, Books


async def test_balances_list_every_asset(books: Books, ledger: Ledger) -> None:
    await books.do(books.move(OUTSIDE, ALICES, Money(7, TON)))
    await books.do(books.holding(Money(60, XTR)))
    assert await ledger.balances(ALICES) == (
        Balance(asset=TON, available=Money(7, TON), held=Money(0, TON)),
        Balance(asset=XTR, available=Money(40, XTR), held=Money(60, XTR)),
    )
    assert await ledger.balance(BOBS, POINTS) == Balance(
        asset=POINTS, available=Money(0, POINTS), held=Money(0, POINTS)
    )


async def test_lines_add_up_to_available_and_held(books: Books, ledger: Ledger) -> None:
    await books.do(books.move(ALICES, BOBS, Money(30, XTR)))
    await books.do(books.holding(Money(60, XTR)), books.move(BOBS, ALICES, Money(5, XTR)))
    page = await ledger.statement(ALICES, LineFilter(), cursor=None, limit=50)
    assert [(line.amount.units, line.balance_after.units) for line in page.items] == [
        (5, 75),
        (-30, 70),
        (100, 100),
    ]
    assert [line.other for line in page.items] == [BOBS, BOBS, accounts.STARS_MATURING]
    assert sum(line.amount.units for line in page.items) == sum(await books.balance(ALICES))
    await books.do(ledger.post(await books.find(), kind="stake", amount=Money(20, XTR)))
    page = await ledger.statement(ALICES, LineFilter(), cursor=None, limit=1)
    assert (page.items[0].amount.units, page.items[0].balance_after.units) == (-20, 55)


async def test_a_statement_is_read_page_by_page(books: Books, ledger: Ledger) -> None:
    for _ in range(4):
        await books.do(books.move(ALICES, BOBS, Money(1, XTR)))
    seen: list[int] = []
    cursor = None
    while True:
        page = await ledger.statement(ALICES, LineFilter(), cursor=cursor, limit=2)
        seen += [line.balance_after.units for line in page.items]
        cursor = page.next
        if cursor is None:
            break
        # What comes in between does not move the pages that follow.
        await books.do(books.move(ALICES, BOBS, Money(1, XTR)))
    assert seen == [96, 97, 98, 99, 100]


async def test_a_statement_is_filtered(books: Books, ledger: Ledger, clock: FakeClock) -> None:
    began = clock.now()
    await books.do(books.move(OUTSIDE, ALICES, Money(7, TON)))
    clock.advance(HOUR)
    await books.do(ledger.transfer(ALICES, BOBS, Money(1, XTR), kind="fee", ref=REF))

    async def count(which: LineFilter) -> int:
        return len((await ledger.statement(ALICES, which, cursor=None, limit=50)).items)

    assert await count(LineFilter()) == 3
    assert await count(LineFilter(asset=TON)) == 1
    assert await count(LineFilter(kind="fee")) == 1
    assert await count(LineFilter(since=Instant(began + 1))) == 1
    assert await count(LineFilter(until=Instant(began + 1))) == 2
    assert await count(LineFilter(asset=XTR, kind="move", since=began, until=clock.now())) == 1


async def test_only_our_cursors_are_taken(books: Books, ledger: Ledger) -> None:
    await books.do(books.move(ALICES, BOBS, Money(1, XTR)))
    page = await ledger.statement(ALICES, LineFilter(), cursor=None, limit=1)
    assert page.next is not None
    for wrong in ("", "x", "1", page.next[:-2], "A" + page.next[1:], "é", "ab\u00a0", "a" * 5000):
        with pytest.raises(Invalid):
            await ledger.statement(ALICES, LineFilter(), cursor=wrong, limit=1)
    with pytest.raises(Invalid):
        await ledger.statement(BOBS, LineFilter(), cursor=page.next, limit=1)
