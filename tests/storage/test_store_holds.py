"""Holds: reserved, then posted, voided or expired, once."""

import asyncio

import pytest

from domain.ledger import accounts
from domain.ledger.models import Hold, HoldState
from domain.ledger.service import Ledger
from domain.shared.ids import HOUR, Instant
from domain.shared.money import XTR, Money
from domain.shared.refusals import AlreadyDone, NotEnoughFunds
from storage.ledger.verify import verify
from tests.fakes.clock import FakeClock
from tests.storage.books import (
    ALICES,
    BOBS,
    POT,
    REF,
    Books,
)


async def test_a_hold_takes_from_what_is_available(books: Books) -> None:
    await books.do(books.holding(Money(60, XTR)))
    assert await books.balance(ALICES) == (40, 60)
    with pytest.raises(NotEnoughFunds):
        await books.do(books.move(ALICES, BOBS, Money(41, XTR)))
    assert await books.balance(POT) == (0, 0)


async def test_a_hold_is_posted_whole(books: Books) -> None:
    await books.do(books.holding(Money(60, XTR)))
    await books.do(books.ledger.post(await books.find(), kind="stake"))
    assert await books.balance(ALICES) == (40, 0)
    assert await books.balance(POT) == (60, 0)
    assert (await books.find()).state is HoldState.POSTED


async def test_a_hold_posted_in_part_releases_the_rest(books: Books) -> None:
    await books.do(books.holding(Money(60, XTR)))
    await books.do(books.ledger.post(await books.find(), kind="stake", amount=Money(25, XTR)))
    assert await books.balance(ALICES) == (75, 0)
    assert await books.balance(POT) == (25, 0)


async def test_no_more_than_the_hold_is_posted(books: Books) -> None:
    await books.do(books.holding(Money(60, XTR)))
    with pytest.raises(AssertionError):
        books.ledger.post(await books.find(), kind="stake", amount=Money(61, XTR))


async def test_a_hold_is_settled_once(books: Books) -> None:
    await books.do(books.holding(Money(60, XTR), expires_at=Instant(1)))
    hold = await books.find()
    await books.do(books.ledger.void(hold))
    assert await books.balance(ALICES) == (100, 0)
    for again in (
        books.ledger.post(hold, kind="stake"),
        books.ledger.void(hold),
        books.ledger.expire(hold),
    ):
        with pytest.raises(AlreadyDone):
            await books.do(again)
    assert (await books.find()).state is HoldState.VOIDED


async def test_ten_settlements_at_once_are_one(books: Books) -> None:
    await books.do(books.holding(Money(60, XTR)))
    hold = await books.find()
    results = await asyncio.gather(
        *(
            books.do(books.ledger.post(hold, kind="stake") if n % 2 else books.ledger.void(hold))
            for n in range(10)
        ),
        return_exceptions=True,
    )
    assert [type(result) for result in results].count(type(None)) == 1
    assert sum(isinstance(result, AlreadyDone) for result in results) == 9
    assert await verify(books.writer._database) is None


async def test_a_hold_expires_at_its_time_and_not_before(books: Books, clock: FakeClock) -> None:
    until = Instant(clock.now() + HOUR)
    await books.do(books.holding(Money(60, XTR), expires_at=until))
    hold = await books.find()
    clock.set(until - 1)
    assert await books.ledger.due_holds(10) == ()
    with pytest.raises(AlreadyDone):
        await books.do(books.ledger.expire(hold))
    clock.set(until)
    assert [due.id for due in await books.ledger.due_holds(10)] == ["h1"]
    await books.do(books.ledger.expire(hold))
    assert await books.balance(ALICES) == (100, 0)
    assert await books.ledger.due_holds(10) == ()


async def test_at_the_instant_of_expiry_whoever_comes_first_wins(
    books: Books, clock: FakeClock
) -> None:
    until = Instant(clock.now() + HOUR)
    await books.do(books.holding(Money(60, XTR), expires_at=until))
    hold = await books.find()
    clock.set(until)
    results = await asyncio.gather(
        books.do(books.ledger.post(hold, kind="stake")),
        books.do(books.ledger.expire(hold)),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [type(None), AlreadyDone]


async def test_a_hold_made_and_posted_in_one_unit(books: Books, ledger: Ledger) -> None:
    hold = Hold(
        id="h1",
        source=ALICES,
        target=POT,
        amount=Money(60, XTR),
        ref=REF,
        state=HoldState.PENDING,
        expires_at=None,
    )
    await books.do(books.holding(Money(60, XTR)), ledger.post(hold, kind="stake"))
    assert await books.balance(POT) == (60, 0)
    assert await verify(books.writer._database) is None


async def test_an_id_is_used_once(books: Books) -> None:
    await books.do(books.holding(Money(10, XTR)))
    with pytest.raises(AlreadyDone):
        await books.do(books.holding(Money(10, XTR)))
    assert await books.balance(ALICES) == (90, 10)


async def test_an_outside_account_may_hold(books: Books) -> None:
    await books.do(books.holding(Money(10, XTR), source=accounts.STARS_AVAILABLE))
    assert await books.balance(accounts.STARS_AVAILABLE) == (-10, 10)
    await books.do(books.ledger.void(await books.find()))
    assert await books.balance(accounts.STARS_AVAILABLE) == (0, 0)
