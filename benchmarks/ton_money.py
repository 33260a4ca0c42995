"""Deposits credited by the watcher, and withdrawals paid by batches, per second.

    python -m benchmarks ton_money [--rounds 3] [--payments 1000]

The chain is the one of the tests, in memory, so the figures are of our own rules and store: each
deposit is judged, credited, logged and told; each withdrawal is signed, found in the wallet's
transactions, settled, logged and told. The anchor moves money on the same store in the same run:
one plain transfer of the ledger per commit, one after the other.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.figures import Goal, Load, Table
from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.shared import money
from domain.shared.actor import Actor
from domain.shared.change import Decision
from domain.shared.ids import UserId
from domain.shared.money import TON, Money
from storage.engine import open_database
from tests.conftest import running_writer
from tests.fakes.clock import FakeClock
from tests.fakes.ton_machines import address
from tests.ton.house import ALICES, DEPOSIT, NANO, USDT, TonHouse, World

DEPOSITS: Final = "deposits credited"
WITHDRAWALS: Final = "withdrawals paid"
ANCHOR: Final = "transfer per commit"
PEOPLE: Final = 100
GOAL_DEPOSITS: Final = 1.0
GOAL_WITHDRAWALS: Final = 0.25


def main(arguments: list[str]) -> bool:
    parser = argparse.ArgumentParser(prog="benchmarks ton_money")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--payments", type=int, default=1000)
    options = parser.parse_args(arguments)
    money.know(USDT.asset, USDT.symbol)
    table = Table()
    with tempfile.TemporaryDirectory(prefix="souk-bench-ton-") as folder:
        for number in range(options.rounds):
            asyncio.run(_round(table, Path(folder) / f"{number}.db", options.payments))
    goals = [
        Goal(f"{DEPOSITS} / {ANCHOR}", table.ratio(DEPOSITS, ANCHOR), GOAL_DEPOSITS, ">="),
        Goal(
            f"{WITHDRAWALS} / {ANCHOR}", table.ratio(WITHDRAWALS, ANCHOR), GOAL_WITHDRAWALS, ">="
        ),
    ]
    for goal in goals:
        print(f"  {goal}")
    return all(goal.met for goal in goals)


async def _round(table: Table, path: Path, payments: int) -> None:
    clock, database = FakeClock(), open_database(f"sqlite:///{path}")
    async with running_writer(database, clock, []) as writer:
        home = TonHouse(World(database=database, writer=writer, clock=clock))
        await home.begin(coins=5 * payments * NANO)
        people = [await home.meet(UserId(2000 + number)) for number in range(PEOPLE)]
        await _measured(table, ANCHOR, payments, lambda: _transfers(home, payments))
        await _deposits(table, home, people, payments)
        await _withdrawals(table, home, people, payments)
        await home.sound()


async def _deposits(table: Table, home: TonHouse, people: list[Actor], payments: int) -> None:
    """Payments of many people, as they come: two of one person are never judged in one unit."""
    codes = [await home.code(person) for person in people]
    for number in range(payments):
        home.world.chain.pay(ALICES, DEPOSIT, 2 * NANO, codes[number % len(codes)])
    home.world.tick()
    await _measured(table, DEPOSITS, payments, home.watcher.watch)
    has = sum([await home.has(person.id) for person in people])
    assert has == 2 * NANO * payments, "each is credited"


async def _withdrawals(table: Table, home: TonHouse, people: list[Actor], payments: int) -> None:
    for number in range(payments):
        place = address(f"place {number % 50}")
        await home.withdraw(people[number % len(people)], NANO, to=place)

    async def pay() -> None:
        await home.payouts.pay()
        home.world.tick()
        await home.watcher.watch()

    await _measured(table, WITHDRAWALS, payments, pay)
    counts = await home.withdrawals.counts()
    assert counts[next(s for s in counts if s == "paid")] == payments, "each is paid"


async def _transfers(home: TonHouse, payments: int) -> None:
    source, target = accounts.TON_CHAIN, accounts.HOUSE_NETWORK

    async def decide() -> Decision[None]:
        ref = Ref("bench", "1")
        return Decision(
            None, home.ledger.transfer(source, target, Money(1, TON), kind="bench", ref=ref)
        )

    for _ in range(payments):
        await home.store.commit(decide)
    undo = home.ledger.transfer(
        target, source, Money(payments, TON), kind="bench", ref=Ref("bench", "2")
    )

    async def back() -> Decision[None]:
        return Decision(None, undo)

    await home.store.commit(back)


async def _measured(
    table: Table, name: str, payments: int, act: Callable[[], Awaitable[object]]
) -> None:
    began_s = perf_counter()
    await act()
    took_s = perf_counter() - began_s
    each_ms = took_s * 1000 / payments
    table.add(name, Load(per_s=payments / took_s, p50_ms=each_ms, p99_ms=each_ms))
