"""The ledger: a hold plus its domain row through the public service, beside its anchors.

    python -m benchmarks ledger [--rounds 9] [--seconds 1] [--engine sqlite]

On SQLite the anchor is one SQLModel session per act (full sync); on Postgres it is pgbench
(`-s 10 -c 16 -j 2 -M simple`) on the same server, fsync on. The contenders take turns within each
round; figures are medians over the rounds, and ratios are medians of the ratios within a round.
"""

import argparse
import asyncio
import gc
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import Final

import asyncpg
import uvloop

from benchmarks.betting import (
    HOT_ROUND,
    PEOPLE,
    ROUNDS,
    BetRows,
    Betting,
    PlaceBet,
    make_postgres_tables,
    make_sqlite_tables,
)
from benchmarks.figures import Goal, Load, Table
from benchmarks.pgbench import PgBench
from bot.runtime.chance import SystemChance, TimeSortedIds
from bot.runtime.clock import RealClock
from bot.runtime.imports import COLLECT_AT
from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.ledger.service import Ledger
from domain.shared.actor import Actor
from domain.shared.change import Changes, Event, IdempotencyKey, flatten
from domain.shared.ids import UserId
from domain.shared.money import stars
from storage.core.audit import AuditStore
from storage.engine import PostgresDatabase, SqliteDatabase, open_database
from storage.ledger.invariants import Invariants
from storage.ledger.postings import FAMILY
from storage.ledger.store import SqlLedger, moves
from storage.statements import insert
from storage.writer import Writer
from tests.postgres import PostgresServer

Act = Callable[[int, str], Awaitable[object]]
"""A bet of the person with this number in this round."""

_WARM_UP_S: Final = 0.2
_ADD_ROUND: Final = insert(
    "bench_rounds", key=("id",), columns={"id": "text"}, values={"state": "'open'"}
)


async def drive(act: Act, *, in_flight: int, seconds: float, hot: bool = False) -> Load:
    """Keep so many acts in flight; counted are those that end within `seconds` after a warm-up."""
    times: list[float] = []
    began = perf_counter() + _WARM_UP_S
    until = began + seconds

    async def lane(number: int) -> None:
        turn = number
        while (start := perf_counter()) < until:
            round_id = HOT_ROUND if hot else f"r{turn % ROUNDS}"
            await act(1 + turn % PEOPLE, round_id)
            end = perf_counter()
            if began <= end < until:
                times.append(end - start)
            turn += in_flight

    await asyncio.gather(*(lane(number) for number in range(in_flight)))
    times.sort()
    return Load(
        per_s=len(times) / seconds,
        p50_ms=times[len(times) // 2] * 1000,
        p99_ms=times[int(len(times) * 0.99)] * 1000,
    )


@asynccontextmanager
async def house(database: SqliteDatabase | PostgresDatabase) -> AsyncIterator[Act]:
    """The public service over a store that has people with money and open rounds."""
    clock = RealClock()
    ids = TimeSortedIds(clock, SystemChance())
    told: list[Event] = []
    writer = Writer(database, clock=clock, publish=told.append)
    writer.after(FAMILY, moves(told.append))
    await writer.start()
    await _make_tables(database)
    running = asyncio.ensure_future(writer.run())
    ledger = Ledger(SqlLedger(database), clock=clock, ids=ids)
    await _fill(writer, ledger)
    audit, bets = AuditStore(database, clock), BetRows(database)
    betting = Betting(writer, ledger, audit, bets, clock=clock, ids=ids)
    keys = iter(range(10**9))
    stake = stars(1)
    done = 0

    async def act(person: int, round_id: str) -> object:
        nonlocal done
        key = IdempotencyKey(f"k{next(keys)}")
        order = PlaceBet(round_id=round_id, stake=stake)
        bet = await betting.place(Actor(id=UserId(person)), order, key=key)
        done += 1
        told.clear()
        return bet

    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AT)
    yield act
    assert await bets.count() == done, "every bet that was answered is in the store"
    assert all(check.ok for check in await Invariants(database).read()), "the books are right"
    await writer.stop()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _make_tables(database: SqliteDatabase | PostgresDatabase) -> None:
    if isinstance(database, SqliteDatabase):
        make_sqlite_tables(str(database.path))
    else:
        await make_postgres_tables(database.address)


async def _fill(writer: Writer, ledger: Ledger) -> None:
    rounds = [HOT_ROUND, *(f"r{number}" for number in range(ROUNDS))]
    await writer.put(_ADD_ROUND(id=round_id) for round_id in rounds)
    await asyncio.gather(
        *(
            writer.put(flatten([_gift(ledger, accounts.user(UserId(person)))]))
            for person in range(1, PEOPLE + 1)
        ),
        *(writer.put(flatten([_gift(ledger, accounts.pot(round_id))])) for round_id in rounds),
    )


def _gift(ledger: Ledger, to: accounts.AccountPath) -> Changes:
    amount = stars(10**9)
    return ledger.transfer(accounts.STARS_MATURING, to, amount, kind="gift", ref=Ref("bench", to))


