"""The ledger over the store: transfers, their bounds, things."""

import asyncio
import sqlite3

import asyncpg
import pytest

from domain.ledger import accounts
from domain.ledger.accounts import AccountPath
from domain.ledger.service import Ledger
from domain.shared.ids import UserId
from domain.shared.money import LARGEST_UNITS, TON, XTR, Money, stars
from domain.shared.refusals import AmountTooLarge, NotEnoughFunds
from storage.ledger.verify import verify
from tests.storage.books import (
    ALICES,
    BOBS,
    OUTSIDE,
    POT,
    SWORD,
    Books,
)


async def test_a_transfer_moves_money(books: Books) -> None:
    await books.do(books.move(ALICES, BOBS, Money(30, XTR)))
    assert await books.balance(ALICES) == (70, 0)
    assert await books.balance(BOBS) == (30, 0)
    assert await books.balance(accounts.STARS_MATURING) == (-100, 0)


@pytest.mark.parametrize("units", [0, -1])
async def test_money_moves_forward_only(books: Books, units: int) -> None:
    with pytest.raises(AssertionError):
        books.move(ALICES, BOBS, Money(units, XTR))


async def test_the_largest_amount_moves_and_one_more_does_not(books: Books) -> None:
    most = Money(LARGEST_UNITS, TON)
    await books.do(books.move(OUTSIDE, BOBS, most))
    assert await books.balance(BOBS, TON) == (LARGEST_UNITS, 0)
    with pytest.raises(AmountTooLarge):
        books.move(OUTSIDE, BOBS, Money(LARGEST_UNITS + 1, TON))
    with pytest.raises(AmountTooLarge):
        books.move(OUTSIDE, BOBS, Money(2**63, TON))
    await books.do(books.move(BOBS, OUTSIDE, most))
    assert await books.balance(BOBS, TON) == (0, 0)


@pytest.mark.parametrize("units", [1, LARGEST_UNITS])
async def test_a_counter_ends_at_the_bound(books: Books, units: int) -> None:
    """Also where 64 bits would overflow."""
    await books.do(books.move(OUTSIDE, BOBS, Money(LARGEST_UNITS, TON)))
    with pytest.raises(AmountTooLarge):
        await books.do(books.move(OUTSIDE, ALICES, Money(units, TON)))
    with pytest.raises(AmountTooLarge):
        await books.do(books.move(AccountPath("ext:other"), BOBS, Money(units, TON)))
    assert await books.balance(BOBS, TON) == (LARGEST_UNITS, 0)
    assert await verify(books.writer._database) is None


async def test_an_account_never_goes_below_zero(books: Books) -> None:
    with pytest.raises(NotEnoughFunds):
        await books.do(books.move(ALICES, BOBS, Money(101, XTR)))
    with pytest.raises(NotEnoughFunds):
        await books.do(books.move(accounts.user(UserId(9)), BOBS, Money(1, XTR)))


async def test_assets_do_not_mix(books: Books) -> None:
    with pytest.raises(NotEnoughFunds):
        await books.do(books.move(ALICES, BOBS, Money(1, TON)))


async def test_two_units_at_once_do_not_overdraw_together(books: Books) -> None:
    results = await asyncio.gather(
        *(books.do(books.move(ALICES, BOBS, Money(60, XTR))) for _ in range(2)),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [type(None), NotEnoughFunds]
    assert await books.balance(ALICES) == (40, 0)


async def test_money_that_comes_later_in_a_batch_is_not_spent_before(books: Books) -> None:
    """Folded into one sum per account the two would pass."""
    results = await asyncio.gather(
        books.do(books.move(BOBS, POT, Money(50, XTR))),
        books.do(books.move(ALICES, BOBS, Money(50, XTR))),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [NotEnoughFunds, type(None)]


async def test_a_circle_of_empty_pockets_is_refused(books: Books) -> None:
    carols = accounts.user(UserId(3))
    with pytest.raises(NotEnoughFunds):
        await books.do(
            books.move(BOBS, carols, Money(5, XTR)), books.move(carols, BOBS, Money(5, XTR))
        )


async def test_linked_transfers_succeed_or_fail_together(books: Books) -> None:
    with pytest.raises(NotEnoughFunds):
        await books.do(
            books.move(ALICES, BOBS, Money(80, XTR)), books.move(ALICES, POT, Money(30, XTR))
        )
    assert await books.balance(ALICES) == (100, 0)
    await books.do(books.move(ALICES, BOBS, Money(80, XTR)), books.move(BOBS, POT, Money(30, XTR)))
    assert await books.balance(BOBS) == (50, 0)
    assert await verify(books.writer._database) is None


async def test_a_thousand_linked_transfers(books: Books) -> None:
    await books.do(
        *(books.move(ALICES, accounts.user(UserId(100 + n)), Money(1, XTR)) for n in range(100)),
        *(books.move(accounts.user(UserId(100 + n)), BOBS, Money(1, XTR)) for n in range(100)),
        *(books.move(OUTSIDE, accounts.user(UserId(n)), Money(1, TON)) for n in range(1000, 1800)),
    )
    assert await books.balance(BOBS) == (100, 0)
    assert await verify(books.writer._database) is None


async def test_a_chargeback_goes_below_zero(books: Books) -> None:
    await books.do(books.move(accounts.STARS_CLAWBACK, accounts.STARS_AVAILABLE, stars(5)))
    assert await books.balance(accounts.STARS_CLAWBACK) == (-500, 0)


async def test_a_thing_has_one_owner(books: Books, ledger: Ledger) -> None:
    one = Money(1, SWORD)
    gifts = AccountPath("ext:gifts")
    assert await ledger.owner(SWORD) is None
    await books.do(books.move(gifts, ALICES, one))
    assert await ledger.owner(SWORD) == ALICES
    await books.do(books.move(ALICES, BOBS, one))
    assert await ledger.owner(SWORD) == BOBS
    with pytest.raises(NotEnoughFunds):
        await books.do(books.move(gifts, ALICES, one))
    with pytest.raises((sqlite3.IntegrityError, asyncpg.ExclusionViolationError)):
        await books.do(books.move(AccountPath("ext:elsewhere"), ALICES, one))
    await books.do(books.move(BOBS, gifts, one))
    assert await ledger.owner(SWORD) is None


async def test_a_held_thing_cannot_be_given_away(books: Books) -> None:
    one = Money(1, SWORD)
    await books.do(books.move(AccountPath("ext:gifts"), ALICES, one))
    await books.do(books.holding(one))
    with pytest.raises(NotEnoughFunds):
        await books.do(books.move(ALICES, BOBS, one))