class NaiveHouse:
    """The anchor on SQLite: a store of its own, and as in the guide a loop by `asyncio.run`."""

    def __init__(self, folder: Path) -> None:
        self._path = f"{folder}/naive.db"
        self._keys = iter(range(10**9))

    async def fill(self) -> None:
        async with house(open_database(f"sqlite:///{self._path}")):
            """Only to fill the store."""

    async def drive(self, seconds: float) -> Load:
        return await asyncio.to_thread(asyncio.run, self._drive(seconds))

    async def _drive(self, seconds: float) -> Load:
        from benchmarks.naive import NaiveBetting, open_engine

        clock = RealClock()
        engine = open_engine(self._path)
        naive = NaiveBetting(engine, clock=clock, ids=TimeSortedIds(clock, SystemChance()))

        async def act(person: int, round_id: str) -> object:
            order = PlaceBet(round_id=round_id, stake=stars(1))
            return await naive.place(Actor(id=UserId(person)), order, key=f"k{next(self._keys)}")

        load = await drive(act, in_flight=64, seconds=seconds)
        await engine.dispose()
        return load


async def sqlite_rounds(rounds: int, seconds: float, folder: Path) -> Table:
    table = Table()
    database = open_database(f"sqlite:///{folder}/house.db")
    naive = NaiveHouse(folder)
    await naive.fill()
    async with house(database) as ours:
        await drive(ours, in_flight=64, seconds=0.5)
        for number in range(rounds):
            print(f" SQLite, round {number + 1}")
            table.add("naive, 64 in flight", await naive.drive(seconds))
            table.add("house, 64 in flight", await drive(ours, in_flight=64, seconds=seconds))
            hot = await drive(ours, in_flight=64, seconds=seconds, hot=True)
            table.add("house, 64, hot account", hot)
            table.add("house, 1 in flight", await drive(ours, in_flight=1, seconds=seconds))
    return table


async def postgres_rounds(rounds: int, seconds: float) -> Table:
    table = Table()
    with PostgresServer(durable=True) as server:
        await _make_database(server, "house")
        pgbench = PgBench(server)
        await asyncio.to_thread(pgbench.fill)
        async with house(open_database(server.url("house"))) as ours:
            await drive(ours, in_flight=64, seconds=0.5)
            for number in range(rounds):
                print(f" Postgres, round {number + 1}")
                table.add("pgbench", await asyncio.to_thread(pgbench.run, seconds))
                table.add("house, 64 in flight", await drive(ours, in_flight=64, seconds=seconds))
                many = await drive(ours, in_flight=256, seconds=seconds)
                table.add("house, 256 in flight", many)
                hot = await drive(ours, in_flight=64, seconds=seconds, hot=True)
                table.add("house, 64, hot account", hot)
                table.add("house, 1 in flight", await drive(ours, in_flight=1, seconds=seconds))
    return table


async def _make_database(server: PostgresServer, name: str) -> None:
    connection = await asyncpg.connect(server.url())
    for wanted in (name, "pgbench"):
        await connection.execute(f"CREATE DATABASE {wanted}")
    await connection.close()


def sqlite_goals(table: Table) -> list[Goal]:
    busy = "house, 64 in flight"
    return [
        Goal("SQLite, 64 in flight / naive", table.ratio(busy, "naive, 64 in flight"), 60, ">="),
        Goal("SQLite, 1 in flight, p50 ms", table.p50_ms("house, 1 in flight"), 3, "<"),
        Goal("SQLite, hot account, cost", table.ratio(busy, "house, 64, hot account"), 1.5, "<"),
    ]


def postgres_goals(table: Table) -> list[Goal]:
    busy = "house, 64 in flight"
    return [
        Goal("Postgres, 64 in flight / pgbench", table.ratio(busy, "pgbench"), 2.5, ">="),
        Goal("Postgres, 256 / pgbench", table.ratio("house, 256 in flight", "pgbench"), 3, ">="),
        Goal("Postgres, 1 in flight, p50 ms", table.p50_ms("house, 1 in flight"), 3, "<"),
        Goal("Postgres, hot account, cost", table.ratio(busy, "house, 64, hot account"), 1.5, "<"),
    ]


def main(arguments: list[str]) -> bool:
    """Print all figures; answers whether every goal was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks ledger")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--engine", choices=("sqlite", "postgres"))
    options = parser.parse_args(arguments)
    goals: list[Goal] = []
    if options.engine != "postgres":
        with tempfile.TemporaryDirectory() as folder:
            table = uvloop.run(sqlite_rounds(options.rounds, options.seconds, Path(folder)))
        goals += sqlite_goals(table)
    if options.engine != "sqlite":
        goals += postgres_goals(uvloop.run(postgres_rounds(options.rounds, options.seconds)))
    for goal in goals:
        print(goal)
    return all(goal.met for goal in goals)
